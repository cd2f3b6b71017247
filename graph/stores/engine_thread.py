"""A thread in which the engine evaluates a query: with a deep stack, and a wait that ends.

The engine recurses over what a query nests and strings together, and cannot be interrupted: what waits for it can.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from diplograph.ontology import GraphError, QueryError

__all__ = ["countable", "in_engine_thread"]

T = TypeVar("T")

# The longest and deepest query that ``queries.guard`` lets through needs a fraction of it; it is memory only as it is used.
_STACK_BYTES = 2**26
_starting = threading.Lock()
_LONGEST_SECONDS = 1e6


def countable(timeout: float) -> float:
    """The time-out, or as many seconds as every clock of the system counts to: whoever wants no end asks for infinity.

    >>> countable(float("inf")), countable(2.5)
    (1000000.0, 2.5)
    """
    return min(timeout, _LONGEST_SECONDS)


def in_engine_thread(work: Callable[[], T], timeout: float | None = None) -> T:
    """What ``work`` gives; raises the GraphError that it raises, and one after ``timeout`` seconds.

    After a time-out the work goes on until the process ends.
    """
    answers: list[T] = []
    errors: list[tuple[type[GraphError], str]] = []

    def run() -> None:
        try:
            answers.append(work())
        except GraphError as error:
            # Its kind and words only: its traceback holds what must not leave this thread.
            errors.append((type(error), str(error)))

    thread = threading.Thread(target=run, daemon=True)
    with _starting:
        before = threading.stack_size(_STACK_BYTES)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join(timeout)
    if thread.is_alive():
        raise QueryError(f"SPARQL: no answer within {timeout:g} s; narrow the query, or allow more time (--timeout)")
    if errors:
        kind, words = errors[0]
        raise kind(words)
    if not answers:
        raise QueryError("SPARQL: the engine failed; its words stand above")
    return answers[0]
