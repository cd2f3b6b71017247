"""Names of their time: an article that calls a state "Burma" throughout tells of Burma; the actor is the same."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from diplograph.ontology import Actor, Claim
from diplograph.ontology.actors import ActorBase, NameKind

from ..syntax import Analysis

__all__ = ["called_in_period", "named_in_period", "period_names"]

_OWN_NAMES = (NameKind.NAME, NameKind.ORGANIZATION, NameKind.FORMER)


def period_names(analysis: Analysis, base: ActorBase) -> Mapping[str, str]:
    """What a text calls states and bodies, by IRI, where it uses the names of one time alone."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    parts = [part for mention in analysis.mentions.values() for part in mention.members]
    titles = [part.title.of for part in parts if part.title is not None and part.title.of is not None]
    for name in [part.name for part in (*parts, *titles) if part.name is not None and not part.name.by_user]:
        iri, called = base.period_names.get(name.text, (name.actor.iri, name.actor.name))
        if name.text in base.period_names or name.kind in _OWN_NAMES:
            used[iri].add(called)
    known = dict(base.period_names.values())
    return {iri: next(iter(names)) for iri, names in used.items() if iri in known and len(names) == 1}


def named_in_period(claim: Claim, names: Mapping[str, str]) -> Claim:
    """The claim, its actors called by ``names``."""
    if not names:
        return claim
    actors = {each.name: value for each in fields(claim) if isinstance(value := getattr(claim, each.name), Actor)}
    changed: dict[str, Any] = {slot: called_in_period(actor, names) for slot, actor in actors.items() if actor.iri in names}
    return replace(claim, **changed) if changed else claim


def called_in_period(actor: Actor, names: Mapping[str, str]) -> Actor:
    """The actor as ``names`` call it; its own name is another one of it."""
    name = names.get(actor.iri, actor.name)
    return actor if name == actor.name else replace(actor, name=name, aliases=(*actor.aliases, actor.name))
