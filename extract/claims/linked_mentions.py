"""Linked mentions: names, phrases ("Russian officials") and references ("both sides"), each with its actor.

A name that only locates ("talks in Moscow") is a place: its actor is the state that it lies in, which does nothing there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from diplograph.ontology import Actor, Document
from diplograph.ontology.actors import Name, NameKind

from ..actors import called_in_period, local_seat, period_names
from ..names import GROUP, Mention
from ..syntax import Analysis, preposition
from ..words import load_words
from .finder import ClaimFinder
from .resources import Resources

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["CITIES", "LinkedMention", "MentionKind", "MentionLinker", "link_mentions"]

# Kinds of the names that a place in a state has.
CITIES = (NameKind.CAPITAL, NameKind.METONYM, NameKind.PLACE)
_NOUNS = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class PlacingWords:
    """The lists of ``linked_mentions.yaml``."""

    locative_prepositions: frozenset[str]
    motion_verbs: frozenset[str]


class MentionKind(StrEnum):
    """How a stretch of text stands for its actor."""

    NAME = "name"
    PLACE = "place"
    PHRASE = "phrase"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True, order=True)
class LinkedMention:
    """Characters ``start`` to ``end`` (exclusive) of the document, as ``text`` has them, and the actor that they stand for.

    Of "both sides" there is one for each side. ``actor`` is None for a place that lies in no known state. ``sector`` is a
    PLOVER sector code (GOV, MIL, LEG, REB, ...) or None; ``certainty``, between 0 and 1, how sure the link is.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    actor: Actor | None
    sector: str | None = None
    certainty: float = 1.0

    def record(self) -> Mapping[str, Any]:
        """The mention as one flat JSON object, the exchange format of ``diplograph extract --mentions``."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": str(self.kind),
            "actor": self.actor.name if self.actor is not None else None,
            "actor_id": self.actor.iri if self.actor is not None else None,
            "actor_code": self.actor.code if self.actor is not None else None,
            "sector": self.sector,
            "certainty": round(self.certainty, 3),
        }


def link_mentions(document: Document, analysis: Analysis, resources: Resources) -> tuple[LinkedMention, ...]:
    """The linked mentions of a document in the order of the text; a name inside a phrase is a mention of its own."""
    finder = ClaimFinder(document, analysis, resources)
    linker = MentionLinker(finder)
    found: list[LinkedMention] = []
    last = max((place for place, sentence in enumerate(analysis.sentences) if linker.points_back(sentence)), default=0)
    for place, sentence in enumerate(analysis.sentences):
        found += linker.of_sentence(sentence)
        if place < last:
            # "Both sides" are the parties that the claims before name last; nothing else needs claims.
            finder.of_sentence(sentence)
    names = period_names(analysis, resources.base)
    return tuple(
        replace(each, actor=called_in_period(each.actor, names)) if names and each.actor is not None else each for each in found
    )


class MentionLinker:
    """Links the mentions of the document that ``finder`` reads, each sentence before the finder reads it."""

    def __init__(self, finder: ClaimFinder) -> None:
        self.analysis = finder.analysis
        folded = self.analysis.text.casefold()
        # None where folding moves characters.
        self._folded = folded if len(folded) == len(self.analysis.text) else None
        self.linker = finder.linker
        # Of its own: what claims have resolved in a sentence may rest on what they have read in it.
        self.referents = finder.fresh_referents()
        self.motion_verbs = load_words(PlacingWords).motion_verbs
        self.locative = load_words(PlacingWords).locative_prepositions

    def points_back(self, sentence: "Span") -> bool:
        """True where a noun of a sentence stands for the parties of an earlier claim."""
        return any(self.referents.coreference.are_sides(token) for token in sentence)

    def of_sentence(self, sentence: "Span") -> list[LinkedMention]:
        """The linked mentions of one sentence in the order of the text."""
        found = {linked for token in sentence for linked in self._of_token(token)}
        return sorted(found, key=lambda m: (m.start, m.end, m.kind, m.actor.iri if m.actor is not None else ""))

    def _of_token(self, token: "Token") -> Iterator[LinkedMention]:
        mention = self.referents.mention(token)
        if mention is not None:
            start = self.analysis.offsets[token.i][0]
            for part in mention.members:
                if part.title is not None and part.title.of is not None:
                    yield from self._of_name(token, part.title.of, start, bearer=part)
                yield from self._of_name(token, part, start)
                if part.label == GROUP and part.owner is not None:
                    # "EU members" name the Union too.
                    yield from self._of_owner(token, part.owner, start)
        else:
            yield from self._of_phrase(token)

    def _of_owner(self, token: "Token", owner: Name, begin: int) -> Iterator[LinkedMention]:
        stop = self.analysis.offsets[token.i][1]
        start, end = self._place_of(owner.text, begin, stop)
        if end < stop:
            yield LinkedMention(start, end, self.analysis.text[start:end], MentionKind.NAME, owner.actor, owner.sector)

    def _of_name(self, token: "Token", part: Mention, begin: int, *, bearer: Mention | None = None) -> Iterator[LinkedMention]:
        if part.label == "outlet":
            return
        start, end = self._place_of(part.text, begin, self.analysis.offsets[token.i][1])
        is_place = self._locates(token, part)
        actor = self._owner_of_title(bearer, part) if bearer is not None else self._actor_of(token, part, is_place=is_place)
        if actor is None and not is_place:
            return
        kind = MentionKind.PLACE if is_place else MentionKind.NAME
        certainty = self.linker.certainty(actor) if actor is not None else 1.0
        yield LinkedMention(start, end, self.analysis.text[start:end], kind, actor, self._sector_of(part), certainty)

    def _owner_of_title(self, bearer: Mention, of: Mention) -> Actor | None:
        """Whom a title is of: the state of a spokesman's ministry, but a body of another kind, or a mayor's city, itself."""
        seat = local_seat(bearer, self.linker.base)
        if seat is not None:
            return seat
        if of.label == "ORG" and of.owner is not None and not self.referents.is_organ(of):
            return self.linker.actor(of)
        owner = self.linker.holder(of)
        return self.linker.base.government(owner) if owner is not None and of.is_adjective else owner

    def _actor_of(self, token: "Token", part: Mention, *, is_place: bool) -> Actor | None:
        if is_place:
            return part.name.actor if part.name is not None else None
        if part is self.referents.mention(token) and not part.is_person:
            # "Ethnic Albanians" are not Albania, "the Russian Foreign Ministry" is Russia.
            return next(iter(self.referents.resolve(token)), None)
        return self.linker.actor(part)

    def _place_of(self, name: str, begin: int, stop: int) -> tuple[int, int]:
        """Where the bare name stands in the words of a mention; all of them where a canonical name replaces it."""
        start = self._folded.find(name.casefold(), begin, stop) if self._folded is not None else -1
        return (start, start + len(name)) if start >= 0 else (begin, stop)

    def _locates(self, token: "Token", part: Mention) -> bool:
        """True for a city, or an unknown place, that tells where something happens."""
        if part.name is None:
            return part.label in ("GPE", "LOC", "FAC")
        if part.name.kind is NameKind.PLACE:
            return True
        if part.name.kind not in CITIES and part.name.kind is not NameKind.NAME:
            return False
        case = preposition(token)
        if case in self.locative:
            return True
        return case in ("to", "from") and token.head.lemma_.lower() in self.motion_verbs

    def _sector_of(self, part: Mention) -> str | None:
        if part.title is not None and part.title.role:
            return self.referents.nouns.sector(part.title.role.split()[-1].lower())
        return part.name.sector if part.name is not None else None

    def _of_phrase(self, token: "Token") -> Iterator[LinkedMention]:
        if token.pos_ not in _NOUNS and not self.referents.is_pronoun(token):
            return
        actors = self.referents.resolve(token)
        named = token.pos_ in _NOUNS and bool(self.referents.phrases.owners(token))
        first = self.referents.phrases.start(token) if token.pos_ in _NOUNS else token
        start, end = self.analysis.offsets[first.i][0], self.analysis.offsets[token.i][1]
        for actor in actors:
            of_its_own = actor.kind == "GroupActor" and not self.referents.coreference.are_sides(token)
            kind = MentionKind.PHRASE if named or of_its_own else MentionKind.REFERENCE
            sector = self.referents.nouns.sector(token.lemma_.lower()) if token.pos_ in _NOUNS else None
            yield LinkedMention(start, end, self.analysis.text[start:end], kind, actor, sector, self.linker.certainty(actor))
