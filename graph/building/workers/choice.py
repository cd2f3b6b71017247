"""Choice of workers: how many pay, and where they are."""

import os
from collections.abc import Callable, Iterator

from diplograph.ontology import Document, InputError

from ..extractors import ExtractorSpec
from .workforce import Workforce

__all__ = ["MOST_WORKERS", "check_workers", "count_cores", "hire", "look_ahead"]

MOST_WORKERS = 256
# Where nobody says how many: below, a second process loads the pipeline for longer than it reads.
_PAYS_FROM_CHARACTERS = 60_000
# What each takes of the machine's memory at most, beside those of others.
_BYTES_OF_ONE = 1_000_000_000


def check_workers(workers: int | None, dask: str | None) -> None:
    """Raises InputError for a number of processes that cannot be had, and for one beside a cluster."""
    if workers is not None and not 1 <= workers <= MOST_WORKERS:
        raise InputError(f"{workers} worker processes cannot be had; ask for 1 to {MOST_WORKERS}")
    if dask is not None and workers not in {None, 1}:
        raise InputError("the workers are those of the Dask cluster, as many as it has; leave the number of workers out")


def look_ahead(documents: Iterator[Document]) -> tuple[list[Document], bool]:
    """The first documents, and whether there are so many that several processes read them sooner than one."""
    ahead: list[Document] = []
    characters = 0
    for document in documents:
        ahead.append(document)
        characters += len(document.text)
        if characters >= _PAYS_FROM_CHARACTERS:
            return ahead, True
    return ahead, False


def count_cores() -> int:
    """How many workers this machine has a core for, and memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # no such system
        return cores
    return max(1, min(cores, memory // _BYTES_OF_ONE))


def hire(spec: ExtractorSpec, workers: int, dask: str | None, note_death: Callable[[int], None]) -> Workforce:
    """Workers that make the extractor of ``spec``: those of the cluster at ``dask``, or processes of this machine.

    Raises InputError where it cannot be sent to them, WorkerError where the cluster cannot be reached.
    """
    if dask is not None:
        from .cluster import join_cluster

        return Workforce([join_cluster(spec, dask)], note_death)
    # What runs processes is imported where there are some: most builds of a known archive need none.
    from .processes import start_processes

    return Workforce(start_processes(spec, workers), note_death)
