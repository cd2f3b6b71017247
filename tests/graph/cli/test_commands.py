"""The command: what it prints, where, and the code that it exits with."""

import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.identity.decisions import load_decisions
from diplograph.graph.views import EXPORTS
from diplograph.ontology import Actor, Claim, Document, Evidence
from diplograph.ontology.identifiers import ACTOR
from packed import page_data

COMMANDS = (
    *("build", "extract", "query", "page", "picture", "export", "check", "derive", "explain", "evaluate"),
    *("load", "remove", "info", "serve"),
)
ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202eflip\r\n[bold]x[/bold]"


Run = Callable[..., Any]


@pytest.fixture
def graph_file(tmp_path: Path, claims: list[Claim], document: Document) -> Path:
    path = tmp_path / "graph.ttl"
    KnowledgeGraph.from_claims(claims, [document]).save(path)
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text("Moscow rejects the bid.")
    return path


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("diplograph 0.")


def test_help_lists_every_command(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    assert all(f"  {command} " in outcome.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_shows_an_example(run: Run, command: str) -> None:
    outcome = run(command, "--help")
    assert outcome.code == 0
    assert f"\n    diplograph {command} " in outcome.out


def test_help_loads_neither_rdflib_nor_spacy_nor_rich() -> None:
    script = (
        "import sys; sys.argv = ['diplograph', '--help']\nfrom diplograph.graph.cli import main\ntry: main()\n"
        "finally: print([n for n in ('rdflib', 'spacy', 'networkx', 'pyvis', 'diplograph.extract') if n in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.usefixtures("fake_extractor")
def test_build_writes_a_graph_that_opens(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("build", article, "--output", tmp_path / "out.trig")
    assert outcome.code == 0
    assert outcome.err == f"1 claim from 1 document: {tmp_path / 'out.trig'}\n"
    assert len(KnowledgeGraph.open(tmp_path / "out.trig").claims) == 1


@pytest.mark.usefixtures("fake_extractor")
def test_build_twice_changes_no_byte(run: Run, article: Path, tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        run("build", article, "--output", tmp_path / name)
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()


@pytest.mark.usefixtures("fake_extractor")
def test_build_writes_the_page_too(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("build", article, "-o", tmp_path / "g.ttl", "--page", tmp_path / "g.html")
    assert outcome.code == 0
    assert "<html" in (tmp_path / "g.html").read_text("utf-8")


@pytest.mark.usefixtures("fake_extractor")
def test_build_goes_on_after_bad_files_and_lists_them_at_the_end(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = run("build", tmp_path / "none.txt", article, tmp_path / "nor-this.txt", "-o", tmp_path / "g.ttl")
    assert outcome.code == 2
    summary, first, second = outcome.err.splitlines()
    assert summary.startswith("1 claim from 1 document")
    assert first.startswith("diplograph: ") and "none.txt" in first
    assert second.startswith("diplograph: ") and "nor-this.txt" in second


@pytest.mark.usefixtures("fake_extractor")
def test_build_of_a_folder_reads_its_articles_and_says_what_it_skipped(run: Run, tmp_path: Path) -> None:
    for name in ("north/talks.txt", "south/talks.txt", "south/photo.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}.")
    outcome = run("build", tmp_path, "-o", tmp_path / "g.ttl")
    assert outcome.code == 0
    summary, skipped = outcome.err.splitlines()
    assert summary.startswith("2 claims from 2 documents")
    assert skipped.startswith(f"diplograph: {tmp_path}/south/photo.jpg: skipped: is a picture, a sound or a film")
    assert [document.id for document in KnowledgeGraph.open(tmp_path / "g.ttl").documents] == ["north/talks", "south/talks"]


def test_text_in_small_letters_is_said_to_be_guessed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("norway accused sweden of lying.")
    told = "1 article has no capital letters: names are guessed, and no claim is as sure as 0.8"
    assert told in run("build", tmp_path / "a.txt", "-o", tmp_path / "g.ttl").err
    assert run("extract", tmp_path / "a.txt").err.splitlines() == [told]
    (tmp_path / "a.txt").write_text("Norway accused Sweden of lying.")
    assert run("extract", tmp_path / "a.txt").err == ""


@pytest.mark.parametrize(
    ("text", "coverage"),
    [
        (
            "Norway is cold. Norway is dark.",
            "2 sentences read, none of which names two actors; diplograph actors find NAME tells who",
        ),
        (
            "Norway lies beside Sweden.",
            "1 sentence read; 1 of them name two actors, but nothing between these; diplograph explain",
        ),
        ("Copyright © 2025 Example Media. All Rights Reserved.", "no sentence was read: there are only headlines"),
    ],
)
def test_no_claims_tell_what_was_read(run: Run, tmp_path: Path, text: str, coverage: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    summary, told = run("build", tmp_path / "a.txt", "-o", tmp_path / "g.ttl", "--no-skip").err.splitlines()
    assert summary.startswith("0 claims from 1 document")
    assert told.startswith(f"no claims: {coverage}")
    extracted = run("extract", tmp_path / "a.txt", "--no-skip")
    assert (extracted.out, extracted.err) == ('{"id": "a", "claims": []}\n', f"{told}\n")


def test_text_that_is_not_parsed_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway is cold.")
    not_parsed = "1 text was not parsed, in which no two parties or no words of a claim stand (--no-skip parses all)"
    for command in (("build", "-o", tmp_path / "g.ttl"), ("extract",)):
        outcome = run(*command, tmp_path / "a.txt")
        assert outcome.code == 0
        assert outcome.err.splitlines()[-2:] == [
            not_parsed,
            "no claims: nothing was parsed, for no text names two parties and has words that tell a claim; diplograph explain "
            "tells why",
        ]
    told = run("explain", tmp_path / "a.txt").err
    assert told == "a: build and extract do not parse this text, for it names one party alone (--no-skip parses it)\n"


def test_claims_that_are_not_sure_enough_are_counted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway accused Iceland.")
    told = run("extract", tmp_path / "a.txt", "--min-confidence", "1").err
    assert told == "no claims: 1 sentence read; 1 found in them, none as sure as 1\n"


@pytest.mark.usefixtures("fake_extractor")
@pytest.mark.parametrize(
    ("given", "ids"), [("Text.", ["stdin"]), ('{"id": "a", "text": "Text."}\n{"id": "b", "text": "Text."}\n', ["a", "b"])]
)
def test_dash_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, given: str, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    assert [json.loads(line)["id"] for line in run("extract", "-").out.splitlines()] == ids


@pytest.mark.usefixtures("fake_extractor")
def test_nothing_on_standard_input_is_one_line_and_exit_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert run("build", "-").err == "diplograph: standard input: is empty; it should hold the text of an article\n"


@pytest.mark.usefixtures("fake_extractor")
def test_dash_writes_to_standard_output(run: Run, article: Path, graph_file: Path, tmp_path: Path) -> None:
    assert run("build", article, "--output", tmp_path / "g.ttl").code == 0
    built = run("build", article, "--output", "-")
    assert built.out.encode() == (tmp_path / "g.ttl").read_bytes()
    assert built.err.startswith("1 claim from 1 document")
    assert run("page", graph_file, "--output", "-").out.startswith("<!doctype html>")
    assert "<svg" in run("picture", graph_file, "--output", "-").out
    assert run("export", graph_file, "--format", "csv", "--output", "-").out == run("export", graph_file, "--format", "csv").out
    assert not Path("-").exists()


@pytest.mark.usefixtures("fake_extractor")
def test_build_of_nothing_readable_writes_no_graph(run: Run, tmp_path: Path) -> None:
    assert run("build", tmp_path / "none.txt", "-o", tmp_path / "g.ttl").code == 2
    assert not (tmp_path / "g.ttl").exists()


def test_build_refuses_an_unknown_suffix_before_it_reads(run: Run, article: Path) -> None:
    outcome = run("build", article, "-o", "graph.xlsx")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("diplograph: graph.xlsx: .xlsx is not a graph format")
    assert outcome.err.count("\n") == 1


@pytest.mark.usefixtures("fake_extractor")
def test_extract_prints_one_json_line_a_document(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"id": "b", "text": "Text."}\n{"id": "c", "text": "Text."}\n')
    lines = [json.loads(line) for line in run("extract", article, tmp_path / "more.jsonl").out.splitlines()]
    assert [line["id"] for line in lines] == ["talks", "b", "c"]
    assert lines[0]["claims"][0]["predicate"] == "opposesMembership"
    assert lines[0]["claims"][0]["plover"] == "REJECT"


@pytest.mark.usefixtures("fake_extractor")
def test_extract_names_the_bad_line_and_prints_the_good_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text('{"id": "a", "text": "Text."}\n{"id": \n{"id": "c", "text": "Text."}\n')
    outcome = run("extract", tmp_path / "some.jsonl")
    assert outcome.code == 2
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["a", "c"]
    assert "some.jsonl" in outcome.err and "line 2" in outcome.err


@pytest.mark.usefixtures("fake_extractor")
@pytest.mark.parametrize("command", [("extract",), ("build", "-o", "-")])
def test_columns_of_a_table_are_named(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.csv").write_text("key,story so far\nx,Text.\n")
    outcome = run(*command, tmp_path / "a.csv", "--columns", "id=key,text=story so far")
    assert outcome.code == 0 and "x" in outcome.out
    for columns, complaint in [("text=story", "has no column story"), ("text", "text is no FIELD=COLUMN")]:
        outcome = run(*command, tmp_path / "a.csv", "--columns", columns)
        assert outcome.code == 2 and complaint in outcome.err and outcome.err.count("\n") == 1


@pytest.mark.usefixtures("fake_extractor")
def test_bomb_in_a_batch_is_one_line_and_the_others_are_read(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"Norway. " * 7_000_000))
    (tmp_path / "page.html").write_text("<html><body><p>Norway hosts talks in Oslo this week.</p></body></html>")
    outcome = run("extract", tmp_path / "bomb.txt.gz", article, tmp_path / "page.html")
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["talks", "page"]
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "bomb.txt.gz" in outcome.err


OURS = "name,kind,code,aliases\nBlue Crescent,Organization,NOR,BCRN\nRussia,,,Ruscovia\n"


def test_actors_of_the_user_are_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.csv").write_text(OURS)
    (tmp_path / "more.yaml").write_text("- {name: Valley Front, kind: ArmedGroup}\n")
    (tmp_path / "talks.txt").write_text("BCRN condemned Ruscovia on Monday. Ruscovia attacked the Valley Front.")
    files = ("--actors", tmp_path / "ours.csv", "--actors", tmp_path / "more.yaml")
    outcome = run("extract", tmp_path / "talks.txt", *files)
    claims = json.loads(outcome.out)["claims"]
    assert [(claim["subject"], claim["object"]) for claim in claims] == [
        ("Blue Crescent", "Russia"),
        ("Russia", "Valley Front"),
    ]
    graph = tmp_path / "graph.ttl"
    assert run("build", tmp_path / "talks.txt", "-o", graph, *files).code == 0
    assert {"Blue Crescent", "Russia", "Valley Front"} == {actor.name for actor in KnowledgeGraph.open(graph).actors}


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("name,aliases\nFoo Fund,Kremlin\n", "ours.csv, line 2: 'Kremlin' of 'Foo Fund' is a name of Russia already"),
        ("name,colour\nFoo Fund,red\n", "ours.csv, line 1: unknown column 'colour'"),
        (None, "ours.csv: cannot be read: No such file or directory; check the path"),
    ],
)
def test_wrong_file_of_actors_is_one_line_and_exit_2(
    command: str, content: str | None, complaint: str, run: Run, article: Path
) -> None:
    ours = article.with_name("ours.csv")
    if content is not None:
        ours.write_text(content)
    outcome = run(command, article, "--actors", ours)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"diplograph: {ours.parent}/{complaint}")
    assert outcome.err.count("\n") == 1


EXCLUDED = "SELECT ?who ?relation ?event { ?c dg:subject ?who ; dg:relation ?relation ; dg:object ?event . ?event dg:place ?p }"


def test_query_prints_names_and_labels(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, EXCLUDED)
    assert (outcome.code, outcome.err) == (0, "1 row\n")
    assert outcome.out == "who\trelation\tevent\nUkraine\tis excluded from\tSaudi talks\n"
    assert list(csv.reader(io.StringIO(run("query", graph_file, EXCLUDED, "--format", "csv").out)))[1] == [
        *("Ukraine", "is excluded from", "Saudi talks"),
    ]


def test_query_prints_terms_where_they_are_asked_for(run: Run, graph_file: Path) -> None:
    assert run("query", graph_file, EXCLUDED, "--iris").out.splitlines()[1] == "actor:UKR\tdg:excludedFrom\tevent:saudi-talks"
    (row,) = json.loads(run("query", graph_file, EXCLUDED, "--format", "json").out)
    assert row["who"] == ACTOR + "UKR"


@pytest.mark.parametrize("name", ["q.rq", "q.sparql", "q"])
def test_file_is_recognised_where_a_query_is_expected(run: Run, graph_file: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("SELECT ?l { actor:RUS rdfs:label ?l }")
    assert run("query", graph_file, tmp_path / name).out == "l\nRussia\n"


def test_query_that_was_renamed_is_asked_and_says_so(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, "--named", "vetoes")
    assert outcome.code == 0
    assert outcome.err.startswith("vetoes is now called opponents\n")


def test_help_of_query_tells_what_each_ready_query_answers(run: Run) -> None:
    help_text = " ".join(run("query", "--help").out.split())
    assert "denials What texts deny: each negated claim with the sentence that says so." in help_text


def test_numbers_are_rounded_for_people_and_whole_for_machines(run: Run, graph_file: Path) -> None:
    query = "SELECT ?c ?n { BIND(0.87654321 AS ?c) BIND(12 AS ?n) }"
    assert run("query", graph_file, query).out == "c\tn\n0.88\t12\n"
    assert run("query", graph_file, query, "--format", "csv").out.split() == ["c,n", "0.87654321,12"]
    assert json.loads(run("query", graph_file, query, "--format", "json").out) == [{"c": 0.87654321, "n": 12}]


def test_query_from_a_file_as_csv(run: Run, graph_file: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT ?l { actor:RUS rdfs:label ?l }")
    outcome = run("query", graph_file, "--file", tmp_path / "q.rq", "--format", "csv")
    assert list(csv.reader(io.StringIO(outcome.out))) == [["l"], ["Russia"]]


def test_named_query(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, "--named", "denials")
    assert outcome.code == 0
    assert "European Union" in outcome.out and "NATO" not in outcome.out


def test_query_as_json(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, "SELECT ?d { ?c dg:start ?d }", "--format", "json")
    assert json.loads(outcome.out) == [{"d": "2025-02-18"}]


@pytest.mark.parametrize(
    ("query", "answer"),
    [("ASK { actor:RUS dg:opposesMembership ?x }", "yes\n"), ("ASK { actor:EU dg:opposesMembership ?x }", "no\n")],
)
def test_ask_prints_yes_or_no(run: Run, graph_file: Path, query: str, answer: str) -> None:
    assert run("query", graph_file, query).out == answer


def test_construct_prints_turtle(run: Run, graph_file: Path) -> None:
    out = run("query", graph_file, "CONSTRUCT { ?s dg:hosts ?o } WHERE { ?s dg:excludedFrom ?o }").out
    assert "actor:UKR dg:hosts event:saudi-talks ." in out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["SELECT ?x {"], "SPARQL: line 1, column"),
        (["INSERT DATA { <x:a> <x:b> <x:c> }"], "this is an update"),
        ([], "give one query"),
        (["--named", "nonsense"], "use one of absences, changes"),
        (["--named", "stancs"], "there is no query named 'stancs'; did you mean stances"),
        (["ASK {}", "--named", "denials"], "give one query"),
        (["--file", "no-such.rq"], "no-such.rq: cannot be read: No such file or directory; check the path"),
    ],
)
def test_bad_query_is_one_line_and_exit_2(run: Run, graph_file: Path, arguments: list[str], complaint: str) -> None:
    outcome = run("query", graph_file, *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert complaint in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("format_", ["table", "csv"])
def test_text_of_articles_cannot_steer_the_terminal(run: Run, tmp_path: Path, claims: list[Claim], format_: str) -> None:
    path = tmp_path / "hostile.ttl"
    hostile = replace(claims[0], role=ESCAPES, subject=replace(claims[0].subject, name=ESCAPES))
    KnowledgeGraph.from_claims([hostile]).save(path)
    query = "SELECT ?role ?name { ?c dg:role ?role ; dg:subject/rdfs:label ?name }"
    out = run("query", path, query, "--format", format_).out
    assert all(line.replace("\t", " ").isprintable() for line in out.splitlines())
    assert "[bold]x[/bold]" in out


def test_error_cannot_steer_the_terminal(run: Run) -> None:
    err = run("query", "\x1b[2J.ttl", "ASK {}").err
    assert err.startswith("diplograph:")
    assert err.removesuffix("\n").isprintable()


def test_page_writes_html(run: Run, graph_file: Path, tmp_path: Path) -> None:
    outcome = run("page", graph_file, "--output", tmp_path / "graph.html")
    assert outcome.code == 0
    assert "Talks in Riyadh" in (tmp_path / "graph.html").read_text("utf-8")


def test_picture_writes_svg(run: Run, graph_file: Path, tmp_path: Path) -> None:
    outcome = run("picture", graph_file, "--output", tmp_path / "graph.svg", "--theme", "dark")
    assert outcome.code == 0
    assert "Talks in Riyadh" in (tmp_path / "graph.svg").read_text("utf-8")


def test_picture_in_another_format_is_refused_and_nothing_is_written(run: Run, graph_file: Path, tmp_path: Path) -> None:
    outcome = run("picture", graph_file, "--output", tmp_path / "graph.png")
    assert (outcome.code, list(tmp_path.glob("*.png"))) == (2, [])
    assert outcome.err.count("\n") == 1
    assert "name a file that ends in .svg" in outcome.err


def test_export_takes_the_format_from_the_suffix(run: Run, graph_file: Path, tmp_path: Path) -> None:
    assert run("export", graph_file, "--output", tmp_path / "g.graphml").code == 0
    assert "<graphml" in (tmp_path / "g.graphml").read_text("utf-8")


def test_export_without_output_goes_to_stdout(run: Run, graph_file: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", graph_file, "--format", "csv").out)))
    assert len(rows) == 5


@pytest.mark.parametrize("arguments", [["--format", "docx"], ["--output", "g.docx"], []])
def test_unknown_export_is_one_line_and_exit_2(run: Run, graph_file: Path, arguments: list[str]) -> None:
    outcome = run("export", graph_file, *arguments)
    assert outcome.code == 2
    assert "an export format" in outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["build"], ["query"], ["query", "g.ttl", "ASK {}", "--format", "xml"]])
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert "Usage:" in outcome.err


@pytest.mark.parametrize("name", ["Kremlin", "russia", "RU", "Q159", "wd:Q159", "actor:RUS"])
def test_query_takes_any_name_of_an_actor(run: Run, graph_file: Path, name: str) -> None:
    outcome = run("query", graph_file, "--named", "dossier", "--with", f"actor={name}", "--format", "csv")
    assert outcome.code == 0
    assert outcome.out == run("query", graph_file, "--named", "dossier", "--with", "actor=Russia", "--format", "csv").out


def test_name_that_nobody_has_is_one_line_with_the_nearest(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, "--named", "dossier", "--with", "actor=Ukrane")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"diplograph: {graph_file}: nobody in this graph is called 'Ukrane'; did you mean Ukraine (actor:UKR)?\n"
    )


def test_graph_is_read_from_standard_input(run: Run, graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(graph_file.read_bytes())))
    outcome = run("query", "-", "--named", "denials", "--format", "csv")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == run("query", graph_file, "--named", "denials", "--format", "csv").out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Oslo met Bern.")))
    outcome = run("query", "-", "--named", "denials")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("diplograph: -: not valid Turtle or TriG: line 1: ")


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (["--by", "country"], "'--by': 'country' is not one of 'state'"),
        (["--format", "xml"], "'--format': 'xml' is not one of"),
    ],
)
def test_value_that_an_option_does_not_take_is_answered_with_those_it_takes(
    run: Run, graph_file: Path, options: list[str], wrong: str
) -> None:
    outcome = run("query", graph_file, "--named", "denials", *options)
    assert (outcome.code, outcome.out) == (2, "")
    assert f"Error: Invalid value for {wrong}" in outcome.err


