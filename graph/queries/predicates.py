"""Predicates that a query can ask for: where a graph has none of them, the engine need not join over it.

Every pattern over two graphs is two look-ups and a sorting out of doubles, at each step of a join. This reads tokens, not
grammar, and errs on one side: what might be a predicate counts as one, and where any predicate might match there is no answer.
"""

import re
from collections.abc import Mapping

from ..rdf import PREFIXES
from .tokens import Token, significant_tokens

__all__ = ["asked_predicates"]

_TYPE = PREFIXES["rdf"] + "type"

# After one of these stands no object, so what is before it was no predicate; nor is what a projection or an order names.
_ENDS = frozenset({".", ";", ",", "}", "]", "{", ""})
# Between a subject and its predicate there is none of these.
_BEGINS = frozenset({".", ",", "{", "}", "(", "=", "!=", "<", ">", "<=", ">=", "&&", "||", "+", "-", "/"})
_END = Token("sign", "", -1)
# Keywords need no space behind them: what looks like a name may begin with one, and a word that begins with a literal be two.
_TWO_IN_ONE = {
    "name": re.compile(r"(?i)(?:describe|construct|graph|from|named|service|filter|bind|values|optional|minus|union|prefix)"),
    "word": re.compile(r"(?i)(?:true|false)."),
}


def asked_predicates(query: str) -> frozenset[str] | None:
    """The IRIs among which are all predicates that the patterns of ``query`` name; None where any predicate may match.

    >>> sorted(asked_predicates("PREFIX x: <urn:x:> SELECT ?s { ?s x:a/x:b x:c ; a ?t }") or ())
    ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'urn:x:a', 'urn:x:b']
    >>> asked_predicates("ASK { ?s ?p ?o }")
    """
    tokens = _tokens(query)
    if tokens is None:
        return None
    prefixes = dict(PREFIXES)
    found: set[str] = set()
    is_list = False
    for place, token in enumerate(tokens):
        before, after = tokens[place - 1] if place else _END, tokens[place + 1] if place + 1 < len(tokens) else _END
        if token.kind == "word" and token.text.upper() in ("SELECT", "BY"):
            is_list = True
        elif token.text in ("{", "}"):
            is_list = False
        if _is_declared(before, token, after, prefixes):
            continue
        is_step = place > 1 and tokens[place - 2].text == "/"
        if _may_match_anything(before, token, after, is_list=is_list, is_step=is_step):
            return None
        if _may_be_predicate(token, after):
            iri = _expand(token, prefixes)
            if iri is None:
                return None
            found.add(iri)
    return frozenset(found)


def _tokens(query: str) -> list[Token] | None:
    """The tokens; None for what this does not know, escapes of code points among them, which may stand for any sign."""
    if "\\u" in query or "\\U" in query:
        return None
    found = list(significant_tokens(query))
    return None if any(map(_is_unsure, found)) else _mark_expressions(found)


def _is_unsure(token: Token) -> bool:
    """True for what is no token, and for what may be two."""
    glued = _TWO_IN_ONE.get(token.kind)
    return token.kind == "other" or (glued is not None and glued.match(token.text) is not None)


def _mark_expressions(tokens: list[Token]) -> list[Token]:
    """The tokens, with the closing parentheses of expressions, not of lists and paths, of a kind of their own."""
    marked: list[Token] = []
    is_expression: list[bool] = []
    before = _END
    for token in tokens:
        marked.append(token)
        if token.text == "(":
            is_nested = before.text == "(" and is_expression and is_expression[-1]
            is_expression.append(bool(_is_keyword(before) or is_nested))
        elif token.text == ")" and is_expression and is_expression.pop():
            marked[-1] = Token("expression", ")", token.start)
        before = token
    return marked


def _is_declared(before: Token, token: Token, after: Token, prefixes: dict[str, str]) -> bool:
    """True for the name in a PREFIX clause, which is taken down, and for its IRI."""
    if before.kind == "word" and before.text.upper() == "PREFIX" and token.kind == "name" and after.kind == "iri":
        prefixes[token.text[:-1]] = after.text[1:-1]
        return True
    return False


def _may_match_anything(before: Token, token: Token, after: Token, *, is_list: bool, is_step: bool) -> bool:
    if token.kind == "word":
        return token.text.upper() in ("DESCRIBE", "BASE")
    if token.kind == "variable":
        ends = after.text in _ENDS or _is_keyword(after) or after.text == ")"
        begins = before.text in _BEGINS or before.kind in ("word", "expression")
        return not (is_list or ends or begins)
    if token.text in ("*", "?"):
        # A path of no steps leads from every node to itself; after a first step only from where that led.
        return (before.kind in ("iri", "name") and not is_step) or before.text in ("a", ")")
    is_triple_term = token.text == after.text == ">"
    is_negated_path = token.text == "!" and not _is_keyword(after) and after.kind != "variable"
    return is_triple_term or is_negated_path


def _may_be_predicate(token: Token, after: Token) -> bool:
    is_term = token.kind in ("iri", "name") or token.text == "a"
    return is_term and after.text not in _ENDS and not _is_keyword(after)


def _is_keyword(token: Token) -> bool:
    return token.kind == "word" and token.text != "a"


def _expand(token: Token, prefixes: Mapping[str, str]) -> str | None:
    if token.text == "a":
        return _TYPE
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, _, local = token.text.partition(":")
    return f"{prefixes[prefix]}{local}" if prefix in prefixes else None
