"""Vocabulary of the lemmatizer's tables: which words English has, inflected ones too, and which of them are verbs."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Vocabulary"]

_TABLES = ("lemma_index", "lemma_exc", "lemma_rules")


# Endings of verbs beside a subject: the present of one and of many.
_PRESENT = (("", ""), ("s", ""), ("ies", "y"), ("es", ""), ("es", "e"))


class Vocabulary:
    """The words that a pipeline knows; one without such tables takes anything for a word, and nothing for a verb."""

    def __init__(self, nlp: "Language") -> None:
        lemmatizer = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
        lookups = getattr(lemmatizer, "lookups", None)
        # "Although", "it", "there".
        self.function_words = frozenset(nlp.Defaults.stop_words)
        self._words = set(self.function_words)
        self._rules: list[tuple[frozenset[str], list[tuple[str, str]]]] = []
        self._irregular: dict[str, set[str]] = {}
        self._verbs, self._nouns = frozenset[str](), frozenset[str]()
        if lookups is not None and all(lookups.has_table(name) for name in _TABLES):
            index, rules = lookups.get_table("lemma_index"), lookups.get_table("lemma_rules")
            self._verbs, self._nouns = frozenset(index.get("verb", ())), frozenset(index.get("noun", ()))
            for part_of_speech, words in index.items():
                endings = [(old, new) for old, new in rules.get(part_of_speech, ()) if old]
                self._rules.append((frozenset(words), endings))
            for forms in lookups.get_table("lemma_exc").values():
                self._words.update(forms)
                for form, lemmas in forms.items():
                    self._irregular.setdefault(form, set()).update(lemmas)

    @property
    def knows_forms(self) -> bool:
        """False for a pipeline without tables, which does not tell what a word is a form of."""
        return bool(self._rules)

    def lemmas(self, word: str) -> set[str]:
        """All that a word in small letters can be a form of, whatever its class, itself included ("left": left, leave)."""
        regular = (word[: -len(old)] + new for _, endings in self._rules for old, new in endings if word.endswith(old))
        return {word, *self._irregular.get(word, ()), *regular}

    @cached_property
    def only_verbs(self) -> frozenset[str]:
        """The words that are verbs and never nouns, in their first form."""
        return self._verbs - self._nouns

    def is_word(self, word: str) -> bool:
        """True for a word in small letters that is listed, or a regular form of one ("vows", "sanctioned", "bigger")."""
        if not self._rules or word in self._words:
            return True
        return any(
            word in words or any(word.endswith(old) and word[: -len(old)] + new in words for old, new in endings)
            for words, endings in self._rules
        )

    def is_only_verb(self, word: str) -> bool:
        """True for the present tense of a verb that is no noun in any form ("condemns", "oppose"; not "talks")."""
        lemmas = {word.removesuffix(old) + new for old, new in _PRESENT if word.endswith(old)}
        return not lemmas.isdisjoint(self._verbs) and lemmas.isdisjoint(self._nouns)

    def is_verb(self, word: str, *, of_many: bool) -> bool:
        """True for what can be the present tense of a verb with a subject of one, or of many ("vows", "resume")."""
        if of_many:
            return word in self._verbs
        return any(word.endswith(old) and word.removesuffix(old) + new in self._verbs for old, new in _PRESENT if old)
