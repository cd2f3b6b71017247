"""``diplograph load``, ``import-events``, ``remove`` and ``repair``: what goes into a store, out of it, or is saved of it."""

import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import GraphError, InputError, StoreError

from ...queries import count
from ...safe_text import printable
from ..build_options import Quiet
from ..options import Actors, Ontology, finish
from ..terminal import say, show_work

if TYPE_CHECKING:
    from ...stores import Store

__all__ = ["import_events", "load", "remove", "repair"]

_LOST, _MOST_NAMED = 1, 50

StoreName = Annotated[
    str, typer.Argument(metavar="STORE", help="A store's directory, or an endpoint: oxigraph+http://..., virtuoso+http://...")
]

_LIST = "; list all: diplograph query {} 'SELECT ?id {{ ?article dcterms:identifier ?id }}'"


def load(
    store: StoreName,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Graph files (.nq and .trig also as .gz, .zst), or other stores.")
    ],
    ontology: Ontology = None,
) -> None:
    """Load graphs into a store; its directory is made where there is none.

    N-Quads, TriG and stores are read as a stream, never held whole. An interrupted load keeps what it has reported; loading
    the same again adds nothing twice.

    \b
    Example:
      diplograph load news archive.nq.gz
      diplograph load virtuoso+http://dba@graphs.example:8890 news
    """
    from ...rdf import MisplacedNodeError
    from ...stores import is_endpoint, open_store, read_statements

    for source in sources:
        if source != "-" and not is_endpoint(source) and not Path(source).exists():
            raise GraphError(f"{source}: cannot be read: No such file or directory; check the path")
        if Path(source).is_dir() and Path(source).resolve() == Path(store).resolve():
            raise GraphError(f"{source}: is the store itself; name another graph to load into it")
    with open_store(store, write=True) as opened:
        for source in sources:
            with _show_statements(source) as advance:
                try:
                    total = opened.load(read_statements(source), progress=advance)
                except MisplacedNodeError as error:
                    raise GraphError(f"{source}: {error}") from None
            say(f"{count(total, 'statement')} of {source}: {store}")


def import_events(
    tables: Annotated[
        list[Path],
        typer.Argument(
            metavar="TABLE", help="Tables of GDELT 1 or 2, ICEWS or POLECAT, also in ZIP, gzip or zstd; - for standard input."
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", help="A graph file, which is written anew; or a store, in which they join what is there."
        ),
    ] = "events.ttl",
    actors: Actors = None,
    quiet: Quiet = False,
) -> None:
    """Import tables of coded events: each row that says who does what to whom as a claim, beside those of articles.

    A claim of a row has no quote: its source is the data set and the row, its code of CAMEO or PLOVER is kept. What each code
    and actor becomes, and which rows are no claims: docs/event-data.md. Importing the same again changes nothing. Exits with 2
    where rows could not be read; the others are imported.

    \b
    Example:
      diplograph import-events 20160728.export.CSV.zip --output news
      diplograph query news --named comparison --with one=Russia --with other=Ukraine
    """
    from ...files import STANDARD_OUTPUT
    from ...knowledge_graph import KnowledgeGraph
    from ...rdf import find_format
    from ...stores import names_store

    store = output if names_store(output) else None
    if store is None:
        find_format(Path(output))
    elif Path(output) == STANDARD_OUTPUT:
        raise StoreError("-: is no store and no graph file; name one: --output news")
    with (
        _show_progress() as observe,
        KnowledgeGraph.from_events(tables, actors=actors or (), store=store, observe=None if quiet else observe) as graph,
    ):
        report = graph.events
        assert report is not None
        if store is None:
            graph.save(output)
        if not quiet:
            added, known = report.receipt.claims_added, report.receipt.unchanged
            there = f", {count(known, 'row')} there already" if known else ""
            say(f"{count(added, 'claim')} from {count(report.rows, 'row')}{there}: {output}")
            if report.told:
                say(report.told)
    finish(graph.failures)


