"""Purged stores: no word of what was removed is left in a file, and nothing else is another, whenever the purge is killed."""

import json
import shutil
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.stores import StoreLock, open_store, repair
from diplograph.ontology import Actor, Claim, Document, Evidence, GraphError
from diplograph.ontology.identifiers import ACTOR

Usage = namedtuple("Usage", "total used free")
WORDS = ["Quistelmoor", "kestrel-letters", "Ordwane gave way", "Zabriskie Gazette"]
QUOTES = 'SELECT ?e { ?e store:quotes "sentence that proves" }'


@pytest.fixture
def unwanted(claims: list[Claim]) -> Claims:
    """An article whose words nothing else has."""
    person = Actor(f"{ACTOR}quistelmoor", "Ada Quistelmoor", "Person", "RUS")
    quote = "Ordwane gave way before the envoys of Ada Quistelmoor came."
    claim = replace(claims[4], document="kestrel-letters", subject=person, evidence=(Evidence(0, len(quote), quote, "gave"),))
    words = " ".join(f"Name{number} came to the harbour {number} times." for number in range(20))
    return normalize([claim], [Document("kestrel-letters", words, "Ordwane gave way", outlet="Zabriskie Gazette")])


@pytest.fixture
def stale(tmp_path: Path, content: Claims, other_content: Claims, unwanted: Claims) -> Path:
    """A store that has three articles, two of one story, and files with words of one that was removed."""
    words = " ".join(f"Name{number} went to the border {number} times." for number in range(20))
    twins = normalize([], [Document(name, words, name, outlet="The Example") for name in ("one", "two")])
    directory = tmp_path / "news"
    with open_store(directory, write=True) as store:
        store.add(content, fingerprints={content.documents[0].iri: "as read"})
        store.add(unwanted)
        store.add(twins)
    with open_store(directory, write=True) as store:
        store.add(other_content)
        store.remove(["kestrel-letters"])
    return directory


def statements(directory: Path) -> set[Statement]:
    with open_store(directory) as store:
        return set(store.statements())


def files_with_words(directory: Path) -> set[str]:
    """Files that hold a word of the article that was removed, or are called by one."""
    return {
        path.relative_to(directory).as_posix()
        for path in directory.rglob("*")
        for word in WORDS
        if word in path.name or (path.is_file() and word.encode() in path.read_bytes())
    }


def test_no_word_of_what_was_removed_is_left_and_nothing_else_is_another(stale: Path) -> None:
    before = statements(stale)
    assert files_with_words(stale)
    assert any("Story" in one.triple for one in before)
    assert any("fingerprint" in one.triple for one in before)
    heard: list[tuple[int, int]] = []
    with open_store(stale, write=True) as store:
        counts = store.counts()
        store.purge(progress=lambda *numbers: heard.append(numbers))
        assert set(store.statements()) == before
        assert store.counts() == counts
        assert len(store.query(QUOTES)) == 2
    assert files_with_words(stale) == set()
    assert statements(stale) == before
    assert repair(stale).done == ()


def test_purged_store_takes_articles_and_removes_them(stale: Path, unwanted: Claims) -> None:
    with open_store(stale, write=True) as store:
        store.purge()
        assert store.add(unwanted).added == 1
        assert store.remove(["kestrel-letters"]).removed == 1
        store.purge()
    assert files_with_words(stale) == set()


def test_what_a_repair_or_a_dead_server_has_left_goes_too(stale: Path) -> None:
    with open_store(stale, write=True) as store:
        before = set(store.statements())
    for name in ("damaged-1/kestrel-letters", "served/4711-0/1"):
        (stale / name).mkdir(parents=True)
        (stale / name / "000007.sst").write_text("Ordwane gave way")
    (stale / "damaged-1" / "add-again.txt").write_text("talks\n")
    with open_store(stale, write=True) as store:
        store.purge()
    assert files_with_words(stale) == set()
    assert not (stale / "damaged-1").exists()
    assert statements(stale) == before


def test_ids_that_must_be_added_again_are_not_lost(stale: Path) -> None:
    (stale / "damaged-1").mkdir()
    (stale / "damaged-1" / "add-again.txt").write_text("talks\nsummit\n")
    with (
        open_store(stale, write=True) as store,
        pytest.raises(GraphError, match=r"not in the store yet \('summit', 1 in all\)"),
    ):
        store.purge()
    assert (stale / "damaged-1" / "add-again.txt").exists()


