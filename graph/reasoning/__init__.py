"""Reasoning: what follows from claims by rules, and who held which office when."""

from .derived_graph import with_derived
from .state_folding import Representation, fold_into_states

__all__ = ["Representation", "fold_into_states", "with_derived"]
