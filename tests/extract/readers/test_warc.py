"""Pages that a crawler has recorded are articles with their addresses; what else it has recorded is counted."""

import datetime
import gzip
import io
from pathlib import Path

import pytest
from diplograph.extract.readers import Skipped, read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

warcio = pytest.importorskip("warcio")

PAGE = """<html><head><title>Talks Open in Oslo</title></head><body><article><h1>Talks Open in Oslo</h1>
<p>Norway hosts talks of Sweden and Finland in {} on Monday, said the ministry of that state.</p>
<p>The delegations of both states arrived at the weekend, and the talks will go on until Friday.</p></article></body></html>"""


def record(
    address: str,
    body: bytes,
    kind: str = "text/html",
    status: str = "200 OK",
    of: str = "response",
    day: str = "2025-02-18T10:00:00Z",
    **headers: str,
) -> bytes:
    """A record as a crawler writes it, by hand, for the library is what is tested."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    content = "\r\n".join(lines).encode() + body if of == "response" else body
    head = [
        "WARC/1.0",
        f"WARC-Type: {of}",
        f"WARC-Target-URI: {address}",
        f"WARC-Date: {day}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(content)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + content + b"\r\n\r\n"


def read(path: Path, content: bytes) -> tuple[list[Document], list[str], list[Skipped]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    documents = list(read_documents(path, on_error=failures.append, on_skip=skipped.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures], skipped


TALKS = record("https://courier.example/talks", PAGE.format("Oslo").encode())
VOTES = record("https://courier.example/votes", PAGE.format("Осло").encode("cp1251"), "text/html; charset=windows-1251")


@pytest.mark.parametrize("name", ["crawl.warc", "crawl"])
@pytest.mark.parametrize("pack", [b"".join, lambda records: b"".join(map(gzip.compress, records))], ids=["warc", "gz"])
def test_recorded_page_is_an_article_with_its_address_and_day(tmp_path: Path, name: str, pack: object) -> None:
    assert callable(pack)
    documents, failures, skipped = read(tmp_path / name, pack([TALKS, VOTES]))
    assert (failures, skipped) == ([], [])
    assert [(document.id, document.url) for document in documents] == [
        ("https://courier.example/talks",) * 2,
        ("https://courier.example/votes",) * 2,
    ]
    assert {document.retrieved for document in documents} == {datetime.date(2025, 2, 18)}
    assert "in Осло on Monday" in documents[1].text


def test_body_is_unpacked_as_its_server_packed_it(tmp_path: Path) -> None:
    packed = record("https://courier.example/a", gzip.compress(PAGE.format("Oslo").encode()), **{"Content-Encoding": "gzip"})
    assert len(read(tmp_path / "a.warc", packed)[0]) == 1


def test_what_is_no_page_is_counted_and_told(tmp_path: Path) -> None:
    others = [
        record("https://courier.example/robots.txt", b"User-agent: *", "text/plain"),
        record("https://courier.example/a.png", b"\x89PNG", "image/png"),
        record("https://courier.example/b.png", b"\x89PNG", "image/png"),
        record("https://courier.example/gone", b"Gone", status="404 Not Found"),
        record("https://courier.example/talks", b"GET / HTTP/1.1", of="request"),
    ]
    documents, failures, (skipped,) = read(tmp_path / "a.warc", b"".join([*others, TALKS]))
    assert len(documents) == 1 and failures == []
    assert skipped.reason == "4 of its responses are no pages (2 image/png, 1 text/plain, 1 with status 404)"


def test_page_that_was_recorded_again_has_an_id_of_its_own(tmp_path: Path) -> None:
    again = record("https://courier.example/talks", PAGE.format("Bergen").encode(), day="2025-02-19T10:00:00Z")
    documents, _, _ = read(tmp_path / "a.warc", TALKS + again)
    assert [document.id for document in documents] == [
        "https://courier.example/talks",
        "https://courier.example/talks 2025-02-19T10:00:00Z",
    ]


def test_page_without_an_article_is_named_by_file_and_address_and_leaves_the_others(tmp_path: Path) -> None:
    empty = record("https://courier.example/empty", b"<html><body></body></html>")
    documents, (failure,), _ = read(tmp_path / "a.warc", empty + TALKS)
    assert len(documents) == 1
    assert failure.startswith("https://courier.example/empty: is a page without the text of an article")


def test_archive_that_is_cut_off_or_damaged_is_one_line(tmp_path: Path) -> None:
    assert "without pages, or a damaged one" in read(tmp_path / "a.warc", b"WARC/1.0\r\n" + b"\xff" * 100)[1][0]
    documents, failures, _ = read(tmp_path / "b.warc", TALKS + b"nonsense\r\n" * 10)
    assert len(documents) == 1 and len(failures) == 1
    assert "is damaged" in read(tmp_path / "c.warc.gz", gzip.compress(TALKS)[:-20])[1][0]


def test_record_that_is_longer_than_it_says_is_one_line_and_nothing_of_it_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    documents, (failure,), _ = read(tmp_path / "a.warc", TALKS.rstrip() + b"\x1b[2J\r\n\r\n" + VOTES)
    assert len(documents) == 2
    assert failure == "1 of its records are not as long as they say: pages may be lacking"
    assert capfd.readouterr() == ("", "")


def test_record_whose_head_does_not_end_is_one_line(tmp_path: Path) -> None:
    endless = b"WARC/1.0\r\n" + b"X: x\r\n" * limits().archive_head_bytes
    documents, (failure,), _ = read(tmp_path / "a.warc", endless[: 2 * limits().archive_head_bytes])
    assert documents == [] and "says more of a member than" in failure


def test_page_that_unpacks_without_end_is_one_line(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb") as packed:
        packed.write(b"<p>" * (limits().page_bytes // 2))
    bomb = record("https://courier.example/bomb", stream.getvalue(), **{"Content-Encoding": "gzip"})
    documents, (failure,), _ = read(tmp_path / "a.warc", bomb)
    assert documents == [] and f"holds more than {limits().page_bytes:,} bytes" in failure
