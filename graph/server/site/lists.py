"""Views of what the store holds: overview, search, actors, articles and claims, each as a list and one by one."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from diplograph.ontology import Document, QueryError, load_schema
from diplograph.ontology.actors import ActorBase, Membership, Office, load_name_index
from diplograph.ontology.identifiers import ACTOR, CLAIM, DOCUMENT

from ...desk import ActorProfile, ClaimList
from ...rdf import LINKS, READ, Literal, RdfReader, URIRef
from ...stores import summarize
from ..settings import settings
from . import models
from .describing import describe_article, describe_claims, describe_party
from .reading import Reading
from .selection import Selection, expand, latest_claims, read_claims, shorten_iri, stories_of

__all__ = [
    "NothingThereError",
    "actor_page",
    "actors",
    "article_page",
    "articles",
    "claim_page",
    "claims",
    "overview",
    "search",
]

_FOUND, _NEIGHBOURS, _NAMED_MOST, _TENURES = 12, 40, 12, 300

T = TypeVar("T")


class NothingThereError(QueryError):
    """There is nothing of that id."""


def overview(reading: Reading, _: Mapping[str, str]) -> models.Overview:
    """What the store holds, in figures, with those named most and the latest claims."""
    summary = summarize(reading.graph.store)
    labels = {name: relation.label for name, relation in load_schema().relations.items()}
    relations = sorted(summary.relations.items(), key=lambda item: (-item[1], item[0]))
    return models.Overview(
        name=reading.name,
        articles=summary.articles,
        independent_articles=summary.independent,
        stories=summary.stories,
        actors=summary.actors,
        claims=summary.claims,
        published_from=summary.first,
        published_to=summary.last,
        relations=[models.Count(label=labels.get(name, name), value=name, number=number) for name, number in relations],
        named_most=list(reading.actors[:_NAMED_MOST]),
        latest=describe_claims(read_claims(reading, latest_claims(reading, _FOUND))),
    )


def search(reading: Reading, given: Mapping[str, str]) -> models.SearchPage:
    """Actors, articles and sentences found by a name or by words."""
    words = " ".join(given.get("q", "").split())
    if not words:
        return models.SearchPage(words="", actors=[], articles=[], claims=[], more_claims=0, note=None)
    actors = reading.search_actors(words)
    said = Selection(reading, {"words": words})
    found = describe_claims(said.read(_FOUND)) if any(letter.isalnum() for letter in words) else []
    more = said.count() - len(found) if len(found) == _FOUND else 0
    articles, _ = _find_articles(reading, words, None, _FOUND, 0)
    note = None if actors or articles or found else reading.say_who_is_near(words)
    return models.SearchPage(words=words, actors=actors[:_FOUND], articles=articles, claims=found, more_claims=more, note=note)


def actors(reading: Reading, given: Mapping[str, str]) -> models.ActorList:
    """Actors by name or kind, those named most first."""
    listed: Sequence[models.Actor] = reading.actors
    note = given.get("q", "").strip()
    if note:
        listed = reading.search_actors(note)
    kind = given.get("kind", "")
    if kind:
        listed = [actor for actor in listed if load_schema().is_a(actor.kind, kind)]
    shown, pages = _page(listed, given)
    return models.ActorList(actors=list(shown), kinds=reading.kinds, pages=pages)


def actor_page(reading: Reading, given: Mapping[str, str]) -> models.ActorPage:
    """One actor with claims, names, offices, memberships and neighbours."""
    iri = expand(given["id"], ACTOR)
    record = reading.describe(iri)
    if record is None:
        raise NothingThereError(f"this graph has no actor {given['id'][:80]!r}; search for a name")
    profile = ActorProfile(record, lambda: ClaimList([]))
    base = load_name_index().base
    selection = Selection(reading, {"actor": iri})
    found, pages = _page_of(selection, given)
    return models.ActorPage(
        actor=models.Actor(id=shorten_iri(iri, ACTOR), iri=iri, name=record.name, kind=record.kind, claims=pages.total),
        names=list(profile.names),
        code=record.code,
        wikidata=record.wikidata,
        part_of=None if record.part_of is None else describe_party(record.part_of),
        offices=[_office(base, office) for office in profile.offices[:_TENURES]],
        memberships=[_status(base, each) for each in profile.memberships[:_TENURES]],
        members=[_status(base, each) for each in profile.members[:_TENURES]],
        neighbours=_neighbours(reading, iri),
        relations=_relations_of(reading, iri),
        claims=found,
        pages=pages,
    )


def articles(reading: Reading, given: Mapping[str, str]) -> models.ArticleList:
    """Articles by words of their titles and by outlet, the latest first."""
    at_once = settings().page_claims
    page = _page_number(given)
    found, total = _find_articles(
        reading, given.get("q", "").strip(), given.get("outlet", "").strip() or None, at_once, at_once * (page - 1)
    )
    return models.ArticleList(articles=found, pages=_pages(page, total))


def article_page(reading: Reading, given: Mapping[str, str]) -> models.ArticlePage:
    """One article with its claims in reading order."""
    node = URIRef(expand(given["id"], DOCUMENT))
    found = RdfReader(reading.graph.store.pairs(READ, nodes=[node], links=LINKS)).documents()
    if not found:
        raise NothingThereError(f"this graph has no article {given['id'][:80]!r}")
    selected = Selection(reading, {"article": given["id"]}).read(settings().article_claims, order="place")
    same = {name for story in stories_of(reading, found) for name in story.documents} - {found[0].id}
    others = RdfReader(
        reading.graph.store.pairs(READ, nodes=[URIRef(Document(name).iri) for name in sorted(same)], links=LINKS)
    ).documents()
    return models.ArticlePage(
        article=describe_article(found[0], reading.number(_CLAIMS_OF.format(node=node))),
        claims=describe_claims(selected),
        same_story=[describe_article(document) for document in others],
    )


def claims(reading: Reading, given: Mapping[str, str]) -> models.ClaimList:
    """Claims that fulfil conditions, the latest first."""
    selection = Selection(reading, given)
    found, pages = _page_of(selection, given)
    return models.ClaimList(claims=found, conditions=selection.given, pages=pages)


def claim_page(reading: Reading, given: Mapping[str, str]) -> models.ClaimPage:
    """One claim with every sentence that proves it."""
    found = describe_claims(read_claims(reading, [URIRef(expand(given["id"], CLAIM))]))
    if not found:
        raise NothingThereError(f"this graph has no claim {given['id'][:80]!r}")
    claim = found[0]
    alike = {"subject": claim.subject.id, "relation": claim.relation, "object": claim.object.id}
    if claim.organization is not None:
        alike["organization"] = claim.organization.id
    return models.ClaimPage(claim=claim, alike=Selection(reading, alike).count() - 1)


_CLAIMS_OF = "SELECT (COUNT(?claim) AS ?n) {{ ?claim prov:wasDerivedFrom {node} ; a dg:Claim }}"


def _page_number(given: Mapping[str, str]) -> int:
    text = given.get("page") or "1"
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= 10**7:
        raise QueryError(f"{text[:40]!r} is no page; give a number from 1")
    return int(text)


def _pages(page: int, total: int) -> models.Pages:
    at_once = settings().page_claims
    return models.Pages(page=page, pages=max(1, -(-total // at_once)), total=total)


def _page(entries: Sequence[T], given: Mapping[str, str]) -> tuple[Sequence[T], models.Pages]:
    page, at_once = _page_number(given), settings().page_claims
    return entries[at_once * (page - 1) : at_once * page], _pages(page, len(entries))


def _page_of(selection: Selection, given: Mapping[str, str]) -> tuple[list[models.Claim], models.Pages]:
    page, at_once = _page_number(given), settings().page_claims
    return describe_claims(selection.read(at_once, at_once * (page - 1))), _pages(page, selection.count())


def _find_articles(
    reading: Reading, words: str, outlet: str | None, number: int, skip: int
) -> tuple[list[models.Article], int]:
    pattern = "?article a schema:NewsArticle ."
    if outlet is not None:
        pattern += f" ?article schema:publisher/rdfs:label ?outlet FILTER(LCASE(STR(?outlet)) = {Literal(outlet.lower())})"
    if words:
        pattern += (
            " ?article dcterms:identifier ?name OPTIONAL { ?article dcterms:title ?title }"
            f" FILTER(CONTAINS(LCASE(STR(COALESCE(?title, ?name))), {Literal(words.lower())}))"
        )
    listed = f"SELECT ?article {{ {pattern} OPTIONAL {{ ?article dcterms:date ?day }} }} ORDER BY DESC(?day) ?article"
    found = reading.graph.store.query(f"{listed} LIMIT {number} OFFSET {skip}")
    nodes = [URIRef(str(row[0])) for row in found]
    documents = {
        document.iri: document for document in RdfReader(reading.graph.store.pairs(READ, nodes=nodes, links=LINKS)).documents()
    }
    told = f"VALUES ?article {{ {' '.join(nodes)} }} ?claim prov:wasDerivedFrom ?article ; a dg:Claim"
    counted = f"SELECT ?article (COUNT(?claim) AS ?n) {{ {told} }} GROUP BY ?article"
    numbers = {str(article): int(str(n)) for article, n in reading.graph.store.query(counted)} if nodes else {}
    described = [
        describe_article(documents[iri], numbers.get(iri, 0)) for iri in (node[1:-1] for node in nodes) if iri in documents
    ]
    return described, reading.number(f"SELECT (COUNT(DISTINCT ?article) AS ?n) {{ {pattern} }}")


def _neighbours(reading: Reading, iri: str) -> list[models.Neighbour]:
    numbers: dict[str, list[int]] = {}
    who = URIRef(iri)
    # Each branch by itself is found from its end that is known; what joins them would be read whole.
    acting = (
        f"{{ ?claim dg:subject {who} ; a dg:Claim ; dg:object ?other }} UNION "
        f"{{ ?claim dg:subject {who} ; a dg:Claim ; dg:object/dg:candidate ?other }}"
    )
    acted_upon = (
        f"{{ ?claim dg:object {who} ; a dg:Claim ; dg:subject ?other }} UNION "
        f"{{ ?bid dg:candidate {who} . ?claim dg:object ?bid ; a dg:Claim ; dg:subject ?other }}"
    )
    for place, pattern in enumerate((acting, acted_upon)):
        for other, number in reading.graph.store.query(
            f"SELECT ?other (COUNT(DISTINCT ?claim) AS ?n) {{ {pattern} }} GROUP BY ?other"
        ):
            numbers.setdefault(str(other), [0, 0])[place] += int(str(number))
    most = sorted((other for other in numbers if other != iri), key=lambda other: (-sum(numbers[other]), other))
    # Some are events.
    known = reading.describe_all(most[: 2 * _NEIGHBOURS])
    return [
        models.Neighbour(
            party=describe_party(known[other]),
            claims=sum(numbers[other]),
            acting=numbers[other][0],
            acted_upon=numbers[other][1],
        )
        for other in most
        if other in known
    ][:_NEIGHBOURS]


def _relations_of(reading: Reading, iri: str) -> list[models.Count]:
    who = URIRef(iri)
    said = "?claim dg:relation ?relation ; a dg:Claim"
    pattern = (
        f"{{ ?claim dg:subject {who} . {said} }} UNION {{ ?claim dg:object {who} . {said} }} UNION "
        f"{{ ?bid dg:candidate {who} . ?claim dg:object ?bid . {said} }}"
    )
    found = reading.graph.store.query(
        f"SELECT ?relation (COUNT(DISTINCT ?claim) AS ?n) {{ {pattern} }} GROUP BY ?relation ORDER BY DESC(?n) ?relation"
    )
    known = load_schema().relations
    names = [(str(relation).rpartition("#")[2], int(str(number))) for relation, number in found]
    return [models.Count(label=known[name].label, value=name, number=number) for name, number in names if name in known]


def _office(base: ActorBase, office: Office) -> models.Office:
    of = base.actors.get(office.actor)
    return models.Office(
        person=office.person,
        title=office.title,
        of=office.actor if of is None else of.name,
        start=office.start,
        end=office.end,
        as_of=office.as_of,
    )


def _status(base: ActorBase, status: Membership) -> models.Status:
    (member, member_id), (body, body_id) = (_name_and_id(base, code) for code in (status.member, status.organization))
    return models.Status(
        member=member,
        member_id=member_id,
        organization=body,
        organization_id=body_id,
        status=status.status,
        start=status.start,
        end=status.end,
        as_of=status.as_of,
    )


def _name_and_id(base: ActorBase, code: str) -> tuple[str, str]:
    actor = base.actors.get(code)
    return (code, "") if actor is None else (actor.name, shorten_iri(actor.iri, ACTOR))
