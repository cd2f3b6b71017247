"""Identity: who is who, as people decided it, and what may be decided."""

from .decisions import Decision, Decisions, apply_decisions, load_decisions, save_decisions, today
from .proposals import propose_merges

__all__ = ["Decision", "Decisions", "apply_decisions", "load_decisions", "propose_merges", "save_decisions", "today"]
