"""Persons: whom a name means, of those who hold offices and of those whom the text names."""

from .name_forms import NameForms
from .persons import Found, LinkingWords, PersonFinder, in_role

__all__ = ["Found", "LinkingWords", "NameForms", "PersonFinder", "in_role"]
