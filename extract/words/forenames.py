"""Forenames: the gender of those whose given name tells it."""

import csv
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .loading import english

__all__ = ["FEMININE", "MASCULINE", "gender_of"]

FEMININE, MASCULINE = "f", "m"


@cache
def _load_forenames() -> Mapping[str, str]:
    rows = csv.DictReader(english("forenames.csv").read_text("utf-8").splitlines())
    return MappingProxyType({row["forename"]: row["gender"] for row in rows})


def gender_of(forename: str) -> str | None:
    """``FEMININE`` or ``MASCULINE`` for a name that all but a few of one gender bear, None for others.

    >>> gender_of("Inés"), gender_of("Tomás"), gender_of("Andrea")
    ('f', 'm', None)
    """
    letters = unicodedata.normalize("NFD", forename.strip(".-").capitalize())
    return _load_forenames().get("".join(letter for letter in letters if not unicodedata.combining(letter)))
