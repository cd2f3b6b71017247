"""Authors: the person whose statement an article is, and the state that issues it where nobody speaks in it.

The title names the author in full, office and all; of two who speak together it is the one whom the text does not name. The
issuer is told by a title ("Belize: statement of ...") or by the organ of state that publishes the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diplograph.ontology import Actor, Document
from diplograph.ontology.actors import ActorBase, Name, NameKind

from ...names import Mention
from ...syntax import Analysis
from ...words import Lexicon, load_words
from ..definite_nouns import ReferenceWords
from ..linking import Linker

__all__ = ["find_author", "find_issuer"]

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GOVERNMENT = "GOV"


def find_author(analysis: Analysis, linker: Linker) -> Actor | None:
    """The person whose statement the article is; None where its title does not call it one."""
    title = analysis.title
    if title is None or load_words(ReferenceWords).statement_titles.isdisjoint(title.words):
        return None
    persons = [part for mention in title.mentions for part in mention.members if part.is_person]
    authors = [linker.person(person) for person in _side_by_side(persons)]
    named = {linker.person(part).iri for part in _spoken_of(analysis)} if len(authors) > 1 else set()
    unnamed = [author for author in authors if author.iri not in named]
    return unnamed[0] if len(unnamed) == 1 else next(iter(authors), None)


def _side_by_side(persons: Sequence[Mention]) -> Sequence[Mention]:
    """The first person and those who follow with no more than "and" or a comma between."""
    gaps = (i for i, (one, other) in enumerate(pairwise(persons), start=1) if other.start - one.end > 1)
    return persons[: next(gaps, len(persons))]


def _spoken_of(analysis: Analysis) -> Iterator[Mention]:
    """The persons whom the text names, but for the labels of a transcript ("PRESIDENT BARRY:")."""
    for i, mention in analysis.mentions.items():
        if analysis.doc[i + 1 : i + 2].text != ":":
            yield from (part for part in mention.members if part.is_person)


def find_issuer(document: Document, base: ActorBase, lexicon: Lexicon) -> Actor | None:
    """The state that speaks in a document where nobody else is said to; None for the texts of a newsroom."""
    return _of_title(document.title or "", base) or _of_outlet(document.outlet or "", base, lexicon)


def _of_title(title: str, base: ActorBase) -> Actor | None:
    """ "Chad: statement in the general debate"."""
    issuer, colon, rest = title.partition(":")
    is_statement = not load_words(ReferenceWords).statement_titles.isdisjoint(rest.lower().split())
    return _state(base.names.get(issuer.strip()), NameKind.NAME) if colon and is_statement else None


def _of_outlet(outlet: str, base: ActorBase, lexicon: Lexicon) -> Actor | None:
    """ "The White House", "President of Russia (kremlin.ru)", "Ministry of Foreign Affairs of Japan"."""
    outlet = _IN_BRACKETS.sub("", outlet).strip().removeprefix("The ")
    seat = base.names.get(outlet)
    if seat is not None:
        return _state(seat, NameKind.METONYM) if seat.sector == _GOVERNMENT else None
    office = outlet.partition(" of ")[0].lower().split()
    of = outlet.rpartition(" of ")[2].removeprefix("the ")
    is_of_state = bool(office) and (office[-1] in lexicon.office_nouns or lexicon.sectors.get(office[-1]) == _GOVERNMENT)
    return _state(base.names.get(of), NameKind.NAME) if is_of_state else None


def _state(name: Name | None, kind: NameKind) -> Actor | None:
    return name.actor if name is not None and name.kind is kind and name.actor.kind == "State" else None
