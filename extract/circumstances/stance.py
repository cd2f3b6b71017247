"""Stance: whether a claim is affirmed, and whether as fact, plan, possibility, demand or charge, with the reasons why."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from diplograph.ontology import Modality, Polarity

from ..words import load_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["STOPPED", "Reason", "Stance", "StanceWords"]

# The rule by which an act was blocked, averted or called off.
STOPPED = "act that is stopped"


@dataclass(frozen=True, slots=True)
class StanceWords:
    """The lists of ``stance.yaml``."""

    negating: frozenset[str]
    refuting: frozenset[str]
    disowning: frozenset[str]
    warrants: frozenset[str]
    denials: frozenset[str]
    confirming: frozenset[str]
    planned: frozenset[str]
    possible: frozenset[str]
    demanded: frozenset[str]
    alleged: frozenset[str]
    planned_auxiliaries: frozenset[str]
    possible_auxiliaries: frozenset[str]
    demanded_auxiliaries: frozenset[str]
    conditional_auxiliaries: frozenset[str]
    conditional_markers: frozenset[str]
    ending: frozenset[str]
    scheduling: frozenset[str]
    planned_adjectives: frozenset[str]
    possible_adjectives: frozenset[str]
    alleged_adjectives: frozenset[str]
    negating_adjectives: frozenset[str]
    alleged_adverbs: frozenset[str]
    claiming: frozenset[str]
    charges: frozenset[str]
    showing: frozenset[str]
    cautioning: frozenset[str]
    hearsay: frozenset[str]
    untrue: frozenset[str]
    mistaken: frozenset[str]
    stopping: frozenset[str]
    resisting: frozenset[str]
    attempts: frozenset[str]
    open_when_denied: frozenset[str]
    conditioning: frozenset[str]
    conditions: frozenset[str]
    either_way: frozenset[str]
    ceasing: frozenset[str]
    preventing: frozenset[str]
    aims: frozenset[str]
    wishes: frozenset[str]
    enabling: frozenset[str]
    excessive: frozenset[str]
    proving: frozenset[str]
    facts: frozenset[str]
    falsely: frozenset[str]
    errors: frozenset[str]
    realizing: frozenset[str]
    temporal: frozenset[str]


class Reason(NamedTuple):
    """Why a stance changed: what it became, by which rule, and the word that the rule read."""

    value: str
    rule: str
    cue: "Token | None"


@dataclass(slots=True)
class Stance:
    """Polarity and modality as they build up from the trigger outwards."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    reasons: list[Reason] = field(default_factory=list)

    def flip(self, rule: str = "", cue: "Token | None" = None) -> None:
        self.polarity = self.polarity.opposite
        self.reasons.append(Reason(str(self.polarity), rule, cue))

    def set(self, modality: Modality, rule: str = "", cue: "Token | None" = None) -> None:
        # "Accused of planning to attack": what is charged is no plan that the text tells of.
        if self.modality is Modality.ACTUAL or (modality is Modality.ALLEGED and self.modality is Modality.PLANNED):
            self.modality = modality
            self.reasons.append(Reason(str(modality), rule, cue))

    def stop(self, cue: "Token") -> None:
        """What was stopped or is untrue was meant, feared or charged, and is not."""
        self.flip(STOPPED, cue)
        if self.modality is not Modality.DEMANDED:
            self.modality = Modality.ACTUAL

    def refute(self, cue: "Token") -> None:
        """Who denies what somebody charges says that it is not so."""
        self.flip("denial", cue)
        if self.modality is Modality.ALLEGED:
            self.modality = Modality.ACTUAL

    def deny(self, cue: "Token", governor: str) -> None:
        """A negation: who did not rule out an act leaves it open, who never failed to act did."""
        twice = self.polarity is Polarity.NEGATED and governor in load_words(StanceWords).open_when_denied
        self.flip("negation", cue)
        if twice:
            self.set(Modality.POSSIBLE, "denial that is denied", cue)

    def note(self, value: str, rule: str, cue: "Token | None") -> None:
        """Keeps why something else was read from the same words."""
        self.reasons.append(Reason(value, rule, cue))
