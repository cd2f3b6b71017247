"""Decisions: actors to merge, actors never to merge, claims that are wrong, in a plain file that each build replays.

Nothing is merged but by such a decision: across articles only actors with the same IRI are one. The file is YAML, because
people read it, edit it and keep it under version control::

    - merge: [actor:volodymyr-zelenskyy, actor:local-v-zelensky]
      reason: same person
    - never: [actor:local-hassan, actor:local-hassan-oumar]
    - wrong: [claim:09a8fabda3849b11]
      reason: the sentence is a question

Of merged actors a known one stands for all, else the one that is listed first. A claim that is wrong is left out. Taking an
entry out undoes it at the next build.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from diplograph.ontology import Actor, Claim, DataError, DecisionError, compose_yaml, os_reason
from diplograph.ontology.identifiers import CLAIM, LOCAL_ACTORS

from ..files import write_bytes
from ..queries import expand_actor
from ..rdf import compact

__all__ = ["Decision", "Decisions", "apply_decisions", "load_decisions", "save_decisions"]

# More than all that anybody decides; what is cut off is no YAML, or too long.
_MOST_BYTES = 2**26
_CLAIM_NAME = re.compile("claim:[0-9a-f]{16,64}")
_HEADER = (
    "# Who is who: replayed at every build (diplograph build --decisions). merge: one actor; never: never merged; "
    "wrong: claims to leave out.\n"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: the IRIs of the actors that are one, or that are never to be, or those of ``claims`` that are wrong."""

    actors: tuple[str, ...]
    is_merge: bool
    reason: str = ""
    date: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions:
    """Entries that do not contradict each other; ``source`` names where they come from in messages."""

    entries: tuple[Decision, ...] = ()
    source: str = "decisions"

    def __post_init__(self) -> None:
        """Raises GraphError where two actors are merged, directly or through others, that are never to be."""
        classes = self._classes()
        for place, entry in enumerate(self.entries, 1):
            for one, other in () if entry.is_merge else combinations(entry.actors, 2):
                if classes.get(one, one) == classes.get(other, other):
                    merging = [n for n, e in enumerate(self.entries, 1) if e.is_merge and {one, other} & set(e.actors)]
                    raise DecisionError(
                        f"{self.source}: entry {place} says never to merge {compact(one)} and {compact(other)}, and "
                        f"{'entry' if len(merging) == 1 else 'entries'} {', '.join(map(str, merging))} merge them; take one out"
                    )

    def _classes(self) -> dict[str, str]:
        """The representative of each merged actor, by IRI: a known actor, else the first that is listed."""
        listed = [iri for entry in self.entries if entry.is_merge for iri in entry.actors]
        if not listed:
            return {}
        import networkx

        merged: networkx.Graph[str] = networkx.Graph()
        for entry in self.entries:
            if entry.is_merge:
                networkx.add_path(merged, entry.actors)
        known_first = sorted(dict.fromkeys(listed), key=lambda iri: iri.startswith(LOCAL_ACTORS))
        stands = {}
        for iri in known_first:
            for one in networkx.node_connected_component(merged, iri) if iri not in stands else ():
                stands[one] = iri
        return stands

    def canonical(self) -> Mapping[str, str]:
        """The IRI that stands for each merged actor, by the actor's own; those that stand for themselves are left out."""
        return {iri: root for iri, root in self._classes().items() if iri != root}

    def wrong(self) -> frozenset[str]:
        """The IRIs of claims that somebody has marked as wrong."""
        return frozenset(iri for entry in self.entries for iri in entry.claims)

    def decided(self) -> frozenset[frozenset[str]]:
        """Pairs of IRIs that somebody has decided about, by a merge or a never."""
        return frozenset(frozenset(pair) for entry in self.entries for pair in combinations(entry.actors, 2))

    def with_entry(self, entry: Decision) -> "Decisions":
        """These decisions and one more; raises GraphError where it contradicts them."""
        return replace(self, entries=(*self.entries, entry))

    def without(self, one: str, other: str) -> "Decisions":
        """These decisions without those about exactly these two actors; raises GraphError where there is none."""
        kept = tuple(entry for entry in self.entries if entry.claims or set(entry.actors) != {one, other})
        if len(kept) == len(self.entries):
            raise DecisionError(f"{self.source}: nothing is decided about {compact(one)} and {compact(other)}")
        return replace(self, entries=kept)


def load_decisions(path: Path) -> Decisions:
    """The decisions in a file; raises GraphError that names the entry and the remedy where something is wrong with it."""
    try:
        with path.open("rb") as file:
            node = compose_yaml(file.read(_MOST_BYTES).decode("utf-8-sig"))
        content = None if node is None else yaml.SafeLoader("").construct_document(node)
    except OSError as error:
        raise DecisionError(f"{path}: cannot be read: {os_reason(error)}") from None
    except UnicodeDecodeError:
        raise DecisionError(f"{path}: cannot be read: not UTF-8") from None
    except DataError as error:
        raise DecisionError(f"{path}: {error}") from None
    except (yaml.YAMLError, ValueError) as error:
        raise DecisionError(f"{path}: not valid YAML: {str(error).splitlines()[0][:200]}") from None
    if content is None:
        return Decisions(source=str(path))
    if not isinstance(content, list):
        raise DecisionError(f"{path}: expected a list of entries such as '- merge: [actor:A, actor:B]'")
    return Decisions(tuple(_read_entry(raw, f"{path}: entry {n}") for n, raw in enumerate(content, 1)), str(path))


