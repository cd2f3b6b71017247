"""Claims in plain words: the label of an edge, the sentence of a claim, the heading of a page."""

import datetime
import re
from collections.abc import Sequence

from diplograph.ontology import Actor, Claim, Document, Event, Interval, Modality, Polarity, Relation

from .appearance import load_appearance

__all__ = ["base_form", "is_plural", "page_title", "sentence", "verb_phrase", "write_date", "write_day"]

_SIBILANT_ENDINGS = ("ches", "shes", "sses", "xes", "oes")
# What stands before and after "not"; "is" becomes "are" where several act.
_AUXILIARIES = {
    Modality.PLANNED: ("is", "to"),
    Modality.POSSIBLE: ("may", ""),
    Modality.DEMANDED: ("should", ""),
    Modality.ALLEGED: ("is said", "to"),
}
_MANY = {"is": "are", "does": "do", "has": "have"}


def base_form(verb: str) -> str:
    """The infinitive of a verb in the third person singular.

    >>> [base_form(verb) for verb in ("opposes", "is", "allies", "reaches", "hosts")]
    ['oppose', 'be', 'ally', 'reach', 'host']
    """
    if verb in {"is", "has"}:
        return {"is": "be", "has": "have"}[verb]
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    return verb[:-2] if verb.endswith(_SIBILANT_ENDINGS) else verb[:-1]


def is_plural(actor: Actor | Event) -> bool:
    """Whether a verb after the actor's name stands in the plural: "protesters", "Houthis", yet not "Hamas" or "Tigray Corps".

    >>> [is_plural(Actor(name, name, "ArmedGroup")) for name in ("Houthis", "Hamas", "Brigades of the South")]
    [True, False, True]
    """
    words = load_appearance().plural
    if not isinstance(actor, Actor) or actor.kind not in words.kinds:
        return False
    head = re.split(rf"[,(/]|\b(?:{'|'.join(words.after)})\b", actor.name, maxsplit=1)[0].split()
    last = head[-1].lower() if head else ""
    return last in words.irregular or (last.endswith("s") and not last.endswith("ss") and last not in words.singular)


def verb_phrase(label: str, polarity: Polarity, modality: Modality, *, loud: bool = False, plural: bool = False) -> str:
    """The relation's label ("opposes membership of") with polarity and modality in words; ``loud`` writes NOT in capitals.

    >>> verb_phrase("opposes membership of", Polarity.NEGATED, Modality.ACTUAL)
    'does not oppose membership of'
    >>> verb_phrase("is excluded from", Polarity.AFFIRMED, Modality.POSSIBLE)
    'may be excluded from'
    >>> verb_phrase("assaults", Polarity.AFFIRMED, Modality.ALLEGED, plural=True)
    'are said to assault'
    """
    verb, _, rest = label.partition(" ")
    word = ("NOT" if loud else "not") if polarity is Polarity.NEGATED else ""
    if modality in _AUXILIARIES:
        auxiliary, to = _AUXILIARIES[modality]
        words = [auxiliary, word, to, base_form(verb), rest]
    elif verb in {"is", "has"} and (verb == "is" or not word):
        words = [verb, word, rest]
    elif word:
        words = ["does", word, base_form(verb), rest]
    else:
        words = [base_form(verb) if plural else verb, rest]
    first, *others = " ".join(part for part in words if part).split(" ")
    return " ".join([_MANY.get(first, first) if plural else first, *others])


def sentence(claim: Claim, relation: Relation) -> list[str]:
    """The claim as a readable sentence, in parts: names at even places, our own words between them.

    >>> from diplograph.ontology import Actor, load_schema
    >>> russia, ukraine, nato = (Actor(iri=n, name=n, kind="State") for n in ("Russia", "Ukraine", "NATO"))
    >>> claim = Claim("a", russia, "opposesMembership", ukraine, organization=nato, polarity=Polarity.NEGATED)
    >>> "".join(sentence(claim, load_schema().relations["opposesMembership"]))
    'Russia does not oppose membership of Ukraine in NATO'
    >>> claim = Claim("a", russia, "aids", ukraine, modality=Modality.ALLEGED, speaker=nato)
    >>> "".join(sentence(claim, load_schema().relations["aids"]))
    'Russia is said by NATO to aid Ukraine'
    """
    words = verb_phrase(relation.phrase(claim.manner), claim.polarity, claim.modality, plural=is_plural(claim.subject))
    parts = [claim.subject.name, f" {words} ", claim.object.name]
    if claim.modality is Modality.ALLEGED and claim.speaker is not None:
        is_said, _, told = words.partition(" said ")
        parts[1:2] = [f" {is_said} said by ", claim.speaker.name, f" {told} "]
    if claim.organization is not None:
        parts += [" in ", claim.organization.name]
    return parts


def page_title(documents: Sequence[Document]) -> str:
    """The heading of a page that is given none: the title of the only article, or how many there are."""
    if len(documents) == 1:
        return documents[0].title or documents[0].id
    return f"{len(documents):,} articles"


def write_date(interval: Interval | None) -> str | None:
    """The interval as a reader writes it, as exact as its precision; text that is no ISO date stays as it is.

    >>> write_date(Interval("2025-02-18", "2025-02-18", "day")), write_date(Interval("2025-02-01", "2025-02-28", "month"))
    ('18 February 2025', 'February 2025')
    """
    if interval is None:
        return None
    start, end = (write_day(day, interval.precision) for day in (interval.start, interval.end))
    return start if start == end else f"{start} – {end}"


def write_day(day: str, precision: str = "day") -> str:
    """An ISO day as a reader writes it, as exact as ``precision``; other text stays as it is."""
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return day
    month = f"{_MONTHS[date.month - 1]} {date.year}"
    return {"year": f"{date.year}", "decade": f"{date.year}", "month": month}.get(precision, f"{date.day} {month}")


# strftime would follow the locale of whoever builds the page.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
