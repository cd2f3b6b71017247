"""Paragraphs of the page around an article: they make no claims."""

from functools import cache

from .lexicon import read_yaml

__all__ = ["is_boilerplate"]

# Real paragraphs of news quote such phrases too; those are longer.
_MAX_CHARACTERS = 400


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(read_yaml("diplograph.extract", "boilerplate.yaml")["phrases"])


def is_boilerplate(paragraph: str) -> bool:
    """True for a short paragraph with a phrase of subscription, rights or sharing.

    >>> is_boilerplate("Copyright © 2025 Example Media. All Rights Reserved.")
    True
    """
    if len(paragraph) > _MAX_CHARACTERS:
        return False
    lower = paragraph.lower()
    return any(phrase in lower for phrase in _phrases())
