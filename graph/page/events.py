"""Events told apart, where names alone say "meeting" five times: what, where and when, and who met, from their claims."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diplograph.ontology import Actor, Claim, Document, Event, Modality, Polarity

from .appearance import Appearance
from .text import shorten
from .wording import write_date

__all__ = ["EventDetails", "describe_events"]

_LINE = 34


@dataclass(frozen=True, slots=True)
class EventDetails:
    """``title`` has the place, ``date`` is in words, ``parties`` met or took part; ``label`` is all of that in two lines."""

    title: str
    date: str | None
    parties: tuple[str, ...]
    label: str


def describe_events(claims: Sequence[Claim], documents: Iterable[Document], appearance: Appearance) -> dict[str, EventDetails]:
    """The details of each event of ``claims`` by its IRI; what has the title of another says from which article it is.

    A party is who takes part by a claim that affirms it as a fact, or either end of a meeting in the same sentence that is in
    the same place or told by the same word.
    """
    about: dict[str, list[Claim]] = defaultdict(list)
    met: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if isinstance(claim.object, Event):
            about[claim.object.iri].append(claim)
        elif claim.relation in appearance.meetings and _is_fact(claim):
            for evidence in claim.evidence:
                met[claim.document, evidence.start].append(claim)
    titles = {iri: _title(found[0].object) for iri, found in about.items()}
    shared = Counter(titles.values())
    articles = {document.id: document.title or document.id for document in documents}
    return {
        iri: _details(titles[iri], found, met, appearance, articles if shared[titles[iri]] > 1 else {})
        for iri, found in about.items()
    }


def _details(
    title: str,
    about: Sequence[Claim],
    met: dict[tuple[str, int], list[Claim]],
    appearance: Appearance,
    articles: dict[str, str],
) -> EventDetails:
    dates = Counter(claim.date for claim in about if claim.date is not None)
    date = write_date(min(dates, key=lambda found: (-dates[found], found), default=None))
    parties = {party.name: None for claim in about for party in _parties(claim, met, appearance)}
    detail = ": ".join(part for part in (date, ", ".join(parties)) if part)
    if not detail and articles:
        document = about[0].document
        detail = articles.get(document, document)
    lines = [shorten(title, _LINE), shorten(detail, _LINE)]
    return EventDetails(title, date, tuple(parties), "\n".join(line for line in lines if line))


def _title(event: Actor | Event) -> str:
    place = event.place if isinstance(event, Event) else None
    return event.name if place is None or place.casefold() in event.name.casefold() else f"{event.name} in {place}"


def _parties(claim: Claim, met: dict[tuple[str, int], list[Claim]], appearance: Appearance) -> Iterable[Actor | Event]:
    event = claim.object
    if claim.relation in appearance.attendance and _is_fact(claim):
        yield claim.subject
    for evidence in claim.evidence:
        for meeting in met.get((claim.document, evidence.start), ()):
            head = event.name.split()[-1:] or [""]
            is_same = any(head[0] in other.trigger.split() for other in meeting.evidence if other.start == evidence.start)
            if is_same or (meeting.place is not None and isinstance(event, Event) and meeting.place == event.place):
                yield meeting.subject
                yield meeting.object


def _is_fact(claim: Claim) -> bool:
    return claim.polarity is Polarity.AFFIRMED and claim.modality is Modality.ACTUAL
