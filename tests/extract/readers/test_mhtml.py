"""A page that a browser has saved in one file is read like the page, with the address that it came from."""

import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.ontology import Document, InputError

PAGE = """<html><head><title>Talks Open in Oslo</title></head><body><article><h1>Talks Open in Oslo</h1>
<p>Norway hosts talks of Sweden and Finland in Oslo on Monday, said the ministry of Zürich.</p>
<p>The delegations of both states arrived at the weekend, and the talks will go on until Friday.</p></article></body></html>"""


def saved(page: str = PAGE, charset: str = "utf-8", kind: str = "html") -> bytes:
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://courier.example/talks"
    message["Subject"] = "Talks Open in Oslo"
    message["Date"] = "Tue, 18 Feb 2025 23:30:00 -0000"
    message.set_content(page, subtype=kind, charset=charset)
    message.add_related(b"\x89PNG", "image", "png")
    return bytes(message)


def read(path: Path, content: bytes) -> tuple[list[Document], list[str]]:
    path.write_bytes(content)
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append))
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["talks.mhtml", "talks.mht", "talks"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_saved_page_is_an_article_with_address_and_day_of_saving(tmp_path: Path, name: str, charset: str) -> None:
    (document,), failures = read(tmp_path / name, saved(charset=charset))
    assert failures == []
    assert (document.id, document.url, document.title) == ("talks", "https://courier.example/talks", "Talks Open in Oslo")
    assert document.retrieved == datetime.date(2025, 2, 18)
    assert "Norway hosts talks" in document.text and "Zürich" in document.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (saved(kind="plain"), "is a saved page without a page in it"),
        (saved("<p>Short.</p>"), "is a page without the text of an article"),
        (saved()[:300], "is a saved page without a page in it"),
        (b"Norway", "is a saved page without a page in it"),
    ],
)
def test_saved_file_without_a_page_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    documents, (failure,) = read(tmp_path / "a.mhtml", content)
    assert documents == [] and said in failure
