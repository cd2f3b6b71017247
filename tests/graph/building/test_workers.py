"""Workers of a build: the graph is that of one process, and no worker that ends takes more with it than what ends it."""

import json
import multiprocessing
import pickle
from collections.abc import Iterator
from pathlib import Path

import diplograph.extract
import pytest
from builds import build, statements
from counting import Counting
from diplograph.extract.claims import Coverage
from diplograph.graph.building import BuildEvent, BuildReport, Reason
from diplograph.graph.building.extractors import ExtractorSpec
from diplograph.graph.building.workers import choice, cluster, look_ahead, reading
from diplograph.graph.building.workers.cluster import PackedSpec, join_cluster
from diplograph.graph.building.workers.reading import read_portion
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.ontology import Claim, Document, InputError, WorkerError
from mortal import Mortal, Unborn

NUMBER = 24


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three articles are sent at a time, and seven written; several processes are for 50 characters."""
    monkeypatch.setattr(reading, "_MOST_DOCUMENTS", 3)
    monkeypatch.setattr("diplograph.graph.building.job.BATCH_ARTICLES", 7)
    monkeypatch.setattr(choice, "_PAYS_FROM_CHARACTERS", 50)


def write(path: Path, texts: dict[int, str] | None = None) -> Path:
    articles = [{"id": str(number), "text": (texts or {}).get(number, f"Text {number}.")} for number in range(NUMBER)]
    path.write_text("".join(json.dumps(article) + "\n" for article in articles))
    return path


def test_graph_of_two_workers_is_that_of_one_and_failures_are_told_alike(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.jsonl", {5: "stubborn", 8: "long"})
    one, two = (build(archive, tmp_path / str(number), Mortal(), workers=number) for number in (1, 2))
    assert statements(tmp_path / "1") == statements(tmp_path / "2")
    assert [str(failure.error) for failure in one.failures] == [
        str(failure.error).replace("RuntimeError: Stubborn", "Stubborn") for failure in two.failures
    ]
    assert (two.read, two.extractor) == (NUMBER - 2, "mortal 1.0")
    assert multiprocessing.active_children() == []


def test_article_that_ends_each_worker_is_left_out_and_told_and_no_other(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.jsonl")
    events: list[BuildEvent] = []
    report = build(archive, tmp_path / "two", Mortal(deadly=("10",)), workers=2, observe=lambda event, _: events.append(event))
    assert (report.read, dict(report.left_out)) == (NUMBER - 1, {Reason.EXTRACTION: 1})
    assert "archive.jsonl: '10' ended each process that read it and is left out" in str(report.failures[0].error)
    assert [event.values for event in events if event.kind == "again"] == [{"articles": 3}]
    with KnowledgeGraph.open(tmp_path / "two") as graph:
        assert {claim.document for claim in graph.claims} == {str(number) for number in range(NUMBER)} - {"10"}


def test_nothing_is_lost_with_a_worker_that_ends_once(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.jsonl")
    report = build(archive, tmp_path / "two", Mortal(once=("4",), marker=tmp_path / "marker"), workers=2)
    assert (report.read, report.failures) == (NUMBER, [])
    build(archive, tmp_path / "one", Mortal())
    assert statements(tmp_path / "one") == statements(tmp_path / "two")


def test_workers_that_end_before_they_begin_end_the_build_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(WorkerError, match="end before they have loaded the pipeline; there may be no memory for 2, take fewer"):
        build(write(tmp_path / "archive.jsonl"), tmp_path / "two", Unborn(), workers=2)


def test_interruption_ends_the_workers_and_the_rest_is_read_later(tmp_path: Path) -> None:
    archive = write(tmp_path / "archive.jsonl")

    def interrupt(event: BuildEvent, report: BuildReport) -> None:
        if event.kind == "read" and report.read == 9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(archive, tmp_path / "two", Mortal(), workers=2, observe=interrupt)
    assert multiprocessing.active_children() == []
    report = build(archive, tmp_path / "two", Mortal())
    assert (report.known, report.read) == (7, NUMBER - 7)
    build(archive, tmp_path / "one", Mortal())
    assert statements(tmp_path / "one") == statements(tmp_path / "two")


def test_extractor_that_no_other_process_can_have_is_refused(tmp_path: Path) -> None:
    extractor = Mortal()
    extractor.extract = lambda document: ()  # type: ignore[method-assign]
    with pytest.raises(InputError, match=r"the extractor cannot be sent to other processes .*; build with workers=1"):
        build(write(tmp_path / "archive.jsonl"), tmp_path / "two", extractor, workers=2)
    with pytest.raises(InputError, match="the extractor cannot be sent to a cluster"):
        build(write(tmp_path / "archive.jsonl"), tmp_path / "two", extractor, dask="tcp://127.0.0.1:1")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"workers": 0}, "0 worker processes cannot be had; ask for 1 to 256"),
        ({"workers": 2, "dask": "tcp://127.0.0.1:1"}, "leave the number of workers out"),
    ],
)
def test_workers_that_cannot_be_had_are_refused(
    tmp_path: Path, counting: Counting, options: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        build(write(tmp_path / "archive.jsonl"), tmp_path / "news", counting, **options)


def test_extractor_of_ones_own_stays_in_this_process_unless_workers_are_asked_for(tmp_path: Path, counting: Counting) -> None:
    build(write(tmp_path / "archive.jsonl"), tmp_path / "news", counting, workers=None)
    assert len(counting.given) == NUMBER


def test_many_processes_are_for_much_to_read() -> None:
    short, long = Document("a", "Text."), Document("b", "Text. " * 10)
    assert look_ahead(iter([short, short])) == ([short, short], False)
    documents = iter([short, long, short])
    assert look_ahead(documents) == ([short, long], True)
    assert list(documents) == [short]


def test_each_reading_counts_what_was_read_for_it_by_an_extractor_that_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tallying(Mortal):
        coverage = Coverage()

        def extract(self, document: Document) -> tuple[Claim, ...]:
            self.coverage += Coverage(sentences=2)
            return super().extract(document)

    made: list[Tallying] = []

    def make(spec: ExtractorSpec) -> Tallying:
        made.append(Tallying())
        return made[0]

    monkeypatch.setattr(ExtractorSpec, "make", make)
    sent = pickle.dumps(ExtractorSpec("frames"))
    documents = tuple(Document(str(number), "Text.") for number in range(3))
    readings = [read_portion(sent, documents), read_portion(sent, documents[:1])]
    assert [reading.coverage for reading in readings] == [Coverage(sentences=6), Coverage(sentences=2)]
    assert len(made) == 1


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes on loopback."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as local:
        yield local.scheduler_address


def test_nothing_is_lost_with_a_worker_of_a_cluster_that_is_killed(tmp_path: Path, scheduler: str) -> None:
    archive = write(tmp_path / "archive.jsonl", {5: "stubborn"})
    report = build(archive, tmp_path / "many", Mortal(once=("10",), marker=tmp_path / "marker"), dask=scheduler)
    assert (report.read, len(report.failures), (tmp_path / "marker").exists()) == (NUMBER - 1, 1, True)
    build(archive, tmp_path / "one", Mortal())
    assert statements(tmp_path / "one") == statements(tmp_path / "many")


@pytest.mark.parametrize("address", ["", "nonsense", "tcp://host", "gopher://host:70", "tcp://host:99999", "tcp://:8786"])
def test_what_is_no_address_of_a_scheduler_is_refused(address: str) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(WorkerError, match="is no address of a Dask scheduler; give the one that dask scheduler tells"):
        join_cluster(ExtractorSpec(Mortal()), address)


def test_where_no_scheduler_answers_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 0.2)
    with pytest.raises(WorkerError, match=r"0\.1:9: no Dask scheduler answers there .*start one with dask scheduler"):
        join_cluster(ExtractorSpec(Mortal()), "tcp://127.0.0.1:9")


def test_worker_has_the_files_of_the_user_and_the_code_of_the_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours.csv").write_text("name,kind\nOrvania,State\n")
    (tmp_path / "frames" / "words").mkdir(parents=True)
    (tmp_path / "frames" / "recognizes.yaml").write_text("a: 1\n")
    (tmp_path / "frames" / "words" / "nouns.yaml").write_text("b: 2\n")
    made: list[dict[str, tuple[Path, ...]]] = []
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", {"both": lambda **options: made.append(options)})
    spec = ExtractorSpec(actors=(tmp_path / "ours.csv",), frames=(tmp_path / "frames",))
    packed = PackedSpec.of(spec)
    packed.make()
    (actors,), (frames,) = made[0]["actors"], made[0]["frames"]
    assert (actors.name, actors.read_text()) == ("ours.csv", "name,kind\nOrvania,State\n")
    assert (frames / "recognizes.yaml").read_text() == "a: 1\n"
    assert (frames / "words" / "nouns.yaml").read_text() == "b: 2\n"
    with pytest.raises(WorkerError, match="another diplograph"):
        PackedSpec(packed.spec, packed.files, "0").make()
