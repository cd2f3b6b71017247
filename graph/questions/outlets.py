"""How two outlets differ: what each tells, and how."""

from collections import Counter, defaultdict
from typing import Unpack

from diplograph.ontology import Claim, Polarity, QueryError

from ..desk import ClaimSource, Given
from ..networks import chosen_claims
from ..queries import QueryResult, did_you_mean, nearest
from ..rdf import proposition_iri
from .tabulation import name_of_relation, tabulate

__all__ = ["compare_outlets"]

_WAYS = ("stated", "denied", "otherwise")


def compare_outlets(
    source: ClaimSource, one: str, other: str, *, by: str | None = None, **conditions: Unpack[Given]
) -> QueryResult:
    """How two outlets differ: for each proposition how often either states it as a fact, denies it, or puts it otherwise.

    Otherwise is as planned, possible, demanded or alleged. ``difference`` is "at odds" where one states what the other denies,
    "only one" or "only other" where one is silent, "put otherwise" where their ways differ, else "same"; rows come in this
    order. Outlets are publishers of articles. What an outlet tells and what it leaves out are selection and description bias
    (McCarthy, McPhail and Smith, Images of Protest, American Sociological Review 61, 1996; Earl and others, The Use of
    Newspaper Data in the Study of Collective Action, Annual Review of Sociology 30, 2004). ``note`` has how much of what
    either tells both tell (Jaccard). ``by`` and ``conditions`` are those of ``networks.chosen_claims``. Raises GraphError for
    an outlet that no article is of.

    >>> from diplograph.graph.questions import worked_example
    >>> found = compare_outlets(worked_example(), "Coast Times", "Hill Post")
    >>> [(row["difference"], row["subject"], row["object"]) for row in found.dicts()][:3]
    [('at odds', 'Arland', 'Elland'), ('at odds', 'Borland', 'Corland'), ('only one', 'Arland', 'Borland')]
    >>> found.note
    '3 of 19 statements are in both'
    """
    claims = chosen_claims(source, by, **conditions)
    published = {document.id: document.outlet for document in claims.documents if document.outlet is not None}
    known = {outlet.casefold(): outlet for outlet in published.values()}
    for name in (one, other):
        if name.casefold() not in known:
            raise QueryError(f"no article is of the outlet {name!r}{did_you_mean(nearest(name, sorted(known.values())))}")
    told: defaultdict[str, dict[str, Counter[str]]] = defaultdict(lambda: {"one": Counter(), "other": Counter()})
    example: dict[str, Claim] = {}
    for claim in claims:
        outlet = (published.get(claim.document) or "").casefold()
        if outlet in (one.casefold(), other.casefold()):
            proposition = proposition_iri(claim)
            example.setdefault(proposition, claim)
            told[proposition]["one" if outlet == one.casefold() else "other"][_way(claim)] += 1
    rows = []
    for proposition, ways in told.items():
        claim = example[proposition]
        body = None if claim.organization is None else claim.organization.name
        counts = [ways[side][way] for side in ("one", "other") for way in _WAYS]
        difference = _difference(ways["one"], ways["other"])
        rows.append((difference, claim.subject.name, name_of_relation(claim), claim.object.name, body, *counts))
    rows.sort(key=lambda row: (_ORDER.index(row[0]), *map(str, row[1:5])))
    columns = ("difference", "subject", "relation", "object", "organization")
    both = sum(row[0] not in ("only one", "only other") for row in rows)
    counted = tuple(f"{side}_{way}" for side in ("one", "other") for way in _WAYS)
    return tabulate((*columns, *counted), rows, f"{both} of {len(rows)} statements are in both")


_ORDER = ("at odds", "only one", "only other", "put otherwise", "same")


def _way(claim: Claim) -> str:
    if claim.polarity is Polarity.NEGATED:
        return "denied"
    return "stated" if claim.is_stated_fact else "otherwise"


def _difference(one: Counter[str], other: Counter[str]) -> str:
    if not other:
        return "only one"
    if not one:
        return "only other"
    if (one["stated"] and other["denied"]) or (one["denied"] and other["stated"]):
        return "at odds"
    return "same" if {way for way in _WAYS if one[way]} == {way for way in _WAYS if other[way]} else "put otherwise"
