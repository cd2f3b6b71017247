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

A key of ``where`` or ``unless`` can name slots of which one will do: ``to or patient.to``. In their lists, ``@residences``
stands for the words of that name in ``shared_lists.yaml``.

A slot that ends in ``~`` also accepts an actor inside the phrase ("the capital of Iraq"), at lower confidence.

``loading.py`` reads the files.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from diplograph.ontology import Modality, Polarity
from pydantic import Field

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["ANY", "ANY_NAME", "Frame", "FrameIndex", "RelationFrames", "either"]


# Stands in a list of triggers, of ``where`` or of ``unless`` for any word.
ANY = "*"
# Stands in a list of ``where`` or ``unless`` for any name.
ANY_NAME = "@name"
# Stands in a key of ``where`` or ``unless`` between slots of which one will do.
_OR = " or "


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
    # Slots of who would join and of the organization, for words that tell of both apart ("speaks for Chad in NATO").
    candidate: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
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
    # Whether people of whom nothing says whose they are may be the object ("arrested seven people").
    bare: bool = False
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

    def copy(self) -> "FrameIndex":
        """An index of the same frames, to add to."""
        copied = FrameIndex(dict(self.relations))
        for trigger, found in self.by_trigger.items():
            copied.by_trigger[trigger] = list(found)
        return copied

    def add(self, relation: str, frame: Frame) -> None:
        """Put a frame of a relation behind those that are there."""
        for part in ("verb", "noun", "adjective"):
            for trigger in getattr(frame, part):
                first, *particles = trigger.split()
                self.by_trigger[(part, first)].append((relation, frame, tuple(particles)))

    def names(self, relation: str) -> set[str]:
        """What the frames of a relation are called."""
        return {frame.name for found in self.by_trigger.values() for known, frame, _ in found if known == relation}

    def candidates(self, token: "Token") -> list[tuple[str, Frame]]:
        """Frames that the token can trigger, particles checked."""
        # "it is too early"
        is_predicate = token.pos_ == "ADV" and any(child.dep_ == "cop" for child in token.children)
        part = "adjective" if is_predicate else _PARTS.get(token.pos_)
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


def either(condition: str) -> list[str]:
    """The paths that a key of ``where`` or ``unless`` names, of which one will do ("to or patient.to")."""
    return condition.split(_OR)


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
