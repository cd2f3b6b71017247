"""``?evidence store:quotes "words"`` in queries: evidence whose quote holds the words in their order.

A predicate that no triple has. Before a query runs, it becomes what the store at hand is fast at: the evidence that an index
of words proposes, or a filter over the quotes.
"""

import re
from collections.abc import Callable, Iterable

from ..rdf import OA

__all__ = ["expand_quote_search"]

_PATTERN = re.compile(
    r"(?P<node>[?$]\w+)\s+store:quotes\s+(?P<words>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')\s*(?P<end>[.;}])"
)
_WORD = re.compile(r"\w+")


def expand_quote_search(text: str, find: Callable[[str], Iterable[str]] | None) -> str:
    """The query with each ``store:quotes`` replaced; ``find`` gives the evidence for a phrase, as terms.

    >>> expand_quote_search('ASK { ?e store:quotes "free trade" . }', lambda phrase: ["<a:1>"])
    'ASK { VALUES ?e { <a:1> } ?e <http://www.w3.org/ns/oa#exact> [] . }'
    """

    def replace(match: re.Match[str]) -> str:
        node, phrase = match["node"], match["words"][1:-1]
        end = node if match["end"] == ";" else match["end"]
        if find is not None:
            # Joined with the quads: an index may propose what is there no more.
            return f"VALUES {node} {{ {' '.join(find(phrase))} }} {node} {OA.exact} [] {match['end']}"
        words = _WORD.findall(phrase)
        quote = f"?quote_{match.start()}"
        pattern = r"(^|\\W){}(\\W|$)".format(r"\\W+".join(words))
        condition = f'REGEX({quote}, "{pattern}", "i")' if words else "false"
        return f"{node} {OA.exact} {quote} FILTER({condition}) {end}"

    return _PATTERN.sub(replace, text)
