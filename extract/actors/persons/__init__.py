"""Persons: whom a name means, of those who hold offices and of those whom the text names."""

from .name_forms import NameForms
from .persons import OF_DICTIONARY, Found, LinkingWords, PersonFinder, in_role

__all__ = ["OF_DICTIONARY", "Found", "LinkingWords", "NameForms", "PersonFinder", "in_role"]
