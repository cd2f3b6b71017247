"""Name forms: the ways in which one text names one person ("James B. Okello", "James Okello", "Jimmy Okello").

A shorter form is that of a longer one where its words follow each other in it, first name and surname among them, an initial
for a word that it begins; where several persons of the text fit, it is the form of none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from diplograph.ontology import Actor
from diplograph.ontology.actors import fold

__all__ = ["NameForms"]

# A surname may stand last but one ("Juan Carlos Pereda Luna", who is "Juan Pereda") in names of so many words.
_TWO_SURNAMES = 4


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    nicknames: frozenset[str]
    actor: Actor


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.rstrip(".") for word in fold(name).split())


def _fits(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short)) or (len(full) == 1 and short.startswith(full))


def _follows(short: Sequence[str], full: Sequence[str]) -> bool:
    """True where the words of ``short`` stand in ``full`` in their order."""
    rest = iter(full)
    return all(any(_fits(word, other) for other in rest) for word in short)


@dataclass(slots=True)
class NameForms:
    """The persons whom a text names in full, each by the longest of the names."""

    forms: list[_Form] = field(default_factory=list)

    def add(self, name: str, nicknames: Sequence[str], actor: Actor) -> None:
        """Learn a full name, and the nicknames that the text gives with it."""
        words = _words(name)
        if len(words) > 1:
            self.forms.append(_Form(words, frozenset(fold(nickname) for nickname in nicknames), actor))

    def find(self, name: str) -> Actor | None:
        """The only person of the text whose name ``name`` is another form of; None for one word alone."""
        words = _words(name)
        if len(words) < 2:
            return None
        own = _Form(words, frozenset(), Actor("", "", ""))
        actors = {form.actor.iri: form.actor for form in self.forms if _is_form(words, form) or _is_form(form.words, own)}
        return next(iter(actors.values())) if len(actors) == 1 else None


def _is_form(short: tuple[str, ...], form: _Form) -> bool:
    full, length = form.words, len(short)
    if any(short == full[first : first + length] for first in range(1, len(full) - length + 1)):
        return True
    surnames = full[-2:] if len(full) >= _TWO_SURNAMES else full[-1:]
    if short[-1] not in surnames:
        return False
    # "George W. Bush" is not "George H. W. Bush".
    if length > 2 and len(short[1]) == 1 and not _fits(short[1], full[1]):
        return False
    if short[0] in form.nicknames:
        return _follows(short[1:], full)
    return _fits(short[0], full[0]) and _follows(short, full)
