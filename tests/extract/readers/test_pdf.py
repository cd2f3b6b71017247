"""PDF files are read as paragraphs, without running heads; what is drawn without end is left out, and said in one line."""

import datetime
import sys
import zlib
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

INFO = {"Title": "Talks Open in Oslo", "CreationDate": "D:20250218103000+01'00'", "Producer": "Word"}


def lines(*texts: str | tuple[str, int]) -> bytes:
    """A content stream: each line 14 below the one before, or as far as it says."""
    drawn, height = [b"BT /F1 12 Tf"], 750
    for entry in texts:
        text, gap = entry if isinstance(entry, tuple) else (entry, 14)
        height -= gap
        drawn.append(f"1 0 0 1 72 {height} Tm ({text}) Tj".encode("latin-1"))
    return b"\n".join([*drawn, b"ET"])


def pdf(*pages: bytes, info: dict[str, str] = INFO, extra: tuple[bytes, ...] = (), resources: str = "") -> bytes:
    """A PDF file of these content streams; ``extra`` are further objects, from number 10 on."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: ("<< " + " ".join(f"/{key} ({value})" for key, value in info.items()) + " >>").encode(),
    }
    objects |= dict(enumerate(extra, start=10))
    kids = []
    for number, content in enumerate(pages):
        page, stream = 100 + 2 * number, 101 + 2 * number
        kids.append(f"{page} 0 R")
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {stream} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        ).encode()
        objects[stream] = packed(content)
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = bytearray(b"%PDF-1.4\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(out) + b"trailer << /Root 1 0 R /Info 4 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF" % (max(objects) + 1, start)


def packed(content: bytes, head: str = "") -> bytes:
    data = zlib.compress(content)
    return f"<< {head} /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream"


def read(path: Path, content: bytes) -> tuple[list[Document], list[str]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["talks.pdf", "talks.txt", "talks"])
def test_file_is_its_text_in_paragraphs_with_title_and_day(tmp_path: Path, name: str) -> None:
    page = lines("Norway hosts talks between", "Chad and Mali.", ("Sweden takes part in", 28), "the second round.")
    assert read(tmp_path / name, pdf(page)) == (
        [
            Document(
                id="talks",
                text="Norway hosts talks between\nChad and Mali.\n\nSweden takes part in\nthe second round.",
                title="Talks Open in Oslo",
                date=datetime.date(2025, 2, 18),
            )
        ],
        [],
    )


def test_day_of_a_dateline_wins_and_that_of_a_browser_is_when_it_was_saved(tmp_path: Path) -> None:
    page = lines("OSLO, March 10, 2023 (Reuters) - Norway hosts talks.")
    assert read(tmp_path / "a.pdf", pdf(page))[0][0].date == datetime.date(2023, 3, 10)
    ((document,), _) = read(tmp_path / "b.pdf", pdf(lines("Norway hosts."), info={**INFO, "Producer": "Skia/PDF m150"}))
    assert (document.date, document.retrieved) == (None, datetime.date(2025, 2, 18))


@pytest.mark.parametrize("title", ["Microsoft Word - talks.docx", "untitled", "talks.indd", "ST-105", ""])
def test_title_that_a_program_set_is_none(tmp_path: Path, title: str) -> None:
    assert read(tmp_path / "a.pdf", pdf(lines("Norway hosts."), info={"Title": title}))[0][0].title is None


def test_running_heads_and_page_numbers_are_no_text_and_paragraphs_go_over_pages(tmp_path: Path) -> None:
    bodies = (["Norway hosts talks", "between Chad and"], ["the state of Mali.", "Sweden comes."], ["Denmark", "left."])
    pages = [lines("Nordic Courier", *body, f"Page {number} of 3") for number, body in enumerate(bodies, start=1)]
    assert read(tmp_path / "a.pdf", pdf(*pages))[0][0].text == (
        "Norway hosts talks\nbetween Chad and\nthe state of Mali.\nSweden comes.\n\nDenmark\nleft."
    )


def test_scan_is_told_with_what_to_do(tmp_path: Path) -> None:
    assert read(tmp_path / "a.pdf", pdf(b"")) == (
        [],
        ["is a PDF file without text, a scan perhaps; recognize its text first: ocrmypdf"],
    )


def test_damaged_file_is_one_line(tmp_path: Path) -> None:
    for content in (b"%PDF-1.4\n", pdf(lines("Norway"))[:300], b"%PDF-1.7 \x00\xff" * 500):
        documents, failures = read(tmp_path / "a.pdf", content)
        assert documents == [] and len(failures) == 1 and "is a PDF file" in failures[0]


def test_page_on_which_too_much_is_drawn_is_left_out(tmp_path: Path) -> None:
    bomb = b"q Q\n" * (limits().pdf_page_bytes // 3)
    documents, (failure,) = read(tmp_path / "a.pdf", pdf(lines("Norway hosts."), bomb))
    assert [document.text for document in documents] == ["Norway hosts."]
    assert failure.startswith("pages left out, where more is drawn than is read: 2")


def test_forms_that_draw_each_other_without_end_are_one_line(tmp_path: Path) -> None:
    levels = 12
    forms = tuple(
        packed(
            f"/X{10 + level + 1} Do ".encode() * 10 if level < levels - 1 else b"q Q " * 1000,
            "/Type /XObject /Subtype /Form /BBox [0 0 1 1] "
            f"/Resources << /XObject << /X{10 + level + 1} {10 + min(level + 1, levels - 1)} 0 R >> >>",
        )
        for level in range(levels)
    )
    bomb = pdf(b"/X10 Do", extra=forms, resources="/XObject << /X10 10 0 R >>")
    documents, (failure,) = read(tmp_path / "a.pdf", bomb)
    assert documents == [] and "more is drawn than is read" in failure


def test_missing_library_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert read(tmp_path / "a.pdf", pdf(lines("Norway")))[1] == [
        "is a PDF file, which needs pypdf; install it with: pip install 'diplograph[formats]'"
    ]
