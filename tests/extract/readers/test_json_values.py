"""JSON that is one value: arrays of articles, objects that hold one, JSON Feeds, one article."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.ontology import Document, InputError

TALKS = {
    "id": 7,
    "headline": "Talks",
    "body": "Norway hosts.",
    "published_at": "2025-02-18T10:00:00Z",
    "source": {"name": "Courier"},
}
FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Nordic Courier",
    "items": [
        {
            "id": "1",
            "url": "https://courier.example/1",
            "title": "Talks",
            "content_html": "<p>Norway <b>hosts</b>.</p><p>Sweden comes.</p>",
            "date_published": "2025-02-18T23:30:00-05:00",
        },
        {"url": "https://courier.example/2", "content_text": "Sweden votes.", "date_published": "2025-02-19T00:00:00Z"},
        {"id": 3, "title": "Finland joins NATO"},
        {"id": 4},
    ],
}


def read(path: Path, content: object, columns: Mapping[str, str] | None = None) -> tuple[list[Document], list[str]]:
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append, columns=columns))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a"])
@pytest.mark.parametrize(
    "content",
    [json.dumps([TALKS]), json.dumps([TALKS], indent=1), json.dumps({"status": "ok", "articles": [TALKS]}, indent=1)],
    ids=["line", "lines", "object"],
)
def test_record_of_an_array_is_an_article_whatever_its_names(tmp_path: Path, name: str, content: str) -> None:
    assert read(tmp_path / name, content) == (
        [Document(id="7", text="Norway hosts.", title="Talks", date=datetime.date(2025, 2, 18), outlet="Courier")],
        [],
    )


@pytest.mark.parametrize("name", ["news.json", "news"])
def test_answer_of_a_service_in_one_line_is_read_like_one_in_many(tmp_path: Path, name: str) -> None:
    answer = {"status": "ok", "totalResults": 1, "articles": [{**TALKS, "id": None, "url": "https://courier.example/7"}]}
    documents, failures = read(tmp_path / name, answer)
    assert [(document.id, document.text) for document in documents] == [("https://courier.example/7", "Norway hosts.")]
    assert failures == []


def test_line_of_a_file_of_lines_is_no_value_of_its_own(tmp_path: Path) -> None:
    complaint = 'line 1: no "id"; each line needs "id" and "text": {"id": "a1", "text": "..."}'
    assert read(tmp_path / "a.jsonl", {"articles": [TALKS]}) == ([], [complaint])
    assert read(tmp_path / "a.json", {"title": "Talks"}) == ([], [complaint])
    two = f'{json.dumps({"articles": [TALKS]})}\n{json.dumps({"id": "b", "text": "Sweden comes."})}\n'
    assert [document.id for document in read(tmp_path / "b.json", two)[0]] == ["b"]


def test_one_article_over_several_lines_is_read(tmp_path: Path) -> None:
    (document,), failures = read(tmp_path / "talks.json", json.dumps({"text": ["Norway hosts.", "Sweden comes."]}, indent=2))
    assert (document.id, document.text, failures) == ("talks/1", "Norway hosts.\n\nSweden comes.", [])


def test_names_may_be_told(tmp_path: Path) -> None:
    records = [{"message": "Norway hosts.", "text": "no"}, {"message": "Sweden comes."}]
    documents, _ = read(tmp_path / "a.json", records, {"text": "message"})
    assert [(document.id, document.text) for document in documents] == [("a/1", "Norway hosts."), ("a/2", "Sweden comes.")]
    assert read(tmp_path / "a.json", [{"message": "Norway hosts."}])[1] == [
        "is JSON without texts of articles; name them: --columns text=NAME; its columns are message"
    ]


def test_records_that_are_none_are_told_together(tmp_path: Path) -> None:
    dated = [{"body": "Oslo.", "date": "2024-02-30"}, {"body": "Rome.", "date": "soon"}]
    records = [TALKS, 7, {"body": ""}, {"body": " "}, *dated]
    documents, failures = read(tmp_path / "a.json", records)
    assert [document.text for document in documents] == ["Norway hosts.", "Oslo.", "Rome."]
    assert failures == [
        "1 of its rows are no objects (the first is row 2)",
        "2 of its rows hold no text (the first is row 3)",
        "1 of its rows have a date that is in no calendar, like 2024-02-30, and are read without: mend it (the first is row 5)",
        "1 of its rows have a date like soon, and are read without: write it YYYY-MM-DD (the first is row 6)",
    ]


@pytest.mark.parametrize("indent", [None, 1])
def test_item_of_a_json_feed_is_an_article(tmp_path: Path, indent: int) -> None:
    documents, failures = read(tmp_path / "feed.json", json.dumps(FEED, indent=indent))
    assert documents == [
        Document(
            id="1",
            text="Norway hosts.\n\nSweden comes.",
            title="Talks",
            date=datetime.date(2025, 2, 18),
            outlet="Nordic Courier",
            url="https://courier.example/1",
        ),
        Document(
            id="https://courier.example/2",
            text="Sweden votes.",
            date=datetime.date(2025, 2, 19),
            outlet="Nordic Courier",
            url="https://courier.example/2",
        ),
        Document(id="3", text="Finland joins NATO", outlet="Nordic Courier"),
    ]
    assert failures == ["1 of its rows hold neither text nor title (the first is row 4)"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[{"text": "Norway."},', "is not JSON: Expecting value at line 1, character 22; mend it there"),
        ('[{"a": ' + "[" * 100_000, "is JSON that is too large or too deeply nested"),
        ('[{"a": ' + "1" * 10_000 + "}]", "is JSON that is too large or too deeply nested"),
        ("[]", "is JSON without texts of articles"),
        ('{\n"a": [{"text": "x"}], "b": [{"text": "y"}]}', "is JSON without one list of articles"),
        ('{\n"version": "https://jsonfeed.org/version/1", "items": 7}', "is a news feed without entries"),
        ('["Norway", "Sweden"]', "an array, not an object"),
    ],
)
def test_what_is_no_list_of_articles_is_one_line(tmp_path: Path, content: str, said: str) -> None:
    documents, (failure,) = read(tmp_path / "a.json", content)
    assert documents == [] and said in failure
