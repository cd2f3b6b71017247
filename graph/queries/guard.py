"""Guard of queries: those may run that only read, stay on this machine, and are not too deep for the engine's stack.

Words are looked at first, which gives the plainest message. What is certain is asked of the engine's own parser: a query in
which SERVICE and FROM are written otherwise, and which can still be read, has them in names, strings and comments alone.
"""

import re
from collections.abc import Iterable

from diplograph.ontology import QueryError

from ..limits import limits
from ..rdf import PREFIXES
from .sparql import describe_syntax_error
from .structure import check_structure
from .tokens import Token, decode_codepoints, significant_tokens

__all__ = ["check_query", "check_update", "refuse_network"]

# No space is needed behind a keyword.
_UPDATE = re.compile(
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)(?:DATA|WHERE|SILENT|GRAPH|DEFAULT|NAMED|ALL)*", re.IGNORECASE
)
_REACHING = {
    "SERVICE": "SERVICE would reach the network; query one graph at a time",
    "FROM": "FROM would load a file or an address; name a graph with GRAPH <...> { ... }",
    "LOAD": "LOAD would reach a file or the network; send the triples themselves",
}
# How far before the place of an error the word stands that the parser could not take for a name.
_NEAR = 60


def check_query(text: str) -> None:
    """Raise GraphError for an update, for SERVICE and FROM as far as words tell them, and for nesting or chains without end.

    Words inside strings, IRIs, comments, variables and prefixed names do not count; escaped letters do.
    """
    check_structure(text)
    found = list(significant_tokens(text))
    _refuse_words(found)
    decoded = decode_codepoints(text)
    if decoded != text:
        check_structure(decoded)
        if any(token.kind == "other" for token in found):
            _refuse_words(significant_tokens(decoded))


def refuse_network(text: str) -> None:
    """Raise GraphError for a query that the engine would read as one with SERVICE or FROM, however they are spelt.

    What is no query at all is refused too, if it has the letters of either.
    """
    import pyoxigraph

    muted = _mute(text, "service|from")
    if muted == text:
        return
    try:
        # Nothing is asked: there is nothing in it.
        pyoxigraph.Store().query(muted, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(_describe(text, str(error), ("SERVICE", "FROM"))) from None
    except (OSError, ValueError, RuntimeError):
        return  # it could be read, and whoever evaluates it says what is wrong


def check_update(text: str) -> None:
    """Raise GraphError for an update that the engine would read as one with LOAD or SERVICE, however they are spelt.

    So too for nesting or chains without end, where it is no longer than a query may be: longer ones are batches of triples.
    """
    import pyoxigraph

    if len(text) <= limits().query_characters:
        for spelling in dict.fromkeys((text, decode_codepoints(text))):
            check_structure(spelling)
    muted = _mute(text, "service|load")
    if muted == text:
        return
    try:
        pyoxigraph.Store().update(muted, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise QueryError(_describe(text, str(error), ("SERVICE", "LOAD"))) from None
    except (OSError, ValueError, RuntimeError):
        return


def _mute(text: str, words: str) -> str:
    """The text with other words of the same length in place of ``words``: the same names, strings and places, no keyword."""
    return re.sub(words, lambda found: f"z{found[0][1:]}", text, flags=re.IGNORECASE)


def _refuse_words(found: Iterable[Token]) -> None:
    is_begun = False
    for token in found:
        _refuse_word(token, is_begun=is_begun)
        is_begun = is_begun or _begins(token)


def _begins(token: Token) -> bool:
    """True for the word that says what kind of query it is: what comes before declares."""
    return token.kind == "word" and token.text.upper().startswith(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


def _refuse_word(token: Token, *, is_begun: bool) -> None:
    if token.kind != "word":
        return
    word = token.text.upper()
    if not is_begun and _UPDATE.fullmatch(word):
        raise QueryError("SPARQL: this is an update; a query only reads (SELECT, ASK, CONSTRUCT, DESCRIBE)")
    for reaching in ("SERVICE", "FROM"):
        # No space is needed before or after it, and no other keyword has it within.
        if reaching in word:
            raise QueryError(f"SPARQL: {_REACHING[reaching]}")


def _describe(text: str, message: str, words: tuple[str, ...]) -> str:
    """What is wrong with a text that the parser cannot read once ``words`` are no keywords."""
    place = re.search(r"\b(\d+):(\d+)\b", message)
    if place is not None:
        lines = text.split("\n")
        end = sum(len(line) + 1 for line in lines[: int(place[1]) - 1]) + int(place[2])
        near = text[max(0, end - _NEAR) : end + len("service")].upper()
        for word in words:
            if word in near:
                return f"SPARQL: {_REACHING[word]}"
    return describe_syntax_error(text, message)
