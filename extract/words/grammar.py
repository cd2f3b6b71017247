"""Grammar: verbs of control, prepositions, reporting verbs, days of the week."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of ``grammar.yaml``."""

    subject_control: frozenset[str]
    object_control: frozenset[str]
    objectless_verbs: frozenset[str]
    call_control: frozenset[str]
    appeal_control: frozenset[str]
    gerund_marks: frozenset[str]
    gerund_auxiliaries: frozenset[str]
    past_tenses: frozenset[str]
    conditional_marks: frozenset[str]
    inverted_auxiliaries: frozenset[str]
    content_nouns: frozenset[str]
    charge_nouns: frozenset[str]
    charging_verbs: frozenset[str]
    speech_nouns: frozenset[str]
    compounds: frozenset[str]
    relative_pronouns: frozenset[str]
    phrases: Mapping[str, str]
    verblike_nouns: Mapping[str, str]
    telling_gerunds: frozenset[str]
    joining_gerunds: frozenset[str]
    neighbouring: frozenset[str]
    bare_infinitives: frozenset[str]
    infinitive_nouns: frozenset[str]
    opposing_verbs: frozenset[str]
    punishments: frozenset[str]
    ranks: Mapping[str, int]
    exceptives: frozenset[str]
    not_contrasting: frozenset[str]
    totals: frozenset[str]
    universals: frozenset[str]
    phrasal_verbs: frozenset[str]
    measures: frozenset[str]
    quantifiers: frozenset[str]
    labelling_verbs: frozenset[str]
    asides: frozenset[str]
    prepositions: frozenset[str]
    weekdays: tuple[str, ...]
    reporting_verbs: frozenset[str]
    answering_verbs: frozenset[str]
    reporting_pasts: frozenset[str]

    def oblique_control(self, lemma: str) -> frozenset[str]:
        """Prepositions whose noun does the infinitive below a verb; empty for most verbs."""
        return {"call": self.call_control, "appeal": self.appeal_control}.get(lemma, frozenset())
