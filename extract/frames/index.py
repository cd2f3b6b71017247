"""Frame index: which words carry which relation, and in which slots its arguments stand.

A file is one relation::

    relation: negotiatesWith
    overrides: [consultsWith]          # for the same pair in the same sentence this relation alone is kept
    frames:
      - name: hold-talks
        verb: [hold, open, resume]     # lemmas of the trigger; "rule out" is a verb with its particle
        where: {patient: [talk, negotiation]}
        subject: [agent]               # slots (see roles.py), tried in order; the first that gives an actor is taken
        object: [patient.with, with]

A slot that ends in ``~`` also accepts an actor inside the phrase ("the capital of Iraq"), at lower confidence.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from diplograph.ontology import DataError, Modality, Polarity, load_schema
from pydantic import Field

from ..syntax import LAST_SLOTS, SLOTS
from ..words import Grammar, english, load_words, read_entry, read_yaml

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ANY", "ANY_NAME", "Frame", "FrameIndex", "RelationFrames", "load_frames"]


# Stands in a list of triggers, of ``where`` or of ``unless`` for any word.
ANY = "*"
# Stands in a list of ``where`` or ``unless`` for any name.
ANY_NAME = "@name"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to say a relation; the head of this module explains the keys."""

    name: str
    subject: tuple[str, ...]
    verb: frozenset[str] = frozenset()
    noun: frozenset[str] = frozenset()
    adjective: frozenset[str] = frozenset()
    object: tuple[str, ...] = ()
    # Slots in one of which the subject must stand once more ("China regards Taiwan as part of China", "as its own province").
    owner: tuple[str, ...] = ()
    # Slots in which a prospect of membership stands, for relations over one.
    bid: tuple[str, ...] = ()
    # Whether the prospect is told by the verb that keeps it from coming true ("a veto to keep Chad out of the UN").
    barring: bool = False
    where: Mapping[str, list[str]] = field(default_factory=dict)
    unless: Mapping[str, list[str]] = field(default_factory=dict)
    polarity: Polarity | None = None
    modality: Modality | None = None
    # In which of the manners of the relation it then holds, or of the relation that its negation amounts to.
    manner: str | None = None
    # The slot of the word whose stance counts, where it is not the trigger ("said that China must stop" demands in fact).
    stance: str = "self"
    # Whether what governs the trigger leaves it as it is: who skips a meeting in Oslo does not keep Oslo from holding it.
    own_polarity: bool = False
    # Whether two subjects deal with each other where no object is found ("A and B met"); read for symmetric relations only.
    mutual: bool = True
    # Whether two subjects do it to each other where no object is found ("A and B clashed"); read for other relations only.
    reciprocal: bool = False
    # Whether a body is as good as an event, where the relation takes both (whoever leaves a body for good ends a membership).
    bodies: bool = True
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.8


@dataclass(frozen=True, slots=True)
class RelationFrames:
    """All frames of one relation and how it behaves beside others."""

    relation: str
    # As they stand in the file; each is read into a Frame.
    frames: list[Any]
    overrides: frozenset[str] = frozenset()
    # The relation that a negated claim of this one amounts to ("did not take part": excluded).
    negated_as: str | None = None
    # Whether a person and the state that he or she represents cannot be the two parties ("says his country must").
    across_sides: bool = False
    # A standing attitude: "would oppose" is a position, not a plan.
    stative: bool = False


@dataclass(slots=True)
class FrameIndex:
    """Frames by trigger: (part of speech, lemma of the first word) -> [(relation, frame, particle words)]."""

    relations: dict[str, RelationFrames] = field(default_factory=dict)
    by_trigger: dict[tuple[str, str], list[tuple[str, Frame, tuple[str, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def candidates(self, token: "Token") -> list[tuple[str, Frame]]:
        """Frames that the token can trigger, particles checked."""
        part = _PARTS.get(token.pos_)
        if part is None or token.dep_ in ("aux", "aux:pass", "cop"):
            return []
        found = self.by_trigger.get((part, token.lemma_.lower()), [])
        if part == "noun" and not found:
            found = self.by_trigger.get((part, token.lower_), [])
        if part == "verb" and not found and token.lower_.endswith("ed"):
            # Rare verbs keep their ending where the lemmatizer's tables lack them ("readmitted", "disinvited").
            stems = (token.lower_[:-2], token.lower_[:-1], token.lower_[:-3])
            found = next((frames for stem in stems if (frames := self.by_trigger.get((part, stem)))), [])
        found = [*found, *self.by_trigger.get((part, ANY), [])]
        return [(relation, frame) for relation, frame, particles in found if _has_particles(token, particles)]


_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def _has_particles(token: "Token", particles: tuple[str, ...]) -> bool:
    if not particles:
        return True
    near = {
        child.lower_ for child in token.children if child.dep_ in ("compound:prt", "advmod", "case", "obl", "xcomp", "mark")
    }
    return all(particle in near or _follows(token, particle) for particle in particles)


def _follows(token: "Token", particle: str) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == particle


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
    for path in (*frame.subject, *frame.object, *frame.owner, *frame.bid, *frame.where, *frame.unless, frame.stance):
        _check_path(path, where)
    return frame


def _check_path(path: str, where: str) -> None:
    """Raises ``DataError`` for a slot that nothing fills."""
    for slot in path.rstrip("~").split("."):
        if slot not in SLOTS and slot not in LAST_SLOTS and slot not in load_words(Grammar).prepositions:
            raise DataError(
                f"{where}: {slot!r} in {path!r} is neither a slot ({', '.join(sorted(SLOTS | LAST_SLOTS))}) nor a preposition"
            )


def _add_file(index: FrameIndex, name: str) -> None:
    content = read_yaml(english("frames", name))
    entry = read_entry(RelationFrames, content, name)
    if not entry.frames:
        raise DataError(f"{name}: lists no frames; give it at least one")
    schema = load_schema()
    for relation in (entry.relation, entry.negated_as, *entry.overrides):
        if relation is not None and relation not in schema.relations:
            raise DataError(
                f"{name}: {relation!r} is not a relation of diplograph.ttl; the relations are {', '.join(schema.relations)}"
            )
    manners = {m.label for name in (entry.relation, entry.negated_as) if name for m in schema.relations[name].manners}
    if entry.relation in index.relations:
        raise DataError(f"{name}: relation {entry.relation!r} has a file already; put its frames there")
    index.relations[entry.relation] = entry
    for place, raw in enumerate(entry.frames, 1):
        frame = _read_frame(raw, f"{name}: frame {place}")
        if frame.manner is not None and frame.manner not in manners:
            raise DataError(
                f"{name}: frame {place} ({frame.name}): {frame.manner!r} is no manner of {entry.relation}; "
                f"its manners are: {', '.join(sorted(manners)) or 'none'}"
            )
        for part in ("verb", "noun", "adjective"):
            for trigger in getattr(frame, part):
                first, *particles = trigger.split()
                index.by_trigger[(part, first)].append((entry.relation, frame, tuple(particles)))


@cache
def load_frames() -> FrameIndex:
    """Every frame file of the package, checked; raises ``DataError`` that names file, entry and remedy."""
    index = FrameIndex()
    for resource in sorted(english("frames").iterdir(), key=lambda r: r.name):
        if resource.name.endswith(".yaml"):
            _add_file(index, resource.name)
    return index
