"""Organisations of the shipped tables, with their names and facts."""

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from diplograph.ontology import identifiers
from diplograph.ontology.claim import Actor
from diplograph.ontology.errors import DataError

from ..actor_base import ActorBase
from ..names import NameKind, fold
from ..organizations import KINDS, Organization
from ..rows import read_rows, split_cell

__all__ = ["add_organizations"]

_COLUMNS = ("org_id", "qid", "name", "abbreviations", "aliases", "kind", "parent", "seat", "dissolved", "code", "source")
_FACT_COLUMNS = ("org_id", "qid", "name", "established", "headquarters", "source")


@dataclass(frozen=True, slots=True)
class _Facts:
    qid: str
    name: str
    established: str
    seat: str
    source: str


def _read_facts(folder: Traversable) -> tuple[dict[str, list[_Facts]], list[_Facts]]:
    """What the share-alike table adds: facts by the id of organisations that we have, and the organisations that we lack."""
    known: dict[str, list[_Facts]] = {}
    others = []
    for org_id, qid, name, established, seat, source in read_rows(
        folder, "organizations_supraverden_ccbysa.csv", _FACT_COLUMNS
    ):
        facts = _Facts(qid, name, established, seat.partition(",")[0], source)
        if org_id:
            known.setdefault(org_id, []).append(facts)
        elif qid and " " in name:
            others.append(facts)
    return known, others


def _choose(facts: list[_Facts], names: tuple[str, ...]) -> _Facts | None:
    """The row that is the body itself, not its secretariat or a part of it: the one that bears the best of its names."""
    folded = [fold(name).replace("’", "'") for name in names]
    fitting = [(folded.index(name), row) for row in facts if (name := fold(row.name).replace("’", "'")) in folded]
    return min(fitting, key=lambda item: item[0])[1] if fitting else None


def _actor(base: ActorBase, row: tuple[str, ...], facts: _Facts | None) -> Actor:
    org_id, qid, name, _, _, _, _, _, _, code, _ = row
    private = code.startswith("NGO")
    union = base.actors.get("EUE")
    if org_id == "EU" and union is not None:
        return union
    return Actor(
        iri=base.body_iri(org_id, "ORG"),
        name=name,
        kind="Organization" if private else "InternationalOrganization",
        code="NGO" if private else "IGO",
        wikidata=qid or (facts.qid if facts is not None else "") or None,
    )


def _organization(base: ActorBase, row: tuple[str, ...], facts: _Facts | None) -> Organization:
    org_id, _, _, _, _, kind, parent, seat, dissolved, _, source = row
    if kind not in KINDS:
        raise DataError(f"organizations.csv: {org_id}: kind {kind!r} is unknown; the kinds are {', '.join(KINDS)}")
    if parent and "ORG:" + parent not in base.actors:
        raise DataError(f"organizations.csv: {org_id}: parent {parent!r} is no org_id of this table; add a row for it")
    return Organization(
        actor=base.actors["ORG:" + org_id],
        kind=kind,
        parent=base.actors["ORG:" + parent] if parent else None,
        seat=seat or (facts.seat if facts is not None else ""),
        established=facts.established if facts is not None else "",
        dissolved=dissolved,
        source=f"{source}+{facts.source}" if facts is not None else source,
    )


def add_organizations(base: ActorBase, folder: Traversable) -> None:
    """Add the organisations of both tables, and the facts of each to ``base.organizations``.

    Raises ``DataError`` for an unknown kind or parent.
    """
    known, others = _read_facts(folder)
    rows = []
    for row in read_rows(folder, "organizations.csv", _COLUMNS):
        names = (row[2], *split_cell(row[3]), *split_cell(row[4]))
        facts = _choose(known[row[0]], names) if row[0] in known else None
        base.actors["ORG:" + row[0]] = _actor(base, row, facts)
        rows.append((row, names, facts))
    for row, names, facts in rows:
        organization = _organization(base, row, facts)
        base.organizations[organization.actor.iri] = organization
        for text in names:
            base.add(text, organization.actor, NameKind.ORGANIZATION)
    for facts in others:
        if facts.name not in base.names:
            actor = Actor(base.body_iri(facts.name, "ORG"), facts.name, "InternationalOrganization", "IGO", facts.qid)
            base.actors["ORG:" + identifiers.slug(facts.name).upper()] = actor
            base.organizations[actor.iri] = Organization(
                actor, "IGO", seat=facts.seat, established=facts.established, source=facts.source
            )
            base.add(facts.name, actor, NameKind.ORGANIZATION)