def test_snapshot_that_a_server_reads_keeps_a_store_from_being_purged(stale: Path) -> None:
    (stale / "served" / "4711-0").mkdir(parents=True)
    lock = StoreLock(stale / "served" / "4711-0", exclusive=True)
    with open_store(stale, write=True) as store, pytest.raises(GraphError, match="end diplograph serve first"):
        store.purge()
    lock.release()


def test_full_disk_is_told_before_anything_is_written(stale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = statements(stale)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 2))
    with open_store(stale, write=True) as store:
        names = sorted(path.name for path in stale.iterdir())
        with pytest.raises(GraphError, match=r"takes up to [\d,]+ MB, and the disk has 0; free some"):
            store.purge()
        assert sorted(path.name for path in stale.iterdir()) == names
    assert statements(stale) == before


def test_store_that_its_own_process_reads_stays_as_it_was(stale: Path) -> None:
    before = statements(stale)
    store = open_store(stale, write=True)
    reading = store.statements()
    next(reading)
    with pytest.raises(GraphError, match="while this process reads it"):
        store.purge()
    del reading
    assert statements(stale) == before
    open_store(stale, write=True).close()
    assert not (stale / "purge.new").exists()


@pytest.mark.parametrize("location", [None, "reader"])
def test_what_is_no_directory_to_write_is_not_purged(stale: Path, location: str | None) -> None:
    with (
        open_store(stale if location else None) as store,
        pytest.raises(GraphError, match=r"only a store's directory|read only"),
    ):
        store.purge()


KILLED = """
import gc, json, os, shutil, signal, sys
from pathlib import Path
from typing import Any
from diplograph.graph.stores import open_store
from diplograph.graph.stores.oxigraph import purging

template, store = Path(sys.argv[1]), Path(sys.argv[1]).with_name("killed")


def child(work):
    # No engine is ever open in the process that forks.
    process = os.fork()
    if process == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def purge(deadly):
    moves = 0

    def counted(real, in_part):
        def move(path, *arguments):
            nonlocal moves
            moves += 1
            if moves == deadly:
                if in_part is not None:
                    in_part(path)
                os.kill(os.getpid(), signal.SIGKILL)
            return real(path, *arguments)
        return move

    def delete_one(path):
        if path.is_dir() and (files := sorted(path.iterdir())):
            files[-1].unlink()

    Path.rename = counted(Path.rename, None)
    purging._delete = counted(purging._delete, delete_one)
    purging._TOLD_EVERY = 200
    with open_store(store, write=True) as opened:
        opened.purge(progress=counted(lambda *numbers: None, None))


def compare():
    with open_store(template) as one, open_store(store) as other:
        assert set(one.statements()) == set(other.statements())
        assert one.counts() == other.counts()
        assert len(other.query('SELECT ?e { ?e store:quotes "sentence that proves" }')) == 2
    assert not (store / "purged").exists()


gc.freeze()  # else each process looks through all that this one has
deadly = 0
while True:
    deadly += 1
    shutil.rmtree(store, ignore_errors=True)
    shutil.copytree(template, store)
    code = child(lambda: purge(deadly))
    left = {path.name for path in store.iterdir()}
    assert child(compare) == 0, (deadly, left)
    print(json.dumps([deadly, code, "purged" in left, "purge.new" in left]), flush=True)
    if code != -signal.SIGKILL:
        break
    if "purge.new" in left:
        assert child(lambda: purge(0)) == 0 and child(compare) == 0
sys.exit(code)
"""


def test_purge_that_is_killed_leaves_the_old_store_or_the_new_one(stale: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(stale)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    cases = [json.loads(line) for line in done.stdout.splitlines()]
    assert any(is_new and not is_ready for _, _, is_ready, is_new in cases[:-1])  # killed while copying
    assert sum(is_ready for _, _, is_ready, _ in cases[:-1]) >= 7  # at each move since
    assert cases[-1][1:] == [0, False, False]
    assert files_with_words(stale.with_name("killed")) == set()


def test_removing_for_good_is_one_command(stale: Path, unwanted: Claims, run: Callable[..., Any]) -> None:
    with open_store(stale, write=True) as store:
        store.add(unwanted)
    done = run("remove", str(stale), "kestrel-letters", "--purge")
    told = f"1 article removed, 1 claim: {stale}\n{stale}: purged, no word of what was removed is left in its files\n"
    assert (done.code, done.out, done.err) == (0, "", told)
    assert files_with_words(stale) == set()
    assert run("remove", str(stale)).code == 2
    assert run("remove", str(stale), "--purge").code == 0
