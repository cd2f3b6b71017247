"""The page and the lines of ``diplograph explain``: what they tell, and that nothing of the text acts."""

import json
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from diplograph.extract.claims.linked_mentions import LinkedMention, MentionKind
from diplograph.extract.explanation.records import Argument, Attempt, Cue, SentenceExplanation, StatedClaim, Word
from diplograph.graph.page.explanation import render_explanation
from diplograph.graph.views.explanation_text import explain_sentence
from diplograph.ontology import Actor, Claim, Document

HOSTILE = json.loads((Path(__file__).parents[1] / "hostile_texts.json").read_text("utf-8"))
ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202eflip\r\n[bold]x[/bold]"
# Controls, lone surrogates and the marks that reorder text.
OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
CHROMIUM = shutil.which("chromium")


def explanation(text: str = "Oman", **fields: object) -> SentenceExplanation:
    """A sentence with a claim and a frame that gave nothing, with one text in every place that articles fill."""
    actor = Actor("https://example.org/x", text, "State")
    claim = Claim("d", actor, "opposesMembership", actor, actor, speaker=actor, outlet=text, confidence=0.75)
    stated = StatedClaim(claim, {"intercept": 1.0, "inside": -0.4, "words": 0.0}, 0.9)
    left_out = StatedClaim(claim, {}, 1.0, overridden_by="rejects")
    argument = Argument("subject", text, text, "patient.with", f"{text} ↓nsubj {text}", "name", is_exact=False, certainty=0.9)
    cues = (Cue("negated", "negation", text), Cue("planned", "auxiliary", text))
    done = Attempt(
        text, "opposesMembership", "oppose", (argument,), cues, (Cue(text, "according to", text),), (stated, left_out)
    )
    failed = Attempt(text, "accuses", "blame", reasons=(f"{text} and {text}: one actor on both sides",))
    mention = LinkedMention(0, len(text), text, MentionKind.REFERENCE, actor, certainty=0.5)
    words = (Word(text, text, text, text, 0),)
    usual = {"words": words, "mentions": (mention,), "attempts": (done, failed)}
    return SentenceExplanation(3, 0, len(text), text, **(usual | fields))  # type: ignore[arg-type]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def elements(page: str) -> list[tuple[str, tuple[str, ...]]]:
    reader = _Elements()
    reader.feed(page)
    return [element for element in reader.found if element[0] != "br"]


@cache
def render(text: str) -> str:
    return render_explanation([(Document("d", title=text), [explanation(text)])])


@pytest.mark.parametrize("text", [*HOSTILE, ESCAPES])
def test_hostile_text_adds_no_element_to_the_page(text: str) -> None:
    assert elements(render(text)) == elements(render("x"))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_of_the_page_runs_or_loads(text: str) -> None:
    page = render(text)
    assert "default-src 'none'" in page
    assert not [tag for tag, _ in elements(page) if tag in ("script", "img", "link", "iframe", "object")]


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH (Debian: apt-get install chromium)")
def test_nothing_of_the_text_runs_in_a_browser(tmp_path: Path) -> None:
    page = tmp_path / "why.html"
    page.write_text(render_explanation([(Document("d", title=t), [explanation(t)]) for t in HOSTILE]), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    more = [
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}",
        "--virtual-time-budget=2000",
        "--dump-dom",
    ]
    done = subprocess.run(
        [str(CHROMIUM), *options, *more, page.as_uri()], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stdout.count("<article") == len(HOSTILE)
    assert not re.search(r"<body[^>]*data-ran", done.stdout)


def test_page_is_the_same_each_time() -> None:
    assert render("Oman") == render("Oman")


def test_page_tells_claims_reasons_and_what_gave_nothing() -> None:
    page = render("Oman")
    for told in (
        "opposesMembership",
        "slot patient.with",
        "negation",
        "one actor on both sides",
        "rejects says it more precisely",
    ):
        assert told in page


def test_page_says_where_a_sentence_is_boilerplate_and_where_nothing_triggers() -> None:
    boilerplate = explanation(attempts=(), is_boilerplate=True)
    idle = explanation(attempts=())
    page = render_explanation([(Document("d"), [boilerplate, idle])])
    assert page.count("so it was not read") == 1
    assert page.count("No word of it triggers a frame") == 1


@pytest.mark.parametrize("text", [ESCAPES, *HOSTILE])
def test_lines_cannot_steer_the_terminal(text: str) -> None:
    for sentence in (explanation(text), explanation(text, is_boilerplate=True), explanation(text, attempts=())):
        assert not any(OBEYED.search(line) for line in explain_sentence(sentence))


def test_lines_tell_how_each_part_of_a_claim_was_found() -> None:
    lines = [" ".join(line.split()) for line in explain_sentence(explanation())]
    assert lines[:3] == [
        "3 Oman",
        "reference Oman = Oman (State), certainty 0.50",
        "claim Oman opposesMembership Oman [Oman] (affirmed, actual, says Oman)",
    ]
    assert (
        "subject 'Oman' = Oman: slot patient.with, Oman ↓nsubj Oman, name, inside a phrase or near by, certainty 0.90" in lines
    )
    assert "polarity affirmed: negation 'Oman' makes it negated" in lines
    assert "confidence 0.75 (log-odds: intercept +1.00, inside -0.40, times 0.90 for who is meant)" in lines
    assert "'Oman' as accuses (blame): Oman and Oman: one actor on both sides" in lines
