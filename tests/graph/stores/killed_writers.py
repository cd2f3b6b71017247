"""Writers that are killed once what they have added is acknowledged, with nothing closed."""

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from diplograph.graph.rdf.normalization import Claims
from diplograph.graph.stores import open_store

__all__ = ["add_and_die"]

# Not forks of the process of tests: they would have the locks of the engine's threads, and not the threads. Forks of one that
# has loaded the engine and opened nothing.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "datasketch", "diplograph.extract.dates", "diplograph.extract.text"])


def add_and_die(directory: Path, content: Claims) -> None:
    """Have a process add claims to a store and be killed."""
    ours, theirs = FORKS.Pipe(duplex=False)
    writer = FORKS.Process(target=_add, args=(str(directory), content, theirs))
    writer.start()
    theirs.close()
    added = ours.recv()
    writer.join()
    assert (added, writer.exitcode) == (len(content.claims), -signal.SIGKILL)


def _add(directory: str, content: Claims, told: Connection) -> None:
    store = open_store(directory, write=True)
    told.send(store.add(content).claims_added)
    os.kill(os.getpid(), signal.SIGKILL)
