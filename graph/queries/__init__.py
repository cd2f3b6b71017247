"""Queries: SPARQL read without a parser and made safe, ready queries with their parameters, and plain results."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

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

# The command's --help needs no tokenizer.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "actor_names": "ActorNames expand_actor",
        "guard": "check_query check_update refuse_network",
        "parameters": "KINDS fill_parameters read_parameters",
        "predicates": "asked_predicates",
        "quote_search": "expand_quote_search",
        "results": "Answering MOST_ROWS QueryResult Value collect_result write_value",
        "sparql": "declare_prefixes describe_syntax_error query_kind",
        "tables": "to_data_frame to_html",
        "terms": "QueryWarning absent_terms refuse_unknown_terms",
        "tokens": "decode_codepoints",
    },
)
