"""Queries: SPARQL read without a parser and made safe, ready queries with their parameters, and plain results."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .messages import count, did_you_mean, nearest
from .ready import ReadyQuery, find_query, load_queries, query_names

if TYPE_CHECKING:
    from .actor_names import ActorNames, expand_actor
    from .guard import check_query, check_update, refuse_network
    from .parameters import KINDS, fill_parameters, read_parameters
    from .predicates import asked_predicates
    from .quote_search import expand_quote_search
    from .results import MOST_ROWS, Answering, QueryResult, Value, collect_result, write_value
    from .sparql import declare_prefixes, describe_syntax_error, query_kind
    from .tables import to_data_frame, to_html
    from .terms import QueryWarning, absent_terms, refuse_unknown_terms
    from .tokens import decode_codepoints

__all__ = [
    "KINDS",
    "MOST_ROWS",
    "ActorNames",
    "Answering",
    "QueryResult",
    "QueryWarning",
    "ReadyQuery",
    "Value",
    "absent_terms",
    "asked_predicates",
    "check_query",
    "check_update",
    "collect_result",
    "count",
    "declare_prefixes",
    "decode_codepoints",
    "describe_syntax_error",
    "did_you_mean",
    "expand_actor",
    "expand_quote_search",
    "fill_parameters",
    "find_query",
    "load_queries",
    "nearest",
    "query_kind",
    "query_names",
    "read_parameters",
    "refuse_network",
    "refuse_unknown_terms",
    "to_data_frame",
    "to_html",
    "write_value",
]

_HOMES = {
    "ActorNames": "actor_names",
    "expand_actor": "actor_names",
    "to_data_frame": "tables",
    "to_html": "tables",
    "check_query": "guard",
    "check_update": "guard",
    "refuse_network": "guard",
    "KINDS": "parameters",
    "fill_parameters": "parameters",
    "read_parameters": "parameters",
    "asked_predicates": "predicates",
    "expand_quote_search": "quote_search",
    "MOST_ROWS": "results",
    "Answering": "results",
    "QueryResult": "results",
    "Value": "results",
    "collect_result": "results",
    "write_value": "results",
    "declare_prefixes": "sparql",
    "describe_syntax_error": "sparql",
    "query_kind": "sparql",
    "QueryWarning": "terms",
    "absent_terms": "terms",
    "refuse_unknown_terms": "terms",
    "decode_codepoints": "tokens",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): the command's --help needs no tokenizer.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
