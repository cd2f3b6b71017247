"""Claims in the files of other people's tools: whole, with their stance, and no text of an article let loose."""

import csv
import datetime
import io
import json
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import networkx
import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.views.exports import EXPORTS
from diplograph.ontology import Claim, Document, Evidence, GraphError
from hypothesis import given, settings
from hypothesis import strategies as st

HOSTILE = "it's \\' }) DETACH DELETE n; //\n\u2028\u202e\"`"


@pytest.fixture
def graph(claims: list[Claim], document: Document) -> KnowledgeGraph:
    claims[0] = replace(claims[0], evidence=(Evidence(0, 9, HOSTILE, "x"),))
    return KnowledgeGraph.from_claims(claims, [document])


# A string of Cypher: https://neo4j.com/docs/cypher-manual/current/syntax/parsing/
STRING = re.compile(r"'((?:[^'\\]|\\u[0-9A-F]{4})*)'")


def read_strings(cypher: str) -> list[str]:
    return [re.sub(r"\\u([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), text) for text in STRING.findall(cypher)]


def test_cypher_has_a_relationship_a_claim_and_every_text_inside_a_string(graph: KnowledgeGraph) -> None:
    cypher = EXPORTS["cypher"].write(graph).decode()
    assert HOSTILE in read_strings(cypher)
    without = STRING.sub("''", cypher)
    assert "DETACH" not in without
    assert without.count("'") % 2 == 0
    assert all(line.isprintable() for line in cypher.split("\n"))
    assert cypher.count("`key`: ") == len(graph)
    assert re.findall(r"MERGE \(a\)-\[c:`(\w+)`", cypher) == [
        "CONSULTS_WITH",
        "EXCLUDED_FROM",
        "NEGOTIATES_WITH",
        "OPPOSES_MEMBERSHIP",
    ]
    assert "SET n:`InternationalOrganization`" not in cypher  # bodies stand in the claims, not beside them
    assert "`polarity`: 'negated'" in cypher


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None)
def test_any_text_comes_back_out_of_cypher(text: str) -> None:
    from diplograph.graph.views.exchange.cypher import _literal

    ((inside),) = STRING.findall(_literal(text)) or [""]
    units = re.sub(r"\\u([0-9A-F]{4})", lambda found: chr(int(found[1], 16)), inside)
    assert units.encode("utf-16", "surrogatepass").decode("utf-16") == text


def test_import_files_of_neo4j_have_typed_heads_and_every_claim(graph: KnowledgeGraph) -> None:
    with zipfile.ZipFile(io.BytesIO(EXPORTS["neo4j"].write(graph))) as archive:
        assert archive.namelist() == ["nodes.csv", "relationships.csv"]
        nodes, relationships = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))) for name in archive.namelist()
        )
    assert {"iri:ID", ":LABEL", "name"} <= nodes[0].keys()
    ids = {node["iri:ID"] for node in nodes}
    assert {one[end] for one in relationships for end in (":START_ID", ":END_ID")} <= ids
    assert {one["key"] for one in relationships} == {claim.key for claim in graph.claims}
    assert {"confidence:double", "evidence_count:long", "quote"} <= relationships[0].keys()
    assert HOSTILE in {one["quote"] for one in relationships}
    assert {node[":LABEL"] for node in nodes if node["iri:ID"].endswith("RUS")} == {"Entity;State;Actor"}


def test_parquet_has_the_columns_of_the_spreadsheet_with_their_types(graph: KnowledgeGraph) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(EXPORTS["parquet"].write(graph)))
    rows = table.to_pylist()
    assert len(rows) == len(graph)
    assert {row["published"] for row in rows} == {datetime.date(2025, 2, 18)}
    assert {type(row["confidence"]) for row in rows} == {float}
    assert HOSTILE in {row["quote"] for row in rows}
    assert table.column_names == next(csv.reader(io.StringIO(EXPORTS["csv"].write(graph).decode())))


def test_missing_pyarrow_is_told_with_what_installs_it(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(GraphError, match=r"pip install 'diplograph\[parquet\]'"):
        EXPORTS["parquet"].write(graph)


def test_follow_the_money_tells_denials_from_facts(graph: KnowledgeGraph) -> None:
    entities = [json.loads(line) for line in EXPORTS["ftm"].write(graph).decode().splitlines()]
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    links = [entity for entity in entities if entity["schema"] == "UnknownLink"]
    assert sorted(link["properties"]["role"][0] for link in links) == [
        "denied: opposes membership of (European Union)",
        "is kept out of",
        "negotiates with",
        "opposes membership of (NATO)",
        "planned: consults with",
    ]
    assert "stated by Mara Velde" in {link["properties"]["status"][0] for link in links}
    for link in links:
        assert all(link["properties"][end][0] in by_id for end in ("subject", "object", "proof"))
    assert by_id["dg-actor-RUS"] == {
        "id": "dg-actor-RUS",
        "schema": "PublicBody",
        "properties": {"name": ["Russia"], "wikidataId": ["Q159"], "country": ["ru"]},
    }


def test_follow_the_money_takes_every_entity(graph: KnowledgeGraph) -> None:
    model = pytest.importorskip("followthemoney").model
    for line in EXPORTS["ftm"].write(graph).decode().splitlines():
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties)
        schema.validate(entity)


def test_cytoscape_and_node_link_are_the_network_of_claims(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    read = networkx.cytoscape_graph(json.loads(EXPORTS["cyjs"].write(graph)))
    assert set(read.edges(keys=True)) == set(network.edges(keys=True))
    assert {data["kind"] for _, data in read.nodes(data=True)} == {data["kind"] for _, data in network.nodes(data=True)}
    link = networkx.node_link_graph(json.loads(EXPORTS["json"].write(graph)), edges="edges")
    assert networkx.utils.graphs_equal(link, network)


def test_export_writes_what_the_suffix_names(graph: KnowledgeGraph, tmp_path: Path, run) -> None:
    graph.save(tmp_path / "graph.ttl")
    assert run("export", tmp_path / "graph.ttl", "-o", tmp_path / "claims.gexf").code == 0
    assert run("export", tmp_path / "graph.ttl", "--format", "neo4j", "-o", tmp_path / "claims.zip").code == 0
    assert zipfile.is_zipfile(tmp_path / "claims.zip")
    assert b"<gexf" in (tmp_path / "claims.gexf").read_bytes()
