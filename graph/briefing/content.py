"""Content of a briefing: dated, quoted claims by relation, contradictions beside each other, and the sources they rest on."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diplograph.ontology import Actor, Claim, Document, Polarity, QueryError, load_schema

from ..desk import ClaimList, ClaimSource, Named, days_of
from ..page import sentence
from ..questions import opposed_claims
from ..rdf import claim_status

__all__ = ["Briefing", "Contradiction", "Note", "Part", "Section", "Statement", "brief"]

_QUOTES_APART = " […] "


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the article that a sentence rests on. ``url`` is None where it has none."""

    number: int
    document: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim: ``text`` in our words, ``quote`` in those of the article that ``note`` names, or ``coding``, of a coded event.

    ``when`` is the day or the days that it tells of, else that of its article ("published ..."), or "no date". ``change``
    says that the opposite was said at another time.
    """

    text: str
    when: str
    status: str
    confidence: float
    quote: str
    note: Note
    change: str | None = None
    coding: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What some affirm and others deny of about the same time."""

    affirmed: tuple[Statement, ...]
    denied: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The claims of one relation, contradictions first, then by day."""

    heading: str
    items: tuple[Statement | Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Sections of claims that name the actors in the same way."""

    heading: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole report; ``summary`` says in one line how much it rests on."""

    title: str
    summary: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """All contradictions in the order of the report."""
        sections = (section for part in self.parts for section in part.sections)
        return tuple(item for section in sections for item in section.items if isinstance(item, Contradiction))


def brief(
    source: ClaimSource,
    actor: str | Named,
    other: str | Named | None = None,
    *,
    since: str | datetime.date | None = None,
    until: str | datetime.date | None = None,
    min_confidence: float = 0.0,
    days: int = 30,
) -> Briefing:
    """The briefing on an actor or an organization, or on what two of them have to do with each other.

    ``source`` is a graph or a part of its claims. ``since`` and ``until`` are the first and the last day (a day, a month, a
    year), both included. Claims that affirm and deny the same at most ``days`` apart stand beside each other as a
    contradiction; further apart they are a change. Raises GraphError for a name that nobody in the graph has, for a time that
    is none, and for two names of one actor.
    """
    given = [one for one in (actor, other) if one is not None]
    iris = [one.iri if isinstance(one, Named) else source.claims.find(one) for one in given]
    if len(set(iris)) < len(iris):
        raise QueryError(f"{given[0]!r} and {given[1]!r} are one actor; give two, or one alone")
    claims = source.claims(actor=[_Iri(iris[0])], since=since, until=until, min_confidence=min_confidence)
    for iri in iris[1:]:
        claims = claims(actor=[_Iri(iri)])
    names = [_name_of(iri, claims, source) for iri in iris]
    sources = _Sources(claims)
    about = [claim for claim in claims if all(_is_party(claim, iri) for iri in iris)]
    told = [claim for claim in claims if not all(_is_party(claim, iri) for iri in iris)]
    title = " and ".join(names)
    heads = (f"What is said of {title}", f"What {names[0]} says of others" if len(names) == 1 else "What one says of the other")
    parts = tuple(
        Part(head, tuple(_sections(held, claims, sources, days)))
        for head, held in zip(heads, (about, told), strict=True)
        if held
    )
    window = " ".join([*([f"from {since}"] if since else []), *([f"until {until}"] if until else [])])
    number, articles = len(claims), len(sources.notes)
    counted = (
        f"{number:,} {'claim' if number == 1 else 'claims'} from {articles:,} {'article' if articles == 1 else 'articles'}"
    )
    return Briefing(title, " ".join(filter(None, (counted, window))), parts, tuple(sources.notes.values()))


@dataclass(frozen=True, slots=True)
class _Iri:
    iri: str


@dataclass(slots=True)
class _Sources:
    """The footnotes, numbered as they are first needed."""

    claims: ClaimList
    notes: dict[str, Note] = field(default_factory=dict)

    def note(self, claim: Claim) -> Note:
        if claim.document not in self.notes:
            document = self.document(claim)
            published = None if document.date is None else document.date.isoformat()
            title = document.title or document.id
            self.notes[claim.document] = Note(len(self.notes) + 1, document.id, title, document.outlet, published, document.url)
        return self.notes[claim.document]

    def document(self, claim: Claim) -> Document:
        return self.claims.documents_by_id.get(claim.document) or Document(claim.document)


def _is_party(claim: Claim, iri: str) -> bool:
    return iri in {node.iri for node in (claim.subject, claim.object, claim.organization) if node is not None}


def _name_of(iri: str, claims: Iterable[Claim], source: ClaimSource) -> str:
    for claim in (*claims, *source.claims):
        for node in (claim.subject, claim.object, claim.organization, claim.speaker):
            if isinstance(node, Actor) and node.iri == iri:
                return node.name
    raise QueryError(f"no claim names {iri}")


def _sections(held: Sequence[Claim], claims: ClaimList, sources: _Sources, days: int) -> Iterable[Section]:
    relations = load_schema().relations
    found = sorted({claim.relation for claim in held}, key=lambda name: relations[name].label)
    opposed = list(opposed_claims(claims, days))
    for name in found:
        of_relation = [claim for claim in held if claim.relation == name]
        label = relations[name].label
        yield Section(label[:1].upper() + label[1:], tuple(_items(of_relation, opposed, sources)))


def _items(
    held: Sequence[Claim], opposed: Sequence[tuple[str, Claim, Claim]], sources: _Sources
) -> Iterable[Statement | Contradiction]:
    held = sorted(held, key=lambda claim: (days_of(claim, sources.document(claim)) or ("", ""), claim.document, claim.key))
    beside: dict[Claim, list[Claim]] = {}
    changed: dict[Claim, list[Claim]] = {}
    for kind, yes, no in opposed:
        into = beside if kind == "contradiction" else changed
        into.setdefault(yes, []).append(no)
        into.setdefault(no, []).append(yes)
    done: set[Claim] = set()
    for claim in held:
        if claim in beside and claim not in done:
            group = _group(claim, beside)
            done |= group
            told = [(one.polarity, _statement(one, changed, sources)) for one in held if one in group]
            yield Contradiction(*(tuple(said for side, said in told if side is polarity) for polarity in Polarity))
    for claim in held:
        if claim not in done:
            yield _statement(claim, changed, sources)


def _group(claim: Claim, beside: dict[Claim, list[Claim]]) -> set[Claim]:
    """A claim with all that contradict it, and those that contradict them."""
    found, pending = {claim}, [claim]
    while pending:
        new = [other for other in beside[pending.pop()] if other not in found]
        found.update(new)
        pending += new
    return found


def _statement(claim: Claim, changed: dict[Claim, list[Claim]], sources: _Sources) -> Statement:
    voice = claim.speaker.name if claim.speaker is not None else claim.outlet
    words = "".join(sentence(claim, load_schema().relations[claim.relation]))
    others = sorted({_when(other, sources) for other in changed.get(claim, ())})
    return Statement(
        text=words,
        when=_when(claim, sources),
        status=claim_status(claim.polarity, claim.modality, voice),
        confidence=claim.confidence,
        quote=_QUOTES_APART.join(evidence.quote for evidence in claim.evidence),
        note=sources.note(claim),
        coding=str(claim.coding) if claim.coding is not None else None,
        change=f"the opposite is said of {', '.join(others)}" if others else None,
    )


def _when(claim: Claim, sources: _Sources) -> str:
    span = days_of(claim, sources.document(claim))
    if span is None:
        return "no date"
    told = span[0] if span[0] == span[1] else f"{span[0]} to {span[1]}"
    return told if claim.date is not None else f"published {told}"
