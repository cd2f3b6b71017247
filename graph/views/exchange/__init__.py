"""Exchange: claims and networks as the files of other people's tools."""

from .cypher import to_cypher
from .follow_the_money import to_entities
from .neo4j_import import to_import_files
from .network_files import NETWORK_FORMATS, read_network, to_cytoscape, write_network
from .parquet import to_parquet

__all__ = [
    "NETWORK_FORMATS",
    "read_network",
    "to_cypher",
    "to_cytoscape",
    "to_entities",
    "to_import_files",
    "to_parquet",
    "write_network",
]
