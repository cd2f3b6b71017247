"""Answers about the syntax of a text, kept with it once nothing in it changes any more: many rules ask the same of a word."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["answers", "remember_answers", "remembered"]

T = TypeVar("T")
# Key of Doc.user_data. Words are kept by their index: a token would keep the whole text alive until the next collection.
_ANSWERS = "answers"


def remember_answers(doc: "Doc") -> None:
    """From now on what is asked of a word twice is found once: no head, label or tag of ``doc`` may change any more."""
    doc.user_data[_ANSWERS] = {}


def answers(doc: "Doc") -> dict[Any, Any]:
    """The answers so far; before ``remember_answers`` none, and those that are put there are lost."""
    found: dict[Any, Any] | None = doc.user_data.get(_ANSWERS)
    return {} if found is None else found


def remembered(ask: "Callable[[Token], T]") -> "Callable[[Token], T]":
    """A question of one word whose answer, which is no word, is kept."""

    @wraps(ask)
    def answer(token: "Token") -> T:
        known = token.doc.user_data.get(_ANSWERS)
        if known is None:
            return ask(token)
        key = (ask, token.i)
        if key not in known:
            known[key] = ask(token)
        found: T = known[key]
        return found

    return answer
