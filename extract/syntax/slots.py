"""Names of the slots in which a frame looks for its arguments; ``roles.py`` says what fills each."""

__all__ = ["LAST_SLOTS", "SLOTS"]

SLOTS = frozenset(
    {
        "advmod",
        "agent",
        "appos",
        "aux",
        "case",
        "clause",
        "comp",
        "condition",
        "gerund",
        "head",
        "mark",
        "mod",
        "obj",
        "patient",
        "poss",
        "recipient",
        "self",
    }
)
# Slots that only end a path or stand alone; ``fillers.py`` reads them.
LAST_SLOTS = frozenset({"place", "city", "next", "event"})
