"""A Dask cluster as workers: each makes the extractor once from what is sent to it, also the contents of the user's files.

A worker reads only with the same code, words and weights as the client has, so that it makes no difference who reads what.
"""

import atexit
import logging
import pickle
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import DiplographError, InputError, WorkerError

from ..extractors import ExtractorSpec
from ..recipe import make_recipe
from .reading import Reading, read_portion
from .workforce import DIED, Died, Lane, Portion

if TYPE_CHECKING:
    from diplograph.extract import ClaimExtractor
    from distributed import Client

__all__ = ["ClusterLane", "PackedSpec", "join_cluster"]

_ANSWER_SECONDS = 10
_LAST_PORT = 65_535
# How long a cluster may be without a worker: in that time one can come back, or be started.
_PATIENCE_SECONDS = 120.0
_COUNT_SECONDS = 5.0
# For each thread of the cluster, one is read and one waits.
_ROOM = 2


def join_cluster(spec: ExtractorSpec, address: str) -> Lane:
    """A lane to the workers of the scheduler at ``address``.

    Raises WorkerError where the extra is missing or no scheduler answers, InputError where the extractor cannot be sent.
    """
    sent = _pack(spec)
    try:
        from distributed import Client
    except ImportError:
        raise WorkerError("a Dask cluster needs the extra dask: pip install 'diplograph[dask]'") from None
    _check_address(address)
    # What is wrong is told in one line by whoever waits; these would tell it in ten.
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except Exception as error:  # of a name, a port, a protocol, a certificate, each of another class
        raise WorkerError(
            f"{address}: no Dask scheduler answers there ({error}); start one with dask scheduler, and give the address that "
            "it tells, as tcp://host:8786"
        ) from None
    return ClusterLane(client, sent, address)


def _check_address(address: str) -> None:
    """Raises WorkerError for what is no address, over which a client would wait before it says so."""
    from distributed.comm.registry import backends

    scheme, _, rest = address.rpartition("://")
    host, _, port = rest.rpartition(":")
    if (scheme or "tcp") not in backends or not host or not port.isascii() or not port.isdecimal() or int(port) > _LAST_PORT:
        raise WorkerError(
            f"{address}: is no address of a Dask scheduler; give the one that dask scheduler tells, as tcp://host:8786"
        )


def _pack(spec: ExtractorSpec) -> bytes:
    try:
        return pickle.dumps(PackedSpec.of(spec))
    except DiplographError:
        raise
    except Exception as error:
        raise InputError(
            f"the extractor cannot be sent to a cluster ({error}); make a class of it that pickle takes, in a module that the "
            "workers have"
        ) from None


@dataclass(frozen=True, slots=True)
class PackedSpec:
    """A specification with the contents of its files, and the digest of the recipe that they are part of."""

    spec: ExtractorSpec
    files: dict[str, bytes]
    recipe: str

    @classmethod
    def of(cls, spec: ExtractorSpec) -> "PackedSpec":
        """Raises DataError for a file that cannot be read."""
        files: dict[str, bytes] = {}
        packed = replace(
            spec,
            actors=tuple(_take(Path(path), f"actors-{i}", files) for i, path in enumerate(spec.actors)),
            ontology=tuple(_take(Path(path), f"ontology-{i}", files) for i, path in enumerate(spec.ontology)),
            frames=tuple(_take(Path(path), f"frames-{i}", files) for i, path in enumerate(spec.frames)),
        )
        return cls(packed, files, _digest(spec))

    def make(self) -> "ClaimExtractor":
        """The extractor; raises WorkerError where this process has another diplograph than the one that packed it."""
        folder = Path(tempfile.mkdtemp(prefix="diplograph-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)  # words are read when they are first needed
        for name, content in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        spec = replace(
            self.spec,
            actors=tuple(folder / path for path in self.spec.actors),
            ontology=tuple(folder / path for path in self.spec.ontology),
            frames=tuple(folder / path for path in self.spec.frames),
        )
        if _digest(spec) != self.recipe:
            raise WorkerError(
                "a worker of the cluster has another diplograph (code, words or weights): install the same version there, and "
                "start the worker anew"
            )
        return spec.make()


def _take(path: Path, folder: str, files: dict[str, bytes]) -> str:
    """Note the contents of a file, or of the YAML files of a folder and of those below it; gives its new name."""
    found = [path] if path.is_file() else sorted(file for file in path.rglob("*.yaml") if file.is_file())
    for file in found:
        files[f"{folder}/{path.name}" if file == path else f"{folder}/{file.relative_to(path)}"] = file.read_bytes()
    return f"{folder}/{path.name}" if path.is_file() else folder


def _digest(spec: ExtractorSpec) -> str:
    from diplograph.extract.words import find_own_files

    own = find_own_files(spec.ontology, spec.frames).digest
    return make_recipe(spec.extractor, model=spec.model, actors=spec.actors, own=own, skip=spec.skip).digest


class ClusterLane(Lane):
    """All workers of a cluster, to which its scheduler deals what is sent."""

    def __init__(self, client: "Client", sent: bytes, address: str) -> None:
        self._client, self._sent, self._address = client, sent, address
        self._executor = client.get_executor(pure=False)
        self._portions: deque[tuple[Portion, Future[Reading]]] = deque()
        self._threads = 0
        self._counted = self._seen = time.monotonic()
        self._count()

    @property
    def room(self) -> int:
        return _ROOM * max(1, self._threads)

    @property
    def under_way(self) -> list[Future[Reading]]:
        return [future for _, future in self._portions]

    def takes(self, portion: Portion) -> bool:
        """A portion of which workers may die is sent alone: the scheduler suspects all that a dead worker had."""
        if portion.is_suspect or any(sent.is_suspect for sent, _ in self._portions):
            return not self._portions
        return len(self._portions) < self.room

    def send(self, portion: Portion) -> None:
        future: Future[Reading] = self._executor.submit(read_portion, self._sent, portion.documents)
        self._portions.append((portion, future))

    def collect(self) -> Iterator[tuple[Portion, Reading | Died | None]]:
        from distributed import KilledWorker

        if time.monotonic() - self._counted > _COUNT_SECONDS:
            self._count()
        for sent in [sent for sent in self._portions if sent[1].done()]:
            self._portions.remove(sent)
            portion, future = sent
            try:
                yield portion, future.result()
            except KilledWorker:
                yield portion, DIED
            except CancelledError:
                raise self._lost("its scheduler has ended; start it and its workers") from None
            except DiplographError:
                raise
            except Exception as error:
                raise WorkerError(
                    f"{self._address}: a worker cannot read ({type(error).__name__}: {error}); install the same diplograph "
                    "there, and what your extractor needs"
                ) from None

    def _count(self) -> None:
        """See how many workers there are just now; raises WorkerError where there have been none for long."""
        self._counted = time.monotonic()
        try:
            self._threads = sum(self._client.ncores().values())
        except Exception:  # of a connection that is lost, or being made anew
            self._threads = 0
        if self._threads:
            self._seen = self._counted
        elif self._counted - self._seen > _PATIENCE_SECONDS:
            raise self._lost(f"it has no workers; start some, dask worker {self._address} --nthreads 1")

    def _lost(self, why: str) -> WorkerError:
        return WorkerError(f"{self._address}: {why}, and build again: into a store it goes on where it stopped")

    def close(self) -> None:
        self._executor.shutdown(wait=False)
        self._client.close(timeout=2)
