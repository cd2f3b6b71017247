"""Conversion of the corpora into spaCy training files: ``python convert.py CORPORA OUTPUT``.

Reads the CoNLL-U treebanks (EWT, GUM) and the JSON Lines entity corpora (GMB, CrossNER politics, GUM entities) and writes
one ``.spacy`` file for each use and split. Every choice is drawn from a fixed seed, so the same corpora give the same files.

News comes in paragraphs and in typeset quotation marks, the corpora mostly do not. Half of the treebank chunks therefore
keep their paragraph breaks as ``\\n\\n`` tokens, and 40% of all training texts have their quotation marks made curly.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import conllu
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

CHUNK_TOKENS = 200
PARAGRAPH_SHARE = 0.5
CURLY_SHARE = 0.4
CROSSNER_COPIES = 3
SENTENCES_PER_TEXT = 6
SEED = 20250218

# Features that frames and stance rely on, or that both treebanks annotate in the same way.
FEATURES = frozenset(
    [
        "Case",
        "Definite",
        "Degree",
        "Gender",
        "Mood",
        "Number",
        "NumType",
        "Person",
        "Polarity",
        "Poss",
        "PronType",
        "Reflex",
        "Tense",
        "VerbForm",
        "Voice",
    ]
)


@dataclass(slots=True)
class Sentence:
    """One treebank sentence: parallel lists over its words; ``heads`` are offsets inside the sentence."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    starts_paragraph: bool = False
    starts_document: bool = False


