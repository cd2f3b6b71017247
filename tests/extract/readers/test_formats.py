"""What is no article is named as what it is, with what to do; what is one is never taken for anything else."""

import json
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.formats import Format, describe_by_name, detect_format
from diplograph.ontology import DataError, InputError

TABLE = 'id,title,date,text\na1,Talks,2025-02-18,"Norway, which hosts, said so."\na2,Vote,2025-02-19,Sweden left.\n'
MARKDOWN = "# Talks\n\n**Norway** hosts [talks](https://news.example/1).\n\n## Guests\n\n- [Sweden](https://news.example/2)\n"


def complaint(path: Path, content: bytes | str) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        list(read_documents(path))
    return str(caught.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ('<?xml version="1.0"?><sitemap>Talks</sitemap>', "XML other than a news feed"),
        ("{\\rtf1\\ansi Talks open.}", "an RTF document"),
        ("@prefix dg: <https://w3id.org/> .\n@prefix actor: <https://w3id.org/a/> .\n\nactor:NOR a dg:State .", "an RDF graph"),
        (b"talks.txt\0" + b"\0" * 247 + b"ustar", "a damaged TAR archive"),
    ],
)
def test_content_is_named_whatever_the_file_is_called(tmp_path: Path, content: bytes | str, what: str) -> None:
    assert complaint(tmp_path / "a.txt", content).startswith(f"is {what}")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.rst", "reStructuredText"),
        ("a.odt", "a word processor's"),
        ("a.ttl", "an RDF"),
    ],
)
def test_name_tells_where_the_content_does_not(tmp_path: Path, name: str, what: str) -> None:
    assert complaint(tmp_path / name, "Norway hosts talks.").startswith(f"is {what}")


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.txt", "<!DOCTYPE html><html><p>Talks</p></html>", "html"),
        ("a.doc", "<html><p>Talks</p></html>", "html"),
        ("-", '<?xml version="1.0"?>\n<!DOCTYPE html><html><p>Talks</p></html>', "html"),
        ("a.txt", "<p>Norway hosts.</p>\n<p>Sweden comes.</p>\n<p>All talk.</p>", "html"),
        ("a.html", "Norway hosts talks.", "html"),
        ("a.txt", '<?xml version="1.0"?>\n<rss><item>Talks</item></rss>', "feed"),
        ("a.txt", "MIME-Version: 1.0\nContent-Type: text/html\n\n<p>A</p><p>B</p><p>C</p>", "mail"),
        ("-", "From ada@courier.example Tue Feb 18 10:00:00 2025\nSubject: Talks\n\nNorway hosts talks.", "mail"),
        ("a", "From Oslo Tuesday brought news.", "text"),
        ("a.txt", MARKDOWN, "markdown"),
        ("a.md", "Norway hosts talks.", "markdown"),
        ("-", "---\ntitle: Talks\n---\nNorway hosts talks.", "markdown"),
        ("-", "---\nNorway hosts talks.\n---\n", "text"),
        ("a.txt", TABLE, "table"),
        ("a.txt", "who,whom,when\nNOR,SWE,2020\nNOR,ISL,2021\nNOR,DNK,2022\n", "table"),
        ("a.txt", "4912\t20200101\tNOR\n4913\t20200102\tSWE\n4914\t20200103\tISL\n", "table"),
        ("a.TSV", "Norway hosts talks.", "table"),
        ("a.csv", 'id,text\na,"<p>A</p><p>B</p><p>C</p>"\n', "table"),
        ("a.xml", '<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item/></rdf:RDF>', "feed"),
        ("a.txt", '{"id": "a", "text": "Talks open."}\n', "json-lines"),
        ("-", '\ufeff{"id": "a", "text": "Talks open."}\n', "json-lines"),
        ("a.jsonl", '{"id": "a", "text": "<p>A</p><p>B</p><p>C</p>"}\n', "json-lines"),
        ("a.txt", "Norway hosts talks.", "text"),
        ("a.unknown", "Norway hosts talks.", "text"),
    ],
)
def test_reader_is_found_by_content_and_then_by_name(name: str, content: str, reader: str) -> None:
    assert detect_format(Path(name), content.encode()).reader == reader


@pytest.mark.parametrize("entry", [Format("a"), Format("a", reader="text", remedy="save it"), Format("a", remedy="{file}")])
def test_format_without_reader_and_remedy_or_with_both_is_a_fault_of_the_data(entry: Format) -> None:
    with pytest.raises(DataError):
        entry.check("formats.yaml: a")


@pytest.mark.parametrize(
    "text",
    [
        "Norway, Sweden, Denmark\n\nNorway, Sweden and Denmark met in Oslo, and agreed.\n",
        "Oslo, Bergen, Trondheim\nNorway hosts talks, and says so.\nSweden comes.\n",
        "Norway hosts talks | Nordic Courier\n\nSweden comes, and Denmark | Iceland do not.\n",
        "Talks\n\n- Norway\n- Sweden\n\nThe price was #1 of **all** questions.\n",
        "From: Oslo\nTo: the world\n\nNorway hosts talks.\n",
        "The page said <b>no</b>, and Norway said yes.\n",
        "[Oslo] Norway hosts talks.\n",
        "**Mr President,** **Excellencies,** **Ladies and Gentlemen,**\n\n**Norway** hosts talks.\n",
        "Title: Talks, Date: May, Text: none\nNorway hosts.\n",
    ],
)
def test_article_is_read_as_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert [document.text for document in read_documents(tmp_path / "a.txt")] == [text]


def test_markup_and_tables_inside_records_are_theirs(tmp_path: Path) -> None:
    records = [{"id": "a", "text": "<p>A</p><p>B</p><p>C</p>"}, {"id": "b", "text": MARKDOWN}, {"id": "c", "text": TABLE}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    assert [document.id for document in read_documents(tmp_path / "a.jsonl")] == ["a", "b", "c"]


def test_path_in_a_command_is_quoted() -> None:
    assert "pandoc --to plain 'a b.rst'" in detect_format(Path("a b.rst"), b"").describe(Path("a b.rst"))
    assert describe_by_name(Path("a\x1b.rst")) == (
        "is reStructuredText; save it as plain text first: pandoc --to plain FILE --output FILE.txt"
    )
