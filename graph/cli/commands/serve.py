"""``diplograph serve``: a store as a site and SPARQL endpoint, on this machine or for a team."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..options import Ontology

if TYPE_CHECKING:
    from ...server import Addresses

__all__ = ["serve"]


def serve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="A store's directory.")],
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port that is listened on.")] = 7878,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="What is listened on; beyond this machine, with --token or --proxy."),
    ] = "127.0.0.1",
    token: Annotated[
        Path | None,
        typer.Option(
            "--token",
            metavar="FILE",
            help="Answer those alone who show the token in this file, as password or as bearer token.",
        ),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option("--proxy", metavar="URL", help="The address of a reverse proxy before it, which decides who may ask."),
    ] = None,
    writable: Annotated[
        bool, typer.Option("--writable", help="Take articles and updates too; then nothing else can open the store.")
    ] = False,
    ontology: Ontology = None,
) -> None:
    """Serve a store: its actors, articles and claims as pages, JSON, files and SPARQL, until interrupted.

    Only this machine is answered, and the store is only read, unless told otherwise. Others may write to the store meanwhile;
    what they have written is shown once they have ended.

    \b
    Example:
      diplograph serve news
      diplograph serve news --host 0.0.0.0 --token token.txt --writable
      DIPLOGRAPH_PASSWORD=$(cat token.txt) diplograph build new/*.txt --output oxigraph+http://team@localhost:7878
    """
    from ...server import read_token
    from ...server import serve as serve_store

    def announce(addresses: "Addresses") -> None:
        print(f"{store}: {addresses.page} (SPARQL: {addresses.page}query); stop with Ctrl-C", flush=True)

    serve_store(
        store,
        port=port,
        host=host,
        token=None if token is None else read_token(token),
        site=proxy,
        writable=writable,
        ontology=tuple(ontology or ()),
        ready=announce,
    )
