"""A build as a job: what is known is not read again, what has changed is, and no interruption changes the graph."""

import datetime
import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builds import build, statements
from counting import Counting
from diplograph.graph.building import BuildEvent, Reason
from diplograph.graph.building.position import Position
from diplograph.graph.building.recipe import make_recipe
from diplograph.graph.building.seen import SeenDocuments
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.ontology import Actor, Claim, Document, InputError, ModelError
from diplograph.ontology.identifiers import ACTOR
from hypothesis import given
from hypothesis import strategies as st

GERMAN = "Die Minister haben sich am Montag in Oslo auf ein neues Abkommen mit der Schweiz geeinigt."

# An extractor that kills its process at the article whose number it is given.
EXTRACTOR = """
import os, signal
from diplograph.ontology import Actor, Claim
class Mortal:
    name = "mortal 1.0"
    def __init__(self, at=-1, by=None):
        self.at, self.by = at, by
    def extract(self, document):
        number = int(document.id)
        if number == self.at:
            os.kill(os.getpid(), self.by)
        # Described otherwise from one article to the next, as persons are.
        code = "RUS" if number % 2 else None
        person = Actor("https://w3id.org/diplograph/actor/p", f"Mara {number % 5}", "Person", code)
        state = Actor("https://w3id.org/diplograph/actor/UKR", "Ukraine", "State", "UKR")
        return (Claim(document.id, person, "accuses", state),)
"""
SCRIPT = f"""
import sys
from diplograph.graph.building import job
from diplograph.graph.knowledge_graph import KnowledgeGraph
{EXTRACTOR}
job.BATCH_ARTICLES = 3
KnowledgeGraph.build(sys.argv[1], extractor=Mortal(int(sys.argv[3]), int(sys.argv[4])), store=sys.argv[2]).close()
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps({"id": str(number), "text": f"Text {number}."}) + "\n" for number in range(10)))
    return path


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return tmp_path / "news"


def test_known_articles_are_not_read_again(archive: Path, news: Path, counting: Counting) -> None:
    first, second = build(archive, news, counting), build(archive, news, counting)
    assert (first.read, first.known, second.read, second.known) == (10, 0, 0, 10)
    assert len(counting.given) == 10
    assert (second.receipt.unchanged, second.receipt.articles, second.expected) == (10, 10, 10)


def test_known_articles_are_read_again_where_asked(archive: Path, news: Path, counting: Counting) -> None:
    build(archive, news, counting)
    report = build(archive, news, counting, again=True)
    assert (report.read, report.known, report.receipt.unchanged) == (10, 0, 10)


def test_only_what_has_changed_is_read_and_replaces_what_was_there(archive: Path, news: Path, counting: Counting) -> None:
    build(archive, news, counting)
    archive.write_text(archive.read_text().replace("Text 4.", "Text 4, corrected."))
    counting.claim = replace(counting.claim, relation="supportsMembership")
    counting.given.clear()
    report = build(archive, news, counting)
    assert counting.given == ["4"]
    assert (report.receipt.replaced, report.receipt.claims_removed, report.known) == (1, 1, 9)
    with KnowledgeGraph.open(news) as graph:
        assert [claim.document for claim in graph.claims if claim.relation == "supportsMembership"] == ["4"]
        assert len(graph.claims) == 10


def test_day_of_the_download_does_not_count_and_the_headline_does(tmp_path: Path, news: Path, counting: Counting) -> None:
    path = tmp_path / "one.jsonl"
    for day, title in ((1, "Talks"), (2, "Talks"), (2, "Talks end")):
        path.write_text(json.dumps({"id": "a", "text": "Text.", "title": title, "retrieved": f"2025-02-0{day}"}))
        build(path, news, counting)
    assert counting.given == ["a", "a"]


def test_changed_decisions_are_replayed_on_all(archive: Path, news: Path, counting: Counting, tmp_path: Path) -> None:
    decisions = tmp_path / "who.yaml"
    decisions.write_text("[]\n")
    build(archive, news, counting, decisions=decisions)
    assert build(archive, news, counting, decisions=decisions).known == 10
    decisions.write_text(f"- merge: [actor:newcomer, {counting.claim.subject.iri}]\n")
    report = build(archive, news, counting, decisions=decisions)
    assert (report.known, report.receipt.replaced) == (0, 10)


def test_claims_of_another_confidence_are_read_for(archive: Path, news: Path, counting: Counting) -> None:
    build(archive, news, counting)
    assert build(archive, news, counting, min_confidence=0.95).receipt.claims_removed == 10
    assert build(archive, news, counting).receipt.claims_added == 10


def test_same_claims_by_another_version_are_known_by_both_from_then_on(archive: Path, news: Path, counting: Counting) -> None:
    build(archive, news, counting)
    counting.fingerprint = "weights 2"  # type: ignore[attr-defined]
    assert build(archive, news, counting).receipt.unchanged == 10
    assert len(counting.given) == 20
    assert build(archive, news, counting).known == 10
    del counting.fingerprint  # type: ignore[attr-defined]
    assert build(archive, news, counting).known == 10


def test_removed_article_is_read_again(archive: Path, news: Path, counting: Counting) -> None:
    build(archive, news, counting)
    with KnowledgeGraph.open(news) as graph:
        assert len(graph.claims) == 10
    from diplograph.graph.stores import open_store

    with open_store(news, write=True) as store:
        store.remove(["7"])
    counting.given.clear()
    build(archive, news, counting)
    assert counting.given == ["7"]


@pytest.mark.parametrize(
    ("article", "end"), [(0, signal.SIGKILL), (4, signal.SIGKILL), (6, signal.SIGINT), (9, signal.SIGKILL)]
)
def test_interrupted_build_goes_on_and_gives_the_same_graph(
    archive: Path, news: Path, tmp_path: Path, article: int, end: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", SCRIPT, str(archive), str(news), str(article), str(int(end))]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -end
    monkeypatch.setattr("diplograph.graph.building.job.BATCH_ARTICLES", 3)
    names: dict[str, Any] = {}
    exec(EXTRACTOR, names)
    resumed = build(archive, news, names["Mortal"]())
    kept = article - article % 3
    assert (resumed.read, resumed.known) == (10 - kept, kept)
    assert build(archive, tmp_path / "whole", names["Mortal"]()).read == 10
    assert statements(news) == statements(tmp_path / "whole")


def test_file_holds_what_a_store_holds(archive: Path, news: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diplograph.graph.building.job.BATCH_ARTICLES", 3)
    build(archive, news, counting)
    assert KnowledgeGraph.build(archive, extractor=counting).serialize(".nq") == statements(news)


def test_what_is_left_out_is_counted_by_its_reason(tmp_path: Path, news: Path, counting: Counting) -> None:
    records = [{"id": "a", "text": "Text."}, {"id": "a", "text": "Text."}, {"id": "g", "text": GERMAN}, {"id": "x"}]
    (tmp_path / "one.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    (tmp_path / "two.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in ({"id": "a", "text": "Text."}, {"id": "g", "text": "Text of another."}))
    )
    (tmp_path / "map.png").write_bytes(b"\x89PNG")
    events: list[BuildEvent] = []
    report = build(tmp_path, news, counting, observe=lambda event, _: events.append(event))
    assert (report.read, report.words, report.duplicates) == (1, 1, 1)
    assert dict(report.left_out) == {Reason.LANGUAGE: 1, Reason.UNREADABLE: 2, Reason.ID: 1}
    assert len(report.failures) == 4
    assert str(report).endswith(
        ", 0 known; left out: 1 twice, 2 not readable, 1 not in English, 1 with the id of another, 1 file without articles"
    )
    told = report.as_json()
    assert told["left_out"] == {
        "duplicate": 1,
        "unreadable": 2,
        "language": 1,
        "id": 1,
        "extraction": 0,
        "no_article": 1,
    }
    assert json.loads(json.dumps(told)) == told
    kinds = [event.kind for event in events]
    assert kinds[0] == "start"
    assert sorted(kinds[1:]) == ["duplicate", "end", "failed", "failed", "failed", "failed", "read", "skipped", "written"]


def test_failure_keeps_no_text_of_the_article(archive: Path, counting: Counting, news: Path) -> None:
    def fail(document: Document) -> tuple[Claim, ...]:
        raise InputError("too long")

    counting.extract = fail  # type: ignore[method-assign]
    report = build(archive, news, counting)
    assert dict(report.left_out) == {Reason.EXTRACTION: 10}
    assert [failure.error.__traceback__ for failure in report.failures] == [None] * 10


def test_later_article_fills_what_the_first_description_lacks(tmp_path: Path, news: Path, claims: list[Claim]) -> None:
    bare = Actor(f"{ACTOR}mara-velde", "Mara Velde", "Person")
    full = Actor(f"{ACTOR}mara-velde", "Velde", "Person", "RUS", "Q1")
    for name, subject in (("a", bare), ("b", full)):
        (tmp_path / f"{name}.txt").write_text(f"Text {name}.")
        build(tmp_path / f"{name}.txt", news, Counting(replace(claims[0], subject=subject, speaker=None)))
    with KnowledgeGraph.open(news) as graph:
        assert {claim.subject for claim in graph.claims} == {replace(full, name="Mara Velde")}


def test_recipe_depends_on_files_of_actors_by_their_content(tmp_path: Path) -> None:
    ours = tmp_path / "ours.csv"
    digests = []
    for text in ("name,kind\nOrvania,State\n", "name,kind\nOrvania,State\n", "name,kind\nOrvania,Organization\n"):
        ours.write_text(text)
        digests.append(make_recipe("frames", actors=[ours]).digest)
    assert digests[0] == digests[1] != digests[2]
    assert make_recipe("both").digest != make_recipe("frames").digest != digests[0]


def test_recipe_depends_on_the_files_of_a_pipeline(tmp_path: Path) -> None:
    folder = tmp_path / "pipeline"
    folder.mkdir()
    digests = []
    for weights in (b"1", b"2"):
        (folder / "weights").write_bytes(weights)
        digests.append(make_recipe("frames", model=str(folder)).digest)
    assert digests[0] != digests[1]
    with pytest.raises(ModelError, match="en_absent: there is no such spaCy pipeline"):
        make_recipe("frames", model="en_absent")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y"])), max_size=8),
)
def test_seen_documents_tell_repetitions_from_others_of_the_same_id(pairs: list[tuple[str, str]]) -> None:
    known: dict[str, str] = {}
    with SeenDocuments() as seen:
        for name, text in pairs:
            expected = None if name not in known else known[name] == text
            known.setdefault(name, text)
            assert seen.note(Document(name, text, retrieved=datetime.date(2025, 2, 1))) is expected


def test_position_is_the_share_of_all_bytes(tmp_path: Path) -> None:
    for name, size in (("a", 30), ("b", 70)):
        (tmp_path / name).write_bytes(b"." * size)
    position = Position([tmp_path / "a", tmp_path / "b", tmp_path / "absent"])
    assert position.share is None
    with (tmp_path / "a").open("rb") as stream:
        position.open(stream)
        assert position.share is None
        stream.read(15)
        assert position.share == 0.15
    assert position.share == 0.3
    with (tmp_path / "b").open("rb") as stream:
        position.open(stream)
        stream.read()
    assert position.share == 1.0


def test_nobody_can_tell_how_much_a_pipe_holds() -> None:
    assert Position([Path("-")]).share is None
