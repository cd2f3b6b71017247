"""Commands over stores: ``load``, ``remove``, ``info`` and ``serve``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from diplograph.ontology import StoreError

from .safe_text import printable
from .suggestions import count
from .terminal import AnswerFormat, print_result

if TYPE_CHECKING:
    from .server import Addresses
    from .stores import Store

__all__ = ["register"]

StoreName = Annotated[
    str, typer.Argument(metavar="STORE", help="A store's directory, or an endpoint: oxigraph+http://..., virtuoso+http://...")
]

_LIST = "; list all: diplograph query STORE 'SELECT ?id { ?article dcterms:identifier ?id }'"


def load(
    store: StoreName,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE", help="Graph files (.nq and .trig also as .gz, .zst), or other stores.")
    ],
) -> None:
    """Load graphs into a store; its directory is made where there is none.

    N-Quads, TriG and stores are read as a stream, never held whole. An interrupted load keeps what it has reported; loading
    the same again adds nothing twice.

    \b
    Example:
      diplograph load news archive.nq.gz
      diplograph load virtuoso+http://dba@graphs.example:8890 news
    """
    from diplograph.ontology import GraphError

    from .stores import open_store
    from .stores.node_kinds import MisplacedNodeError
    from .stores.transfer import read_statements

    with open_store(store, write=True) as opened:
        for source in sources:
            with _show_statements(source) as advance:
                try:
                    total = opened.load(read_statements(source), progress=advance)
                except MisplacedNodeError as error:
                    raise GraphError(f"{source}: {error}") from None
            _say(f"{count(total, 'statement')} of {source}: {store}")


def remove(
    store: StoreName,
    documents: Annotated[list[str], typer.Argument(metavar="ID", help="Ids of articles, as they were given when read.")],
) -> None:
    """Remove articles from a store, with their claims and evidence, and the facts that nothing else supports.

    An id that the store does not have is an error, and nothing is removed then.

    \b
    Example:
      diplograph remove news talks-2025-02-18
    """
    from .stores import is_store, open_store

    if not is_store(store):
        raise StoreError(f"{store}: is no store; articles are removed from a store's directory or an endpoint")
    with open_store(store, write=True) as opened:
        _refuse_unknown(opened, documents)
        receipt = opened.remove(documents)
    _say(f"{count(receipt.removed, 'article')} removed, {count(receipt.claims_removed, 'claim')}: {store}")


def _refuse_unknown(store: "Store", documents: list[str]) -> None:
    """Raises GraphError where an id is no article's, with those that are near."""
    from .query_results import MOST_ROWS
    from .suggestions import did_you_mean, nearest
    from .terms import Literal

    names = " ".join(map(Literal, documents))
    found = store.query(f"SELECT ?id {{ VALUES ?id {{ {names} }} ?article a schema:NewsArticle ; dcterms:identifier ?id }}")
    unknown = [name for name in documents if (name,) not in found.rows]
    if unknown:
        known = store.query("SELECT ?id { ?article a schema:NewsArticle ; dcterms:identifier ?id }", limit=MOST_ROWS)
        near = did_you_mean(nearest(unknown[0], (str(name) for (name,) in known)))
        raise StoreError(f"{store.location}: has no article {unknown[0]!r}{near or _LIST}; nothing was removed")


def info(
    store: Annotated[str, typer.Argument(metavar="STORE", help="A store's directory, an endpoint or a graph file.")],
    format_: Annotated[AnswerFormat, typer.Option("--format", help="How to print the figures.")] = AnswerFormat.TABLE,
) -> None:
    """Say what a store holds: articles, claims by relation, actors, dates, size.

    \b
    Example:
      diplograph info news
    """
    from .knowledge_graph import KnowledgeGraph
    from .query_results import QueryResult
    from .stores.summary import summarize

    with KnowledgeGraph.open(store) as graph:
        rows = [row for row in summarize(graph.store).rows() if row[1] is not None]
    print_result(QueryResult("SELECT", ("what", "value"), tuple(rows)), format_)


def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A store's directory.")],
    port: Annotated[int, typer.Option("--port", min=1, max=65534, help="Where SPARQL is answered.")] = 7878,
    page_port: Annotated[
        int | None, typer.Option("--page-port", min=1, max=65535, help="Where the page is; else the next port.")
    ] = None,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates too; then nothing else can open it.")] = False,
) -> None:
    """Serve a store on this machine: SPARQL, the interactive graph and downloads, until interrupted.

    Only loopback is listened on, and the store is only read unless --writable is given.

    \b
    Example:
      diplograph serve news
      diplograph serve news --port 8000
    """
    from .server import serve as serve_store

    def announce(addresses: "Addresses") -> None:
        print(f"{store}: {addresses.page} (SPARQL: {addresses.sparql}query); stop with Ctrl-C", flush=True)

    serve_store(store, port=port, page_port=page_port or port + 1, writable=writable, ready=announce)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the command line."""
    for command in (load, remove, info, serve):
        app.command()(command)


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


def _say(message: str) -> None:
    print(printable(message), file=sys.stderr)
