"""Error analysis: kind, nearest annotated claim and sentence of each claim that an annotation does not confirm.

Found claims that no annotated one confirms in all points are paired with annotated ones that are left over, the nearest pairs
first. Each such pair is one error; what finds no partner is spurious, or missed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.ontology import load_schema

from .claims import Matching, actors_of, match_claims, same_name

__all__ = ["KINDS", "ClaimError", "find_errors"]

Record = Mapping[str, Any]

# Nearest first: a claim that is wrong in one point only is not called spurious.
KINDS = (
    "wrong speaker",
    "wrong modality",
    "wrong polarity",
    "wrong organization",
    "wrong relation",
    "wrong direction",
    "wrong actor",
    "spurious",
    "missed",
)
_CONTEXT = 160


@dataclass(frozen=True, slots=True)
class ClaimError:
    """``found`` is None for what was missed, ``gold`` for what is spurious; ``sentence`` is where the text speaks of it."""

    kind: str
    text: str
    sentence: str
    found: Record | None = None
    gold: Record | None = None


def find_errors(gold: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> list[ClaimError]:
    """Every error in ``found`` (claims by id of the text), by kind in the order of ``KINDS``, then in that of the texts."""
    strict = match_claims(gold, found, "speaker")
    texts = {record["id"]: record["text"] for record in gold}
    errors = [error for identifier in texts for error in _of_text(identifier, texts[identifier], *_parts(strict)[identifier])]
    return sorted(errors, key=lambda error: KINDS.index(error.kind))


def _parts(matching: Matching) -> Mapping[str, tuple[list[Record], list[Record]]]:
    parts: defaultdict[str, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for place, claims in enumerate((matching.wrong, matching.unmatched)):
        for identifier, claim in claims:
            parts[identifier][place].append(claim)
    return parts


def _of_text(identifier: str, text: str, wrong: list[Record], left: list[Record]) -> Iterable[ClaimError]:
    for kind in KINDS[:-2]:
        for claim in list(wrong):
            partner = next((gold for gold in left if _kind(gold, claim) == kind), None)
            if partner is not None:
                wrong.remove(claim)
                left.remove(partner)
                yield ClaimError(kind, identifier, _sentence(text, claim), claim, partner)
    for claim in wrong:
        yield ClaimError("spurious", identifier, _sentence(text, claim), found=claim)
    for gold in left:
        if gold["required"]:
            yield ClaimError("missed", identifier, _sentence(text, gold), gold=gold)


def _kind(gold: Record, found: Record) -> str | None:
    """The first point, from the actors inwards, in which a found claim differs; None where the two are not about one thing."""
    one, other = actors_of(gold, found)
    alike = gold["predicate"] == found.get("predicate")
    swapped = same_name(gold["subject"], found.get("object")) and same_name(gold["object"], found.get("subject"))
    symmetric = load_schema().relations[gold["predicate"]].symmetric
    if not (one and other) and not (symmetric and swapped):
        if not alike:
            return None
        return "wrong direction" if swapped else "wrong actor" if one or other else None
    if not alike:
        return "wrong relation"
    if gold.get("organization") and not same_name(gold["organization"], found.get("organization")):
        return "wrong organization"
    return _kind_of_stance(gold, found)


def _kind_of_stance(gold: Record, found: Record) -> str:
    for field, usual in (("polarity", "affirmed"), ("modality", "actual")):
        allowed = gold[field] if isinstance(gold[field], list) else [gold[field]]
        if found.get(field, usual) not in allowed:
            return f"wrong {field}"
    return "wrong speaker"


def _sentence(text: str, claim: Record) -> str:
    """The claim's own quote, or else what stands round its trigger in the text, on one line."""
    quote = claim.get("quote")
    if isinstance(quote, str) and quote:
        return " ".join(quote.split())
    trigger = claim.get("trigger")
    place = text.find(trigger) if isinstance(trigger, str) else -1
    start, end = max(0, place - _CONTEXT), max(place, 0) + _CONTEXT
    cut = text[start:end]
    return ("… " if start else "") + " ".join(cut.split()) + (" …" if end < len(text) else "")
