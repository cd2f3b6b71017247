"""DOCX files are read as paragraphs and rows; what unpacks without end or declares entities is one line."""

import datetime
import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError


def document(*paragraphs: str, title: str = "Talks Open in Oslo", author: str = "Ada") -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.core_properties.title = title
    made.core_properties.author = author
    made.core_properties.created = datetime.datetime(2025, 2, 18, 10)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, part if member == name else old.read(member))
    return stream.getvalue()


def read(path: Path, content: bytes) -> tuple[list[Document], list[str]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["talks.docx", "talks.zip", "talks"])
def test_file_is_its_paragraphs_with_title_and_day(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, document("Norway hosts talks.", "", "Sweden\ncomes.")) == (
        [
            Document(
                id="talks",
                text="Norway hosts talks.\n\nSweden\ncomes.",
                title="Talks Open in Oslo",
                date=datetime.date(2025, 2, 18),
            )
        ],
        [],
    )


def test_row_of_a_table_is_a_paragraph_and_joined_cells_are_read_once(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Norway", "hosts talks."
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Sweden comes."
    stream = io.BytesIO()
    made.save(stream)
    assert read(tmp_path / "a.docx", stream.getvalue())[0][0].text == "Norway hosts talks.\n\nSweden comes."


def test_day_of_a_dateline_wins_and_that_of_a_template_is_none(tmp_path: Path) -> None:
    dated = document("OSLO, March 10, 2023 (Reuters) - Norway hosts talks.")
    assert read(tmp_path / "a.docx", dated)[0][0].date == datetime.date(2023, 3, 10)
    assert read(tmp_path / "b.docx", document("Norway hosts.", author="python-docx"))[0][0].date is None


def test_document_without_text_is_told(tmp_path: Path) -> None:
    assert "is a document without text" in read(tmp_path / "a.docx", document())[1][0]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        + b"<w:t>Norway hosts &j;&f; talks.</w:t></w:r></w:p></w:body></w:document>"
    )
    documents, failures = read(tmp_path / "a.docx", with_part(document("x"), "word/document.xml", bomb))
    assert len(failures) + len(documents) == 1
    assert all(len(found.text) < 100 and "root" not in found.text for found in documents)


def test_part_that_unpacks_without_end_is_one_line(tmp_path: Path) -> None:
    for name, size in (("word/document.xml", limits().docx_part_bytes), ("docProps/thumbnail.jpeg", limits().docx_bytes)):
        documents, (failure,) = read(tmp_path / "a.docx", with_part(document("x"), name, bytes(size + 1)))
        assert documents == [] and ("more in it than is unpacked" in failure or "unpacks to more than" in failure)


def test_damaged_document_is_one_line(tmp_path: Path) -> None:
    whole = document("Norway hosts.")
    for content in (whole[:500], with_part(whole, "word/document.xml", b"<w:document"), b"PK\x03\x04 no archive"):
        documents, failures = read(tmp_path / "a.docx", content)
        assert documents == [] and len(failures) == 1


def test_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = document("Norway hosts.")
    monkeypatch.setitem(sys.modules, "docx", None)
    assert read(tmp_path / "a.docx", content)[1] == [
        "is a DOCX document, which needs docx; install it with: pip install 'diplograph[formats]'"
    ]


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_document_that_lacks_a_part_is_told_to_be_saved_anew(tmp_path: Path, part: str) -> None:
    import docx

    whole, path = io.BytesIO(), tmp_path / "a.docx"
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    failures: list[InputError] = []
    assert list(read_documents(path, on_error=failures.append)) == []
    assert "is a DOCX document with a part missing or damaged" in str(failures[0]) and "save it anew" in str(failures[0])


def test_empty_document_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"")
    failures: list[InputError] = []
    assert list(read_documents(path, on_error=failures.append)) == []
    assert str(failures[0]) == f"{path}: is empty; it should hold the text of an article"
