"""What is promised and not yet taken in: whole after any crash, seen by whoever reads, and lost to nobody."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import Receipt, open_store
from diplograph.graph.stores.oxigraph.damage import Damage
from diplograph.graph.stores.oxigraph.journal import Journal, read_part, settle_part
from diplograph.graph.stores.oxigraph.quote_index import quotes_of
from diplograph.graph.stores.transfer import read_statements
from diplograph.ontology import Claim, Document, GraphError, Polarity
from diplograph.ontology.identifiers import CLAIM
from hypothesis import given
from hypothesis import strategies as st

CLAIMS = "SELECT ?c { ?c a dg:Claim }"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "news" / "journal"


@pytest.fixture
def promised(tmp_path: Path, content: Claims, journal: Path, add_and_die: Callable[[Path, Claims], None]) -> Path:
    add_and_die(tmp_path / "news", content)
    assert [part.stat().st_size > 1000 for part in Journal(journal).parts()] == [True]
    return tmp_path / "news"


@pytest.mark.parametrize("write", [False, True])
def test_what_a_killed_writer_has_promised_is_there_for_whoever_opens(promised: Path, journal: Path, *, write: bool) -> None:
    with open_store(promised, write=write) as store:
        assert len(store.query(CLAIMS)) == sum(store.counts().values()) == 5
        assert len(store.query('SELECT ?e { ?e store:quotes "sentence that proves" }')) == 1
    assert list(journal.iterdir()) == []


def test_promise_is_kept_once(promised: Path, content: Claims) -> None:
    with open_store(promised, write=True) as store:
        assert store.add(content) == Receipt(unchanged=1)


def test_taking_in_twice_is_taking_in_once(promised: Path, journal: Path, content: Claims) -> None:
    (part,) = Journal(journal).parts()
    data = part.read_bytes()
    open_store(promised, write=True).close()
    # As if the writer had been killed between the load and the removal of the part.
    part.write_bytes(data)
    with open_store(promised) as store, open_store(None) as memory:
        memory.add(content)
        memory.refresh()
        # Each batch has a record of its own until it is counted.
        assert set(store.statements()) == set(memory.statements())
        assert len(store.query('SELECT ?e { ?e store:quotes "sentence that proves" }')) == 1


@pytest.mark.parametrize("cut", [1, 40, 1000])
def test_batch_that_was_being_written_is_absent(
    promised: Path, journal: Path, cut: int, other_content: Claims, add_and_die: Callable[[Path, Claims], None]
) -> None:
    open_store(promised, write=True).close()
    add_and_die(promised, other_content)
    (part,) = Journal(journal).parts()
    part.with_suffix(".promised").unlink()  # it follows what it notes
    os.truncate(part, part.stat().st_size - cut)
    with open_store(promised) as store:
        assert len(store.query(CLAIMS)) == 5
    assert list(journal.iterdir()) == []


def test_reader_says_so_where_it_cannot_finish_for_the_writer(promised: Path, journal: Path) -> None:
    for file in journal.iterdir():
        file.unlink()
    Journal(journal).append(b"not quads\n")
    with pytest.raises(GraphError, match=r"00000001\.nq: cannot be taken in .*; mend the store: diplograph repair"):
        open_store(promised)
    assert Journal(journal).parts() != []


def test_load_that_fails_is_told_and_made_up_for_later(
    tmp_path: Path, content: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(tmp_path / "news", write=True)
    full = Mock(wraps=store._engine._inner)  # type: ignore[attr-defined]
    full.bulk_load.side_effect = OSError("No space left on device")
    with monkeypatch.context() as patched:
        patched.setattr(store._engine, "_inner", full)  # type: ignore[attr-defined]
        store.add(content)
        for _ in range(2):
            with pytest.raises(GraphError, match="cannot be written: No space left"):
                store.query(CLAIMS)
    del full  # the store's directory is free when nothing holds what is open there
    with pytest.raises(GraphError, match="cannot be written: No space left"):
        store.close()
    with open_store(tmp_path / "news") as reopened:
        assert len(reopened.query(CLAIMS)) == 5


def test_journal_that_cannot_grow_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal")
    first = journal.append(b"<a:b> <a:c> <a:d> .\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("No space left on device")))
        with pytest.raises(OSError, match="No space left"):
            journal.append(b"<a:b> <a:c> <a:e> .\n")
    (part,) = journal.parts()
    assert part.stat().st_size == first
    assert journal.append(b"<a:b> <a:c> <a:f> .\n") == 2 * first


BATCHES = st.lists(st.binary(max_size=60).map(lambda data: data.replace(b"# batch", b"") + b"\n"), min_size=1, max_size=5)


@given(BATCHES, st.data())
def test_torn_journal_keeps_exactly_its_whole_batches(
    tmp_path_factory: pytest.TempPathFactory, batches: list[bytes], data: st.DataObject
) -> None:
    journal = Journal(tmp_path_factory.mktemp("torn") / "journal")
    ends = [journal.append(batch) for batch in batches]
    (part,) = journal.parts()
    part.with_suffix(".promised").unlink()  # as a crash of the machine may leave it
    whole = part.read_bytes()
    size = data.draw(st.integers(0, len(whole)))
    part.write_bytes(whole[:size])
    kept = max((end for end in ends if end <= size), default=0)
    assert settle_part(part) == (kept > 0)
    assert (part.read_bytes() if part.exists() else b"") == whole[:kept]


@given(BATCHES, st.data())
def test_journal_that_lacks_or_alters_what_it_promised_is_never_taken_for_torn(
    tmp_path_factory: pytest.TempPathFactory, batches: list[bytes], data: st.DataObject
) -> None:
    journal = Journal(tmp_path_factory.mktemp("altered") / "journal")
    for batch in batches:
        journal.append(batch)
    (part,) = journal.parts()
    whole = part.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
    part.write_bytes(data.draw(st.sampled_from([whole[:place], whole[:place] + flipped + whole[place + 1 :]])))
    with pytest.raises(Damage):
        settle_part(part)
    assert part.exists()
    found = [batch.content for batch in read_part(part) if batch.is_whole]
    assert set(found) <= set(batches)


def test_batches_are_known_before_they_are_taken_in(
    tmp_path: Path, content: Claims, claims: list[Claim], journal: Path
) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
        assert list(journal.iterdir()) != []
        assert store.add(content) == Receipt(unchanged=1)
        assert list(journal.iterdir()) != []
        changed = normalize([replace(claims[0], confidence=0.5)], content.documents)
        assert store.add(changed) == Receipt(replaced=1, claims_added=1, claims_removed=5)
        assert len(store.query(CLAIMS)) == 1
        assert store.add(content) == Receipt(replaced=1, claims_added=5, claims_removed=1)


def test_rdflib_view_sees_what_is_added_after_it_was_given(tmp_path: Path, content: Claims, other_content: Claims) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
        view = store.rdflib()
        question = "SELECT ?c { ?c a <https://w3id.org/diplograph/ontology#Claim> }"
        assert len(list(view.query(question))) == 5
        store.add(other_content)
        assert len(list(view.query(question))) == 7


def test_script_that_never_closes_loses_nothing(tmp_path: Path) -> None:
    script = """
