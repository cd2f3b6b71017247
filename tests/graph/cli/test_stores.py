"""Commands over stores: what they print, and the code that they exit with."""

import csv
import gzip
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.ontology import Claim, Document

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    from diplograph.graph.cli import main

    def run_command(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["diplograph", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfd.readouterr()
        return int(caught.value.code or 0), out, err

    return run_command


@pytest.fixture
def graph_file(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    path = tmp_path / "graph.nq"
    KnowledgeGraph.from_claims(claims, [document]).save(path)
    return path


@pytest.fixture
def news(run: Run, graph_file: Path, tmp_path: Path) -> Path:
    assert run("load", tmp_path / "news", graph_file)[0] == 0
    return tmp_path / "news"


def test_load_makes_a_store_and_counts(run: Run, graph_file: Path, tmp_path: Path) -> None:
    lines = len(graph_file.read_text("utf-8").splitlines())
    assert run("load", tmp_path / "news", graph_file) == (0, "", f"{lines} statements of {graph_file}: {tmp_path / 'news'}\n")


def test_load_reads_compressed_files_and_other_stores(run: Run, graph_file: Path, news: Path, tmp_path: Path) -> None:
    (tmp_path / "packed.nq.gz").write_bytes(gzip.compress(graph_file.read_bytes()))
    for source in (tmp_path / "packed.nq.gz", news):
        target = tmp_path / f"from-{source.name.partition('.')[0]}"
        assert run("load", target, source)[0] == 0
        code, out, _ = run("query", target, "SELECT (COUNT(?c) AS ?n) { ?c a dg:Claim }", "--format", "csv")
        assert (code, out.split()) == (0, ["n", "5"])


def test_broken_file_is_one_line_and_exit_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_text("<a:b> <a:c> <a:d> .\nnonsense\n")
    code, out, err = run("load", tmp_path / "news", tmp_path / "broken.nq")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "broken.nq: not valid nq: line 2" in err


def test_file_in_the_place_of_a_store_is_told_with_what_to_name(run: Run, tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_text('<https://w3id.org/diplograph/actor/A> <https://w3id.org/diplograph/ontology#code> "A" .\n')
    code, out, err = run("load", graph, graph)
    assert (code, out, err) == (
        2,
        "",
        f"diplograph: {graph}: cannot become a store: a file is there; name a new or empty directory\n",
    )


@pytest.mark.usefixtures("fake_extractor")
def test_build_into_a_store_says_what_was_there_already(run: Run, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text("Moscow rejects the bid.")
    news = tmp_path / "news"
    first, second = (run("build", tmp_path / "talks.txt", "--output", news) for _ in range(2))
    assert first == (0, "", f"1 article added, 0 replaced, 0 there already; 1 claim written: {news}\n")
    assert second == (0, "", f"0 articles added, 0 replaced, 1 there already; 0 claims written: {news}\n")


def test_remove_tells_what_went(run: Run, news: Path) -> None:
    assert run("remove", news, "talks") == (0, "", f"1 article removed, 5 claims: {news}\n")
    assert run("query", news, "ASK { ?claim a dg:Claim }")[1] == "no\n"


def test_unknown_article_is_told_with_the_nearest_and_nothing_is_removed(run: Run, news: Path) -> None:
    code, out, err = run("remove", news, "talks", "talk")
    assert (code, out) == (2, "")
    assert err == f"diplograph: {news}: has no article 'talk'; did you mean talks?; nothing was removed\n"
    assert f"list all: diplograph query {news} 'SELECT" in run("remove", news, "xyzzy")[2]
    assert run("query", news, "ASK { ?claim a dg:Claim }")[1] == "yes\n"


@pytest.mark.parametrize("name", ["missing", "graph.nq"])
def test_articles_are_removed_from_stores_only(run: Run, graph_file: Path, tmp_path: Path, name: str) -> None:
    assert run("remove", tmp_path / name, "talks")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == [graph_file.name]


@pytest.mark.parametrize("command", ["info", "page", "derive", "picture", "load"])
def test_rdf_of_others_is_named_as_such(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "foreign.nq").write_text("<http://x/me> <http://xmlns.com/foaf/0.1/knows> <http://x/you> .\n")
    arguments = [tmp_path / "foreign.nq"] if command != "load" else [tmp_path / "store", tmp_path / "foreign.nq"]
    code, out, err = run(command, *arguments)
    assert (code, out) == (2, "")
    assert "foreign.nq: is RDF, and no graph of diplograph" in err
    assert err.count("\n") == 1


def test_info_gives_figures(run: Run, news: Path) -> None:
    code, out, _ = run("info", news, "--format", "csv")
    figures = dict(csv.reader(io.StringIO(out)))
    assert code == 0
    assert (figures["articles"], figures["claims"], figures["actors"], figures["store format"]) == ("1", "5", "6", "1")
    assert (figures["opposes membership of"], figures["published from"]) == ("2", "2025-02-18")
    assert int(figures["size in bytes"]) > 0


def test_info_takes_a_graph_file_too(run: Run, graph_file: Path) -> None:
    figures = {row["what"]: row["value"] for row in json.loads(run("info", graph_file, "--format", "json")[1])}
    assert figures["claims"] == 5


@pytest.mark.parametrize("name", ["out.nq.gz", "out.trig", "out.ttl", "out.jsonld"])
def test_export_of_a_store_opens_again(run: Run, news: Path, tmp_path: Path, name: str) -> None:
    assert run("export", news, "--output", tmp_path / name)[0] == 0
    assert run("load", tmp_path / "again", tmp_path / name)[0] == 0
    assert KnowledgeGraph.open(tmp_path / "again").claims == KnowledgeGraph.open(news).claims


def test_export_streams_to_standard_output(run: Run, news: Path) -> None:
    code, out, _ = run("export", news, "--format", "nq")
    assert code == 0
    assert all(line.endswith(" .") for line in out.splitlines())


def test_only_streams_are_compressed(run: Run, news: Path, tmp_path: Path) -> None:
    code, _, err = run("export", news, "--output", tmp_path / "x.ttl.gz")
    assert (code, "only nq and trig are written compressed" in err) == (2, True)


WRITER = """
import sys
from diplograph.graph.stores import open_store
with open_store(sys.argv[1], write=True):
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def writer(news: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that has the store open to write until it is sent a line."""
    command = [sys.executable, "-c", WRITER, str(news)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def test_reader_waits_for_a_writer_and_then_reads(news: Path, writer: "subprocess.Popen[str]") -> None:
    script = "import sys; from diplograph.graph.cli import main; main()"
    command = [sys.executable, "-c", script, "--wait", "120", "query", str(news), "ASK { ?c a dg:Claim }"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        with pytest.raises(subprocess.TimeoutExpired):
            reader.communicate(timeout=2)
        writer.communicate("\n")
        assert reader.communicate() == ("yes\n", "")
    assert (reader.returncode, writer.returncode) == (0, 0)


@pytest.mark.parametrize("seconds", ["0", "0.3"])
def test_who_has_waited_in_vain_is_told_in_one_line(
    run: Run, news: Path, writer: "subprocess.Popen[str]", seconds: str
) -> None:
    began = time.monotonic()
    code, out, err = run("--wait", seconds, "query", news, "ASK { ?c a dg:Claim }")
    assert time.monotonic() - began >= float(seconds)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"{news}: the store is taken: another process writes it; wait for it to end" in err
    assert writer.poll() is None


def test_limit_is_kept_and_told(run: Run, news: Path) -> None:
    code, out, err = run("query", news, "SELECT ?c { ?c a dg:Claim }", "--limit", "2", "--format", "tsv")
    assert (code, len(out.splitlines())) == (0, 3)
    assert err == "only the first 2 rows: there are more\n"


def test_time_is_kept(run: Run, news: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(5)) + " }"
    code, out, err = run("query", news, endless, "--timeout", "0.2")
    assert (code, out) == (2, "")
    assert err.startswith("diplograph: SPARQL: no answer within 0.2 s")


def test_turtle_is_for_triples(run: Run, news: Path) -> None:
    describe = run("query", news, "DESCRIBE actor:RUS", "--format", "turtle")
    assert "actor:RUS a dg:State" in describe[1]
    assert run("query", news, "SELECT ?c { ?c a dg:Claim }", "--format", "turtle")[0] == 2


def test_table_of_tabs_keeps_one_row_a_line(run: Run, news: Path) -> None:
    out = run("query", news, "SELECT ?s ?quote { ?c dg:subject ?s ; dg:evidence/oa:exact ?quote }", "--format", "tsv")[1]
    assert {len(line.split("\t")) for line in out.splitlines()} == {2}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["info", "none"], "none: no such store or graph file; check the path"),
        (["query", "none", "ASK {}"], "none: no such store or graph file; check the path"),
        (["serve", "none"], "none: not a store"),
        (["load", "news", "none.nq"], "none.nq: cannot be read: No such file or directory; check the path"),
        (["info", "nonsense+http://host/"], "'nonsense' is not a known engine"),
    ],
)
def test_what_is_not_there_is_one_line_and_exit_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert complaint in err
