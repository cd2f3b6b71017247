"""Loading of frames: the files that ship and those of one's own, checked; a message names file, entry and remedy."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from diplograph.ontology import DataError, load_schema

from ..syntax import LAST_SLOTS, SLOTS
from ..words import Grammar, english, load_words, read_entry, read_yaml
from .index import Frame, FrameIndex, RelationFrames, either
from .shared_lists import spelled_out

__all__ = ["add_frames", "load_frames"]

# What a file says of a relation that has frames already: nothing but more of them.
_OF_FRAMES = frozenset({"relation", "frames"})


@cache
def load_frames() -> FrameIndex:
    """Every frame file of the package, checked; raises ``DataError`` that names file, entry and remedy."""
    index = FrameIndex()
    for resource in sorted(english("frames").iterdir(), key=lambda r: r.name):
        if resource.name.endswith(".yaml"):
            _add_file(index, resource, resource.name)
    return index


def add_frames(shipped: FrameIndex, paths: Iterable[Path]) -> FrameIndex:
    """The frames that ship with those of files: of relations of one's own, or more of one that ships, behind its own.

    Raises ``DataError`` that names file, entry and remedy.
    """
    index, known = shipped.copy(), dict[str, str]()
    for path in paths:
        where = f"{path.parent.name}/{path.name}"
        relation = _add_file(index, path, where, onto=shipped)
        if relation in known:
            raise DataError(f"{where}: {known[relation]} has frames of {relation} already; put its frames there")
        known[relation] = where
    return index


def _add_file(index: FrameIndex, file: Traversable, name: str, onto: FrameIndex | None = None) -> str:
    """The relation whose frames a file adds to the index."""
    content = read_yaml(file)
    entry = read_entry(RelationFrames, content, name)
    if not entry.frames:
        raise DataError(f"{name}: lists no frames; give it at least one")
    schema = load_schema()
    for relation in (entry.relation, entry.negated_as, *entry.overrides):
        if relation is not None and relation not in schema.relations:
            raise DataError(
                f"{name}: {relation!r} is not a relation of diplograph.ttl, nor of a file that --ontology adds; the relations "
                f"are {', '.join(schema.relations)}"
            )
    if onto is not None and entry.relation in onto.relations:
        if more := sorted(content.keys() - _OF_FRAMES):
            raise DataError(f"{name}: {entry.relation} ships with its {more[0]}; take it out: only frames can be added")
    elif onto is None and entry.relation in index.relations:
        raise DataError(f"{name}: relation {entry.relation!r} has a file already; put its frames there")
    else:
        index.relations[entry.relation] = entry
    manners = {m.label for name in (entry.relation, entry.negated_as) if name for m in schema.relations[name].manners}
    named = index.names(entry.relation) if onto is not None else set[str]()
    for place, raw in enumerate(entry.frames, 1):
        frame = _read_frame(raw, f"{name}: frame {place}")
        where = f"{name}: frame {place} ({frame.name})"
        if frame.manner is not None and frame.manner not in manners:
            raise DataError(
                f"{where}: {frame.manner!r} is no manner of {entry.relation}; "
                f"its manners are: {', '.join(sorted(manners)) or 'none'}"
            )
        if onto is not None:
            _check_own(frame, entry.relation, named, where)
            named.add(frame.name)
        index.add(entry.relation, frame)
    return entry.relation


def _check_own(frame: Frame, relation: str, named: set[str], where: str) -> None:
    """Raises ``DataError`` for a frame of a user that could never give a claim, or that has the name of another."""
    if frame.name in named:
        raise DataError(f"{where}: {relation} has a frame of that name already; rename it")
    schema = load_schema().relations[relation]
    if schema.range == "MembershipBid" and not (frame.bid or frame.candidate):
        raise DataError(f"{where}: is about a membership; name under bid the slot of it, for example [patient]")
    if not (frame.object or frame.bid or schema.symmetric or frame.reciprocal):
        raise DataError(f"{where}: object names no slot; give it one, for example [patient]")


def _read_frame(content: object, where: str) -> Frame:
    frame = read_entry(Frame, content, where)
    where = f"{where} ({frame.name})"
    triggers = frame.verb | frame.noun | frame.adjective
    if not triggers:
        raise DataError(f"{where}: give the frame a trigger under verb, noun or adjective")
    for trigger in triggers:
        if not trigger.strip() or trigger != trigger.lower():
            raise DataError(f"{where}: trigger {trigger!r} must be a lemma in lower case")
    if not frame.subject:
        raise DataError(f"{where}: subject names no slot; give it one, for example [agent]")
    parties = (*frame.subject, *frame.object, *frame.owner, *frame.bid, *frame.candidate, *frame.organization)
    conditions = (path for condition in (*frame.where, *frame.unless) for path in either(condition))
    for path in (*parties, *conditions, frame.stance):
        _check_path(path, where)
    if bool(frame.candidate) != bool(frame.organization):
        raise DataError(f"{where}: candidate and organization go together; name slots under both, or the prospect under bid")
    return replace(frame, where=spelled_out(frame.where, where), unless=spelled_out(frame.unless, where))


def _check_path(path: str, where: str) -> None:
    """Raises ``DataError`` for a slot that nothing fills."""
    for slot in path.rstrip("~").split("."):
        if slot not in SLOTS and slot not in LAST_SLOTS and slot not in load_words(Grammar).prepositions:
            raise DataError(
                f"{where}: {slot!r} in {path!r} is neither a slot ({', '.join(sorted(SLOTS | LAST_SLOTS))}) nor a preposition"
            )
