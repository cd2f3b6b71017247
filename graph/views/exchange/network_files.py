"""Networks as files that Gephi, yEd, Cytoscape and JavaScript read: GraphML, GEXF and node-link JSON, which come back whole."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diplograph.ontology import GraphError, os_reason

from ...files import write_bytes

if TYPE_CHECKING:
    import networkx

__all__ = ["NETWORK_FORMATS", "NetworkFormat", "find_network_format", "read_network", "to_cytoscape", "write_network"]

# NetworkX notes the day of writing, and the same network is to give the same bytes.
_DAY = re.compile(rb' lastmodifieddate="[^"]*"')
# And a name of the graph, which Gephi's schema does not have.
_NAME = re.compile(rb'(<graph [^>]*?) name="[^"]*"')
# How both formats tell edges with keys, which only a multigraph has.
_KEYED_GRAPHML = re.compile(rb'<edge [^>]*\bid="')
_KEYED_GEXF = re.compile(rb'title="networkx_key"')


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format of networks: what gives its bytes, and what reads them."""

    write: Callable[["networkx.Graph[str]"], bytes]
    read: Callable[[bytes], "networkx.Graph[str]"]


def _to_graphml(graph: "networkx.Graph[str]") -> bytes:
    import networkx

    # An XML reader takes a bare carriage return for a line feed: https://www.w3.org/TR/xml/#sec-line-ends
    return "\n".join([*networkx.generate_graphml(graph), ""]).replace("\r", "&#13;").encode()


def _from_graphml(data: bytes) -> "networkx.Graph[str]":
    import networkx

    is_keyed = _KEYED_GRAPHML.search(data) is not None
    return networkx.parse_graphml(data.decode(), edge_key_type=str, force_multigraph=is_keyed)


def _to_gexf(graph: "networkx.Graph[str]") -> bytes:
    import networkx

    written: Any = graph
    if graph.is_multigraph():
        # A key that is also the id of its edge is not lost where no two edges are parallel.
        written = graph.copy()
        for *_, key, attributes in written.edges(keys=True, data=True):
            attributes["id"] = key
    buffer = io.BytesIO()
    networkx.write_gexf(written, buffer)
    return _NAME.sub(rb"\1", _DAY.sub(b"", buffer.getvalue()), count=1)


def _from_gexf(data: bytes) -> "networkx.Graph[str]":
    import networkx

    read = networkx.read_gexf(io.BytesIO(data))
    is_keyed = _KEYED_GEXF.search(data) is not None
    is_directed = read.is_directed()
    kinds = (networkx.MultiDiGraph if is_directed else networkx.MultiGraph, networkx.DiGraph if is_directed else networkx.Graph)
    graph: networkx.Graph[str] = kinds[0 if is_keyed else 1]()
    graph.add_nodes_from(read.nodes(data=True))
    for one, other, attributes in read.edges(data=True):
        key = attributes.pop("id", None)
        graph.add_edge(one, other, **({"key": key} if is_keyed else {}), **attributes)
    return graph


def _to_node_link(graph: "networkx.Graph[str]") -> bytes:
    import networkx

    # Escaped: hidden characters of an article must not work in whoever opens the file.
    return json.dumps(networkx.node_link_data(graph, edges="edges"), indent=1).encode() + b"\n"


def _from_node_link(data: bytes) -> "networkx.Graph[str]":
    import networkx

    return networkx.node_link_graph(json.loads(data), edges="edges")


def to_cytoscape(graph: "networkx.Graph[str]") -> bytes:
    """The network as Cytoscape and Cytoscape.js read it (.cyjs)."""
    import networkx

    return json.dumps(networkx.cytoscape_data(graph), indent=1).encode() + b"\n"


NETWORK_FORMATS = MappingProxyType(
    {
        ".graphml": NetworkFormat(_to_graphml, _from_graphml),
        ".gexf": NetworkFormat(_to_gexf, _from_gexf),
        ".json": NetworkFormat(_to_node_link, _from_node_link),
    }
)


def find_network_format(path: Path) -> NetworkFormat:
    """The format that the suffix of ``path`` names; raises GraphError with those that there are."""
    found = NETWORK_FORMATS.get(path.suffix.lower())
    if found is None:
        known = ", ".join(NETWORK_FORMATS)
        raise GraphError(f"{path}: {path.suffix or 'no suffix'} is not a format of networks; use one of {known}")
    return found


def write_network(graph: "networkx.Graph[str]", path: Path | str) -> None:
    """Write a network in the format of the suffix (.graphml, .gexf, .json for node-link), whole or not at all.

    The same network gives the same bytes. Raises GraphError for another suffix and where the file cannot be written.

    >>> import networkx, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "pair.gexf")
    ...     write_network(networkx.Graph([("a", "b", {"weight": 2})]), path)
    ...     read_network(path).edges["a", "b"]
    {'weight': 2.0}
    """
    path = Path(path)
    write_bytes(path, find_network_format(path).write(graph))


def read_network(path: Path | str) -> "networkx.Graph[str]":
    """The network in a file that ``write_network`` wrote; raises GraphError where it cannot be read."""
    import xml.etree.ElementTree

    import networkx

    path = Path(path)
    network_format = find_network_format(path)
    try:
        return network_format.read(path.read_bytes())
    except OSError as error:
        raise GraphError(f"{path}: cannot be read: {os_reason(error)}") from None
    except (ValueError, KeyError, TypeError, networkx.NetworkXError, xml.etree.ElementTree.ParseError) as error:
        raise GraphError(f"{path}: is no network in {path.suffix.removeprefix('.')}: {error}") from error
