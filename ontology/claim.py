"""Records of claims, actors, events, documents and evidence: a claim is a statement by a text, not a fact.

Plain frozen data. Nothing here knows how a claim was found (spaCy) or how it is written (rdflib).
"""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from . import identifiers

__all__ = [
    "CONFIDENCE_DECIMALS",
    "PRECISIONS",
    "SCHEMES",
    "Actor",
    "Claim",
    "Coding",
    "Document",
    "Event",
    "Evidence",
    "Interval",
    "Modality",
    "Polarity",
    "Story",
]

# What an interval may be exact to, from the most exact on.
PRECISIONS = ("day", "week", "month", "year", "decade")
# What lies behind differs with the version of numpy, and means nothing.
CONFIDENCE_DECIMALS = 3
# The ontologies of events by which data sets are coded.
SCHEMES = ("CAMEO", "PLOVER")

# Of a longer text, a short form shows so many characters.
_SHOWN = 60


def _shown(text: str) -> str:
    """The beginning of a text on one line, nothing in it that a terminal would obey."""
    short = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    return short if short.isprintable() else repr(short)[1:-1]


def _local(iri: str) -> str:
    """The IRI as queries have it: "actor:RUS"."""
    return iri.removeprefix(identifiers.BASE).replace("/", ":", 1) if iri.startswith(identifiers.BASE) else iri


class Polarity(StrEnum):
    """Whether the text affirms the relation or denies it."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"

    @property
    def opposite(self) -> "Polarity":
        return Polarity.AFFIRMED if self is Polarity.NEGATED else Polarity.NEGATED


class Modality(StrEnum):
    """How the text presents the relation: as a fact, a plan, a possibility, somebody's demand or somebody's charge."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DEMANDED = "demanded"
    ALLEGED = "alleged"


@dataclass(frozen=True, slots=True)
class Coding:
    """What a row of a data set of coded events says of itself, where an article would have a sentence.

    ``dataset`` is the data set's name ("GDELT"), ``table`` its file, ``row`` the line in it, counted from 1. ``scheme`` is the
    one of ``SCHEMES`` that ``code`` belongs to, ``event`` that code in words.
    """

    dataset: str
    table: str
    row: int
    scheme: str
    code: str
    event: str = ""

    def __str__(self) -> str:
        """In words, as people read it in the place of a quote.

        >>> str(Coding("GDELT", "20160728.export.CSV", 17, "CAMEO", "042", "make a visit"))
        'coded by GDELT, row 17 of 20160728.export.CSV, CAMEO 042: make a visit'
        """
        said = f"coded by {self.dataset}, row {self.row} of {self.table}, {self.scheme} {self.code}"
        return f"{said}: {self.event}" if self.event else said


@dataclass(frozen=True, slots=True)
class Document:
    """One text, or one row of coded events.

    ``id`` names it in every claim; ``date`` is the day of publication, ``retrieved`` that of its download.

    ``language`` is the code of its language (BCP 47), "en" for English.
    ``sketch`` stands for the text where that is gone: what a graph keeps of it to know others of nearly the same words by.
    ``coding`` is of a row of coded events, which has no text.
    """

    id: str
    text: str = field(default="", repr=False)
    title: str | None = None
    date: datetime.date | None = None
    outlet: str | None = None
    url: str | None = None
    retrieved: datetime.date | None = None
    language: str | None = None
    sketch: str | None = field(default=None, repr=False, compare=False)
    coding: Coding | None = None

    @property
    def iri(self) -> str:
        return identifiers.DOCUMENT + identifiers.exact_slug(self.id)


@dataclass(frozen=True, slots=True)
class Story:
    """Two or more documents, by id, that tell the same in nearly the same words: one source, however many print it."""

    iri: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """A geopolitical actor.

    ``kind`` is an actor class of the ontology ("State", "Organization", "Person", ...). ``code`` is the ISO 3166 alpha-3
    code of the state that the actor is or belongs to, or IGO, NGO, IMG for international bodies and armed groups.
    ``wikidata`` is an item id ("Q159"); ``aliases`` are the names of other actors that were merged into this one. ``part_of``
    is the state of an organ that acts in its own right (the FBI, a parliament against its government).
    """

    iri: str
    name: str
    kind: str
    code: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: "Actor | None" = None

    def __repr__(self) -> str:
        return f"<Actor {_shown(self.name)} ({self.kind}, {_local(self.iri)})>"


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, negotiation, vote or other happening that actors join, host or are kept out of.

    ``kind`` is an event class of the ontology; ``name`` the words that the article uses ("Saudi talks").
    """

    iri: str
    name: str
    kind: str
    place: str | None = None

    def __repr__(self) -> str:
        return f"<Event {_shown(self.name)} ({self.kind}, {_local(self.iri)})>"


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A span of days: ISO dates, both inclusive; ``precision`` is the unit that the text names, one of ``PRECISIONS``."""

    start: str
    end: str
    precision: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The sentence that proves a claim: ``start`` and ``end`` are characters in the document's text."""

    start: int
    end: int
    quote: str
    trigger: str

    def __repr__(self) -> str:
        return f"<Evidence {self.start}-{self.end}: {_shown(self.quote)}>"


