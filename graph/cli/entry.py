"""The command ``diplograph``: the library's verbs on the command line.

Exit codes: 0 done; 1 a graph that ``check`` or ``verify`` found wrong; 2 something could not be read or written, one line each
on stderr; 130 interrupted.
"""

import logging
import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer
import typer.core
from diplograph.ontology import DiplographError

from .commands import (
    ExportCommand,
    QueryCommand,
    actors_app,
    brief,
    build,
    check,
    compare,
    derive,
    evaluate,
    explain,
    export,
    extract,
    import_events,
    info,
    load,
    page,
    picture,
    query,
    remove,
    repair,
    serve,
    verify,
    watch,
)
from .options import FAILED
from .terminal import say

__all__ = ["app", "main"]

_INTERRUPTED = 130
_COMMANDS = (
    *(build, watch, query, page, picture, brief, extract, explain, info),
    *(export, check, verify, derive, load, import_events, remove, repair, serve, evaluate, compare),
)
_WITH_LISTS: dict[Any, type[typer.core.TyperCommand]] = {query: QueryCommand, export: ExportCommand}
_IN_ORDER_OF_USE = (
    *("build", "query", "page", "picture", "brief", "extract", "explain", "compare", "info", "export"),
    *("actors", "derive", "check", "verify", "load", "import-events", "watch", "remove", "repair", "serve", "evaluate"),
)


class _Commands(typer.core.TyperGroup):
    """Lists commands in the order of use; turns what may go wrong in any of them into one line and an exit code."""

    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=_IN_ORDER_OF_USE.index)

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()  # here, where a closed pipe still ends in silence
            return result
        except typer.BadParameter as error:
            # Typer lets the validator's own heading through where a value is none of those that an option takes.
            error.message = error.message.removeprefix("Value error, ")
            raise
        except DiplographError as error:
            say(f"diplograph: {error}")
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt:
            say("diplograph: interrupted")
            raise typer.Exit(_INTERRUPTED) from None


app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(actors_app, name="actors")
for command in _COMMANDS:
    app.command(cls=_WITH_LISTS.get(command))(command)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"diplograph {version('diplograph')}")
        raise typer.Exit


@app.callback()
def diplograph(
    ctx: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
    wait: Annotated[
        float,
        typer.Option("--wait", metavar="SECONDS", min=0.0, help="Wait so long for a store that another process has open."),
    ] = 0.0,
) -> None:
    """Knowledge graphs of geopolitical actors from news, with the sentence that proves each edge.

    \b
    Example:
      diplograph build talks.txt --page talks.html
      diplograph query graph.ttl 'SELECT ?who { ?who dg:opposesMembership [dg:candidate actor:UKR] }'
      diplograph --wait 60 info news
    """
    if wait:
        from ..stores import waiting

        ctx.with_resource(waiting(wait))


def main() -> None:
    """Run the command on ``sys.argv`` and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # A text that is no date, which `check` finds, would be told in a traceback.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    try:
        app()
    except KeyboardInterrupt:  # before or after a command runs
        say("diplograph: interrupted")
        sys.exit(_INTERRUPTED)
