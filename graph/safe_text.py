r"""Sets of hidden characters, and who must do without which: a terminal, a JSON line, a script, a page, RDF, XML.

Articles are hostile. What a terminal obeys is harmless in a page, and what ends a script is plain text in a graph, so each
place has a set of its own, put together from the same parts.
"""

import re

__all__ = [
    "DIRECTION",
    "HIDDEN_IN_JSON",
    "IGNORABLE",
    "UNFIT_FOR_PAGE",
    "UNFIT_FOR_RDF",
    "UNFIT_FOR_XML",
    "UNSAFE_IN_SCRIPT",
    "escape_unicode",
    "printable",
]

_DEL_C1 = "\x7f-\x9f"
# Explicit direction marks, embeddings, overrides and isolates of Unicode Standard Annex 9.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = "\u2028\u2029"
_SURROGATES = "\ud800-\udfff"
_NONCHARACTERS = "\ufffe\uffff"
_BOM = "\ufeff"

DIRECTION = re.compile(f"[{_DIRECTION}]")
# What a terminal obeys: all controls, lone surrogates, and what reorders text; a run of them is one space.
_TERMINAL = re.compile(f"[\x00-\x1f{_DEL_C1}{_DIRECTION}{_LINE_ENDS}{_SURROGATES}]+")
# The same in a line of JSON, whose writer escapes the C0 controls itself.
HIDDEN_IN_JSON = re.compile(f"[{_DEL_C1}{_DIRECTION}{_LINE_ENDS}{_SURROGATES}]")
# What no reader sees and any word may hold (Default_Ignorable_Code_Point): two words that differ in these alone are one.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# What could end a script or a line within it, or start markup.
UNSAFE_IN_SCRIPT = re.compile(f"[<>&{_DEL_C1}{_DIRECTION}{_LINE_ENDS}{_SURROGATES}{_BOM}]")
# Shown in a page as a sign; tab and line feed stay.
UNFIT_FOR_PAGE = re.compile(f"[\x00-\x08\x0b-\x1f{_DEL_C1}{_SURROGATES}{_NONCHARACTERS}]")
# Control characters but tab and line breaks, lone surrogates and the two noncharacters: RDF, XML or a terminal chokes on each.
UNFIT_FOR_RDF = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_DEL_C1}{_SURROGATES}{_NONCHARACTERS}]")
# https://www.w3.org/TR/xml/#charsets; a carriage return would come back as a line feed.
UNFIT_FOR_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    r"""``text`` on one line, each run of characters that a terminal would obey as one space.

    >>> printable("Oslo\x1b[31m hosts\ntalks")
    'Oslo [31m hosts talks'
    """
    return _TERMINAL.sub(" ", text)


def escape_unicode(found: re.Match[str]) -> str:
    r"""One character as JSON and JavaScript write it, for ``sub``.

    >>> UNSAFE_IN_SCRIPT.sub(escape_unicode, "</script>")
    '\\u003c/script\\u003e'
    """
    return f"\\u{ord(found[0]):04x}"
