"""Batches of labelled windows for training the reader."""

import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diplograph.extract.learned import MODALITIES, RELATIONS, Candidate, EncodedWindow, collate, encode
from diplograph.ontology import load_schema
from tokenizers import Tokenizer
from torch import Tensor

SYMMETRIC = frozenset(name for name, relation in load_schema().relations.items() if relation.symmetric)
# A claim that a careful reader could leave out is neither asked for nor forbidden.
OPTIONAL_TARGET, OPTIONAL_WEIGHT = 0.6, 0.3
MOST_PAIRS = 128
# "[MASK]" of the encoder.
MASK = 103
# Texts whose hash ends so are kept for fitting the fusion.
FOLDS, HELD_OUT = 10, 0


def is_held_out(text_id: str) -> bool:
    return int(hashlib.md5(text_id.encode()).hexdigest(), 16) % FOLDS == HELD_OUT


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its claims by pair of candidates, the relations of each pair of actors, and how it was annotated."""

    encoded: EncodedWindow
    claims: dict[tuple[int, int], list[dict[str, Any]]]
    of_actors: dict[tuple[str, str], set[str]]
    keys: tuple[str, ...]
    sparing: bool = False


def read_examples(paths: Sequence[Path], tokenizer: Tokenizer, *, held_out: bool, sparing: bool = False) -> list[Example]:
    """The windows of the texts that are, or are not, held out; ``sparing`` where their annotators asked for little."""
    lines = (json.loads(line) for path in paths for line in filter(None, path.read_text(encoding="utf-8").split("\n")))
    return [replace(example(record, tokenizer), sparing=sparing) for record in lines if is_held_out(record["id"]) == held_out]


def example(record: dict[str, Any], tokenizer: Tokenizer) -> Example:
    candidates = [Candidate(s, e, kind, key, token=-1 if kind == "event" else None) for s, e, kind, key in record["candidates"]]
    encoded = encode(record["text"], record["start"], candidates, record["sentence_of"], tokenizer)
    claims: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    of_actors: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in record["claims"]:
        one, other = claim["subject"], claim["object"]
        for pair in [(one, other), (other, one)] if claim["relation"] in SYMMETRIC else [(one, other)]:
            claims[pair].append(claim)
            of_actors[candidates[pair[0]].key, candidates[pair[1]].key].add(claim["relation"])
    return Example(encoded, dict(claims), dict(of_actors), tuple(candidate.key for candidate in candidates))


def batches(examples: Sequence[Example], size: int, random_: random.Random) -> Iterator[list[Example]]:
    """The examples that have pairs in batches of about one length, in random order; of many pairs a random part."""
    able = [_with_few_pairs(item, random_) for item in examples if item.encoded.pairs]
    random_.shuffle(able)
    groups = []
    for start in range(0, len(able), size * 12):
        near = sorted(able[start : start + size * 12], key=lambda item: len(item.encoded.ids) + 2 * len(item.keys))
        groups += [near[i : i + size] for i in range(0, len(near), size)]
    random_.shuffle(groups)
    yield from groups


def _with_few_pairs(item: Example, random_: random.Random) -> Example:
    pairs = item.encoded.pairs
    if len(pairs) <= MOST_PAIRS:
        return item
    held = [pair for pair in pairs if pair in item.claims]
    free = [pair for pair in pairs if pair not in item.claims]
    chosen = held + random_.sample(free, max(0, MOST_PAIRS - len(held)))
    return replace(item, encoded=replace(item.encoded, pairs=tuple(chosen)))


def tensors(items: Sequence[Example]) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Inputs and targets of a batch; a target of -1, or a weight of 0, is not asked for."""
    inputs = {name: torch.from_numpy(array) for name, array in collate([item.encoded for item in items]).items()}
    inputs["manner"] = torch.tensor([int(item.sparing) for item in items])
    size, pairs = inputs["subjects"].shape
    length, marked = inputs["ids"].shape[1], inputs["places"].shape[1]
    relations, weights = (
        np.zeros((size, pairs, len(RELATIONS)), np.float32),
        np.zeros((size, pairs, len(RELATIONS)), np.float32),
    )
    negated, modality = np.full((size, pairs), -1.0, np.float32), np.full((size, pairs), -1, np.int64)
    trigger = np.zeros((size, pairs, length), np.bool_)
    speaker, organization = np.full((size, pairs), -1, np.int64), np.full((size, pairs), -1, np.int64)
    for row, item in enumerate(items):
        for column, pair in enumerate(item.encoded.pairs):
            weights[row, column] = 1
            # The same actors carry it at another place of the window: no evidence against this one.
            for relation in item.of_actors.get((item.keys[pair[0]], item.keys[pair[1]]), ()):
                weights[row, column, RELATIONS.index(relation)] = 0
            claims = item.claims.get(pair, [])
            for claim in sorted(claims, key=lambda claim: claim["required"]):
                place = RELATIONS.index(claim["relation"])
                relations[row, column, place] = 1 if claim["required"] else OPTIONAL_TARGET
                weights[row, column, place] = 1 if claim["required"] else OPTIONAL_WEIGHT
            if not claims:
                continue
            claim = max(claims, key=lambda claim: claim["required"])
            negated[row, column], modality[row, column] = claim["negated"], MODALITIES.index(claim["modality"])
            if claim["trigger"]:
                start, end = claim["trigger"]
                trigger[
                    row, column, [i for i, (b, e) in enumerate(item.encoded.offsets) if b < end and start < e and b < e]
                ] = True
            for target, name in ((speaker, "speaker"), (organization, "organization")):
                if claim[name] is not None:
                    target[row, column] = marked if claim[name] < 0 else claim[name]
    targets = {
        "relations": relations, "weights": weights, "negated": negated, "modality": modality, "trigger": trigger,
        "speaker": speaker, "organization": organization,
    }  # fmt: skip
    return inputs, {name: torch.from_numpy(array) for name, array in targets.items()}


def mask_words(inputs: dict[str, Tensor], share: float) -> None:
    """Hides pieces at random, those of names too, so that relations are not learnt by who is named."""
    hidden = (torch.rand(inputs["ids"].shape) < share) & inputs["inner"]
    inputs["ids"] = inputs["ids"].masked_fill(hidden, MASK)
    named = torch.zeros_like(inputs["ids"], dtype=torch.bool)
    rows = torch.arange(len(named))[:, None].expand_as(inputs["places"])
    chosen = (torch.rand(inputs["places"].shape) < 2 * share) & inputs["present"]
    named[rows[chosen], inputs["places"][chosen]] = True
    inputs["ids"] = inputs["ids"].masked_fill(named & inputs["inner"], MASK)