import sys
from collections.abc import Callable
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.stores import open_store
from diplograph.ontology import Document
store = open_store(sys.argv[1], write=True)
store.add(normalize([], [Document("a", "x")]))
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "news")], check=True)
    with open_store(tmp_path / "news") as store:
        assert store.query("SELECT ?d { ?d a schema:NewsArticle }").rows != ()


def test_large_parts_are_taken_in_while_writing_goes_on(
    tmp_path: Path, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diplograph.graph.stores.oxigraph.write_behind.PART_BYTES", 10_000)
    with open_store(tmp_path / "news", write=True) as store:
        for number in range(12):
            renamed = [replace(claim, document=f"article-{number}") for claim in claims]
            store.add(normalize(renamed, [Document(f"article-{number}", f"Text {number}.")]))
        assert len(store.query(CLAIMS)) == sum(store.counts().values()) == 60


@pytest.mark.parametrize("text", ['> <http://www.w3.org/ns/oa#exact> "x" . }', '\n<a:b> <http://www.w3.org/ns/oa#exact> "x" .'])
def test_text_that_looks_like_a_quote_of_the_journal_is_none(text: str, tmp_path: Path, claims: list[Claim]) -> None:
    title = Document("talks", "Text.", title=text)
    evidence = replace(claims[0].evidence[0], quote=text)
    with open_store(tmp_path / "news", write=True) as store:
        store.add(normalize([replace(claims[0], evidence=(evidence,))], [title]))
        found = store.query('SELECT ?q { ?e store:quotes "exact" ; oa:exact ?q }')
        assert found.rows == ((text,),)


def test_quotes_of_blank_nodes_are_left_to_those_who_scan() -> None:
    line = b'_:e <http://www.w3.org/ns/oa#exact> "free trade" .\n'
    assert list(quotes_of(line)) == []


def test_append_that_fails_half_way_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal")
    batch = b"<a:b> <a:c> <a:d> .\n" * 10
    kept = journal.append(batch)
    (part,) = journal.parts()
    real = Path.open

    class Filling(io.BufferedWriter):
        """A disk that has room for a little more only; what did not fit is tried again on closing, as Python's files do."""

        def write(self, data: object) -> int:
            super().write(bytes(data)[:30])  # type: ignore[call-overload]
            raise OSError("No space left on device")

    def open_full(self: Path, mode: str = "r", **options: object) -> object:
        return Filling(io.FileIO(str(self), "ab")) if mode == "ab" else real(self, mode, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", open_full)
        with pytest.raises(OSError, match="No space left"):
            journal.append(batch)
    assert part.stat().st_size == kept
    assert journal.append(batch) == 2 * kept
    assert settle_part(part)
    assert part.stat().st_size == 2 * kept


def test_damage_that_only_the_last_flush_meets_is_named_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path / "news", write=True).close()
    store = open_store(tmp_path / "news", write=True)
    damaged = Mock(wraps=store._engine._inner)  # type: ignore[attr-defined]
    words = f"Corruption: block checksum mismatch in {tmp_path}/news/oxigraph/000058.sst offset 20188"
    damaged.flush.side_effect = RuntimeError(words)
    monkeypatch.setattr(store._engine, "_inner", damaged)  # type: ignore[attr-defined]
    with pytest.raises(GraphError, match=r"oxigraph/000058\.sst: is damaged \(Corruption.*; mend the store: diplograph repair"):
        store.close()


def test_first_batch_that_fails_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: Claims) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", Mock(side_effect=[None, None, OSError("No space left on device")]))
            with pytest.raises(GraphError, match="cannot be written: No space left"):
                store.add(content)
        assert len(store.query(CLAIMS)) == 0
        assert store.add(content) == Receipt(added=1, claims_added=5)
        assert len(store.query(CLAIMS)) == sum(store.counts().values()) == 5


