"""Each entry of a feed is an article, also where the feed is not well-formed; what could exhaust memory is one line."""

import datetime
import time
from pathlib import Path

import pytest
from diplograph.extract.readers import read_documents
from diplograph.extract.readers.formats import detect_format
from diplograph.ontology import Document, InputError

ITEM = """<item><title>Talks &amp;amp; Votes</title><link>https://courier.example/1</link><guid>courier-1</guid>
<pubDate>Tue, 18 Feb 2025 23:30:00 -0500</pubDate><description>Norway hosts.</description>
<content:encoded><![CDATA[<p>Norway <b>hosts</b> talks.</p><script>alert(1)</script><p>Sweden comes.</p>]]></content:encoded>
</item>"""
RSS = f"""<?xml version="1.0"?>\n<!-- by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Nordic Courier » World</title>{ITEM}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Nordic Courier</title><entry>
<title>Talks</title><id>tag:courier.example,2025:1</id><updated>2025-02-18T10:00:00Z</updated>
<link href="javascript:alert(1)"/><content type="html">&lt;p&gt;Norway hosts.&lt;/p&gt;</content></entry>
<entry><title>Sweden attacks Norway</title></entry></feed>"""


def read(path: Path, content: str) -> tuple[list[Document], list[str]]:
    path.write_text(content)
    failures: list[InputError] = []
    documents = list(read_documents(path, on_error=failures.append))
    assert all("\n" not in str(failure) for failure in failures)
    return documents, [str(failure).removeprefix(f"{path}: ") for failure in failures]


def test_entry_of_rss_is_an_article_with_all_that_it_tells(tmp_path: Path) -> None:
    assert read(tmp_path / "a.rss", RSS) == (
        [
            Document(
                id="courier-1",
                text="Norway hosts talks.\n\nSweden comes.",
                title="Talks & Votes",
                date=datetime.date(2025, 2, 18),
                outlet="Nordic Courier",
                url="https://courier.example/1",
            )
        ],
        [],
    )


def test_entry_of_atom_is_an_article_and_a_title_alone_is_its_text(tmp_path: Path) -> None:
    (first, second), _ = read(tmp_path / "a.xml", ATOM)
    assert (first.id, first.text, first.title, first.url) == ("tag:courier.example,2025:1", "Norway hosts.", "Talks", None)
    assert (second.id, second.text, second.title) == ("a/2", "Sweden attacks Norway", None)


@pytest.mark.parametrize(
    "broken",
    [
        RSS.replace("https://courier.example/1", "<BASE/>courier/1"),
        RSS.replace("</channel></rss>", ""),
        RSS.replace("hosts.</description>", "hosts & is glad.</description>"),
        RSS.replace("<guid>", "\x0c<guid>"),
    ],
    ids=["element in a link", "cut off", "bare ampersand", "control character"],
)
def test_feed_that_is_not_well_formed_is_read(tmp_path: Path, broken: str) -> None:
    (document,), _ = read(tmp_path / "a.rss", broken)
    assert (document.id, document.text) == ("courier-1", "Norway hosts talks.\n\nSweden comes.")


def test_entry_that_is_empty_leaves_the_others(tmp_path: Path) -> None:
    documents, failures = read(tmp_path / "a.rss", RSS.replace("<item>", "<item></item><item>"))
    assert [document.id for document in documents] == ["courier-1"]
    assert failures == ["1 of its entries hold neither text nor title; leave them out"]


@pytest.mark.parametrize("place", ["hosts</b>", "Votes</title>", "<![CDATA", "<description>"])
def test_entry_in_which_a_feed_is_cut_off_is_left_out_and_told(tmp_path: Path, place: str) -> None:
    whole = RSS.replace("</channel></rss>", ITEM.replace("courier-1", "courier-2"))
    documents, (failure,) = read(tmp_path / "a.rss", whole[: whole.rindex(place) + 3])
    assert [document.id for document in documents] == ["courier-1"]
    assert failure == "is a news feed that is cut off in its last entry, which is left out; save the feed anew"


def test_language_that_a_feed_declares_is_that_of_its_entries(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path / "a.rss", RSS.replace("<item>", "<language>nb-no</language><item>"))
    assert document.language == "nb-no"


def test_feed_of_entities_is_one_line(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + RSS.partition("?>")[2].replace(
        "Norway", "&b;"
    )
    documents, (failure,) = read(tmp_path / "a.rss", bomb)
    assert documents == [] and "declares entities" in failure


def test_feed_without_entries_is_told(tmp_path: Path) -> None:
    assert "is a news feed without entries" in read(tmp_path / "a.rss", RSS.replace(ITEM, ""))[1][0]


def test_xml_that_is_no_feed_is_named(tmp_path: Path) -> None:
    assert "is XML other than a news feed" in read(tmp_path / "a.xml", '<?xml version="1.0"?><sitemap/>')[1][0]


@pytest.mark.parametrize("opening", ["<?a?>", "<!---->", "<!--", "<?", "<rdf:RDF "])
def test_opening_of_a_file_is_told_in_no_time(opening: str) -> None:
    started = time.process_time()
    detect_format(Path("a"), (opening * 1000).encode())
    assert time.process_time() - started < 1
