"""Tables of articles in Parquet, with columns known by their names or told."""

import datetime
import gzip
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

pyarrow = pytest.importorskip("pyarrow")

ROWS = {
    "key": [1, 2, 3, 4],
    "headline": ["Talks", None, None, None],
    "body": ["Norway hosts.", "Sweden comes.", None, " "],
    "published": [datetime.datetime(2025, 2, 18, 23, 30), None, None, None],
}


def table(columns: Mapping[str, Any]) -> bytes:
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pyarrow.table(dict(columns)), stream, row_group_size=2)
    return stream.getvalue()


def read(path: Path, content: bytes, columns: Mapping[str, str] | None = None) -> tuple[list[Document], list[str]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append, columns=columns))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["a.parquet", "a"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_row_is_an_article(tmp_path: Path, name: str, pack: Any) -> None:
    documents, failures = read(tmp_path / name, pack(table(ROWS)), {"id": "key"})
    assert documents == [
        Document(id="1", text="Norway hosts.", title="Talks", date=datetime.date(2025, 2, 18)),
        Document(id="2", text="Sweden comes."),
    ]
    assert failures == ["2 of its rows hold no text (the first is row 3)"]


def test_column_may_be_of_few_different_texts(tmp_path: Path) -> None:
    columns = {"text": pyarrow.array(["Norway hosts."] * 3).dictionary_encode(), "date": ["2025-02-18", "2024-02-30", "soon"]}
    documents, failures = read(tmp_path / "a.parquet", table(columns))
    assert [document.id for document in documents] == ["a/1", "a/2", "a/3"]
    assert [failure.partition(",")[0] for failure in failures] == [
        "1 of its rows have a date that is in no calendar",
        "1 of its rows have a date like soon",
    ]


@pytest.mark.parametrize(
    ("columns", "named", "said"),
    [
        (
            {"words": ["Norway."]},
            None,
            "is a table without a column of text; name it: --columns text=COLUMN",
        ),
        ({"text": ["Norway."]}, {"date": "day"}, "has no column day (--columns); its columns are text"),
        ({"text": [7]}, None, "its column text holds int64, no text"),
        ({"EventCode": ["010"], "GlobalEventID": [7]}, None, "is a table of coded events"),
    ],
)
def test_table_without_texts_is_one_line(
    tmp_path: Path, columns: Mapping[str, Any], named: Mapping[str, str] | None, said: str
) -> None:
    documents, (failure,) = read(tmp_path / "a.parquet", table(columns), named)
    assert documents == [] and said in failure


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda raw: raw[:-30], "is a Parquet table that cannot be read"),
        (lambda raw: raw[:40] + b"x" * 40 + raw[80:], "is a Parquet table that cannot be read"),
        (lambda _: b"PAR1" * 9, "is a Parquet table that cannot be read"),
        # Numbers with figures that only texts have: pyarrow ends a process that asks for the figures.
        (lambda raw: raw.replace(b"\x15\x0c%\x02\x18\x04text", b"\x15\x02%\x02\x18\x04text"), "holds int32, no text"),
    ],
    ids=["cut", "bent", "no", "contradictory"],
)
def test_damage_is_one_line(tmp_path: Path, damage: Any, said: str) -> None:
    raw = table({"text": [f"Norway hosts {number}." for number in range(50)]})
    assert damage(raw) != raw
    _, failures = read(tmp_path / "a.parquet", damage(raw))
    assert len(failures) == 1 and said in failures[0]


def test_columns_of_large_groups_whose_figures_contradict_their_kind_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their size is asked for, and pyarrow ends the process that asks."""
    raw = table({"text": ["Norway hosts talks."] * 50, "date": ["2024-03-04"] * 50})
    bent = raw.replace(b"\x15\x0c%\x02\x18\x04date", b"\x15\x02%\x02\x18\x04date")
    assert bent != raw
    tight = replace(limits(), parquet_group_bytes=100)
    monkeypatch.setattr("diplograph.extract.readers.records.parquet.limits", lambda: tight)
    assert "contradicts itself; write it anew" in read(tmp_path / "a.parquet", bent)[1][0]


def test_small_columns_of_a_large_group_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = table({"text": ["Norway hosts talks."] * 2, "page": ["".join(map(chr, range(200, 900)))] * 2})
    tight = replace(limits(), parquet_group_bytes=500)
    monkeypatch.setattr("diplograph.extract.readers.records.parquet.limits", lambda: tight)
    documents, failures = read(tmp_path / "a.parquet", raw)
    assert (len(documents), failures) == (2, [])


def test_columns_that_unpack_to_more_than_is_read_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = table({"text": ["Norway hosts talks. " * 100 + str(number) for number in range(500)]})
    for limit, said in (
        ("parquet_group_bytes", "groups of rows of more than 1,000"),
        ("unpacked_bytes", "unpacks to more"),
    ):
        tight = replace(limits(), **{limit: 1000})
        monkeypatch.setattr("diplograph.extract.readers.records.parquet.limits", lambda tight=tight: tight)
        assert said in read(tmp_path / "a.parquet", raw)[1][0]
