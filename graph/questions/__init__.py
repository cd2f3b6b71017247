"""Questions of the trade: who brokers, who is left out, which blocs there are, who changed position, and on whose word.

Each takes a graph or a part of its claims and gives a table of plain values (``to_pandas()``); each is told with its reference
and solved by hand on ``worked_example()``.
"""

from .absences import co_attendance, left_out
from .balance import balance, blocs
from .brokers import brokers
from .changes import dealings_begun_and_ended, position_changes
from .contradictions import contradictions, opposed_claims
from .outlets import compare_outlets
from .positions import common_positions, positions
from .sources import sources
from .spokespersons import spokespersons
from .worked_example import worked_example

__all__ = [
    "balance",
    "blocs",
    "brokers",
    "co_attendance",
    "common_positions",
    "compare_outlets",
    "contradictions",
    "dealings_begun_and_ended",
    "left_out",
    "opposed_claims",
    "position_changes",
    "positions",
    "sources",
    "spokespersons",
    "worked_example",
]
