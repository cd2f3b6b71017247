"""Matching of linked mentions against annotated ones.

found        a linked mention overlaps the annotated one
linked       one that overlaps it has an actor that the annotation allows (and is a place only where a place is annotated)
accuracy     linked / found
precision    linked / found; in texts whose names are all annotated, names found elsewhere count as found too
recall       linked / annotated
F1           the harmonic mean of precision and recall

Of a mention that stands for several actors all must be found; one that is annotated with nobody is right where no actor is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from diplograph.ontology import Actor, load_schema

from ..claims import LinkedMention, MentionKind
from .score import Score

__all__ = ["LinkScore", "fold_name", "score_codes", "score_mentions", "score_names"]

Allowed = Callable[[Actor | None], bool]


class LinkScore(NamedTuple):
    """How many annotated mentions were found, and how many linked to the right actor.

    What was found where nothing is annotated is wrong as a link, not as a find.
    """

    found: Score = Score()
    linked: Score = Score()

    @classmethod
    def of(cls, annotated: int, found: int, linked: int, spurious: int = 0) -> "LinkScore":
        """The score of so many mentions; ``spurious`` are names found where none is annotated."""
        return cls(
            found=Score(found, missed=annotated - found),
            linked=Score(linked, wrong=found + spurious - linked, missed=annotated - linked),
        )

    def plus(self, other: "LinkScore") -> "LinkScore":
        return LinkScore(self.found + other.found, self.linked + other.linked)

    @property
    def accuracy(self) -> float:
        return self.linked.right / self.found.right if self.found.right else 0.0


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation, articles and possessives, as gold names are compared."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    text = re.sub(r"['’]s\b", "", text)
    return re.sub(r"\b(the|a|an)\b|[^a-z0-9]+", " ", text).strip()


def _overlapping(found: Iterable[LinkedMention], start: int, end: int) -> list[LinkedMention]:
    return [mention for mention in found if mention.start < end and start < mention.end]


def _fits(actor: Actor | None, allowed: Sequence[str | None]) -> bool:
    if actor is None:
        return None in allowed
    return fold_name(actor.name) in {fold_name(name) for name in allowed if name is not None}


def score_mentions(record: Mapping[str, Any], found: Sequence[LinkedMention], kinds: Sequence[str]) -> LinkScore:
    """The score of one text of ``tests/gold/mentions.jsonl``, for the annotated mentions of ``kinds``."""
    score = LinkScore()
    for gold in record["mentions"]:
        if gold["kind"] in kinds:
            score = score.plus(_score_one(gold, _overlapping(found, gold["start"], gold["end"])))
    if MentionKind.NAME in kinds:
        names = (mention for mention in found if mention.kind is MentionKind.NAME)
        annotated = [(gold["start"], gold["end"]) for gold in record["mentions"]]
        spurious = sum(not any(m.start < e and s < m.end for s, e in annotated) for m in names)
        score = score.plus(LinkScore.of(0, 0, 0, spurious))
    return score


def _score_one(gold: Mapping[str, Any], over: Sequence[LinkedMention]) -> LinkScore:
    if all(allowed == [None] for allowed in gold["actors"]):
        return LinkScore.of(1, 1, int(not over))
    if gold["kind"] == MentionKind.PLACE:
        right = any(m.kind is MentionKind.PLACE and (m.actor is None or _fits(m.actor, gold["actors"][0])) for m in over)
    else:
        acting = [mention for mention in over if mention.kind is not MentionKind.PLACE]
        right = all(any(_fits(mention.actor, allowed) for mention in acting) for allowed in gold["actors"])
    nobody = not over and any(None in allowed for allowed in gold["actors"])
    return LinkScore.of(1, int(bool(over) or nobody), int(right or nobody))


def score_names(record: Mapping[str, Any], found: Sequence[LinkedMention]) -> LinkScore:
    """The score of one text of a file of gold claims: whether each actor of a required claim is linked to, somewhere in it.

    Such a file does not say where an actor stands: one is found where a mention has one of its names or actors.
    """
    score, seen = LinkScore(), set()
    for claim in record["claims"]:
        for slot in ("subject", "object", "organization"):
            allowed = claim[slot] if claim["required"] and (slot != "object" or not _is_event(claim)) else None
            if not allowed or tuple(allowed) in seen:
                continue
            seen.add(tuple(allowed))
            linked = any(_fits(mention.actor, allowed) for mention in found)
            names = {fold_name(name) for name in allowed}
            located = linked or any(fold_name(mention.text) in names for mention in found)
            score = score.plus(LinkScore.of(1, int(located), int(linked)))
    return score


def _is_event(claim: Mapping[str, Any]) -> bool:
    return load_schema().relations[claim["predicate"]].range == "Event"


def score_codes(record: Mapping[str, Any], found: Sequence[LinkedMention]) -> LinkScore:
    """The score of one PLOVER record: whether a mention over each source and target has an actor of its code."""
    score = LinkScore()
    for actor in (*record["sources"], *record["targets"]):
        start = record["text"].find(actor["text"])
        if start < 0 or not actor["code"]:
            continue
        over = _overlapping(found, start, start + len(actor["text"]))
        linked = any(mention.actor is not None and mention.actor.code == actor["code"] for mention in over)
        score = score.plus(LinkScore.of(1, int(bool(over)), int(linked)))
    return score
