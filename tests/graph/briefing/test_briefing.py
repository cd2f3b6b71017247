"""Briefings: claims by relation with their sources, contradictions beside each other, text that stays text."""

import datetime
import re
import shutil
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.briefing import BRIEFING_FORMATS, Statement, brief, write_briefing
from diplograph.graph.questions import worked_example
from diplograph.ontology import Claim, Document, Evidence, GraphError, Polarity, QueryError
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

EXAMPLE = worked_example()
HOSTILE = (
    "</p><script>alert(1)</script> **bold** [x](javascript:alert(2)) ![i](https://evil.example/i.png) `a` # h | $x$ "
    "\u202e{{ 7*7 }}\n- y"
)


def statements(items: Any) -> list[Statement]:
    return [item for item in items if isinstance(item, Statement)]


def test_claims_of_an_actor_stand_by_relation_in_the_order_of_their_days() -> None:
    made = brief(EXAMPLE, "Borland")
    (said,) = made.parts
    assert said.heading == "What is said of Borland"
    sections = {section.heading: statements(section.items) for section in said.sections}
    assert list(sections) == sorted(sections)
    assert [(s.when, s.text) for s in sections["Negotiates with"]] == [("2024-03-01", "Arland negotiates with Borland")]
    for section in sections.values():
        assert [statement.when for statement in section] == sorted(statement.when for statement in section)


def test_every_claim_that_names_the_actor_is_told_once_with_its_quote_and_its_source() -> None:
    made = brief(EXAMPLE, "Arland")
    told = [
        statement
        for part in made.parts
        for section in part.sections
        for item in section.items
        for statement in ((item,) if isinstance(item, Statement) else (*item.affirmed, *item.denied))
    ]
    claims = EXAMPLE.claims(actor="Arland")
    assert sorted(s.quote for s in told) == sorted(claim.evidence[0].quote for claim in claims)
    assert all(s.note in made.notes for s in told)
    assert [note.number for note in made.notes] == list(range(1, len(made.notes) + 1))
    assert made.summary == f"{len(claims)} claims from {len({claim.document for claim in claims})} articles"


def test_contradictions_stand_beside_each_other_and_what_lies_apart_is_a_change() -> None:
    (contradiction,) = brief(EXAMPLE, "Arland").contradictions
    assert [s.text for s in contradiction.affirmed] == ["Arland aids Elland"]
    assert [s.status for s in contradiction.denied] == ["denied by Ada Moen"]
    made = brief(EXAMPLE, "Borland")
    assert made.contradictions == ()
    changed = [s for part in made.parts for section in part.sections for s in statements(section.items) if s.change]
    assert sorted((s.when, s.change) for s in changed) == [
        ("2024-03-10", "the opposite is said of 2024-06-02"),
        ("2024-06-02", "the opposite is said of 2024-03-10"),
    ]
    assert len(brief(EXAMPLE, "Borland", days=120).contradictions) == 1


def test_two_actors_are_told_by_what_names_both() -> None:
    made = brief(EXAMPLE, "Arland", "Borland")
    assert made.title == "Arland and Borland"
    (part,) = made.parts
    texts = {s.text for section in part.sections for s in statements(section.items)}
    assert texts and all("Arland" in text and "Borland" in text for text in texts)


def test_organization_is_told_with_the_bids_for_it() -> None:
    (part,) = brief(EXAMPLE, "Harbour League").parts
    texts = [s.text for section in part.sections for s in statements(section.items)]
    assert "Arland supports membership of Corland in Harbour League" in texts


def test_what_an_actor_says_of_others_stands_apart() -> None:
    parts = {part.heading: part for part in brief(EXAMPLE, "Ada Moen").parts}
    assert set(parts) == {"What is said of Ada Moen", "What Ada Moen says of others"}


def test_window_and_confidence_leave_claims_out() -> None:
    made = brief(EXAMPLE, "Borland", since="2024-06", until="2024-06-30")
    assert made.summary == "2 claims from 1 article from 2024-06 until 2024-06-30"
    assert brief(EXAMPLE, "Borland", since="2030").parts == ()


@pytest.mark.parametrize(
    ("names", "options", "told"),
    [
        (("Nowhere",), {}, "Nowhere"),
        (("Arland", "Arland"), {}, "are one actor"),
        (("Arland",), {"since": "soon"}, "is no time"),
        (("Arland",), {"min_confidence": 7.0}, "from 0 to 1"),
    ],
)
def test_what_is_no_actor_or_no_time_is_refused(names: tuple[str, ...], options: dict[str, Any], told: str) -> None:
    with pytest.raises(QueryError, match=told):
        brief(EXAMPLE, *names, **options)


