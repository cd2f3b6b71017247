"""Graph files: deterministic, atomic, offline."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from diplograph.graph.files import write_bytes
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.formats import FORMATS
from diplograph.ontology import Claim, Document, GraphError

SUFFIXES = sorted(FORMATS)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_claims_in_any_order_give_the_same_bytes(
    suffix: str, tmp_path: Path, claims: list[Claim], document: Document
) -> None:
    one, two = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    KnowledgeGraph.from_claims(claims, [document], model="m").save(one)
    KnowledgeGraph.from_claims([*reversed(claims), *claims], [document], model="m").save(two)
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("source", SUFFIXES)
def test_detour_through_any_format_gives_the_same_bytes(
    source: str, suffix: str, tmp_path: Path, claims: list[Claim], document: Document
) -> None:
    graph = KnowledgeGraph.from_claims(claims, [document], model="m")
    graph.save(tmp_path / f"direct{suffix}")
    graph.save(tmp_path / f"between{source}")
    KnowledgeGraph.open(tmp_path / f"between{source}").save(tmp_path / f"detour{suffix}")
    assert (tmp_path / f"detour{suffix}").read_bytes() == (tmp_path / f"direct{suffix}").read_bytes()


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, claims: list[Claim]) -> None:
    KnowledgeGraph.from_claims(claims).derive().save(tmp_path / "graph.nq")
    script = "import sys; from diplograph.graph import KnowledgeGraph as K; graph = K.open(sys.argv[1])\n"
    script += "for path in sys.argv[2:]: graph.save(path)"
    suffixes = (".ttl", ".trig", ".jsonld")
    for seed in "1234":
        paths = (str(tmp_path / name) for name in ("graph.nq", *(seed + suffix for suffix in suffixes)))
        subprocess.run([sys.executable, "-c", script, *paths], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    for suffix in suffixes:
        assert len({(tmp_path / f"{seed}{suffix}").read_bytes() for seed in "1234"}) == 1, suffix


def test_json_ld_keeps_the_claims_in_the_default_graph(tmp_path: Path, claims: list[Claim]) -> None:
    import json

    path = tmp_path / "graph.jsonld"
    KnowledgeGraph.from_claims(claims).save(path)
    top = json.loads(path.read_text("utf-8"))["@graph"]
    assert all("id" in node for node in top)
    assert sum(node.get("type") == "Claim" for node in top) == len(claims)


def test_json_ld_reads_as_plain_json(tmp_path: Path, claims: list[Claim], document: Document) -> None:
    import json

    path = tmp_path / "graph.jsonld"
    KnowledgeGraph.from_claims(claims, [document], model="m").save(path)
    nodes = {node["id"]: node for node in json.loads(path.read_text("utf-8"))["@graph"]}
    claim = nodes["claim:" + claims[0].key]
    assert claim["relation"] == "opposesMembership"
    assert claim["polarity"] == "affirmed"
    assert claim["subject"] == "actor:RUS"
    assert nodes[claim["subject"]]["label"] == "Russia"
    assert claim["confidence"] == "0.91"
    assert claim["start"] == "2025-02-18"
    assert [evidence["quote"] for evidence in claim["evidence"]] == ["A sentence that proves the claim."]
    assert nodes[claim["derivedFrom"]]["title"] == "Talks in Riyadh"


def test_json_ld_context_knows_every_namespace_of_ours(tmp_path: Path) -> None:
    from diplograph.graph.rdf.formats import load_context
    from diplograph.graph.rdf.namespaces import PREFIXES

    assert set(PREFIXES.values()) <= {term for term in load_context().values() if isinstance(term, str)}


def test_format_without_named_graphs_leaves_out_what_was_derived(tmp_path: Path, claims: list[Claim]) -> None:
    from diplograph.graph.rdf.namespaces import DERIVED_GRAPH

    KnowledgeGraph.from_claims(claims).save(tmp_path / "plain.nq")
    derived = f'<https://x/a> <https://x/b> "derived!" <{DERIVED_GRAPH}> .\n'
    (tmp_path / "more.nq").write_text((tmp_path / "plain.nq").read_text("utf-8") + derived, "utf-8")
    for suffix, kept in ((".ttl", False), (".nt", False), (".rdf", False), (".trig", True), (".jsonld", True), (".nq", True)):
        KnowledgeGraph.open(tmp_path / "more.nq").save(tmp_path / f"out{suffix}")
        assert ("derived!" in (tmp_path / f"out{suffix}").read_text("utf-8")) is kept


def test_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"\.xlsx is not a graph format; use one of \.ttl, \.trig"):
        KnowledgeGraph.open(tmp_path / "graph.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("broken.ttl", b"@prefix dg: <x> .\n\n<a> dg:b ]\n", "not valid ttl: line 3"),
        ("broken.nq", b"<a> <b>\n", "not valid nq"),
        ("broken.trig", b"{ <a> <b> ", "not valid trig"),
        ("broken.rdf", b"<rdf:RDF", "not valid rdf"),
        ("broken.jsonld", b'{"@id": ', "not valid JSON"),
        ("deep.jsonld", b"[" * 100_000, "not valid JSON"),
        ("binary.ttl", b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_broken_file_is_one_clear_line(tmp_path: Path, name: str, content: bytes, complaint: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=complaint) as caught:
        KnowledgeGraph.open(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    for name, told in (("none.ttl", "cannot be read"), ("folder.ttl", "not a store")):
        with pytest.raises(GraphError, match=told):
            KnowledgeGraph.open(tmp_path / name)


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "x:y"}',
        '{"@context": ["file:///etc/hostname"], "@id": "x:y"}',
        '{"@id": "x:y", "x:z": [{"@context": {"@import": "http://127.0.0.1:9/c"}, "@id": "x:w"}]}',
        '{"@context": {"t": {"@id": "x:t", "@context": "http://127.0.0.1:9/c"}}, "t": {"@id": "x:w"}}',
    ],
)
def test_opening_json_ld_fetches_no_context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a graph file reached the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "graph.jsonld").write_text(content)
    with pytest.raises(GraphError, match="not fetched"):
        KnowledgeGraph.open(tmp_path / "graph.jsonld")


def test_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")

    def fail(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(GraphError, match="cannot be written: No space left on device"):
        write_bytes(target, b"new content")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert target.read_bytes() == b"old"


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.ttl").write_bytes(b"old")
    (tmp_path / "link.ttl").symlink_to(tmp_path / "real.ttl")
    write_bytes(tmp_path / "link.ttl", b"new")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "real.ttl").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        ("claim:1 a dg:Claim .", "claim:1 has no dg:object"),
        ("doc:1 a schema:NewsArticle .", "doc:1 has no dcterms:identifier"),
        ("doc:1 a schema:NewsArticle ; dcterms:identifier 'a', 'b' .", "2 values of dcterms:identifier"),
        ("doc:1 a schema:NewsArticle ; dcterms:identifier 'a' ; dcterms:date 'soon' .", "'soon' is not a date"),
        ("claim:1 a dg:Claim ; dg:object actor:X .", "actor:X is used as an actor and has no class"),
    ],
)
def test_incomplete_graph_names_node_and_property(
    tmp_path: Path, declare_prefixes: Callable[[str], str], turtle: str, complaint: str
) -> None:
    (tmp_path / "graph.ttl").write_text(declare_prefixes(turtle))
    graph = KnowledgeGraph.open(tmp_path / "graph.ttl")
    with pytest.raises(GraphError, match=complaint):
        _ = tuple(graph.claims), graph.documents


@pytest.fixture
def declare_prefixes() -> Callable[[str], str]:
    from diplograph.graph.rdf.namespaces import PREFIXES

    return lambda body: "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + body


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_text_of_several_lines_that_ends_in_a_backslash_and_a_quote_is_read_by_others(
    suffix: str, tmp_path: Path, build_claim: Callable[..., Claim]
) -> None:
    path = tmp_path / f"graph{suffix}"
    KnowledgeGraph.from_claims([build_claim("RUS", "accuses", "UKR", place='one\ntwo\r\\"')]).save(path)
    quads = pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.from_extension(suffix[1:]))
    places = [quad.object.value for quad in quads if quad.predicate.value.endswith("#place")]
    assert places == ['one\ntwo\r\\"']


FOREIGN = b"""<http://x/me> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x.org/diplograph#Claim> .
<http://x/me> <http://xmlns.com/foaf/0.1/name> "see <https://w3id.org/diplograph/claim/1>" .
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("me.nt", FOREIGN),
        ("me.nq", FOREIGN),
        ("me.trig", FOREIGN),
        ("me.ttl", b"@prefix foaf: <http://xmlns.com/foaf/0.1/> . <#me> foaf:knows <you>, <claims> ."),
        ("me.jsonld", b'{"@id": "http://x/me", "http://xmlns.com/foaf/0.1/name": "Me"}'),
    ],
)
def test_rdf_of_others_is_refused_with_its_vocabulary(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=rf"{name}: is RDF, and no graph .* but of http://xmlns\.com/foaf/0\.1/; "):
        KnowledgeGraph.open(tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_graph_without_claims_opens_again(tmp_path: Path, suffix: str, document: Document) -> None:
    for documents in ((), (document,)):
        KnowledgeGraph.from_claims([], documents, model="m").save(tmp_path / f"empty{suffix}")
        opened = KnowledgeGraph.open(tmp_path / f"empty{suffix}")
        assert (opened.claims, len(opened.documents)) == ((), len(documents))


def test_few_statements_of_ours_among_those_of_others_are_enough(tmp_path: Path, claims: list[Claim]) -> None:
    KnowledgeGraph.from_claims(claims).save(tmp_path / "ours.nt")
    (tmp_path / "mixed.nt").write_bytes(FOREIGN * 100 + (tmp_path / "ours.nt").read_bytes())
    assert len(KnowledgeGraph.open(tmp_path / "mixed.nt").claims) == len(claims)


def test_actor_base_and_ontology_are_ours(tmp_path: Path) -> None:
    from importlib.resources import files

    (tmp_path / "ontology.ttl").write_bytes(files("diplograph.ontology").joinpath("diplograph.ttl").read_bytes())
    assert KnowledgeGraph.open(tmp_path / "ontology.ttl").query("ASK { dg:Claim a owl:Class }")