def test_term_that_does_not_exist_is_answered_with_the_nearest(run: Run, graph_file: Path) -> None:
    outcome = run("query", graph_file, "SELECT * { ?a dg:oposesMembership ?b }")
    assert outcome.code == 2
    assert outcome.err == "diplograph: SPARQL: there is no dg:oposesMembership; did you mean dg:opposesMembership?\n"
    outcome = run("query", graph_file, "ASK { ?c dg:subject actor:Rusia }")
    assert (outcome.code, outcome.out) == (0, "no\n")
    assert outcome.err == f"{graph_file}: there is no actor:Rusia in this graph; did you mean Russia (actor:RUS)?\n"


def test_unwritable_output_is_one_line_and_exit_2(run: Run, graph_file: Path, tmp_path: Path) -> None:
    outcome = run("export", graph_file, "-o", tmp_path / "no-such-folder" / "g.nt")
    assert outcome.code == 2
    assert "cannot be written: No such file or directory" in outcome.err


def test_interrupt_is_one_line_and_exit_130(run: Run, graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(KnowledgeGraph, "load", interrupt)
    # A shell starts what it puts in the background with interrupts ignored, and Python leaves it so.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        outcome = run("query", graph_file, "ASK {}")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (outcome.code, outcome.err) == (130, "diplograph: interrupted\n")


def test_closed_pipe_is_silent(tmp_path: Path, claims: list[Claim]) -> None:
    many = [replace(claims[0], document=f"d{number}") for number in range(300)]
    path = tmp_path / "big.ttl"
    KnowledgeGraph.from_claims(many).save(path)
    read, write = os.pipe()
    os.close(read)
    script = "from diplograph.graph.cli import main; main()"
    for arguments in (["export", str(path), "--format", "jsonl"], ["query", str(path), "SELECT * { ?s ?p ?o }"]):
        command = [sys.executable, "-c", script, *arguments]
        done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
        assert done.stderr == ""
    os.close(write)


def test_commands_are_listed_in_the_order_of_use(run: Run) -> None:
    listed = re.findall(r"(?m)^  (\w+) {2,}[A-Z]", run("--help").out.partition("Commands:")[2])
    assert [*listed[:2], *listed[-2:]] == ["build", "query", "serve", "evaluate"]


def test_help_of_export_lists_every_format_with_what_it_is_good_for(run: Run) -> None:
    shown = " ".join(run("export", "--help").out.split())
    assert [name for name, export in EXPORTS.items() if f" {name} {export.summary}" not in shown] == []


def test_extractor_that_there_is_not_is_named_with_those_that_there_are(run: Run, article: Path, tmp_path: Path) -> None:
    for command in (["build", article, "--output", tmp_path / "g.ttl"], ["extract", article]):
        outcome = run(*command, "--extractor", "neural")
        assert (outcome.code, outcome.err) == (
            2,
            "diplograph: there is no extractor 'neural'; use one of both, frames, learned, llm\n",
        )
    assert not (tmp_path / "g.ttl").exists()


def test_mentions_are_printed_as_json_lines(run: Run, article: Path, fake_extractor: object) -> None:
    outcome = run("extract", article, "--mentions")
    (line,) = outcome.out.splitlines()
    record = json.loads(line)
    assert record["id"] == "talks"
    assert [mention["text"] for mention in record["mentions"]] == ["Moscow"]
    assert set(record["mentions"][0]) == {
        *("start", "end", "text", "kind", "actor", "actor_id", "actor_code", "sector", "certainty"),
    }


@pytest.mark.parametrize("command", ["list", "find", "merges", "merge", "never-merge", "undo"])
def test_help_of_each_actors_command_shows_an_example(run: Run, command: str) -> None:
    outcome = run("actors", command, "--help")
    assert outcome.code == 0
    assert f"\n    diplograph actors {command} " in outcome.out


def test_actors_are_listed_with_the_claims_that_name_them(run: Run, graph_file: Path) -> None:
    rows = json.loads(run("actors", "list", graph_file, "--format", "json").out)
    graph = KnowledgeGraph.open(graph_file)
    assert {row["id"] for row in rows} <= {actor.iri for actor in graph.actors}
    assert [row["claims"] for row in rows] == sorted((row["claims"] for row in rows), reverse=True)


def test_name_is_found_in_the_actor_base(run: Run) -> None:
    outcome = run("actors", "find", "Kremlin")
    assert outcome.out.splitlines() == ["Russia (State, actor:RUS): 'Kremlin' is a metonym of it, GOV"]


def test_name_that_the_actor_base_lacks_is_said(run: Run) -> None:
    outcome = run("actors", "find", "Qwertzuiop")
    assert outcome.code == 2
    assert "the actor base knows nobody by that name" in outcome.err


def test_decision_is_recorded_replayed_and_undone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "who.yaml"
    assert run("actors", "merge", "actor:RUS", "actor:local-rus", "--decisions", path, "--reason", "one").code == 0
    (entry,) = load_decisions(path).entries
    assert (entry.actors, entry.is_merge, entry.reason) == ((ACTOR + "RUS", ACTOR + "local-rus"), True, "one")
    refused = run("actors", "never-merge", "actor:RUS", "actor:local-rus", "--decisions", path)
    assert refused.code == 2
    assert "entry 2 says never to merge actor:RUS and actor:local-rus, and entry 1 merge them" in refused.err
    before = path.read_text("utf-8")
    assert run("actors", "undo", "actor:local-rus", "actor:RUS", "--decisions", path).code == 0
    assert "actor:RUS" in before
    assert "actor:RUS" not in path.read_text("utf-8")
    again = run("actors", "undo", "actor:local-rus", "actor:RUS", "--decisions", path)
    assert (again.code, "nothing is decided about" in again.err) == (2, True)


def test_actor_of_a_decision_may_be_named_where_a_graph_tells_who(run: Run, tmp_path: Path, graph_file: Path) -> None:
    path = tmp_path / "who.yaml"
    actor = KnowledgeGraph.open(graph_file).actors[0]
    assert run("actors", "never-merge", actor.name, "actor:local-x", "--decisions", path, "--graph", graph_file).code == 0
    assert run("actors", "merge", "Nobody", "actor:local-x", "--decisions", path, "--graph", graph_file).code == 2


def test_build_replays_decisions(run: Run, tmp_path: Path, article: Path, fake_extractor: object) -> None:
    path, output = tmp_path / "who.yaml", tmp_path / "g.ttl"
    assert run("build", article, "--output", output).code == 0
    subject = KnowledgeGraph.open(output).claims[0].subject
    path.write_text(f"- merge: [actor:newcomer, {subject.iri}]\n", "utf-8")
    assert run("build", article, "--output", output, "--decisions", path).code == 0
    assert KnowledgeGraph.open(output).claims[0].subject.iri.endswith("actor/newcomer")


def test_build_with_broken_decisions_writes_nothing(run: Run, tmp_path: Path, article: Path, fake_extractor: object) -> None:
    path, output = tmp_path / "who.yaml", tmp_path / "g.ttl"
    path.write_text("- merge: [x]\n", "utf-8")
    outcome = run("build", article, "--output", output, "--decisions", path)
    assert (outcome.code, output.exists(), len(outcome.err.strip().splitlines())) == (2, False, 1)


def test_check_of_a_sound_graph_says_that_it_conforms(run: Run, graph_file: Path) -> None:
    outcome = run("check", graph_file)
    assert (outcome.code, outcome.out) == (0, "")
    assert "conforms" in outcome.err


def test_check_prints_a_line_a_violation_and_exits_with_1(run: Run, graph_file: Path) -> None:
    text = graph_file.read_text("utf-8")
    two = 'dg:polarity dg:negated , dg:affirmed ; dg:trigger "\\u001b[31m"'
    graph_file.write_text(text.replace("dg:polarity dg:negated", two, 1), "utf-8")
    outcome = run("check", graph_file)
    assert outcome.code == 1
    assert all(line.startswith("claim:") for line in outcome.out.splitlines())
    assert "exactly one dg:polarity" in outcome.out
    assert "\x1b" not in outcome.out + outcome.err
    assert "violation" in outcome.err


def test_check_of_what_is_no_graph_exits_with_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("not turtle")
    outcome = run("check", tmp_path / "a.ttl")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1


def test_derive_keeps_what_follows_apart_and_can_be_repeated(run: Run, graph_file: Path, tmp_path: Path) -> None:
    derived = tmp_path / "derived.trig"
    assert "derivations: " in run("derive", graph_file, "--output", derived).err
    once = derived.read_bytes()
    assert b"graph/derived" in once
    assert run("derive", derived).code == 0
    assert derived.read_bytes() == once
    assert run("query", derived, "ASK { actor:RUS dg:verbalConflict actor:UKR }").out == "yes\n"
    assert run("query", graph_file, "ASK { actor:RUS dg:verbalConflict actor:UKR }").out == "no\n"


@pytest.mark.parametrize("options", [("--output", "out/graph.ttl"), ("--output", "graph.ttl", "--page", "out/page.html")])
def test_folder_that_is_not_there_is_told_before_anything_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = run("build", "nowhere.txt", *options)
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert outcome.err.endswith("there is no such folder; make the folder first: mkdir -p out\n")


@pytest.mark.parametrize(
    "command", [("page", "graph.ttl", "--output", "page.pdf"), ("build", "nowhere.txt", "--page", "page.pdf")]
)
def test_page_is_written_into_no_file_that_is_called_something_else(
    run: Run, graph_file: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(graph_file.parent)
    outcome = run(*command)
    assert outcome.code == 2
    assert outcome.err == "diplograph: page.pdf: a page is written as HTML; name a file that ends in .html\n"
    assert not Path("page.pdf").exists()


def test_load_of_what_is_not_there_makes_no_store(run: Run, tmp_path: Path) -> None:
    outcome = run("load", tmp_path / "news", tmp_path / "nowhere.nq")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert outcome.err.endswith("nowhere.nq: cannot be read: No such file or directory; check the path\n")
    assert not (tmp_path / "news").exists()


def test_derive_reads_standard_input_once(
    run: Run, graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, piped = tmp_path / "named.trig", tmp_path / "piped.trig"
    run("derive", graph_file, "--output", named)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(graph_file.read_bytes())))
    assert run("derive", "-", "--output", piped).code == 0
    assert piped.read_bytes() == named.read_bytes()


def test_derive_of_a_graph_that_is_not_there_says_so_whatever_its_name(run: Run, tmp_path: Path) -> None:
    for name in ("nowhere.ttl", "nowhere.trig"):
        outcome = run("derive", tmp_path / name)
        assert (outcome.code, outcome.err.count("\n")) == (2, 1)
        assert "no such file" in outcome.err.lower()


def test_derive_into_a_format_without_named_graphs_is_refused_before_anything_is_written(run: Run, graph_file: Path) -> None:
    before = graph_file.read_bytes()
    outcome = run("derive", graph_file)
    assert outcome.code == 2
    assert "--output" in outcome.err
    assert graph_file.read_bytes() == before


def test_actor_base_is_exported_by_itself(run: Run, tmp_path: Path) -> None:
    assert run("export", "--actors", "--output", tmp_path / "actors.nt").code == 0
    with (tmp_path / "actors.nt").open(encoding="utf-8") as lines:
        assert any("actor/SWE" in line for line in lines)


def test_ontology_is_exported_as_it_is_read(run: Run) -> None:
    assert "dg:opposesMembership a dg:Relation" in run("export", "--ontology").out


@pytest.mark.parametrize("arguments", [[], ["GRAPH", "--actors"], ["--actors", "--ontology"]])
def test_export_of_nothing_or_of_two_things_is_refused(run: Run, graph_file: Path, arguments: list[str]) -> None:
    outcome = run("export", *[graph_file if argument == "GRAPH" else argument for argument in arguments])
    assert outcome.code == 2
    assert "one thing to export" in outcome.err


def test_times_of_the_run_are_recorded_where_asked(run: Run, article: Path, tmp_path: Path, fake_extractor: object) -> None:
    run("build", article, "--output", tmp_path / "graph.ttl", "--times")
    assert "prov:startedAtTime" in (tmp_path / "graph.ttl").read_text("utf-8")


def test_page_holds_articles_whose_words_its_claims_quote_and_no_others(run: Run, tmp_path: Path, article: Path) -> None:
    text = article.read_text()
    russia, bid = Actor("https://w3id.org/diplograph/actor/RUS", "Russia", "State"), Actor("actor:bid", "Kosovo", "State")
    told = Claim("talks", russia, "rejects", bid, evidence=(Evidence(0, len(text), text, "rejects"),))
    KnowledgeGraph.from_claims([told], [Document("talks", text)]).save(tmp_path / "graph.ttl")
    (tmp_path / "strange.txt").write_text("Nobody quotes this.")
    page = tmp_path / "graph.html"
    given = ("--with-text", article, "--with-text", tmp_path / "strange.txt")
    outcome = run("page", tmp_path / "graph.ttl", "--output", page, *given)
    assert outcome.code == 0
    assert "strange: no claim of the graph is from it; left out" in outcome.err
    assert [document["text"] for document in page_data(page.read_text())["documents"]] == [text]
    article.write_text("Moscow welcomes the bid.")
    outcome = run("page", tmp_path / "graph.ttl", "--output", page, "--with-text", article)
    assert "talks: not the text that the graph was built from" in outcome.err
    assert [document.get("text") for document in page_data(page.read_text())["documents"]] == [None]


def test_page_that_replaces_one_with_named_views_says_that_it_keeps_them(run: Run, tmp_path: Path, graph_file: Path) -> None:
    page = tmp_path / "graph.html"
    assert run("page", graph_file, "-o", page).err.endswith(f": {page}\n")
    views = escape(json.dumps([{"name": "A", "view": "view=table"}]))
    page.write_text(page.read_text("utf-8").replace('content="[]"', f'content="{views}"'), "utf-8")
    assert run("page", graph_file, "-o", page).err.endswith(f": {page}, with the 1 named view of the page that it replaces\n")
    assert run("page", graph_file, "-o", page).err.endswith("of the page that it replaces\n")
    assert run("page", tmp_path / "graph.ttl", "--output", page, "--with-text", tmp_path / "gone.txt").code == 2
