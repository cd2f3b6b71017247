"""Commands: one file a command, each of which imports what it needs when it runs."""

from .actors import actors_app
from .build import build, watch
from .check import check, verify
from .derive import derive
from .evaluate import compare, evaluate
from .explain import explain
from .export import ExportCommand, export
from .extract import extract
from .info import info
from .load import import_events, load, remove, repair
from .page import brief, page, picture
from .query import QueryCommand, query
from .serve import serve

__all__ = [
    "ExportCommand",
    "QueryCommand",
    "actors_app",
    "brief",
    "build",
    "check",
    "compare",
    "derive",
    "evaluate",
    "explain",
    "export",
    "extract",
    "import_events",
    "info",
    "load",
    "page",
    "picture",
    "query",
    "remove",
    "repair",
    "serve",
    "verify",
    "watch",
]
