"""Persons: names that stand in another order, nicknames, callings, and surnames alone."""

from .callings import mark_callings
from .name_order import NameOrder
from .nicknames import join_nicknames
from .surnames import find_surnames

__all__ = ["NameOrder", "find_surnames", "join_nicknames", "mark_callings"]