# A file that speaks of nothing of ours is no graph.
OURS = '<https://w3id.org/diplograph/actor/UKR> <http://www.w3.org/2000/01/rdf-schema#label> "Ukraine" .\n'


def test_statement_about_a_statement_is_refused_on_load(tmp_path: Path) -> None:
    (tmp_path / "x.nq").write_text(OURS + '<x:a> <x:r> <<( <x:b> <x:c> "x" )>> .\n')
    with open_store(tmp_path / "news", write=True) as store, pytest.raises(GraphError, match="triple term"):
        store.load(read_statements(tmp_path / "x.nq"))


def test_blank_node_stays_one_when_its_part_is_taken_in_twice(tmp_path: Path, journal: Path) -> None:
    (tmp_path / "x.nq").write_text(OURS + "".join(f"_:x <x:r{n}> <x:o> .\n" for n in range(6)))
    (tmp_path / "y.nq").write_text(OURS + "_:x <x:r9> <x:o> .\n")
    with open_store(tmp_path / "news", write=True) as store:
        for name in ("x.nq", "y.nq"):
            store.load(read_statements(tmp_path / name))
        statements = {s.triple for s in store.statements() if "<x:" in s.triple}
    assert len({triple.split()[0] for triple in statements}) == 2
    data = "".join(f"{triple} .\n" for triple in sorted(statements)).encode()
    Journal(journal).append(data)
    with open_store(tmp_path / "news") as store:
        assert {s.triple for s in store.statements() if "<x:" in s.triple} == statements


