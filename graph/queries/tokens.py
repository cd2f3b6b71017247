"""Tokens of SPARQL, as the grammar has them: one reading for whoever looks into a query without parsing it.

Lossless: the texts of all tokens, put together, are the query. Keywords need no space behind them, and where the grammar
alone can say what stands there (``SERVICE:x`` may be a keyword and a name, ``?a<?b`` no IRI), tokens can mislead: what must
be certain is asked of the engine's own parser (``guard``).

https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["Token", "decode_codepoints", "significant_tokens", "tokens"]

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_WITHIN = rf"{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
# Bounded, so that many words without a colon are read in one pass.
_PREFIX = rf"(?:[{_LETTER}](?:[{_WITHIN}.]{{0,200}}[{_WITHIN}])?)?:"
_LOCAL = rf"(?:[{_LETTER}_:0-9]|{_ESCAPED})(?:\.*(?:[{_WITHIN}:]|{_ESCAPED}))*"

_TOKEN = (
    r"(?P<space>[ \t\r\n]+|#[^\n\r]*)"
    r'|(?P<literal>"""(?:[^"\\]++|\\.|"(?!""))*+"""|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*+\'\'\''
    r'|"(?:[^"\\\n\r]++|\\.)*+"|\'(?:[^\'\\\n\r]++|\\.)*+\''
    r"|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+|(?i:true|false)(?![\w:]))"
    # No IRI that somebody means begins so; after a sign for "less than" much does.
    r"|(?P<iri><(?![?$'(])[^<>\"{}|^`\\\x00-\x20]*>)"
    rf"|(?P<variable>[?$][{_LETTER}_0-9][{_LETTER}_0-9\u00b7\u0300-\u036f\u203f-\u2040]*)"
    rf"|(?P<blank>_:[{_LETTER}_0-9](?:[{_WITHIN}.]*[{_WITHIN}])?)"
    rf"|(?P<name>{_PREFIX}(?:{_LOCAL})?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\^\^|!=|<=|>=|&&|\|\||[{}()\[\].;,*/|^!+?=<>-])"
    r"|(?P<other>\\?.)"
)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when a query is first read: that takes a tenth of the start of a process that reads none."""
    return re.compile(_TOKEN, re.DOTALL)


class Token(NamedTuple):
    """A piece of a query: what it is, its text, and where it starts, in characters.

    Kinds are space, literal, iri, variable, blank, name, word, sign and other. Comments are space; numbers, booleans and
    language tags literals; ``a`` and keywords words.
    """

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """All tokens of ``query``, those that no query may hold as "other".

    >>> [token.text for token in tokens("ASK{?s a x:y.}")]
    ['ASK', '{', '?s', ' ', 'a', ' ', 'x:y', '.', '}']
    """
    for match in _pattern().finditer(query):
        yield Token(str(match.lastgroup), match[0], match.start())


def significant_tokens(query: str) -> Iterator[Token]:
    """The tokens of ``query`` without space and comments."""
    return (token for token in tokens(query) if token.kind != "space")


def decode_codepoints(query: str) -> str:
    r"""The query with \uXXXX and \UXXXXXXXX replaced, which some engines do before they read anything.

    >>> decode_codepoints(r"\u0041SK {}")
    'ASK {}'
    """
    return _CODEPOINT.sub(_decode, query)


def _decode(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
