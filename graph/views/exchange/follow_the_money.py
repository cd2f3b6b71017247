"""Claims as FollowTheMoney entities, for Aleph, OpenSanctions' tools and whatever reads their model.

https://followthemoney.tech/
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from diplograph.ontology import Actor, Claim, DataError, Document, Event, Polarity, load_schema
from diplograph.ontology.actors import load_actors
from diplograph.ontology.identifiers import digest
from pydantic import BaseModel, ConfigDict, ValidationError

from ...rdf import MODALITY_WORDS, POLARITY_WORDS, claim_status, compact
from ...safe_text import UNFIT_FOR_XML

__all__ = ["to_entities"]

_FILE = "follow_the_money.yaml"
_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")


class _Schemas(BaseModel):
    """The content of the data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    schemas: dict[str, str]
    link: str
    article: str


@cache
def _load_schemas() -> _Schemas:
    text = files(__package__).joinpath(_FILE).read_text("utf-8")
    try:
        loaded = _Schemas.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise DataError(f"{_FILE}: {str(error).splitlines()[0]}") from error
    unknown = sorted(loaded.schemas.keys() - load_schema().ancestors.keys())
    if unknown:
        raise DataError(f"{_FILE}: schemas: {unknown[0]} is no class of the ontology")
    return loaded


def to_entities(claims: Sequence[Claim], documents: Iterable[Document]) -> Iterator[Mapping[str, Any]]:
    """The entities of claims: articles, actors and events, then a link for each claim.

    A link has the relation as its ``role`` ("opposes membership of (NATO)"), how it is put as its ``status`` ("denied by
    Oslo"), the sentence as its ``summary``, and its article as its ``proof``: whoever reads roles alone takes denials for
    facts, so a denied or alleged one says so in its role too ("denied: ...").
    """
    loaded = _load_schemas()
    known = {document.id: document for document in documents}
    for name in sorted({claim.document for claim in claims}):
        document = known.get(name) or Document(name)
        told = {"title": document.title or name, "publisher": document.outlet, "sourceUrl": document.url}
        yield _entity(document.iri, loaded.article, {**told, "publishedAt": document.date})
    nodes: dict[str, Actor | Event] = {}
    for claim in claims:
        for node in (claim.subject, claim.object, claim.speaker, claim.organization):
            if node is not None:
                nodes.setdefault(node.iri, node)
    for iri in sorted(nodes):
        yield _node(nodes[iri], loaded)
    for claim in claims:
        yield _link(claim, known.get(claim.document) or Document(claim.document), loaded)


def _node(node: Actor | Event, loaded: _Schemas) -> Mapping[str, Any]:
    schema = load_schema()
    kind = next((name for own, name in loaded.schemas.items() if schema.is_a(node.kind, own)), "LegalEntity")
    if isinstance(node, Event):
        return _entity(node.iri, kind, {"name": node.name, "location": node.place})
    more = {"alias": list(node.aliases), "wikidataId": node.wikidata, "country": _countries().get(node.code or "")}
    return _entity(node.iri, kind, {"name": node.name, **more})


@cache
def _countries() -> Mapping[str, str]:
    """The two letters of a state by its three, small as FollowTheMoney writes them."""
    return {three: two.lower() for two, three in load_actors().alpha2.items()}


def _link(claim: Claim, document: Document, loaded: _Schemas) -> Mapping[str, Any]:
    relation = load_schema().relations[claim.relation].phrase(claim.manner)
    role = relation if claim.organization is None else f"{relation} ({claim.organization.name})"
    polarity, modality = POLARITY_WORDS[claim.polarity], MODALITY_WORDS[claim.modality]
    stance = polarity if claim.polarity is Polarity.NEGATED else None if claim.is_stated_fact else modality
    told = {
        "subject": _identifier(claim.subject.iri),
        "object": _identifier(claim.object.iri),
        "role": role if stance is None else f"{stance}: {role}",
        "status": claim_status(claim.polarity, claim.modality, claim.speaker.name if claim.speaker is not None else None),
        "summary": list(claim.grounds),
        "startDate": claim.date.start if claim.date is not None else None,
        "endDate": claim.date.end if claim.date is not None else None,
        "publisher": claim.outlet or document.outlet,
        "sourceUrl": document.url,
        "proof": _identifier(document.iri),
    }
    return _entity(claim.iri, loaded.link, told)


def _entity(iri: str, schema: str, told: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = {}
    for name, value in told.items():
        values = [UNFIT_FOR_XML.sub("\ufffd", str(one)) for one in (value if isinstance(value, list) else [value]) if one]
        if values:
            properties[name] = values
    return {"id": _identifier(iri), "schema": schema, "properties": properties}


def _identifier(iri: str) -> str:
    """An id as FollowTheMoney has them, of letters, digits, hyphens and full stops.

    >>> _identifier("https://w3id.org/diplograph/actor/RUS")
    'dg-actor-RUS'
    """
    name = f"dg-{compact(iri).replace(':', '-')}"
    return name if _ID.fullmatch(name) else f"dg-{digest(iri)}"
