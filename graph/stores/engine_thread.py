"""Threads in which the engine evaluates queries: with a deep stack and a wait that ends, or several at once.

The engine recurses over what a query nests and strings together, and cannot be interrupted: what waits for it can. It lets
other threads of Python run meanwhile.
"""

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from diplograph.ontology import GraphError, QueryError

__all__ = ["in_engine_thread", "in_engine_threads"]

T = TypeVar("T")
Item = TypeVar("Item")
_Failed = tuple[type[GraphError], str]

# The longest and deepest query that ``queries.guard`` lets through needs a fraction of it; it is memory only as it is used.
_STACK_BYTES = 2**26
_starting = threading.Lock()
# Beyond these, what Python does with the answers is what is waited for.
_MOST_AT_ONCE = 4


def in_engine_thread(work: Callable[[], T], timeout: float | None = None) -> T:
    """What ``work`` gives; raises the GraphError that it raises, and one after ``timeout`` seconds.

    After a time-out the work goes on until the process ends.
    """
    answers: list[T] = []
    errors: list[_Failed] = []

    def run() -> None:
        try:
            answers.append(work())
        except GraphError as error:
            errors.append(_kept(error))

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


def in_engine_threads(work: Callable[[Item], T], items: Iterable[Item]) -> list[T]:
    """What ``work`` gives for each item, as many at once as there are cores; raises the first GraphError that it raises."""
    failed: list[_Failed] = []

    def run(item: Item) -> list[T]:
        try:
            return [work(item)]
        except GraphError as error:
            failed.append(_kept(error))
            return []

    with ThreadPoolExecutor(max_workers=min(_MOST_AT_ONCE, os.cpu_count() or 1)) as pool:
        answers = list(pool.map(run, items))
    if failed:
        kind, words = failed[0]
        raise kind(words)
    return [one for answer in answers for one in answer]


def _kept(error: GraphError) -> _Failed:
    """Its kind and words only: its traceback holds what must not leave its thread."""
    return type(error), str(error)
