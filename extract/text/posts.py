"""Signs of posts on social media, taken out or spelled out: hashtags, mentions, shares, links, emoji, thread markers, labels.

A hashtag inside a sentence is the word that it is ("#SouthKorea"); those at the end of a post name its topics, not who acts.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..words import from_words, load_words
from .alignment import AlignedText

__all__ = ["PostWords", "without_signs_of_posts"]

# A glance that spares nearly all news the rest.
_CUE = re.compile(
    "[#@\u20e3\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]|https?://|www\\.|\\bRT\\b|[0-9]/|[A-Z]{4}"
)
_PICTURE = "[\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001faff\ufe0f\u20e3\u200d]"
_PICTURES = re.compile(rf"[^\S\n]*{_PICTURE}+(?:[^\S\n]*{_PICTURE}+)*")
_FLAGS = re.compile("[^\\S\n]*(?:[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007f]+)+")
_LINK = re.compile(
    r"[^\S\n]*\(?\b(?:https?://|www\.|pic\.twitter\.com/|t\.co/|bit\.ly/|youtu\.be/)[^\s<>\"“”]*[^\s<>\"“”.,;:!?')\]]/?\)?",
    re.I,
)
_SHARE = re.compile(r"(?:(?<=\n)|^|(?<=\s))[\"“]?(?:RT|MT)\s+@\w+\s*:?\s*", re.M)
_REPLY = re.compile(r"^[^\S\n]*(?:\.?@\w+[^\S\n]+)+(?=[\"“#A-Z])", re.M)
_CREDIT = re.compile(
    r"[^\S\n]*\(?\b(?:via|h/t|cc:?|HT|photo|📷)[^\S\n]*:?[^\S\n]+@\w+\)?(?=\s*(?:$|\n|#|https?:))", re.I | re.M
)
_THREAD = re.compile(
    r"^[^\S\n]*\(?[0-9]{1,2}/(?:[0-9]{1,2}|n)?\)?[:.]?(?=\s)[^\S\n]*|[^\S\n]+\(?[0-9]{1,2}/(?:[0-9]{1,2}|n)?\)?[^\S\n]*$", re.M
)
_HASHTAG = re.compile(r"(?<![\w&#/])[#＃](?=\w*[^\W\d_])(\w+)")
_CLOSING_HASHTAGS = re.compile(r"(?P<before>\S?)(?P<tags>(?:[^\S\n]*(?<![\w&])#\w+){1,30})[^\S\n]*$", re.M)
_HANDLE = re.compile(r"(?<![\w.])@([A-Z]{2,})\b(?!\.\w)")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+|[^\W\d_]+")
_NEAR = 100
_SENTENCE_END = frozenset(".!?…:;\"”'’)]")


@dataclass(frozen=True, slots=True)
class PostWords:
    """The lists of ``posts.yaml``."""

    labels: tuple[str, ...]
    before_hashtag: frozenset[str]


@from_words
def _label() -> re.Pattern[str]:
    labels = "|".join(
        re.escape(label).replace(r"\ ", r"\s+") for label in sorted(load_words(PostWords).labels, key=len, reverse=True)
    )
    capitals = "|".join(re.escape(label.upper()).replace(r"\ ", r"\s+") for label in load_words(PostWords).labels)
    return re.compile(
        rf"(?:^|(?<=[.!?…]\s)|(?<={_PICTURE})\s*|(?<={_PICTURE}\s))[^\w\s\"“#@]{{0,20}}[^\S\n]*"
        rf"(?:(?i:{labels})[^\S\n]*(?::|\||!+|[–—](?=\s)|-(?=\s))|(?:{capitals})(?=[^\S\n]*{_PICTURE}))[^\S\n]*",
        re.M,
    )


def without_signs_of_posts(text: AlignedText, name_of: Callable[[str], str | None]) -> AlignedText:
    """The text as one would read it aloud; ``name_of`` gives the name that letters stand for, whatever their case.

    >>> without_signs_of_posts(AlignedText("RT @abc: #Kenya backs #Mali 🇲🇱 https://t.co/1x"), {"KENYA": "Kenya"}.get).text
    'Kenya backs Mali'
    """
    if _CUE.search(text.text) is None:
        return text
    for pattern in (_LINK, _SHARE, _CREDIT, _THREAD, _FLAGS):
        text = text.edited(_removals(text.text, pattern))
    text = text.substituted(_label(), lambda found: "")
    text = text.substituted(_REPLY, lambda found: "")
    text = text.edited(_closing_hashtags(text.text))
    text = text.edited(edit for found in _HASHTAG.finditer(text.text) for edit in _spelled_out(found, name_of))
    text = text.substituted(_HANDLE, lambda found: name_of(found[1]) or found[0])
    return text.edited((found.start(), found.end(), _pause(text.text, found)) for found in _PICTURES.finditer(text.text))


def _removals(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(text):
        yield found.start(), found.end(), _pause(text, found) if pattern is _LINK else ""


def _pause(text: str, found: "re.Match[str]") -> str:
    """A full stop where a link or a picture stands between two sentences without one, else nothing."""
    # Of a text of pictures alone no more is looked at each time, so that time grows with length alone.
    before = text[max(0, found.start() - _NEAR) : found.start()].rstrip()[-1:]
    after = text[found.end() : found.end() + _NEAR].lstrip(" \u00a0")[:1]
    return "." if before.isalnum() and after.isupper() and found.start() > text.rfind("\n", 0, found.start()) + 1 else ""


def _closing_hashtags(text: str) -> Iterator[tuple[int, int, str]]:
    """The hashtags that close a line behind its sentence; one that the sentence needs stays ("met in #Oslo #diplomacy")."""
    before_hashtag = load_words(PostWords).before_hashtag
    for found in _CLOSING_HASHTAGS.finditer(text):
        start = found.start("tags")
        line = text[text.rfind("\n", 0, start) + 1 : start]
        if not line.strip():
            continue
        last = line.rstrip()[-1]
        tags = list(re.finditer(r"[^\S\n]*#\w+", found["tags"]))
        is_apart = not last.isalnum() and (last in _SENTENCE_END or not last.isascii())
        if not is_apart and len(tags) == 1:
            continue
        if not is_apart and re.findall(r"\w+|\W", line.rstrip())[-1].lower() in before_hashtag:
            start += tags[0].end()
        yield start, found.end("tags"), ""


def _spelled_out(found: "re.Match[str]", name_of: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """A hashtag without its sign, and as the words and in the letter case of the name that it is, where it is one."""
    yield found.start(), found.start(1), ""
    tag, at = found[1], found.start(1)
    spelled = tag.replace("_", " ")
    words = " ".join(_WORD.findall(spelled))
    name = name_of(words) or name_of(tag) or spelled
    if name.replace(" ", "").lower() != spelled.replace(" ", "").lower():
        name = spelled
    for letter in name:
        if letter == " " and found.string[at] != "_":
            yield at, at, " "
        else:
            if letter != found.string[at]:
                yield at, at + 1, letter
            at += 1
