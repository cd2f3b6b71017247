"""A store in a directory: who may open it, what it says of itself, and what a killed writer leaves."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.stores import Receipt, open_store
from diplograph.graph.stores.oxigraph.directory import EmbeddedStore
from diplograph.graph.stores.oxigraph.layout import is_store_directory
from diplograph.graph.stores.store import FORMAT_VERSION
from diplograph.ontology import Claim, GraphError

ROOT = Path(__file__).parents[4]


@pytest.fixture
def filled(tmp_path: Path, content: Claims) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
    return tmp_path / "news"


def open_elsewhere(directory: Path, *, write: bool = False) -> "subprocess.CompletedProcess[str]":
    script = (
        "import sys; from diplograph.graph.stores import open_store as o; o(sys.argv[1], write=sys.argv[2] == 'True').close()"
    )
    return subprocess.run(
        [sys.executable, "-c", script, str(directory), str(write)], capture_output=True, text=True, check=False
    )


def test_readers_share_a_store(filled: Path) -> None:
    with open_store(filled):
        assert open_elsewhere(filled).returncode == 0


@pytest.mark.parametrize(("here", "there"), [(True, True), (True, False), (False, True)])
def test_writer_has_a_store_alone(filled: Path, here: bool, there: bool) -> None:
    with open_store(filled, write=here):
        refused = open_elsewhere(filled, write=there)
    assert "the store is taken: another process" in refused.stderr
    assert open_elsewhere(filled, write=there).returncode == 0


def test_store_names_its_format(filled: Path) -> None:
    assert json.loads((filled / "diplograph.json").read_text())["format"] == FORMAT_VERSION
    assert is_store_directory(filled)


@pytest.mark.parametrize(
    ("mark", "complaint"),
    [
        (
            {"format": FORMAT_VERSION + 1, "software": "diplograph 9.9"},
            r"made by diplograph 9\.9; this diplograph reads up to 1",
        ),
        ({"format": "new"}, "names no format version"),
        ([], "names no format version"),
    ],
)
def test_store_of_another_format_is_left_alone(filled: Path, mark: object, complaint: str) -> None:
    (filled / "diplograph.json").write_text(json.dumps(mark))
    (filled / "checksums.json").unlink()
    before = sorted(path.name for path in filled.rglob("*"))
    for write in (False, True):
        with pytest.raises(GraphError, match=complaint):
            open_store(filled, write=write)
    assert sorted(path.name for path in filled.rglob("*")) == before


def test_directory_with_other_things_does_not_become_a_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("Chapter 1")
    with pytest.raises(GraphError, match="other things in it, not a store"):
        open_store(tmp_path, write=True)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_reading_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="not a store"):
        open_store(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_empty_store_says_how_to_fill_it(tmp_path: Path) -> None:
    open_store(tmp_path / "news", write=True).close()
    with open_store(tmp_path / "news") as store:
        assert not store.query("ASK { ?s ?p ?o }")


def test_reader_cannot_write(filled: Path, content: Claims) -> None:
    with open_store(filled) as store, pytest.raises(GraphError):
        store.remove(["talks"])
    with open_store(filled) as store:
        assert store.query("SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }").rows == ((5,),)


def test_deleted_index_of_quotes_is_made_again(filled: Path) -> None:
    question = 'SELECT ?e { ?e store:quotes "sentence that proves" }'
    (filled / "quotes.sqlite").unlink()
    with open_store(filled) as reader:
        assert len(reader.query(question)) == 1
    open_store(filled, write=True).close()
    with EmbeddedStore(filled) as reader:
        find = reader._find_quotes()
        assert find is not None
        assert len(list(find("sentence that proves"))) == 1


def test_counts_and_quotes_recover_from_a_writer_that_never_closed(
    filled: Path, other_content: Claims, add_and_die: Callable[[Path, Claims], None]
) -> None:
    add_and_die(filled, other_content)
    for _ in range(2):
        with open_store(filled) as reader:
            assert sum(reader.counts().values()) == 7
            assert len(reader.query('SELECT ?e { ?e store:quotes "sentence that proves" }')) == 2
        open_store(filled, write=True).close()


def test_killed_writer_leaves_whole_batches_only(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "store_kill.py"
    command = [sys.executable, str(script), "--moments", "3", "--batches", "6", "--seconds", "0.4"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": str(tmp_path)})
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": whole") == 3


def test_graph_built_into_a_store_is_the_graph_built_in_memory(tmp_path: Path, fake_extractor: object) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
    paths = sorted(tmp_path.glob("*.txt"))
    in_memory = KnowledgeGraph.build(paths)
    with KnowledgeGraph.build(paths, store=tmp_path / "news") as stored:
        assert stored.receipt == Receipt(added=2, claims_added=2)
        assert stored.claims == in_memory.claims
        assert stored.serialize(".ttl") == in_memory.serialize(".ttl")
    with KnowledgeGraph.build(paths, store=tmp_path / "news") as again:
        assert again.receipt == Receipt(unchanged=2)


WORD = "Zanzibarium"
FIND = f'SELECT ?e {{ ?e store:quotes "{WORD}" }}'


def saying(claim: Claim, document: str, quote: str, confidence: float = 0.9) -> Claim:
    return replace(claim, document=document, confidence=confidence, evidence=(replace(claim.evidence[0], quote=quote),))


@pytest.fixture
def secret(tmp_path: Path, claims: list[Claim]) -> Path:
    """A store with two articles, one of which has a word of its own."""
    with open_store(tmp_path / "secret", write=True) as store:
        store.add(normalize([saying(claims[0], "secret", f"They hid {WORD} there."), saying(claims[4], "other", "They hid.")]))
    assert WORD.lower().encode() in (tmp_path / "secret" / "quotes.sqlite").read_bytes().lower()
    return tmp_path / "secret"


def test_removed_article_leaves_no_word_in_the_index_and_none_is_found(secret: Path) -> None:
    with open_store(secret, write=True) as store:
        assert store.remove(["secret"]).removed == 1
        assert not store.query(FIND)
        assert not store.query("ASK { ?e store:quotes 'hid there' }")
    for file in secret.glob("quotes.sqlite*"):
        assert WORD.lower().encode() not in file.read_bytes().lower()
    with open_store(secret) as store:
        assert store.query("SELECT (COUNT(?e) AS ?n) { ?e store:quotes 'hid' }").rows == ((1,),)


def test_replaced_article_is_found_by_its_new_words_and_counted_once(secret: Path, claims: list[Claim]) -> None:
    with open_store(secret, write=True) as store:
        assert store.add(normalize([saying(claims[0], "secret", "They hid nothing.")])).replaced == 1
        assert store.query("SELECT (COUNT(?e) AS ?n) { ?e store:quotes 'hid' }").rows == ((2,),)
        assert store.query("SELECT (COUNT(?e) AS ?n) { ?e store:quotes 'hid nothing' }").rows == ((1,),)
        assert not store.query(FIND)
        # Another confidence, the same evidence: what stays is not taken from the index.
        assert store.add(normalize([saying(claims[0], "secret", "They hid nothing.", 0.5)])).replaced == 1
        assert store.query("SELECT (COUNT(?e) AS ?n) { ?e store:quotes 'hid' }").rows == ((2,),)
    assert WORD.lower().encode() not in (secret / "quotes.sqlite").read_bytes().lower()


def test_article_comes_back_after_its_removal(secret: Path, claims: list[Claim]) -> None:
    with open_store(secret, write=True) as store:
        store.remove(["secret"])
        store.add(normalize([saying(claims[0], "secret", f"They hid {WORD} there.")]))
        assert len(store.query(FIND)) == 1
    with open_store(secret) as store:
        assert len(store.query(FIND)) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_writer_that_is_killed_while_removing_leaves_index_and_quads_alike(secret: Path, moment: str) -> None:
    script = """
