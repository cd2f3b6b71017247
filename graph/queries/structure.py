"""Structure of a query as far as the engine's stack and time hang on it: nesting, parts side by side, patterns to join.

Read from tokens in one pass, whatever the text: only what is bounded here is given to a parser, which recurses. Where the
grammar alone can tell, as of ``?a<b:c``, the brackets around it do: a sign stands in an expression, an IRI in a pattern.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from diplograph.ontology import QueryError

from ..limits import limits
from .tokens import Token, significant_tokens

__all__ = ["check_structure"]

_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_PREFIXED = frozenset("!+-^")
_TERMS = frozenset({"iri", "name", "variable", "blank", "literal"})
# What makes one level more of what is evaluated, also side by side.
_PART_SIGNS = frozenset({"{", "(", "||", "&&", "|", "/", "*", "+", "-", "<", "~"})
_PART_WORDS = re.compile(r"UNION|OPTIONAL|MINUS|BIND|FILTER|VALUES|LATERAL|HAVING|SELECT")
# What joins within, and is then joined as one.
_SEPARATE = ("UNION", "OPTIONAL", "MINUS", "EXISTS", "LATERAL")
_START = Token("sign", "", -1)


@dataclass(slots=True)
class _Level:
    """What is between two brackets. Kinds: group, data (of VALUES, of an update, of a template), expression, nodes."""

    kind: str
    is_branch: bool = False
    patterns: int = 0
    largest_branch: int = 0
    begins_pattern: bool = True


def check_structure(text: str) -> None:
    """Raise GraphError for a query or an update that is longer, deeper or has more parts than ``limits.yaml`` allows."""
    most = limits()
    if len(text) > most.query_characters:
        raise QueryError(f"SPARQL: the query has more than {most.query_characters:,} characters; ask in several queries")
    structure = _Structure()
    count = 0
    for token in islice(significant_tokens(text), most.query_tokens + 1):
        count += 1
        structure.take(token)
    if structure.deepest > most.query_depth:
        raise QueryError("SPARQL: the query is nested too deeply")
    if count > most.query_tokens:
        raise QueryError(f"SPARQL: the query has more than {most.query_tokens:,} words and signs; ask in several queries")
    if structure.parts > most.query_parts:
        message = f"SPARQL: the query has {structure.parts:,} parts and operators, more than {most.query_parts:,}"
        raise QueryError(f"{message}; ask in several queries")
    if structure.patterns > most.query_patterns:
        message = f"SPARQL: the query joins {structure.patterns:,} patterns, more than {most.query_patterns:,}"
        raise QueryError(f"{message}; ask in several queries")


class _Structure:
    def __init__(self) -> None:
        self.deepest = self.parts = 0
        self._depth = self._signs = 0
        self._levels = [_Level("group")]
        self._before = self._before_that = _START
        self._comes_data = False

    @property
    def patterns(self) -> int:
        """The triple patterns that are joined, with those of the largest of branches and optional groups side by side."""
        return sum(level.patterns for level in self._levels)

    def take(self, token: Token) -> None:
        for piece in self._as_in_expression(token) if self._follows_operand(token) else (token,):
            self._take(piece)
            self._before_that, self._before = self._before, piece

    def _follows_operand(self, token: Token) -> bool:
        """True for what looks like an IRI where an operator must stand."""
        is_operand = self._before.kind in _TERMS or self._before.text == ")"
        return token.kind == "iri" and is_operand and self._levels[-1].kind == "expression"

    @staticmethod
    def _as_in_expression(token: Token) -> Iterator[Token]:
        yield Token("sign", "<", token.start)
        yield from significant_tokens(token.text[1:])

    def _take(self, token: Token) -> None:
        level = self._levels[-1]
        self._signs = self._signs + 1 if token.text in _PREFIXED else 0
        if token.kind == "word":
            self._take_word(token.text.upper(), level)
        elif token.kind in ("sign", "other"):
            self._take_sign(token.text, level)
        elif token.kind in _TERMS:
            self._take_term(level)
        self.deepest = max(self.deepest, self._depth, self._signs)

    def _take_word(self, word: str, level: _Level) -> None:
        self.parts += len(_PART_WORDS.findall(word))
        self._comes_data = self._comes_data or word.endswith(("VALUES", "DATA"))
        level.begins_pattern = level.begins_pattern or word != "A"

    def _take_term(self, level: _Level) -> None:
        if level.kind == "nodes":
            # An item of a list is two triples, a step of a path none of its own.
            is_item = self._before.kind in _TERMS or self._before.text in ("(", ")", "]")
            level.patterns += 2 * is_item
        elif level.kind == "group":
            level.patterns += level.begins_pattern
            level.begins_pattern = False
            self.parts += len(self._levels) == 1  # what is described, grouped and ordered by

    def _take_sign(self, sign: str, level: _Level) -> None:
        if level.kind != "data":
            self.parts += sign in _PART_SIGNS
        if level.kind == "group":
            level.patterns += sign == "/"
            level.begins_pattern = level.begins_pattern or sign in (".", ";", ",", "~", "}", ")")
        # Triple terms have brackets of two signs.
        self._depth += (sign == self._before.text == "<") - (sign == self._before.text == ">")
        if sign in _OPENING:
            self._open(sign, level)
        elif sign in _CLOSING:
            self._close(sign)

    def _open(self, sign: str, level: _Level) -> None:
        self._depth += 1
        is_branch = False
        if sign == "(":
            kind = self._kind_of_parentheses(level)
        elif sign == "{":
            before = self._before.text.upper() if self._before.kind == "word" else ""
            is_branch = before.endswith(_SEPARATE)
            is_data = self._comes_data or level.kind == "data" or before.endswith("CONSTRUCT")
            kind = "data" if is_data else "group"
            self._comes_data = False
        else:
            kind = level.kind if level.kind == "data" else "group"
        if sign != "{" and kind in ("group", "nodes"):
            self._take_term(level)
        self._levels.append(_Level(kind, is_branch))

    def _kind_of_parentheses(self, level: _Level) -> str:
        if level.kind in ("data", "expression"):
            return level.kind
        is_called = self._before.kind in ("name", "iri") and self._before_that.kind == "word" and self._before_that.text != "a"
        is_keyword = self._before.kind == "word" and self._before.text != "a"
        return "expression" if is_called or is_keyword or len(self._levels) == 1 else "nodes"

    def _close(self, sign: str) -> None:
        self._depth -= 1
        if len(self._levels) == 1:
            return  # one too many, which the parser will tell
        closed, around = self._levels.pop(), self._levels[-1]
        if closed.is_branch:
            around.patterns += max(0, closed.patterns - around.largest_branch)
            around.largest_branch = max(around.largest_branch, closed.patterns)
        else:
            around.patterns += closed.patterns
            if sign == "}":
                around.largest_branch = closed.patterns
        around.begins_pattern = around.begins_pattern or closed.kind == "expression" or sign == "}"
