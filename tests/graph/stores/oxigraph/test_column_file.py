"""Columns beside the quads: what is read by them is what the quads say, whatever has become of the file."""

from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf import CHECKED, DG, Claims, CodedPairs, Term, classes_read
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.ready import column_file
from diplograph.graph.verification import find_alterations
from diplograph.ontology import Claim, Document, GraphError


@pytest.fixture(autouse=True)
def of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_file, "_LEAST_BYTES", 0)


@pytest.fixture
def filled(tmp_path: Path, content: Claims) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
    return tmp_path / "news"


def file_of(directory: Path) -> Path:
    return directory / "columns.bin"


def is_read(directory: Path) -> bool:
    with open_store(directory) as store:
        return isinstance(store.pairs(CHECKED, kinds=classes_read()), CodedPairs)


def read(directory: Path) -> tuple[tuple[Claim, ...], tuple[Document, ...], object]:
    with KnowledgeGraph.load(directory) as graph:
        return tuple(graph.claims), graph.documents, graph.actors


def change_past_the_file(directory: Path, content: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    """So little that no file is made of it."""
    monkeypatch.setattr(column_file, "_LEAST_BYTES", 2**40)
    with open_store(directory, write=True) as store:
        store.add(content)


def test_columns_of_the_file_are_those_of_the_quads(filled: Path) -> None:
    with open_store(filled) as store:
        ready = store.pairs(CHECKED, kinds=classes_read())
        assert isinstance(ready, CodedPairs)
        assert len(ready) == len(set(CHECKED))
        assert find_alterations(store) == []
    file_of(filled).unlink()
    with open_store(filled) as store:
        assert dict(ready) == store.pairs(CHECKED, kinds=classes_read())


def test_graph_and_its_network_are_the_same_with_and_without_the_file(filled: Path) -> None:
    def network() -> object:
        with KnowledgeGraph.load(filled) as graph:
            made = graph.to_networkx()
            return list(made.nodes(data=True)), list(made.edges(keys=True, data=True))

    assert is_read(filled)
    ready = read(filled), network()
    file_of(filled).unlink()
    assert not is_read(filled)
    assert (read(filled), network()) == ready
    assert ready[0][0]


def test_file_of_an_earlier_state_is_deleted_and_never_read(
    filled: Path, other_content: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = file_of(filled).read_bytes()
    change_past_the_file(filled, other_content, monkeypatch)
    assert not file_of(filled).exists()
    file_of(filled).write_bytes(earlier)
    assert not is_read(filled)
    assert len(read(filled)[0]) == 7


def test_writer_that_changes_nothing_takes_the_file_with_it(
    filled: Path, content: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_past_the_file(filled, content, monkeypatch)
    assert not file_of(filled).exists()
    assert len(read(filled)[0]) == 5


def test_writer_that_is_killed_leaves_no_file_that_is_read(filled: Path, other_content: Claims) -> None:
    store = open_store(filled, write=True)
    store.add(other_content)
    store.refresh()
    (filled / "columns.new").write_bytes(b"what it had come to")
    store._let_go()  # type: ignore[attr-defined]
    store._unlock()  # type: ignore[attr-defined]
    assert len(read(filled)[0]) == 7
    assert not (filled / "columns.new").exists()


@pytest.mark.parametrize("place", [3, 0.2, 0.5, 0.9, -40, -10, -6, -2])
def test_damaged_file_is_not_read(filled: Path, place: float) -> None:
    whole = read(filled)
    data = bytearray(file_of(filled).read_bytes())
    data[int(place * len(data)) if isinstance(place, float) else place] ^= 0x55
    file_of(filled).write_bytes(data)
    assert not is_read(filled)
    assert read(filled) == whole


@pytest.mark.parametrize("length", [0, 5, 12, 1000])
def test_file_that_is_cut_off_is_not_read(filled: Path, length: int) -> None:
    file_of(filled).write_bytes(file_of(filled).read_bytes()[-length:] if length else b"")
    assert not is_read(filled)
    assert len(read(filled)[0]) == 5


def test_store_without_room_for_the_file_is_closed_as_any_other(tmp_path: Path, content: Claims) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
        (tmp_path / "news" / "columns.new").mkdir()
    assert not file_of(tmp_path / "news").exists()
    assert len(read(tmp_path / "news")[0]) == 5


def test_purged_store_has_a_file_of_what_is_left(filled: Path, other_content: Claims) -> None:
    with open_store(filled, write=True) as store:
        store.add(other_content)
        store.remove([other_content.documents[0].id])
        store.purge()
        assert not file_of(filled).exists()
    assert is_read(filled)
    assert b"Later" not in file_of(filled).read_bytes()


def test_classes_that_the_file_was_not_made_for_come_from_the_quads(filled: Path) -> None:
    from diplograph.graph.rdf import RDF

    with open_store(filled) as store:
        found = store.pairs((RDF.type, DG.relation), kinds=[DG.Claim])
        assert isinstance(found, CodedPairs)
        assert {kind for _, kind in found[RDF.type]} == {DG.Claim}
        assert len(found[RDF.type]) == len(found[DG.relation]) == 5


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        ("INSERT { ?c dg:polarity dg:negated } WHERE { ?c dg:polarity dg:affirmed }", "2 values of dg:polarity"),
        ("DELETE { ?c dg:polarity ?p } WHERE { ?c dg:polarity ?p }", "has no dg:polarity"),
    ],
)
def test_node_that_lacks_or_repeats_a_value_is_named_as_without_the_file(filled: Path, edit: str, complaint: str) -> None:
    with open_store(filled, write=True) as store:
        store.update(edit)  # type: ignore[attr-defined]
        store._engine.come = 2**30  # type: ignore[attr-defined]
    assert is_read(filled)
    with pytest.raises(GraphError, match=complaint):
        read(filled)


def test_terms_with_ends_of_lines_stay_whole(tmp_path: Path, content: Claims) -> None:
    text = Term('"a\\nb\\tc \\u2028 \u2028 \x85 d"')
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
        subject = f"<{content.documents[0].iri}>"
        store.update(f"INSERT DATA {{ {subject} dg:place {text} }}")  # type: ignore[attr-defined]
    with open_store(tmp_path / "news") as store:
        ready = store.pairs([DG.place])
        assert isinstance(ready, CodedPairs)
    file_of(tmp_path / "news").unlink()
    with open_store(tmp_path / "news") as store:
        assert dict(ready) == store.pairs([DG.place])
