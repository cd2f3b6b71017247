"""Tables of articles are read by the names of their columns, or as the user names them; other tables are one line."""

import datetime
import time
from pathlib import Path

import pytest
from diplograph.extract.readers import find_articles, parse_columns, read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

TABLE = (
    "Article ID,Headline,Published At,Source,Link,Body\n"
    'a1,Talks,"Tue, 18 Feb 2025 10:00:00 GMT",Courier,https://courier.example/1,'
    '"Norway, which hosts, said ""yes"".\n\nSweden comes."\n'
    "a2,,2025-02-19,,,Sweden left.\n"
)


def read(path: Path, content: str | bytes, columns: dict[str, str] | None = None) -> tuple[list[Document], list[str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append, columns=columns))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


def test_row_is_an_article_by_well_known_names_of_columns(tmp_path: Path) -> None:
    documents, failures = read(tmp_path / "a.csv", TABLE)
    assert documents == [
        Document(
            id="a1",
            text='Norway, which hosts, said "yes".\n\nSweden comes.',
            title="Talks",
            date=datetime.date(2025, 2, 18),
            outlet="Courier",
            url="https://courier.example/1",
        ),
        Document(id="a2", text="Sweden left.", date=datetime.date(2025, 2, 19)),
    ]
    assert failures == []


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.tab", "a.txt", "a"])
@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
def test_delimiter_is_the_one_that_the_table_has(tmp_path: Path, delimiter: str, name: str) -> None:
    content = "id,title,text\na1,Talks,Norway hosts.\na2,Votes,Sweden left.\n".replace(",", delimiter)
    documents, _ = read(tmp_path / name, content)
    assert [(document.id, document.title, document.text) for document in documents] == [
        ("a1", "Talks", "Norway hosts."),
        ("a2", "Votes", "Sweden left."),
    ]


def test_columns_that_are_named_win_over_those_that_are_known(tmp_path: Path) -> None:
    content = "text,story so far,when\nA teaser.,Norway hosts talks.,2025-02-18\n"
    ((document,), _) = read(tmp_path / "a.csv", content, {"text": "Story so far", "date": "when"})
    assert (document.id, document.text, document.date) == ("a/1", "Norway hosts talks.", datetime.date(2025, 2, 18))


def test_column_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", TABLE, {"text": "story"}) == (
        [],
        ["has no column story (--columns); its columns are Article ID, Headline, Published At, Source, Link, Body"],
    )


@pytest.mark.parametrize("given", ["text", "text=", "=body", "words=body", "", "text=body,"])
def test_option_that_names_no_field_and_column_is_told(given: str) -> None:
    with pytest.raises(InputError, match="--columns"):
        parse_columns(given)


def test_columns_reach_the_reader_with_the_files(tmp_path: Path) -> None:
    assert find_articles([tmp_path], {"text": "body"}).columns == {"text": "body"}


def test_table_without_text_is_one_line_with_what_to_name(tmp_path: Path) -> None:
    documents, (failure,) = read(tmp_path / "a.csv", "name,type\nNorway,state\nNATO,body\n")
    assert documents == []
    assert failure == "is a table without a column of text; name it: --columns text=COLUMN; its columns are name, type"


@pytest.mark.parametrize(
    "content",
    [
        "Event ID\tEvent Date\tSource Name\tCAMEO Code\n1\t2018-06-01\tNorway\t040\n",
        "GLOBALEVENTID,SQLDATE,EventCode\n564,20060731,010\n",
        "\t".join(["564111644", "20060731", *["x"] * 56]) + "\n",
    ],
)
def test_table_of_coded_events_is_one_line(tmp_path: Path, content: str) -> None:
    documents, (failure,) = read(tmp_path / "a.csv", content * 3)
    assert documents == [] and failure.startswith("is a table of coded events")


def test_rows_that_are_no_articles_are_told_together_and_leave_the_others(tmp_path: Path) -> None:
    content = "text,date\nNorway hosts.,soon\n,2025-02-18\n\nSweden, left.,2025-02-18\nIceland came.,later\n"
    documents, failures = read(tmp_path / "a.csv", content)
    assert [document.text for document in documents] == ["Norway hosts.", "Iceland came."]
    assert failures == [
        "2 of its rows have a date like soon, and are read without: write it YYYY-MM-DD (the first is row 1)",
        "1 of its rows hold no text (the first is row 2)",
        "1 of its rows have more cells than columns are named: quote cells that hold the delimiter (the first is row 4)",
    ]


def test_windows_line_endings_and_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    marked = b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode()
    assert read(tmp_path / "a.csv", marked) == read(tmp_path / "a.csv", TABLE)


def test_byte_that_is_not_utf8_is_given_with_its_line(tmp_path: Path) -> None:
    assert "line 2: byte 13 (0xe9) is not UTF-8" in read(tmp_path / "a.csv", b"id,text\na,caf\xe9.\n")[1][0]


def test_quote_that_never_closes_is_one_line_and_soon(tmp_path: Path) -> None:
    started = time.process_time()
    endless = 'id,text\na,"' + "Norway hosts talks.\n" * (limits().cell_characters // 19)
    documents, (failure,) = read(tmp_path / "a.csv", endless)
    assert documents == [] and "check the quotes" in failure
    assert time.process_time() - started < 20
