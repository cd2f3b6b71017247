"""Views: claims as networks, tables, records and text."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

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

# The names of exports are listed without the rest.
__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "claim_sheet": "COLUMNS to_table",
        "evaluation_report": "report_on",
        "exchange": "NETWORK_FORMATS read_network write_network",
        "explanation_text": "describe_argument describe_confidence describe_stance describe_statement explain_sentence",
        "network": "describe_node plain_attributes to_networkx",
        "selection": "keep_claims",
    },
)
