"""``diplograph serve``: a store as SPARQL endpoint and page on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Ontology

if TYPE_CHECKING:
    from ...server import Addresses

__all__ = ["serve"]


def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A store's directory.")],
    port: Annotated[int, typer.Option("--port", min=1, max=65534, help="Where SPARQL is answered.")] = 7878,
    page_port: Annotated[
        int | None, typer.Option("--page-port", min=1, max=65535, help="Where the page is; else the next port.")
    ] = None,
    writable: Annotated[bool, typer.Option("--writable", help="Take updates too; then nothing else can open it.")] = False,
    ontology: Ontology = None,
) -> None:
    """Serve a store on this machine: SPARQL, the interactive graph and downloads, until interrupted.

    Only loopback is listened on, and the store is only read unless --writable is given.

    \b
    Example:
      diplograph serve news
      diplograph serve news --port 8000
    """
    from ...server import serve as serve_store

    def announce(addresses: "Addresses") -> None:
        print(f"{store}: {addresses.page} (SPARQL: {addresses.sparql}query); stop with Ctrl-C", flush=True)

    serve_store(store, port=port, page_port=page_port or port + 1, writable=writable, ready=announce)