def _read_entry(raw: Any, where: str) -> Decision:
    allowed = ("merge", "never", "wrong", "reason", "date")
    if not isinstance(raw, dict):
        raise DecisionError(f"{where}: expected merge or never with a list of actors, or wrong with a list of claims")
    unknown = [key for key in raw if key not in allowed]
    if unknown:
        raise DecisionError(f"{where}: unknown key {unknown[0]!r}; the keys are {', '.join(allowed)}")
    given = [key for key in ("merge", "never", "wrong") if key in raw]
    if len(given) != 1:
        raise DecisionError(f"{where}: give one of merge, never and wrong")
    names = raw[given[0]]
    told = str(raw.get("reason") or ""), str(raw.get("date") or "")
    if given[0] == "wrong":
        return Decision((), False, *told, claims=_read_claims(names, where))
    if not isinstance(names, list) or len(names) < 2 or not all(isinstance(name, str) for name in names):
        raise DecisionError(f"{where}: {given[0]} needs a list of two or more actors")
    actors = tuple(expand_actor(name, where) for name in names)
    if len(set(actors)) < len(actors):
        raise DecisionError(f"{where}: an actor stands twice in {given[0]}")
    return Decision(actors, given[0] == "merge", *told)


def _read_claims(names: Any, where: str) -> tuple[str, ...]:
    if not isinstance(names, list) or not names:
        raise DecisionError(f"{where}: wrong needs a list of one or more claims, such as claim:09a8fabda3849b11")
    for name in names:
        if not isinstance(name, str) or not _CLAIM_NAME.fullmatch(name):
            raise DecisionError(f"{where}: {str(name)[:80]!r} is no claim; the page and diplograph export name them claim:...")
    return tuple(CLAIM + name.removeprefix("claim:") for name in names)


def save_decisions(path: Path, decisions: Decisions) -> None:
    """Write the decisions, whole or not at all; raises GraphError where that cannot be done."""
    entries: list[dict[str, Any]] = []
    for entry in decisions.entries:
        kind = "wrong" if entry.claims else "merge" if entry.is_merge else "never"
        shown: dict[str, Any] = {kind: [compact(iri) for iri in entry.claims or entry.actors]}
        entries.append(shown | {key: value for key, value in (("reason", entry.reason), ("date", entry.date)) if value})
    body = yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, default_flow_style=None) if entries else ""
    write_bytes(path, (_HEADER + body).encode("utf-8"))


def today() -> str:
    """The date of a decision that is made now."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def apply_decisions(claims: Iterable[Claim], decisions: Decisions) -> list[Claim]:
    """The claims that are not wrong, each merged actor as the one that stands for it, with the others' names as aliases.

    ``claims`` describe each actor in one way, as normalized ones do. A claim between actors that are now one is left out.
    What a decision names and no claim does changes nothing.
    """
    wrong = decisions.wrong()
    # Each name is a hash: none is made where nothing is wrong.
    claims = [claim for claim in claims if not wrong or claim.iri not in wrong]
    described = _describe(claims, decisions.canonical())
    merged = (_with_actors(claim, described) for claim in claims)
    kept = (claim for claim in merged if claim.subject not in (claim.object, claim.organization))
    # Who marks a claim may have seen it with actors that are merged, which have made its name.
    return [claim for claim in kept if not wrong or claim.iri not in wrong]


def _with_actors(claim: Claim, described: Mapping[str, Actor]) -> Claim:
    changed: dict[str, Any] = {slot: described[actor.iri] for slot, actor in _actors(claim) if actor.iri in described}
    return replace(claim, **changed) if changed else claim


def _actors(claim: Claim) -> list[tuple[str, Actor]]:
    slots = ((field.name, getattr(claim, field.name)) for field in fields(claim))
    return [(name, value) for name, value in slots if isinstance(value, Actor)]


def _describe(claims: Iterable[Claim], canonical: Mapping[str, str]) -> dict[str, Actor]:
    """By the IRI of each actor that is merged or stands for others: the one that stands for it, with the names of all."""
    concerned = {*canonical, *canonical.values()}
    found = {actor.iri: actor for claim in claims for _, actor in _actors(claim) if actor.iri in concerned}
    stands: dict[str, Actor] = {}
    # Those that stay come first: theirs is the description.
    for iri in sorted(found, key=lambda iri: (iri in canonical, iri)):
        actor, target = found[iri], canonical.get(iri, iri)
        present = stands.get(target) or replace(actor, iri=target)
        stands[target] = replace(
            present,
            aliases=tuple(sorted({*present.aliases, *actor.aliases, actor.name} - {present.name})),
            code=present.code or actor.code,
            wikidata=present.wikidata or actor.wikidata,
        )
    return {iri: stands[canonical.get(iri, iri)] for iri in found}