import os, sys
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph.engine import OxigraphEngine
replace = OxigraphEngine._replace
def die(*arguments):
    if sys.argv[2] == "after":
        replace(*arguments)
    os._exit(9)
OxigraphEngine._replace = die
open_store(sys.argv[1], write=True).remove(["secret"])
"""
    assert subprocess.run([sys.executable, "-c", script, str(secret), moment], check=False).returncode == 9
    with open_store(secret) as reader:
        assert len(reader.query(FIND)) == (1 if moment == "before" else 0)
    with open_store(secret, write=True) as store:
        assert len(store.query(FIND)) == (1 if moment == "before" else 0)
    is_there = WORD.lower().encode() in (secret / "quotes.sqlite").read_bytes().lower()
    assert is_there == (moment == "before")


def test_index_of_an_earlier_diplograph_is_made_anew_when_written_to(secret: Path) -> None:
    path = secret / "quotes.sqlite"
    path.unlink()
    (secret / "checksums.json").unlink()
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript("""
            CREATE TABLE evidence (id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE);
            CREATE TABLE batch (node TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE VIRTUAL TABLE quote USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
            INSERT INTO evidence (node) VALUES ('<x:gone>');
            INSERT INTO quote (rowid, text) VALUES (1, 'hid something else');""")
    with open_store(secret) as reader:
        assert not reader.query("ASK { ?e store:quotes 'something else' }")
    with open_store(secret, write=True) as store:
        assert len(store.query(FIND)) == 1
        store.remove(["secret"])
    assert b"something" not in path.read_bytes() and WORD.lower().encode() not in path.read_bytes().lower()
