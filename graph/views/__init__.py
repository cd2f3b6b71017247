"""Views: claims as networks, tables, records and text."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .exports import EXPORTS, find_export, read_ontology, to_json_line, to_mention_line, to_records
from .tables import to_csv

if TYPE_CHECKING:
    from .claim_sheet import COLUMNS, to_table
    from .evaluation_report import report_on
    from .exchange import NETWORK_FORMATS, read_network, write_network
    from .explanation_text import describe_argument, describe_confidence, describe_stance, describe_statement, explain_sentence
    from .network import describe_node, plain_attributes, to_networkx
    from .selection import keep_claims

__all__ = [
    "COLUMNS",
    "EXPORTS",
    "NETWORK_FORMATS",
    "describe_argument",
    "describe_confidence",
    "describe_node",
    "describe_stance",
    "describe_statement",
    "explain_sentence",
    "find_export",
    "keep_claims",
    "plain_attributes",
    "read_network",
    "read_ontology",
    "report_on",
    "to_csv",
    "to_json_line",
    "to_mention_line",
    "to_networkx",
    "to_records",
    "to_table",
    "write_network",
]

_HOMES = {
    "COLUMNS": "claim_sheet",
    "to_table": "claim_sheet",
    "NETWORK_FORMATS": "exchange",
    "read_network": "exchange",
    "write_network": "exchange",
    "report_on": "evaluation_report",
    "describe_argument": "explanation_text",
    "describe_confidence": "explanation_text",
    "describe_stance": "explanation_text",
    "describe_statement": "explanation_text",
    "explain_sentence": "explanation_text",
    "describe_node": "network",
    "plain_attributes": "network",
    "to_networkx": "network",
    "keep_claims": "selection",
}


def __getattr__(name: str) -> Any:
    # Loaded on first use (PEP 562): the names of exports are listed without the rest.
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
