"""Drawings by displaCy: no byte of the text becomes markup, and the same sentence gives the same drawing."""

import re
from html.parser import HTMLParser

import pytest
from diplograph.extract.claims.linked_mentions import LinkedMention, MentionKind
from diplograph.extract.explanation.drawing import draw_mentions, draw_syntax
from diplograph.extract.explanation.records import SentenceExplanation, Word
from diplograph.ontology import Actor
from hypothesis import given
from hypothesis import strategies as st

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{bg}{0}\x1b[31m\u202eflip\u2066\x00"
MARKS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
TAGS = {"div", "mark", "span", "br", "svg", "text", "tspan", "g", "path", "textpath"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.content = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.content += data


def read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    return reader


def sentence_of(text: str, name: str = "Oman", dependency: str = "nsubj") -> SentenceExplanation:
    """A sentence whose text is one mention and two words."""
    actor = Actor("https://example.org/x", name, "Organization")
    words = (Word(text, text, "PROPN", dependency, 1), Word(text, text, "VERB", "ROOT", 1))
    mention = LinkedMention(10, 10 + len(text), text, MentionKind.NAME, actor)
    return SentenceExplanation(1, 10, 10 + len(text), text, words, (mention,) if text else ())


@given(st.text(min_size=1, max_size=40) | st.just(HOSTILE))
def test_text_never_becomes_markup(text: str) -> None:
    for markup in (draw_mentions(sentence_of(text, name=text)), draw_syntax(sentence_of(text, dependency=text))):
        found = read(markup)
        assert found.tags <= TAGS
        assert not {name for name in found.attributes if name.startswith("on") or name in ("src", "href")}
        assert not MARKS.search(markup)


def test_text_is_there_as_text() -> None:
    assert "<script>alert(1)</script>" in read(draw_mentions(sentence_of("<script>alert(1)</script>"))).content


def test_same_sentence_gives_the_same_drawing() -> None:
    assert draw_syntax(sentence_of("Oman")) == draw_syntax(sentence_of("Oman"))


@pytest.mark.parametrize(("place", "head", "direction"), [(0, 1, "left"), (1, 0, "right")])
def test_arc_points_to_the_dependent(place: int, head: int, direction: str) -> None:
    words = [Word("a", "a", "X", "ROOT", 0), Word("b", "b", "X", "ROOT", 1)]
    words[place] = Word("c", "c", "X", "nsubj", head)
    words[head] = Word("d", "d", "X", "ROOT", head)
    drawing = draw_syntax(SentenceExplanation(1, 0, 3, "c d", tuple(words), ()))
    left, right = sorted(float(x) for x in re.findall(r'class="displacy-word"[^>]* x="(\d+)"', drawing))
    tip = float(re.findall(r'class="displacy-arrowhead" d="M([\d.]+)', drawing)[0])
    assert (abs(tip - left) < abs(tip - right)) == (direction == "left")


def test_white_space_between_paragraphs_is_not_drawn() -> None:
    words = (Word("\n\n", "\n\n", "SPACE", "dep", 1), Word("Oman", "Oman", "PROPN", "ROOT", 1))
    drawing = draw_syntax(SentenceExplanation(1, 0, 4, "Oman", words, ()))
    assert drawing.count('class="displacy-word"') == 1
    assert "displacy-arrow" not in drawing


def test_of_nested_mentions_the_longest_is_marked_and_names_all_its_actors() -> None:
    oman, iran = (Actor(f"https://example.org/{name}", name, "State") for name in ("Oman", "Iran"))
    mentions = (
        LinkedMention(0, 10, "both sides", MentionKind.REFERENCE, oman),
        LinkedMention(0, 10, "both sides", MentionKind.REFERENCE, iran),
        LinkedMention(5, 10, "sides", MentionKind.NAME, iran),
    )
    content = read(draw_mentions(SentenceExplanation(1, 0, 16, "both sides agree", (), mentions))).content
    assert content.split() == ["both", "sides", "Oman", "+", "Iran", "agree"]
