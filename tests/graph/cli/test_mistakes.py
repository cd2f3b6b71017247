"""What people mistype or mix up: one line that says what and what to do, exit code 2, and nothing lost or left behind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.ontology import Claim, Document

Run = Callable[..., Any]


@pytest.fixture
def graph_file(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    path = tmp_path / "graph.ttl"
    KnowledgeGraph.from_claims(claims, [document]).save(path)
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.html"
    path.write_text("<p>Moscow rejects the bid of its neighbour for the union.</p>")
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "{article}", "--output", "{folder}/graph.ttl", "--page", "{article}"),
        ("build", "{article}", "--output", "{folder}/graph.ttl", "--report", "{folder}/../{name}/talks.html"),
        ("build", "{folder}/feed.rdf", "--output", "{folder}/feed.rdf"),
        ("explain", "{article}", "--page", "{article}"),
        ("page", "{folder}/graph.ttl", "--with-text", "{article}", "--output", "{article}"),
    ],
    ids=["page", "report", "graph", "explanation", "page with text"],
)
def test_article_is_not_written_over(run: Run, graph_file: Path, article: Path, arguments: tuple[str, ...]) -> None:
    feed = article.with_name("feed.rdf")
    feed.write_text('<rdf:RDF xmlns="http://purl.org/rss/1.0/"/>')
    before = article.read_bytes(), feed.read_bytes()
    folder = graph_file.parent
    outcome = run(*(argument.format(article=article, folder=folder, name=folder.name) for argument in arguments))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.endswith("is one of the files that are read, and would be lost; name another file to write\n")
    assert (article.read_bytes(), feed.read_bytes()) == before


@pytest.mark.parametrize("command", ["build", "extract", "explain"])
def test_articles_that_are_not_there_are_told_before_anything_is_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(command, "a.txt").err == "diplograph: a.txt: no such file; check the path\n"
    outcome = run(command, "a.txt", "b.txt", "c.txt", *(("--output", "news") if command == "build" else ()))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "diplograph: a.txt: no such file, nor is any of the 2 others there; check the path\n"
    assert not [*tmp_path.iterdir()]


def test_comparison_of_what_is_not_there_shows_no_table(run: Run) -> None:
    outcome = run("compare", "a.txt", "--extractors", "frames,learned")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", "diplograph: a.txt: no such file; check the path\n")


@pytest.mark.parametrize("name", ["", " "])
def test_empty_name_is_no_name_of_the_folder_that_one_is_in(run: Run, name: str) -> None:
    outcome = run("extract", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"diplograph: {name!r}: no such file; check the path\n"


def test_folder_is_no_report(run: Run, tmp_path: Path, article: Path) -> None:
    outcome = run("build", article, "--output", tmp_path / "a.ttl", "--report", tmp_path)
    assert (outcome.code, outcome.err) == (2, f"diplograph: {tmp_path}: cannot be written: is a folder; name a file in it\n")
    assert not (tmp_path / "a.ttl").exists()


def test_explanation_is_written_into_no_file_that_is_called_something_else(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("explain", article, "--page", tmp_path / "why.pdf")
    assert (outcome.code, outcome.err) == (
        2,
        f"diplograph: {tmp_path}/why.pdf: a page is written as HTML; name a file that ends in .html\n",
    )


@pytest.mark.parametrize("seconds", ["inf", "1e30"])
def test_query_that_may_take_for_ever_is_answered(run: Run, graph_file: Path, seconds: str) -> None:
    outcome = run("query", graph_file, "ASK {}", "--timeout", seconds, "--limit", "9" * 30)
    assert (outcome.code, outcome.out) == (0, "yes\n")


def test_watch_keeps_a_store_and_looks_again(run: Run, article: Path) -> None:
    assert run("watch", article, "--output", "-").err == "diplograph: -: is no store; watch keeps a store: --output news\n"
    assert run("watch", article, "--output", "news", "--interval", "inf").code == 2


def test_derive_names_the_option_where_the_graph_is_no_file(run: Run, graph_file: Path, tmp_path: Path) -> None:
    store = tmp_path / "news"
    assert run("load", store, graph_file).code == 0
    outcome = run("derive", store)
    assert outcome.code == 2
    assert outcome.err == (
        f"diplograph: {store}: is no file that can take what is derived; name one with --output, for example graph.trig\n"
    )


def test_store_is_not_loaded_into_itself(run: Run, graph_file: Path, tmp_path: Path) -> None:
    store = tmp_path / "news"
    assert run("load", store, graph_file).code == 0
    outcome = run("load", store, f"{store}/")
    assert (outcome.code, outcome.err) == (
        2,
        f"diplograph: {store}/: is the store itself; name another graph to load into it\n",
    )


def test_field_is_named_once(run: Run, article: Path) -> None:
    outcome = run("extract", article, "--columns", "text=body,date=day,text=words")
    assert (outcome.code, outcome.err) == (2, "diplograph: --columns: text is given twice, as body and as words; name one\n")


@pytest.mark.parametrize("name", ["actor:a b", "actor:<a>", 'https://a.example/"', "actor:"])
def test_actor_of_a_decision_can_stand_in_a_graph(run: Run, tmp_path: Path, name: str) -> None:
    decisions = tmp_path / "who.yaml"
    outcome = run("actors", "merge", "actor:RUS", name, "--decisions", decisions)
    assert outcome.code == 2
    assert f"{name!r} is no actor; write actor:RUS or a whole IRI" in outcome.err
    assert not decisions.exists()


@pytest.mark.parametrize("address", ["http://[::1", "oxigraph+https://[graphs.example]/"])
def test_address_with_broken_brackets_is_one_line(run: Run, address: str) -> None:
    outcome = run("query", address, "ASK {}")
    assert outcome.code == 2
    assert outcome.err == f"diplograph: {address}: is no address of an endpoint; write one like http://localhost:7878\n"