@dataclass(frozen=True, slots=True)
class Claim:
    """``subject`` ``relation`` ``object``, as one document states it.

    ``organization`` is the body in question for relations over a membership (Russia opposesMembership Ukraine, NATO).
    ``speaker`` is who is reported as saying it, ``outlet`` the news outlet that the text cites for it.
    ``manner`` is in which of the ways that its relation has the relation holds ("kept out"), None where the text does not tell.
    ``date`` is when what is claimed happened or is to happen, ``place`` the name of where, ``country`` the state of the place.
    ``confidence`` is between 0 and 1. ``frame`` names the rule that fired. ``coding`` is that of its document, where this is a
    row of coded events: such a claim has no evidence, and its confidence is 1, for the row does say so.
    """

    document: str
    subject: Actor
    relation: str
    object: Actor | Event
    organization: Actor | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    speaker: Actor | None = None
    outlet: str | None = None
    role: str | None = None
    manner: str | None = None
    date: Interval | None = None
    place: str | None = None
    country: Actor | None = None
    confidence: float = 1.0
    frame: str = ""
    evidence: tuple[Evidence, ...] = ()
    coding: Coding | None = None

    def __repr__(self) -> str:
        body = f" ({_shown(self.organization.name)})" if self.organization is not None else ""
        speaker = self.speaker.name if self.speaker is not None else self.outlet
        said = f", says {_shown(speaker)}" if speaker else ""
        day = f", {self.date.start}" if self.date is not None else ""
        manner = f", {_shown(self.manner)}" if self.manner is not None else ""
        what = f"{_shown(self.subject.name)} {self.relation} {_shown(self.object.name)}{body}"
        return f"<Claim {what}, {self.polarity}, {self.modality}{manner}{said}{day}, in {_shown(self.document)}>"

    @property
    def key(self) -> str:
        """The content address: equal for the same claim found twice in an article, however often it is built.

        A manner that is told is part of it; a claim without one has the key that it would have if there were no manners.
        """
        return identifiers.digest(
            self.document,
            self.subject.iri,
            self.relation,
            self.object.iri,
            self.organization.iri if self.organization is not None else None,
            self.polarity,
            self.modality,
            self.speaker.iri if self.speaker is not None else self.outlet,
            *([self.manner] if self.manner is not None else []),
        )

    @property
    def iri(self) -> str:
        return identifiers.CLAIM + self.key

    @property
    def grounds(self) -> tuple[str, ...]:
        """What it rests on, as people read it: the quotes that prove it, else how its row of coded events was coded."""
        if not self.evidence and self.coding is not None:
            return (str(self.coding),)
        return tuple(evidence.quote for evidence in self.evidence)

    @property
    def is_stated_fact(self) -> bool:
        """True where the text affirms the relation as actual: only then a direct triple may be drawn from it."""
        return self.polarity is Polarity.AFFIRMED and self.modality is Modality.ACTUAL

    def record(self, plover: str | None) -> Mapping[str, Any]:
        """The claim as one flat JSON object, the exchange format of ``diplograph extract``; ``plover`` is its event class.

        ``quote``, ``trigger``, ``start`` and ``end`` are those of the first piece of evidence, ``evidence`` has every piece.
        ``place_id`` and ``place_code`` are the state in which the place lies. Where only an outlet is cited ("Reuters
        reported"), it is the speaker. Of a claim that was coded, and has no quote, ``coding`` says by which row.
        """
        first = self.evidence[0] if self.evidence else None
        coding = {} if self.coding is None else {"coding": asdict(self.coding)}
        return {
            "subject": self.subject.name,
            "subject_id": self.subject.iri,
            "subject_code": self.subject.code,
            "predicate": self.relation,
            "plover": plover,
            "object": self.object.name,
            "object_id": self.object.iri,
            "object_code": self.object.code if isinstance(self.object, Actor) else None,
            "organization": self.organization.name if self.organization is not None else None,
            "polarity": str(self.polarity),
            "modality": str(self.modality),
            "manner": self.manner,
            "speaker": self.speaker.name if self.speaker is not None else self.outlet,
            "outlet": self.outlet,
            "role": self.role,
            "date": {"start": self.date.start, "end": self.date.end, "precision": self.date.precision}
            if self.date is not None
            else None,
            "place": self.place,
            "place_id": self.country.iri if self.country is not None else None,
            "place_code": self.country.code if self.country is not None else None,
            "quote": first.quote if first is not None else "",
            "trigger": first.trigger if first is not None else "",
            "start": first.start if first is not None else None,
            "end": first.end if first is not None else None,
            "confidence": round(self.confidence, CONFIDENCE_DECIMALS),
            "frame": self.frame,
            "evidence": [
                {"quote": item.quote, "trigger": item.trigger, "start": item.start, "end": item.end} for item in self.evidence
            ],
            **coding,
        }
