"""Networks written and read again are the same networks, and GEXF is as Gephi's schema has it."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from diplograph.graph.desk import ClaimList
from diplograph.graph.networks import NETWORK_FORMATS, PROJECTIONS, project, read_network, write_network
from diplograph.graph.questions import worked_example
from diplograph.ontology import Evidence, GraphError
from hypothesis import given, settings
from hypothesis import strategies as st

FILES = [f"network{suffix}" for suffix in NETWORK_FORMATS]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def content(graph: networkx.Graph) -> tuple[object, ...]:
    """Kind, nodes and edges with all attributes, whatever their order."""
    edges = graph.edges(keys=True, data=True) if graph.is_multigraph() else graph.edges(data=True)
    ends = (lambda one, other: (one, other)) if graph.is_directed() else (lambda one, other: tuple(sorted((one, other))))
    told = sorted(((*ends(*edge[:2]), *edge[2:]) for edge in edges), key=repr)
    return graph.is_directed(), graph.is_multigraph(), sorted(graph.nodes(data=True), key=repr), told


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("projection", PROJECTIONS)
def test_network_comes_back_whole(tmp_path: Path, projection: str, name: str) -> None:
    network = project(worked_example(), projection)
    write_network(network, tmp_path / name)
    assert content(read_network(tmp_path / name)) == content(network)


@pytest.mark.parametrize("name", FILES)
@given(quote=TEXT, place=TEXT)
@settings(max_examples=15, deadline=None)
def test_any_text_of_an_article_comes_back(tmp_path_factory: pytest.TempPathFactory, name: str, quote: str, place: str) -> None:
    claim = replace(worked_example()[0], evidence=(Evidence(0, 1, quote, ""),), place=place)
    path = tmp_path_factory.mktemp("network") / name
    network = project(ClaimList([claim]), "claims")
    write_network(network, path)
    assert content(read_network(path)) == content(network)


@pytest.mark.parametrize("name", FILES)
def test_same_network_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    written = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write_network(project(worked_example(), "signed"), tmp_path / folder / name)
        written.append((tmp_path / folder / name).read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("projection", PROJECTIONS)
def test_gexf_has_the_structure_of_its_schema(tmp_path: Path, projection: str) -> None:
    path = tmp_path / "network.gexf"
    write_network(project(worked_example(), projection), path)
    root = ET.parse(path).getroot()
    space = root.tag[1:].partition("}")[0]
    names = {
        name: f"{{{space}}}{name}" for name in ("meta", "graph", "attributes", "attribute", "nodes", "node", "edges", "edge")
    }
    assert [child.tag for child in root] == [names["meta"], names["graph"]]
    graph = root[1]
    assert graph.get("defaultedgetype") in ("directed", "undirected")
    assert set(graph.keys()) <= {"defaultedgetype", "mode"}
    declared: dict[str, dict[str, str]] = {}
    for attributes in graph.findall(names["attributes"]):
        kinds = {each.get("id"): each.get("type") for each in attributes.findall(names["attribute"])}
        assert set(kinds.values()) <= {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}
        declared[attributes.get("class")] = kinds
    nodes = list(graph.find(names["nodes"]))
    ids = [node.get("id") for node in nodes]
    assert len(ids) == len(set(ids)) > 0
    edges = list(graph.find(names["edges"]))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= {*ids}
        float(edge.get("weight", "1"))
    for kind, elements in (("node", nodes), ("edge", edges)):
        for value in (value for element in elements for value in element.iter(f"{{{space}}}attvalue")):
            assert value.get("for") in declared[kind]
            assert value.get("value") is not None


@pytest.mark.parametrize("name", [*FILES, "network.txt"])
def test_file_that_is_no_network_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]{ not a network")
    with pytest.raises(GraphError, match=name) as caught:
        read_network(tmp_path / name)
    assert "\n" not in str(caught.value)
    with pytest.raises(GraphError, match="missing"):
        read_network(tmp_path / f"missing-{name}")
