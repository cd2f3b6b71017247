"""Article metadata read from the text: title, day of publication and outlet. What the reader of a file gives wins.

A headline is read as one wherever it stands, in the text or in a field of its own: it tells whom the article is about, and the
article is what follows. So a text file and a JSON Lines record of one article give the same claims.
"""

import re
from dataclasses import replace

from diplograph.ontology import Document

from .datelines import find_datelines, opening_dateline

__all__ = ["body_of", "complete", "find_title"]

_LONGEST_TITLE, _LONGEST_TITLE_LINES = 200, 3
_NO_WORD = re.compile(r"[\W_]+")
# What pages hang on the titles that they give ("Talks Open in Oslo | Nordic Courier").
_SITE = re.compile(r"\s+[|–—-]\s+")
_FEWEST_WORDS_BEFORE_SITE = 3
_BYLINE = re.compile(r"By [A-Z]\S*(?: \S+){1,6}")
_CLOSES_NO_TITLE = (".", ":", ",", ";")


def complete(document: Document) -> Document:
    """The document with what its text tells of title, day of publication and outlet, where nobody else did.

    >>> found = complete(Document("a", text="Talks Open\\n\\nOSLO, March 10, 2023 (Reuters) – Norway hosts talks."))
    >>> found.title, str(found.date), found.outlet
    ('Talks Open', '2023-03-10', 'Reuters')
    """
    title = document.title if document.title is not None else find_title(document.text)
    if document.date is None or document.outlet is None:
        start, _ = body_of(document.text, title)
        dateline = opening_dateline(document.text[start:])
        if dateline is not None:
            date = document.date if document.date is not None else dateline.date
            outlet = document.outlet if document.outlet is not None else dateline.outlet
            return replace(document, title=title, date=date, outlet=outlet)
    return document if title == document.title else replace(document, title=title)


def find_title(text: str) -> str | None:
    """The first line, where it reads like a headline: no long one, no full stop, apart from the body that follows.

    What sets it apart is a blank line, or that the next line is a byline or opens with a dateline. A line that goes on in
    small letters is the same headline.

    >>> find_title("Talks Open in Oslo\\n\\nDelegations arrived on Monday.\\n")
    'Talks Open in Oslo'
    >>> find_title("Delegations arrived on Monday.\\n\\nTalks open today.\\n") is None
    True
    """
    first, *following = text.lstrip().split("\n", _LONGEST_TITLE_LINES + 1)
    title = first.strip()
    while len(following) > 1 and following[0].lstrip()[:1].islower():
        title += f" {following.pop(0).strip()}"
    if len(title) >= _LONGEST_TITLE or title.rstrip("\"'”’").endswith(_CLOSES_NO_TITLE) or _opens_body(title):
        return None
    is_apart = bool(following) and (_opens_body(following[0]) or not following[0].strip())
    return title if is_apart and any(line.strip() for line in following) else None


def _opens_body(line: str) -> bool:
    return _BYLINE.fullmatch(line.strip()) is not None or next(find_datelines(line), None) is not None


def body_of(text: str, title: str | None) -> tuple[int, int]:
    """The characters of a text without its title, where it opens with that, and without white space at both ends.

    >>> text = "Talks open\\nin Oslo\\n\\nDelegations arrived.\\n"
    >>> text[slice(*body_of(text, "Talks Open in Oslo"))]
    'Delegations arrived.'
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if title is None:
        return start, end
    wanted = {_folded(title), _folded(_without_site(title))} - {""}
    stop = start
    for _ in range(_LONGEST_TITLE_LINES):
        stop = text.find("\n", stop + 1, end)
        if stop < 0:
            break
        if _folded(text[start:stop]) in wanted:
            return end - len(text[stop:end].lstrip()), end
    return start, end


def _folded(words: str) -> str:
    return _NO_WORD.sub(" ", words).strip().casefold()


def _without_site(title: str) -> str:
    before = _SITE.split(title)[0]
    return before if len(before.split()) >= _FEWEST_WORDS_BEFORE_SITE else title
