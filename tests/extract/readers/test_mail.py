"""Messages are read with subject, day and sender, whatever their parts and charsets; a mailbox gives one article a message."""

import datetime
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from diplograph.extract.readers import Skipped, read_documents
from diplograph.extract.readers.limits import limits
from diplograph.ontology import Document, InputError

POSTMARK = b"From ada@courier.example Tue Feb 18 10:00:00 2025\n"


def message(text: str = "Norway hosts talks.\n", charset: str = "utf-8", **headers: str) -> EmailMessage:
    made = EmailMessage()
    defaults = {
        "From": "Nordic Courier <news@courier.example>",
        "Subject": "Talks Open",
        "Date": "Tue, 18 Feb 2025 23:30:00 -0500",
        "Message-ID": "<1@courier.example>",
    }
    for name, value in {**defaults, **headers}.items():
        made[name] = value
    made.set_content(text, charset=charset)
    return made


def read(path: Path, content: bytes | EmailMessage) -> tuple[list[Document], list[str]]:
    path.write_bytes(bytes(content))
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


@pytest.mark.parametrize("name", ["talks.eml", "talks.txt"])
def test_message_is_an_article_with_subject_day_and_sender(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, message()) == (
        [
            Document(
                id="talks",
                text="Norway hosts talks.",
                title="Talks Open",
                date=datetime.date(2025, 2, 18),
                outlet="Nordic Courier",
            )
        ],
        [],
    )


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_charset_is_the_declared_one_and_headers_are_decoded(tmp_path: Path, charset: str) -> None:
    ((document,), _) = read(tmp_path / "a.eml", message("Zürich hosts talks.\n", charset, Subject="Zürich"))
    assert (document.text, document.title) == ("Zürich hosts talks.", "Zürich")


@pytest.mark.parametrize("charset", ["no-such", "zlib", "idna", "unicode_escape"])
def test_charset_that_no_message_has_is_not_used(tmp_path: Path, charset: str) -> None:
    raw = bytes(message("Zürich hosts talks.\n")).replace(b'"utf-8"', f'"{charset}"'.encode())
    assert read(tmp_path / "a.eml", raw)[0][0].text == "Zürich hosts talks."


def test_text_part_is_read_and_the_html_part_in_its_place_where_there_is_none(tmp_path: Path) -> None:
    both = message()
    both.add_alternative("<p>Not this.</p>", subtype="html")
    both.add_attachment("Nor this.", filename="notes.txt")
    assert read(tmp_path / "a.eml", both)[0][0].text == "Norway hosts talks."
    alone = message()
    alone.set_content("<h1>Talks</h1><p>Norway <b>hosts</b>.</p><script>alert(1)</script>", subtype="html")
    assert read(tmp_path / "b.eml", alone)[0][0].text == "Talks\n\nNorway hosts."


def test_signature_is_no_text(tmp_path: Path) -> None:
    assert read(tmp_path / "a.eml", message("Norway hosts.\n\n\n\nSweden comes.\n-- \nAda\n"))[0][0].text == (
        "Norway hosts.\n\nSweden comes."
    )


def test_sender_without_a_name_is_the_address(tmp_path: Path) -> None:
    assert read(tmp_path / "a.eml", message(From="news@courier.example"))[0][0].outlet == "news@courier.example"


@pytest.mark.parametrize("name", ["a.mbox", "a", "a.eml"])
def test_mailbox_gives_an_article_a_message(tmp_path: Path, name: str) -> None:
    second = message("Said\n>From Oslo with news.\n", **{"Message-ID": ""})
    mailbox = b"".join(POSTMARK + bytes(each) + b"\n" for each in (message(), second))
    documents, failures = read(tmp_path / name, mailbox)
    assert [(document.id, document.text) for document in documents] == [
        ("1@courier.example", "Norway hosts talks."),
        ("a/2", "Said\nFrom Oslo with news."),
    ]
    assert failures == []


def test_bad_message_of_a_mailbox_leaves_the_others(tmp_path: Path) -> None:
    empty = message("\n")
    long = message("x" * 70 + "\n")
    raw = bytes(long).replace(b"x" * 70, (b"x" * 70 + b"\n") * (limits().message_bytes // 70))
    mailbox = b"".join(POSTMARK + bytes(each) + b"\n" for each in (empty, raw, message()))
    documents, failures = read(tmp_path / "a.mbox", mailbox)
    assert [document.id for document in documents] == ["1@courier.example"]
    assert failures == [
        f"message 2: holds more than {limits().message_bytes:,} bytes; leave it out",
        "1 of its messages hold no text; leave them out",
    ]


def test_message_of_parts_in_parts_is_one_line(tmp_path: Path) -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(5000))
    documents, (failure,) = read(tmp_path / "a.eml", b"MIME-Version: 1.0\n" + nested.encode())
    assert documents == [] and "is a message" in failure
    comments = bytes(message()).replace(b"Nordic", b"(" * 400)
    assert read(tmp_path / "c.eml", comments)[0][0].text == "Norway hosts talks."
    endless = b"MIME-Version: 1.0\nContent-Type: text/plain; " + b"a=b; " * 1_000_000
    assert "too many parts" in read(tmp_path / "d.eml", endless + b"\n\nNorway hosts.")[1][0]
    many = 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\nContent-Type: image/png\n\nx\n" * 6000 + "--b--\n"
    documents, (failure,) = read(tmp_path / "b.eml", b"MIME-Version: 1.0\n" + many.encode())
    assert documents == [] and "too many parts" in failure


def test_message_of_html_alone_says_which_extra_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)
    alone = message()
    alone.set_content("<p>Norway hosts.</p>", subtype="html")
    assert "pip install 'diplograph[formats]'" in read(tmp_path / "a.eml", alone)[1][0]
    assert read(tmp_path / "b.eml", message())[0][0].text == "Norway hosts talks."


def test_attachments_that_may_be_articles_are_told(tmp_path: Path) -> None:
    both = message()
    both.add_attachment("Sweden comes.", filename="notes.txt")
    both.add_attachment(b"%PDF-", "application", "pdf", filename="report.pdf")
    both.add_attachment(b"PNG", "image", "png", filename="logo.png")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(both))
    skipped: list[Skipped] = []
    assert len(list(read_documents(path, on_skip=skipped.append))) == 1
    assert [str(each) for each in skipped] == [
        f"{path}: skipped: 2 of its attachments may be articles (notes.txt, report.pdf); save them, and name them"
    ]
