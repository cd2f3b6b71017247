"""Drawings of explained sentences by spaCy's displaCy, as HTML without scripts: mentions as marked words, syntax as arcs.

displaCy escapes the text, but neither labels nor tags, and it leaves control characters and direction marks: what reaches it
here is made harmless first. See https://spacy.io/usage/visualizers
"""

import re
from collections.abc import Iterator
from typing import Any

from ..claims import LinkedMention, MentionKind
from .records import SentenceExplanation, Word

__all__ = ["draw_mentions", "draw_syntax"]

# Controls, lone surrogates, and the marks, overrides and isolates that reorder text; one character each, so that offsets hold.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_COLOURS = {
    MentionKind.NAME: "#cfe0f5",
    MentionKind.PLACE: "#e6e2d8",
    MentionKind.PHRASE: "#f6e3b4",
    MentionKind.REFERENCE: "#ead3ee",
}
_SYNTAX_OPTIONS = {
    "compact": True,
    "distance": 110,
    "offset_x": 60,
    "word_spacing": 30,
    "bg": "transparent",
    "color": "currentColor",
    "font": "inherit",
}
# Characters of a word that its place in the drawing holds.
_LONGEST = 15


def _harmless(text: str) -> str:
    """The text with line breaks and tabs as blanks and all else that is no letter to read as U+FFFD; of the same length."""
    return _UNSAFE.sub(lambda mark: " " if mark[0] in "\t\n\r" else "\ufffd", text)


def draw_mentions(sentence: SentenceExplanation) -> str:
    """The sentence with its mentions marked, each with its actor; of mentions one inside the other, the longest."""
    from spacy.displacy.render import EntityRenderer

    spans = [
        {
            "start": start - sentence.start,
            "end": end - sentence.start,
            "label": _markup(label),
            "params": {"bg": _COLOURS[kind]},
        }
        for start, end, kind, label in _marked(sentence)
    ]
    content: dict[str, Any] = {"text": _harmless(sentence.text), "ents": spans}
    return str(EntityRenderer().render([content]))


def _marked(sentence: SentenceExplanation) -> Iterator[tuple[int, int, MentionKind, str]]:
    """Mentions that do not overlap, from left to right, with the names of all actors that one stands for."""
    longest = sorted(sentence.mentions, key=lambda m: (m.start, -m.end))
    position = sentence.start
    for mention in longest:
        if mention.start >= position and mention.end <= sentence.end:
            alike = [m for m in longest if (m.start, m.end) == (mention.start, mention.end)]
            yield mention.start, mention.end, mention.kind, " + ".join(dict.fromkeys(map(_name, alike)))
            position = mention.end


def _name(mention: LinkedMention) -> str:
    return mention.actor.name if mention.actor is not None else "unknown place"


def draw_syntax(sentence: SentenceExplanation) -> str:
    """The dependencies that frames are read from, as SVG: a mention is one word, and words that were left out are missing."""
    from spacy.displacy.render import DependencyRenderer

    # White space between paragraphs is a token to the parser.
    solid = [place for place, word in enumerate(sentence.words) if word.part != "SPACE"]
    shown = {place: number for number, place in enumerate(solid)}
    arcs = []
    for place in solid:
        word = sentence.words[place]
        if word.head != place and word.head in shown:
            start, end = sorted((shown[place], shown[word.head]))
            direction = "left" if place < word.head else "right"
            arcs.append({"start": start, "end": end, "label": _markup(word.dependency), "dir": direction})
    renderer = DependencyRenderer(_SYNTAX_OPTIONS)
    # Numbered, not random: the same article gives the same page.
    drawing = renderer.render_svg(f"syntax-{sentence.start}", [_word(sentence.words[place]) for place in solid], arcs)
    # displaCy reserves the height of round arcs for angular ones too, which are a third as high.
    blank = renderer.highest_level * renderer.distance // 3
    return f'<div style="margin-top: -{blank}px">{drawing}</div>'


def _word(word: Word) -> dict[str, str]:
    text = _harmless(word.text)
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "\u2026"
    # The lemma of a name is that of the word by which the parser read it.
    tag = word.part if word.part == "PROPN" else f"{word.part} {word.lemma}"
    return {"text": short, "tag": _markup(tag)}


def _markup(text: str) -> str:
    """Text where displaCy takes HTML."""
    from spacy.util import escape_html

    return str(escape_html(_harmless(text)))
