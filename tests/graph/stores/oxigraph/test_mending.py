"""Damaged stores: what is said of them, and what a repair leaves."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import diagnose, open_store, repair
from diplograph.graph.stores.oxigraph.checksums import Checksums
from diplograph.graph.stores.oxigraph.journal import Journal
from diplograph.graph.stores.oxigraph.mending.salvage import known_predicates
from diplograph.graph.stores.oxigraph.mending.version_edits import tables_of
from diplograph.ontology import GraphError

CLAIMS = "SELECT ?c { ?c a dg:Claim }"
WORDS = 'SELECT ?e { ?e store:quotes "sentence that proves" }'
HIDDEN = "https://w3id.org/diplograph/graph/"


@pytest.fixture
def filled(tmp_path: Path, content: Claims, other_content: Claims) -> Path:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
    with open_store(tmp_path / "news", write=True) as store:
        store.add(other_content)
    return tmp_path / "news"


def statements(directory: Path) -> set[Statement]:
    with open_store(directory) as store:
        return {one for one in store.statements() if one.graph is None}


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)


def table_of(directory: Path, family: int) -> Path:
    """The largest table of a column family."""
    quads = directory / "oxigraph"
    tables = tables_of((quads / (quads / "CURRENT").read_text().strip()).read_bytes())
    found = [quads / f"{number:06}.sst" for number, (of, _) in tables.items() if of == family]
    return max(found, key=lambda path: path.stat().st_size)


BY_SUBJECT = 5
"""The column family of an index that the others make up for; texts are kept once, and which table comes first is by chance."""
TABLE = "oxigraph/*.sst"
NAMED = ["diplograph.json", "oxigraph/CURRENT", "oxigraph/MANIFEST", TABLE, "checksums.json", "quotes.sqlite"]


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("damage", ["deleted", "emptied", "altered"])
def test_damaged_file_is_named_with_the_cure_and_mended(filled: Path, name: str, damage: str) -> None:
    before = statements(filled)
    path = table_of(filled, BY_SUBJECT) if name == TABLE else next(filled.glob(f"{name}*"))
    if damage == "deleted":
        path.unlink()
    elif damage == "emptied":
        os.truncate(path, 0)
    else:
        flip(path, path.stat().st_size // 2)
    is_harmless = damage == "deleted" and name in ("checksums.json", "quotes.sqlite")
    if not is_harmless:
        if name == TABLE and damage == "altered":
            assert [found.file for found in diagnose(filled).damages] == [f"oxigraph/{path.name}"]
        else:
            told = pytest.raises(GraphError, match=rf"{path.name}: .*; mend the store: diplograph repair .*news")
            with told, open_store(filled) as reader:
                reader.query(WORDS)
        done = repair(filled)
        assert any(path.name in line for line in done.done)
        assert done.lost == ()
    assert repair(filled).done == ()
    assert diagnose(filled).damages == ()
    assert statements(filled) == before
    with open_store(filled) as store:
        assert sum(store.counts().values()) == len(store.query(CLAIMS)) == 7
        assert len(store.query(WORDS)) == 2


@pytest.mark.parametrize("family", range(2, 11))
def test_lost_index_is_made_again_from_the_others(filled: Path, family: int) -> None:
    before = statements(filled)
    path = table_of(filled, family)
    path.unlink()
    done = repair(filled)
    assert done.lost == ()
    assert statements(filled) == before
    assert done.aside is not None
    assert (done.aside / "oxigraph").is_dir()


def test_articles_whose_texts_are_lost_are_named_and_can_be_added_again(
    filled: Path, content: Claims, other_content: Claims
) -> None:
    before = statements(filled)
    for path in filled.glob("oxigraph/*.sst"):
        flip(path, path.stat().st_size // 3)
    done = repair(filled)
    assert set(done.lost) == {document.id for document in (*content.documents, *other_content.documents)}
    assert done.aside is not None
    assert (done.aside / "add-again.txt").read_text().split() == list(done.lost)
    with open_store(filled, write=True) as store:
        store.add(content)
        store.add(other_content)
    assert statements(filled) == before


def test_promised_articles_are_taken_in_from_what_is_whole_of_a_damaged_journal(
    filled: Path, add_and_die: Callable[[Path, Claims], None], content: Claims
) -> None:
    before = statements(filled)
    changed = normalize(content.claims, [content.documents[0]])
    with open_store(filled, write=True) as store:
        store.remove([content.documents[0].id])
    add_and_die(filled, changed)
    (part,) = Journal(filled / "journal").parts()
    flip(part, 3)  # in its head: the batch is whole
    with pytest.raises(GraphError, match=r"00000001\.nq: is damaged after byte 0; mend the store"):
        open_store(filled)
    assert repair(filled).lost == ()
    assert statements(filled) == before


@pytest.mark.parametrize("damage", ["deleted", "cut", "altered"])
def test_promised_articles_that_cannot_be_read_are_named(
    tmp_path: Path, content: Claims, add_and_die: Callable[[Path, Claims], None], damage: str
) -> None:
    add_and_die(tmp_path / "news", content)
    (part,) = Journal(tmp_path / "news" / "journal").parts()
    if damage == "deleted":
        part.unlink()
    elif damage == "cut":
        os.truncate(part, part.stat().st_size // 2)
    else:
        place = part.read_bytes().index(b"sentence that proves")
        flip(part, place)
    for _ in range(2):
        with pytest.raises(GraphError, match=r"00000001\.nq: is .*; mend the store"):
            open_store(tmp_path / "news")
    assert repair(tmp_path / "news").lost == (content.documents[0].id,)
    with open_store(tmp_path / "news", write=True) as store:
        assert len(store.query(CLAIMS)) == 0
        store.add(content)
        assert len(store.query(CLAIMS)) == 5


def test_interrupted_repair_goes_on(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = statements(filled)
    table_of(filled, 8).unlink()
    real = Path.rename
    moves = 0
    for most in range(1, 4):

        def rename(self: Path, target: Path, most: int = most) -> Path:
            nonlocal moves
            moves += 1
            if moves == most:
                raise OSError(28, "No space left on device")
            return real(self, target)

        moves = 0
        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", rename)
            try:
                repair(filled)
            except GraphError as error:
                assert "No space left on the disk; free some" in str(error)
                with pytest.raises(GraphError, match="a repair of it was interrupted; mend the store"):
                    open_store(filled)
    assert repair(filled).lost == ()
    assert statements(filled) == before


@pytest.mark.parametrize("timeout", [None, 20.0])
def test_damage_that_only_a_query_meets_is_named_with_the_cure(filled: Path, timeout: float | None) -> None:
    texts = table_of(filled, 1)
    # In which block a title lies is by chance; what opening reads comes last.
    for place in range(3, texts.stat().st_size * 3 // 5, 1000):
        flip(texts, place)
    told = pytest.raises(GraphError, match=rf"{texts.name}: is damaged \(Corruption: .*; mend the store: diplograph repair")
    with told, open_store(filled) as store:
        store.query("SELECT ?title { ?article dcterms:title ?title }", timeout=timeout)


@pytest.mark.parametrize("name", NAMED)
def test_directory_in_the_place_of_a_file_is_put_aside(filled: Path, name: str) -> None:
    before = statements(filled)
    path = table_of(filled, BY_SUBJECT) if name == TABLE else next(filled.glob(f"{name}*"))
    path.unlink()
    path.mkdir()
    with pytest.raises(GraphError, match=rf"{path.name}: is a directory, not a file; mend the store"):
        open_store(filled)
    done = repair(filled)
    assert done.lost == ()
    assert done.aside is not None
    assert (done.aside / "misplaced" / path.relative_to(filled)).is_dir()
    assert repair(filled).done == ()
    assert statements(filled) == before


def test_file_that_may_not_be_read_is_no_damage(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = statements(filled)
    path = table_of(filled, BY_SUBJECT)
    with monkeypatch.context() as patched:
        patched.setattr(os, "access", lambda asked, mode: asked != path)  # root may read all
        told = rf"{path.name}: cannot be read: Permission denied; give yourself the right \(chmod u\+r .*{path.name}\)"
        for each in (open_store, diagnose, repair):
            with pytest.raises(GraphError, match=told):
                each(filled)
    assert not list(filled.glob("damaged-*"))
    assert statements(filled) == before


def test_a_few_of_all_damages_are_told_and_mended() -> None:
    script = Path(__file__).parents[4] / "benchmarks" / "store_damage.py"
    command = [sys.executable, str(script), "--state", "closed", "--articles", "15", "--one-in", "67"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    cases, failed = map(int, re.findall(r"\d+", done.stdout.splitlines()[-1]))
    assert cases >= 3
    assert failed == 0


def test_predicates_of_a_store_are_known_without_its_indexes(filled: Path) -> None:
    with open_store(filled) as store:
        used = {one.triple.split(" ", 2)[1] for one in store.statements() if "graph/counts" not in str(one.graph)}
    assert used <= {str(predicate) for predicate in known_predicates()}


def test_checksums_are_taken_of_new_tables_only(filled: Path, other_content: Claims) -> None:
    before = Checksums.read(filled)
    assert before is not None
    with open_store(filled, write=True) as store:
        writing = Checksums.read(filled)
        store.remove(["none"])
    after = Checksums.read(filled)
    assert writing is not None
    assert after is not None
    assert (before.is_open, writing.is_open, after.is_open) == (False, True, False)
    kept = {name for name in after.files if name.endswith(".sst")} & before.files.keys()
    assert kept
    assert all(after.files[name] == before.files[name] for name in kept)


def test_directory_without_a_store_is_not_repaired(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"not a store: it has no diplograph\.json"):
        repair(tmp_path)
    assert list(tmp_path.iterdir()) == []