def test_interrupted_add_leaves_counts_to_be_taken_anew(
    tmp_path: Path, content: Claims, other_content: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(content)
        with monkeypatch.context() as patched:
            patched.setattr(store._writer, "pending", Mock(update=Mock(side_effect=KeyboardInterrupt)))  # type: ignore[attr-defined]
            with pytest.raises(KeyboardInterrupt):
                store.add(other_content)
    with open_store(tmp_path / "news") as store:
        assert len(store.query(CLAIMS)) == sum(store.counts().values()) == 7


def test_load_that_breaks_off_is_indexed_and_counted_afterwards(
    tmp_path: Path, content: Claims, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    denial = replace(claims[0], document="denial", polarity=Polarity.NEGATED)
    with open_store(None) as memory:
        memory.add(content)
        memory.add(normalize([denial]))
        # Claims first: what is cut off of the end is none, or one would be there in part.
        given = [statement for statement in memory.statements() if statement.graph is None]
        given.sort(key=lambda statement: not statement.triple.startswith(f"<{CLAIM}"))

    def broken() -> Iterator[Statement]:
        yield from given
        raise GraphError("the line went dead")

    monkeypatch.setattr("diplograph.graph.stores.store._LOADED_AT_ONCE", 5)
    with open_store(tmp_path / "news", write=True) as store, pytest.raises(GraphError, match="went dead"):
        store.load(broken())
    with open_store(tmp_path / "news") as store:
        found = len(store.query(CLAIMS))
        assert 0 < found == sum(store.counts().values())
        assert sum(row[2] for row in KnowledgeGraph(store).ask("months")) == found  # type: ignore[misc]
        assert len(KnowledgeGraph(store).ask("contradictions")) == 1


@pytest.mark.parametrize("text", ["free\ttrade", 'free "trade"', "free\\ trade\nnow"])
def test_quotes_that_were_loaded_are_found_by_their_words(text: str, tmp_path: Path, claims: list[Claim]) -> None:
    evidence = replace(claims[0].evidence[0], quote=text)
    with open_store(None) as memory, open_store(tmp_path / "news", write=True) as store:
        memory.add(normalize([replace(claims[0], evidence=(evidence,))]))
        store.load(memory.statements())
        assert store.query('SELECT ?q { ?e store:quotes "free trade" ; oa:exact ?q }').rows == ((text,),)


def test_title_that_ends_like_a_quote_is_none(tmp_path: Path) -> None:
    with open_store(tmp_path / "news", write=True) as store:
        store.add(normalize([], [Document("a", "x", title="free trade> <http://www.w3.org/ns/oa#exact> ")]))
        assert store.query('SELECT ?e { ?e store:quotes "free trade" }').rows == ()


def test_store_is_free_after_a_failed_opening_and_closes_twice(promised: Path, journal: Path) -> None:
    for file in journal.iterdir():
        file.unlink()
    Journal(journal).append(b"not quads\n")
    for write in (False, True, True):
        with pytest.raises(GraphError, match=r"0000000\d\.nq: cannot be taken in .*; mend the store: diplograph repair"):
            open_store(promised, write=write)
    for part in journal.iterdir():
        part.unlink()
    store = open_store(promised, write=True)
    store.close()
    store.close()