def remove(
    store: StoreName,
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Ids of articles, as they were given when read, or of coded events (gdelt/564111644)."
        ),
    ] = None,
    purge: Annotated[
        bool,
        typer.Option(
            "--purge",
            help="Then write the files of the store anew, so that no word of what was removed, now or before, is left on the "
            "disk; needs up to twice the room that the store takes, and deletes what a repair has put aside.",
        ),
    ] = False,
    ontology: Ontology = None,
) -> None:
    """Remove articles from a store, with their claims and evidence, and the facts that nothing else supports.

    An id that the store does not have is an error, and nothing is removed then. Without --purge the engine's files keep the
    words of what was removed, though no query finds them. A purge that is killed leaves the store as it was or purged; give
    --purge again without ids.

    \b
    Example:
      diplograph remove news talks-2025-02-18
      diplograph remove news talks-2025-02-18 --purge
    """
    from ...stores import is_store, open_store

    if not is_store(store):
        raise StoreError(f"{store}: is no store; articles are removed from a store's directory or an endpoint")
    if not documents and not purge:
        raise InputError("name the articles to remove by their ids, or give --purge to purge what was removed before")
    with open_store(store, write=True) as opened:
        if documents:
            _refuse_unknown(opened, documents)
        if purge:
            opened.refuse_purge()
        if documents:
            receipt = opened.remove(documents)
            say(f"{_count_documents(documents)} removed, {count(receipt.claims_removed, 'claim')}: {store}")
        if purge:
            with _show_purge(store) as advance:
                opened.purge(progress=advance)
            say(f"{store}: purged, no word of what was removed is left in its files")


def repair(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A store's directory.")],
    ontology: Ontology = None,
) -> None:
    """Mend a damaged store: keep what can be read, make indexes and counts anew, take in what the journal has promised.

    Says what was damaged and which articles and coded events are lost and must be added again, by their ids. Damaged files are
    moved into a folder of the store, damaged-1, and never deleted. A store that is not damaged stays as it is; an interrupted
    repair goes on when the command is given again. Exits with 0 where nothing is lost, 1 where something must be added again.

    \b
    Example:
      diplograph repair news
    """
    from ...stores import is_endpoint, repair

    if is_endpoint(str(store)):
        raise StoreError(f"{store}: is an endpoint; whoever runs it repairs it")
    with show_work(f"Repairing {store}"):
        done = repair(store)
    for line in done.done:
        say(f"{store}/{line}")
    if done.aside is not None:
        say(f"{store}: what was damaged is in {done.aside}")
    if not done.lost:
        say(f"{store}: {'repaired, nothing is lost' if done.done else 'is not damaged'}")
        return
    for name in done.lost[:_MOST_NAMED]:
        print(printable(name))
    sys.stdout.flush()
    where = f" ({done.aside}/add-again.txt has all their ids)" if done.aside is not None else ""
    say(f"{store}: repaired; {_count_documents(done.lost)} must be added again{where}")
    raise typer.Exit(_LOST)


def _count_documents(names: Iterable[str]) -> str:
    """How many articles and coded events the ids are of, in words."""
    from diplograph.extract.coded_events import is_row

    numbers = Counter("coded event" if is_row(name) else "article" for name in set(names))
    return " and ".join(count(number, noun) for noun, number in sorted(numbers.items()))


def _refuse_unknown(store: "Store", documents: list[str]) -> None:
    """Raises GraphError where an id is no article's, with those that are near."""
    from ...queries import MOST_ROWS, did_you_mean, nearest
    from ...rdf import Literal

    names = " ".join(map(Literal, documents))
    found = store.query(f"SELECT ?id {{ VALUES ?id {{ {names} }} ?article dcterms:identifier ?id }}")
    unknown = [name for name in documents if (name,) not in found.rows]
    if unknown:
        known = store.query("SELECT ?id { ?article dcterms:identifier ?id }", limit=MOST_ROWS)
        near = did_you_mean(nearest(unknown[0], (str(name) for (name,) in known)))
        advice = near or _LIST.format(shlex.quote(store.location))
        raise StoreError(f"{store.location}: has no article {unknown[0]!r}{advice}; nothing was removed")


@contextmanager
def _show_progress() -> Iterator[Callable[[int, int], None] | None]:
    """Counts rows on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading events") as status:
        yield lambda rows, claimed: status.update(f"{count(rows, 'row')} read, {claimed:,} of them claims")


@contextmanager
def _show_statements(source: str) -> Iterator[Callable[[int], None] | None]:
    """Counts statements on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(f"Reading {escape(printable(source))}") as status:
        yield lambda total: status.update(f"{count(total, 'statement')} of {escape(printable(source))}")


@contextmanager
def _show_purge(store: str) -> Iterator[Callable[[int, int], None] | None]:
    """Counts statements on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(f"Purging {escape(printable(store))}") as status:
        yield lambda done, total: status.update(f"Purging {escape(printable(store))}: {done:,} of {total:,} statements")