def hostile_graph(build_claim: Callable[..., Claim], text: str, url: str) -> KnowledgeGraph:
    claim = build_claim("RUS", "accuses", "UKR", evidence=(Evidence(0, 5, text, "x"),), outlet=text)
    document = Document("talks", title=text, date=datetime.date(2025, 2, 18), outlet=text, url=url)
    subject = replace(claim.subject, name=text)
    return KnowledgeGraph.from_claims([replace(claim, subject=subject), replace(claim, polarity=Polarity.NEGATED)], [document])


class _Tags(HTMLParser):
    """The elements of a page, and the addresses that it links."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.mark.parametrize("url", ["javascript:alert(3)", "data:text/html,<script>", 'https://news.example/a b"><script>?x=<y>'])
def test_text_of_articles_is_text_in_html_and_in_markdown(url: str, build_claim: Callable[..., Claim]) -> None:
    made = brief(hostile_graph(build_claim, HOSTILE, url), "actor:RUS")
    for page in (
        BRIEFING_FORMATS["html"](made).decode(),
        MarkdownIt("commonmark").render(BRIEFING_FORMATS["markdown"](made).decode()),
    ):
        seen = _Tags()
        seen.feed(page)
        assert {"script", "img", "code"}.isdisjoint(seen.tags)
        assert all(link.startswith(("#", "https://news.example/a")) for link in seen.links)
        assert "\u202e" not in page
    assert "<strong>bold" not in page


@given(st.text(max_size=60))
def test_any_text_is_one_line_of_markdown_that_reads_as_it_was_written(text: str) -> None:
    from diplograph.graph.briefing.markdown import _plain
    from diplograph.graph.safe_text import printable

    rendered = MarkdownIt("commonmark").render(f"x{_plain(text)}x")
    shown = re.sub(r"^<p>|</p>\n$", "", rendered)
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("&", "&amp;")):
        shown = shown.replace(entity, sign)
    assert shown == f"x{' '.join(printable(text).split())}x"


def test_files_are_written_in_the_format_of_their_suffix(tmp_path: Path) -> None:
    made = brief(EXAMPLE, "Arland")
    write_briefing(made, tmp_path / "a.md")
    write_briefing(made, tmp_path / "a.html")
    markdown = (tmp_path / "a.md").read_text("utf-8")
    used, defined = set(re.findall(r"(?<!\n)\[\^(\d+)\](?!:)", markdown)), set(re.findall(r"^\[\^(\d+)\]:", markdown, re.M))
    assert used == defined == {str(note.number) for note in made.notes}
    page = (tmp_path / "a.html").read_text("utf-8")
    assert set(re.findall(r'href="#(note-\d+)"', page)) == set(re.findall(r'id="(note-\d+)"', page))
    assert page.count("<caption>Contradiction</caption>") == 1
    with pytest.raises(GraphError, match=r"\.odt is no format of briefings; use one of markdown, html, docx"):
        write_briefing(made, tmp_path / "a.odt")


def test_docx_without_pandoc_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GraphError, match="needs Pandoc; install it"):
        write_briefing(brief(EXAMPLE, "Arland"), tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()


def test_pandoc_that_fails_is_told_by_its_first_line_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pandoc = tmp_path / "pandoc"
    pandoc.write_text("#!/bin/sh\necho 'Unknown option --sandbox.' >&2\nexit 6\n", "utf-8")
    pandoc.chmod(pandoc.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(GraphError, match="made no docx: Unknown option --sandbox"):
        write_briefing(brief(EXAMPLE, "Arland"), tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="Pandoc is not installed")
def test_pandoc_makes_a_docx_with_footnotes(tmp_path: Path, build_claim: Callable[..., Claim]) -> None:
    made = brief(hostile_graph(build_claim, HOSTILE, "https://news.example/a"), "actor:RUS")
    write_briefing(made, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as packed:
        notes, body = (packed.read(f"word/{name}.xml").decode() for name in ("footnotes", "document"))
    assert "news.example" in notes or "alert(1)" in notes
    assert "alert(1)" in body and "evil.example/i.png" in body
    assert "<w:drawing" not in body


def test_command_writes_to_standard_output_or_a_file(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "graph.ttl"
    KnowledgeGraph.from_claims(EXAMPLE.claims, EXAMPLE.claims.documents).save(path)
    shown = run("brief", path, "Arland", "Borland")
    assert (shown.code, shown.out.splitlines()[0]) == (0, "# Arland and Borland")
    written = run("brief", path, "Arland", "--output", tmp_path / "a.html", "--since", "2024-07")
    assert (written.code, written.out) == (0, "")
    assert re.fullmatch(rf"Arland: \d+ claims from \d articles from 2024-07, 1 contradiction: {tmp_path}/a.html\n", written.err)
    none = run("brief", path, "Arland", "--since", "2030")
    assert (none.code, "no claims in" in none.err) == (0, True)
    wrong = run("brief", path, "Nobodyland")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)
