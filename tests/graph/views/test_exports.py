"""Exports: every entry of the table, and what hostile text does in each."""

import csv
import io
import json
import re
from dataclasses import replace
from importlib.util import find_spec
from xml.etree import ElementTree

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.views.exports import EXPORTS, find_export, to_json_line
from diplograph.graph.views.tables import to_csv
from diplograph.ontology import Claim, Document, Evidence, GraphError, Modality

HOSTILE = '=HYPERLINK("http://x")</data>\x00\x1b[31m\u202e<script>&\ud800'
# Parquet is an extra.
NAMES = sorted(name for name in EXPORTS if name != "parquet" or find_spec("pyarrow") is not None)


@pytest.fixture
def hostile(claims: list[Claim], document: Document) -> KnowledgeGraph:
    claims[0] = replace(claims[0], evidence=(Evidence(0, 9, HOSTILE, "x"),), role=HOSTILE)
    return KnowledgeGraph.from_claims(claims, [replace(document, title=HOSTILE)])


@pytest.mark.parametrize("name", NAMES)
def test_export_gives_the_same_utf8_bytes_each_time(name: str, hostile: KnowledgeGraph) -> None:
    data = EXPORTS[name].write(hostile)
    if EXPORTS[name].is_text:
        assert data.decode("utf-8").endswith("\n")
    assert EXPORTS[name].write(hostile) == data


@pytest.mark.parametrize("name", NAMES)
def test_export_of_a_graph_without_claims_works(name: str) -> None:
    assert isinstance(EXPORTS[name].write(KnowledgeGraph.from_claims([])), bytes)


def test_csv_is_in_words_with_whole_numbers_and_ids(claims: list[Claim], document: Document) -> None:
    charge = replace(claims[4], modality=Modality.ALLEGED, speaker=claims[0].speaker, confidence=0.877)
    data = EXPORTS["csv"].write(KnowledgeGraph.from_claims([claims[1], charge], [document])).decode()
    assert not re.search(r"\b(dg|actor|claim):", data)
    rows = {row["relation"]: row for row in csv.DictReader(io.StringIO(data, newline=""))}
    denied, alleged = rows["opposes membership of"], rows["negotiates with"]
    assert (denied["polarity"], denied["modality"], denied["organization"]) == ("denied", "stated as fact", "European Union")
    assert (alleged["modality"], alleged["speaker"], alleged["confidence"]) == ("alleged", "Mara Velde", "0.877")
    assert alleged["claim_id"] == charge.iri
    assert alleged["relation_id"].endswith("#negotiatesWith")


def test_csv_has_one_row_a_claim_and_no_formula(hostile: KnowledgeGraph) -> None:
    rows = list(csv.DictReader(io.StringIO(EXPORTS["csv"].write(hostile).decode(), newline="")))
    assert len(rows) == len(hostile.claims)
    assert any(row["quote"].startswith("'=HYPERLINK") for row in rows)
    assert not any(value.startswith("=") for row in rows for value in row.values())


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", " =1"])
def test_text_that_a_spreadsheet_would_run_is_defused(value: str) -> None:
    ((cell,),) = list(csv.reader(io.StringIO(to_csv(["a"], [[value]]), newline="")))[1:]
    assert cell == "'" + value


def test_numbers_in_csv_stay_numbers() -> None:
    assert to_csv(["a"], [[-1.5]]) == "a\r\n-1.5\r\n"


def test_graphml_is_well_formed_and_leaves_out_what_the_text_does_not_say(hostile: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(EXPORTS["graphml"].write(hostile))
    assert len(root.findall(".//{*}edge")) == len(hostile.claims)
    assert "None" not in {data.text for data in root.iter("{http://graphml.graphdrawing.org/xmlns}data")}


def test_json_lines_hold_claim_records_with_plover(claims: list[Claim], document: Document) -> None:
    (line,) = EXPORTS["jsonl"].write(KnowledgeGraph.from_claims(claims, [document])).decode().splitlines()
    record = json.loads(line)
    assert record["id"] == "talks"
    rejected = next(c for c in record["claims"] if c["organization"] == "NATO")
    assert (rejected["predicate"], rejected["plover"], rejected["object_code"]) == ("opposesMembership", "REJECT", "UKR")


def test_document_without_claims_has_its_line(document: Document) -> None:
    lines = EXPORTS["jsonl"].write(KnowledgeGraph.from_claims([], [document])).decode()
    assert lines == '{"id": "talks", "claims": []}\n'


def test_json_line_escapes_what_a_terminal_obeys() -> None:
    line = to_json_line("a\x9b31m\u202e\x1b", [])
    assert line.isprintable()
    assert json.loads(line)["id"] == "a\x9b31m\u202e\x1b"


def test_unknown_export_is_refused_with_the_known_ones() -> None:
    with pytest.raises(GraphError, match="'docx' is not an export format; use one of ttl, trig"):
        find_export("docx", None)
    with pytest.raises(GraphError, match=r"^name an export format, or a file whose suffix tells it; use one of ttl, trig"):
        find_export(None, None)