def read_treebank(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a gzipped CoNLL-U file; multiword ranges give the spacing of their last word."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in conllu.parse_incr(file):
            sentence = Sentence(
                starts_document="newdoc id" in block.metadata,
                starts_paragraph="newpar" in block.metadata or "newpar id" in block.metadata,
            )
            range_end, range_spaced = 0, True
            for token in block:
                spaced = (token["misc"] or {}).get("SpaceAfter") != "No"
                if isinstance(token["id"], tuple):
                    range_end, range_spaced = token["id"][2], spaced
                    continue
                if token["id"] <= range_end:
                    spaced = token["id"] == range_end and range_spaced
                feats = token["feats"] or {}
                sentence.words.append(token["form"])
                sentence.spaces.append(spaced)
                sentence.tags.append(token["xpos"] or "")
                sentence.pos.append(token["upos"])
                sentence.morphs.append("|".join(f"{k}={v}" for k, v in sorted(feats.items()) if k in FEATURES))
                sentence.lemmas.append(token["lemma"])
                sentence.heads.append(token["head"] - 1 if token["head"] else token["id"] - 1)
                sentence.deps.append("ROOT" if token["deprel"] == "root" else token["deprel"])
            yield sentence


def chunks(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group consecutive sentences of a document into chunks of about ``CHUNK_TOKENS`` tokens."""
    chunk: list[Sentence] = []
    for sentence in sentences:
        full = sum(len(s.words) for s in chunk) + len(sentence.words) > CHUNK_TOKENS
        if chunk and (full or sentence.starts_document):
            yield chunk
            chunk = []
        chunk.append(sentence)
    if chunk:
        yield chunk


def curl(words: list[str]) -> list[str]:
    """Typeset the quotation marks of a token list, opening and closing in turn."""
    opened, curled = False, []
    for word in words:
        if word in {'"', "``", "''"}:
            opened = not opened
            curled.append("“" if opened else "”")
        else:
            curled.append(word.replace("'", "’"))
    return curled


def chunk_doc(nlp: Language, chunk: list[Sentence], *, paragraphs: bool, curly: bool) -> Doc:
    """One gold Doc for a chunk; a paragraph break is a ``\\n\\n`` token that hangs on the word before it."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    pos: list[str] = []
    morphs: list[str] = []
    lemmas: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool] = []
    for sentence in chunk:
        if words and paragraphs and sentence.starts_paragraph:
            spaces[-1] = False
            words.append("\n\n")
            spaces.append(False)
            tags.append("_SP")
            pos.append("SPACE")
            morphs.append("")
            lemmas.append("\n\n")
            heads.append(len(words) - 2)
            deps.append("dep")
            starts.append(False)
        base = len(words)
        words += sentence.words
        spaces += sentence.spaces
        tags += sentence.tags
        pos += sentence.pos
        morphs += sentence.morphs
        lemmas += sentence.lemmas
        heads += [base + head for head in sentence.heads]
        deps += sentence.deps
        starts += [True] + [False] * (len(sentence.words) - 1)
    return Doc(
        nlp.vocab,
        words=curl(words) if curly else words,
        spaces=spaces,
        tags=tags,
        pos=pos,
        morphs=morphs,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        sent_starts=starts,
    )


def treebank_docs(nlp: Language, paths: list[Path], *, augment: bool) -> Iterator[Doc]:
    """Gold Docs of the treebanks; evaluation files keep every paragraph break and no made-up quotation marks."""
    rng = random.Random(SEED)
    for path in paths:
        for chunk in chunks(read_treebank(path)):
            paragraphs = rng.random() < PARAGRAPH_SHARE if augment else True
            curly = augment and rng.random() < CURLY_SHARE
            yield chunk_doc(nlp, chunk, paragraphs=paragraphs, curly=curly)


def read_entities(path: Path) -> list[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def entity_doc(nlp: Language, group: list[dict[str, object]], *, curly: bool) -> Doc:
    """One gold Doc of several sentences with their entities; spans that miss token edges are widened to them."""
    text, spans = "", []
    for record in group:
        offset = len(text) + 1 if text else 0
        text = f"{text} {record['text']}" if text else str(record["text"])
        spans += [(start + offset, end + offset, label) for start, end, label in record["ents"]]  # type: ignore[attr-defined]
    if curly:
        text = "".join(
            "“" if c == '"' and (i == 0 or text[i - 1] in " (") else {'"': "”", "'": "’"}.get(c, c) for i, c in enumerate(text)
        )
    doc = nlp.make_doc(text)
    found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.ents = spacy.util.filter_spans([span for span in found if span is not None])
    return doc


def entity_docs(nlp: Language, paths: list[Path], *, augment: bool) -> Iterator[Doc]:
    """Gold Docs of 1 to ``SENTENCES_PER_TEXT`` sentences for training, of one sentence for evaluation."""
    rng = random.Random(SEED)
    for path in paths:
        records = read_entities(path)
        if augment:
            rng.shuffle(records)
        while records:
            size = rng.randint(1, SENTENCES_PER_TEXT) if augment else 1
            group, records = records[:size], records[size:]
            yield entity_doc(nlp, group, curly=augment and rng.random() < CURLY_SHARE)


def write(docs: Iterable[Doc], path: Path) -> None:
    stored = DocBin(docs=docs, store_user_data=False)
    stored.to_disk(path)
    print(f"{path}: {len(stored)} texts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    nlp = spacy.blank("en")

    def corpus(name: str, split: str, suffix: str) -> Path:
        return Path(options.corpora / name / f"{name}-{split}.{suffix}.gz")

    for split in ("train", "dev", "test"):
        paths = [corpus(name, split, "conllu") for name in ("ewt", "gum")]
        write(treebank_docs(nlp, paths, augment=split == "train"), options.output / f"syntax-{split}.spacy")
    crossner = [corpus("crossner-politics", split, "jsonl") for split in ("train", "dev")]
    train = [
        options.corpora / "gmb-ner" / "gmb-train.jsonl.gz",
        *crossner * CROSSNER_COPIES,
        corpus("gum-ner", "train", "jsonl"),
    ]
    write(entity_docs(nlp, train, augment=True), options.output / "ner-train.spacy")
    dev = [options.corpora / "gmb-ner" / "gmb-dev.jsonl.gz", corpus("gum-ner", "dev", "jsonl")]
    write(entity_docs(nlp, dev, augment=False), options.output / "ner-dev.spacy")


if __name__ == "__main__":
    main()
