"""Graph files that somebody made to harm who reads them: one clear line, in bounded memory and time."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.graph_text import check_graph_text, nested_triple_terms
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.limits import limits
from diplograph.graph.stores.transfer import read_statements
from diplograph.ontology import Claim, Document, GraphError

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"'
ENTITIES = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
PREFIXES = "@prefix dg: <https://w3id.org/diplograph/ontology#> . @prefix oa: <http://www.w3.org/ns/oa#> .\n"


def xml(body: str, doctype: str = "") -> str:
    return f"<?xml version='1.0'?>{doctype}<rdf:RDF {RDF}>{body}</rdf:RDF>"


def deep(n: int, before: str = "", after: str = "") -> str:
    return f"{'<rdf:Description><x:p>' * n}{before}1{after}{'</x:p></rdf:Description>' * n}"


HOSTILE: dict[str, tuple[str, str, str]] = {
    "entities of entities": (".rdf", xml("&e9;", f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>'), "made of others"),
    "entities of entities, spaced": (".rdf", xml("", '<!DOCTYPE r [<!ENTITY\ta "b"><!ENTITY c "&a;" >]>'), "made of others"),
    "outer entity": (".rdf", xml("", '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "kept elsewhere"),
    "parameter entity": (".rdf", xml("", '<!DOCTYPE r [<!ENTITY % a "b">]>'), "kept elsewhere"),
    "long entity": (".rdf", xml("", f'<!DOCTYPE r [<!ENTITY a "{"b" * 2000}">]>'), "more than 1,000 characters"),
    "entity that stands often": (".rdf", xml("&a;" * 20_000, f'<!DOCTYPE r [<!ENTITY a "{"b" * 900}">]>'), "10,000,000"),
    "deep elements": (".rdf", xml(deep(20_000)), "nests elements more than 100 deep"),
    "deep elements by a comment": (".rdf", xml(deep(2_000, "<!-- </x:p> -->")), "nests elements more than 100 deep"),
    "deep elements by bare signs": (".rdf", xml(deep(2_000, "/>" * 5_000)), "nests elements more than 100 deep"),
    "deep elements by a section": (".rdf", xml(deep(2_000, "<![CDATA[</x:p>]]>")), "nests elements more than 100 deep"),
    "no XML": (".rdf", "<" * 100_000, "not valid rdf"),
    "deep objects": (".jsonld", '{"http://x/p":' * 500 + "1" + "}" * 500, "nests objects and lists more than 100 deep"),
    "deep lists": (".jsonld", "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    "context to fetch": (".jsonld", '{"@graph": [{"@context": "http://127.0.0.1:9/c"}]}', "which is not fetched"),
    "context to import": (".jsonld", '{"@context": {"@import": "http://127.0.0.1:9/c"}}', "which is not fetched"),
    "deep triple terms": (".ttl", "<a:s> <a:p> " + "<<(<a:s> <a:p> " * 20_000 + "1" + ")>>" * 20_000 + " .", "RDF-star"),
    "deep triple terms in quads": (
        ".nq",
        "<a:s> <a:p> " + "<<(<a:s> <a:p> " * 20_000 + "1" + ")>>" * 20_000 + " .",
        "RDF-star",
    ),
    "triple term": (".ttl", f"{PREFIXES}<x:a> dg:subject <<( <x:a> <x:b> <x:c> )>> .", "RDF-star"),
    "nameless claim": (".ttl", f"{PREFIXES}[] a dg:Claim .", "a dg:Claim is a blank node"),
    "text as an actor": (".ttl", f'{PREFIXES}<x:c> a dg:Claim ; dg:subject "Russia" .', "the dg:subject of x:c"),
    "no UTF-8": (".ttl", "\udcff", "not UTF-8"),
}


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_file_is_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    suffix, text, message = HOSTILE[kind]
    path = write(tmp_path / f"graph{suffix}", text)
    with pytest.raises(GraphError, match=message) as refusal:
        KnowledgeGraph.open(path)
    assert str(refusal.value).startswith(f"{path}: ") and "\n" not in str(refusal.value)
    assert len(str(refusal.value)) < 500 + len(str(path))


@pytest.mark.parametrize("kind", ["deep triple terms", "deep triple terms in quads"])
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_stream_is_refused_as_a_file_is(kind: str, ending: str, tmp_path: Path) -> None:
    suffix, text, message = HOSTILE[kind]
    path = tmp_path / f"graph{suffix.replace('.ttl', '.trig')}{ending}"
    path.write_bytes(gzip.compress(text.encode()) if ending else text.encode())
    with pytest.raises(GraphError, match=message):
        list(read_statements(path))


def test_text_of_sixteen_megabytes_in_a_stream_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "graph.nq", f'<x:s> <x:p> "{"x" * (17 * 2**20)}" .\n')
    with pytest.raises(GraphError, match="a line of more than 16 megabytes"):
        list(read_statements(path))


LINE = b"<x:s> <x:p> <https://w3id.org/diplograph/ontology#Claim> .\n"


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_bomb_is_refused_before_it_is_unpacked(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplograph.graph import compression

    zstandard = pytest.importorskip("zstandard")
    pack: Callable[[bytes], bytes] = gzip.compress if ending == ".gz" else zstandard.compress
    monkeypatch.setattr(compression, "limits", lambda: replace(limits(), unpacked_freely=10_000, unpacked_ratio=20))
    path = tmp_path / f"graph.nq{ending}"
    path.write_bytes(pack(LINE * 20_000))
    read = []
    with pytest.raises(GraphError, match="unpacks to more than 20 times its size"):
        for statement in read_statements(path):
            read.append(statement)
    assert len(read) < 10_000
    path.write_bytes(pack(bytes(2**20)))
    with pytest.raises(GraphError, match=r"more than 20 times its size|not valid nq"):
        list(read_statements(path))


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_file_of_many_frames_is_read_to_its_end(ending: str, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / f"graph.nq{ending}"
    path.write_bytes((gzip.compress(LINE) if ending == ".gz" else zstandard.compress(LINE)) * 2_000)
    assert sum(1 for _ in read_statements(path)) == 2_000


@pytest.mark.parametrize("ending", [".gz", ".zst"])
def test_damaged_packing_is_told(ending: str, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    lines = "".join(f"<x:s{i}> <x:p> <https://w3id.org/diplograph/ontology#Claim{i}> .\n" for i in range(20_000)).encode()
    packed = gzip.compress(lines) if ending == ".gz" else zstandard.compress(lines)
    path = tmp_path / f"graph.nq{ending}"
    for damaged in (b"garbage" * 30, packed[: len(packed) // 2], packed[:2000] + b"garbage" + packed[2010:]):
        path.write_bytes(damaged)
        with pytest.raises(GraphError, match=r"is damaged|not valid nq") as refusal:
            list(read_statements(path))
        assert str(refusal.value).startswith(str(path))


@pytest.mark.parametrize("number", ["INF", "NaN", "-1", "1e400", "9" * 5000, "twelve", "1.5"])
def test_offset_that_is_no_number_of_characters_is_told(
    number: str, tmp_path: Path, claims: list[Claim], document: Document
) -> None:
    KnowledgeGraph.from_claims(claims, [document]).save(tmp_path / "graph.nt")
    lines = (tmp_path / "graph.nt").read_text("utf-8").splitlines(keepends=True)
    place = next(i for i, line in enumerate(lines) if "/oa#start>" in line)
    lines[place] = lines[place].split('"')[0] + f'"{number}"^^<http://www.w3.org/2001/XMLSchema#double> .\n'
    graph = KnowledgeGraph.open(write(tmp_path / "edited.nt", "".join(lines)))
    with pytest.raises(GraphError, match=r"oa:start .* is not a number of characters") as refusal:
        assert graph.claims
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("number", ["INF", "NaN", "much"])
def test_confidence_that_is_no_number_is_told(number: str, tmp_path: Path, claims: list[Claim], document: Document) -> None:
    KnowledgeGraph.from_claims(claims, [document]).save(tmp_path / "graph.nt")
    lines = (tmp_path / "graph.nt").read_text("utf-8").splitlines(keepends=True)
    edited = [line.split('"')[0] + f'"{number}" .\n' if "#confidence>" in line else line for line in lines]
    graph = KnowledgeGraph.open(write(tmp_path / "edited.nt", "".join(edited)))
    with pytest.raises(GraphError, match=r"dg:confidence .* is not a number"):
        assert graph.claims


@pytest.mark.parametrize("suffix", [".rdf", ".jsonld", ".ttl", ".trig", ".nq", ".nt"])
def test_graph_with_a_huge_list_is_written_or_refused_in_one_line(
    suffix: str, tmp_path: Path, claims: list[Claim], document: Document
) -> None:
    KnowledgeGraph.from_claims(claims, [document]).save(tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text("utf-8") + f"\n<x:s> <x:p> ({' 1' * 1000}) .\n"
    graph = KnowledgeGraph.open(write(tmp_path / "list.ttl", text))
    try:
        graph.save(tmp_path / f"out{suffix}")
    except GraphError as error:
        assert "too deep" in str(error) and "\n" not in str(error)
        assert not (tmp_path / f"out{suffix}").exists()


def test_entities_that_abbreviate_namespaces_are_read(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE rdf:RDF [ <!ENTITY x "http://x/" > ]>'
    body = '<rdf:Description rdf:about="&x;a"><rdf:type rdf:resource="https://w3id.org/diplograph/ontology#State"/></rdf:Description>'
    with KnowledgeGraph.open(write(tmp_path / "graph.rdf", xml(body, doctype))) as graph:
        assert graph.query("ASK { <http://x/a> a dg:State }")


@pytest.mark.parametrize("suffix", [".rdf", ".jsonld", ".ttl", ".trig", ".nq", ".nt"])
def test_texts_full_of_signs_are_read_back(suffix: str, tmp_path: Path, claims: list[Claim]) -> None:
    signs = "<<( <!ENTITY a '&b;'> ]]> --> << /> </x:p> &amp; <?xml?> " * 300
    hostile = Document(id="talks", text="", title=signs)
    KnowledgeGraph.from_claims(claims, [hostile]).save(tmp_path / f"graph{suffix}")
    with KnowledgeGraph.open(tmp_path / f"graph{suffix}") as graph:
        assert graph.documents[0].title == signs


def test_balanced_brackets_of_many_texts_are_no_nesting() -> None:
    assert nested_triple_terms('<x:a> <x:b> "<< quoted >>" .\n' * 20_000) <= 1
    check_graph_text('<x:a> <x:b> "<< quoted >>" .\n' * 20_000, "TURTLE")


def test_own_graphs_are_looked_through_without_a_parser(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, claims: list[Claim]
) -> None:
    from diplograph.graph import graph_text

    KnowledgeGraph.from_claims(claims).save(tmp_path / "graph.rdf")
    monkeypatch.setattr(graph_text, "_depth_by_parsing", lambda *_: pytest.fail("it was parsed"))
    check_graph_text((tmp_path / "graph.rdf").read_text("utf-8"), "RDF_XML")


def test_file_larger_than_the_limit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplograph.graph.stores import graph_file

    monkeypatch.setattr(graph_file, "limits", lambda: replace(limits(), graph_file_bytes=10))
    with pytest.raises(GraphError, match="holds more than 10 bytes"):
        KnowledgeGraph.open(write(tmp_path / "graph.ttl", "# a comment that is long\n"))


def test_nodes_nested_without_end_are_written_or_refused_in_one_line(tmp_path: Path) -> None:
    text = f"{PREFIXES}<x:e> a dg:State .\n<x:s> <x:p> {'[<x:p> ' * 2000}1{']' * 2000} .\n"
    graph = KnowledgeGraph.open(write(tmp_path / "graph.ttl", text))
    with pytest.raises(GraphError, match=r"nested too deeply to be written as JSON-LD"):
        graph.save(tmp_path / "out.jsonld")
    assert not (tmp_path / "out.jsonld").exists()
    graph.save(tmp_path / "out.nq")
