"""Descriptions beside the name of a body: before it ("the militant group Hamas") and after it ("al-Qaeda terror network").

A description goes into the mention: it names nobody else, and the parser reads the sentence better without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology.actors import Name, NameKind

from ..words import load_words
from .mention import POSSESSIVES, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["DescriptorWords", "join_descriptors"]

_BODIES = (NameKind.ORGANIZATION, NameKind.GROUP, NameKind.PARTY)
_STATES = (NameKind.NAME, NameKind.ADJECTIVE, NameKind.CAPITAL)
_ARTICLES = frozenset({"the", "a", "an"})
_ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG"})
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class DescriptorWords:
    """The lists of ``epithets.yaml``."""

    governments: frozenset[str]
    roles: frozenset[str]
    kinds: frozenset[str]
    modifiers: frozenset[str]


def join_descriptors(doc: "Doc", mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, in order, each body with what describes it; a nationality in that is no longer a mention of its own."""
    words = load_words(DescriptorWords)
    by_end = {mention.end: mention for mention in mentions}
    starts = {mention.start for mention in mentions}
    result: list[Mention] = []
    for mention in mentions:
        described = mention
        if _is_state(mention):
            described = _with_government(doc, _with_role(doc, mention, words), starts, words)
        elif _is_body(mention):
            described = _with_after(doc, _with_before(doc, mention, by_end, words), starts, words)
        while result and result[-1].start >= described.start:
            result.pop()
        if not result or described.start >= result[-1].end:
            result.append(described)
    return result


def _is_body(mention: Mention) -> bool:
    return mention.label == "ORG" or (mention.name is not None and mention.name.kind in _BODIES)


def _is_state(mention: Mention) -> bool:
    return mention.name is not None and mention.name.kind in _STATES and not mention.parts and mention.title is None


def _with_role(doc: "Doc", state: Mention, words: DescriptorWords) -> Mention:
    """ "Our ally Turkey", "its northern neighbour Sudan"."""
    start = state.start - 1
    if state.name is None or state.name.kind is not NameKind.NAME or start < 0 or doc[start].lower_ not in words.roles:
        return state
    while start and doc[start - 1].tag_ in _ADJECTIVES:
        start -= 1
    if start and (doc[start - 1].lower_ in _ARTICLES or doc[start - 1].tag_ == "PRP$"):
        start -= 1
    return replace(state, start=start)


def _with_government(doc: "Doc", state: Mention, starts: set[int], words: DescriptorWords) -> Mention:
    """ "Uganda's government", "the Syrian regime": the state by another name, and one noun less to parse."""
    name, end = state.name, state.end
    if name is None:
        return state
    if end < len(doc) and doc[end].lower_ in POSSESSIVES:
        end += 1
    if end + 1 >= len(doc) or end in starts or doc[end].lower_ not in words.governments or _goes_on(doc[end + 1]):
        return state
    start = state.start - 1 if state.start and doc[state.start - 1].lower_ in _ARTICLES else state.start
    government = Name(name.text, name.actor, NameKind.NAME, "GOV")
    return replace(state, start=start, end=end + 1, name=government)


def _goes_on(token: "Token") -> bool:
    """True where the phrase does not end before ``token``: "the French government spokesman", "the government of"."""
    return token.tag_ in ("NN", "NNS", "NNP", "POS", "HYPH") or token.lower_ in ("of", "in", "-")


def _with_after(doc: "Doc", body: Mention, starts: set[int], words: DescriptorWords) -> Mention:
    """ "APEC forum", "the Taliban militia", "Hezbollah militant group"."""
    # "A resurgent Taliban movement": the adjective needs its noun.
    if body.start and doc[body.start - 1].tag_ in _ADJECTIVES:
        return body
    end = body.end
    while end < min(len(doc), body.end + _LONGEST) and end not in starts:
        if doc[end].lower_ in words.kinds and doc[end].tag_ == "NN":
            return replace(body, end=end + 1)
        if doc[end].lower_ not in words.modifiers:
            break
        end += 1
    return body


def _with_before(doc: "Doc", body: Mention, by_end: dict[int, Mention], words: DescriptorWords) -> Mention:
    """ "the rebel Revolutionary United Front", "Palestinian militant group Hamas"."""
    owner = _possessor(doc, body, by_end, words)
    if owner is not None:
        return replace(body, start=owner.start)
    start = body.start
    while start > max(0, body.start - _LONGEST):
        before = by_end.get(start)
        if before is not None:
            if start < body.start and before.is_adjective:
                start = before.start
            break
        if doc[start - 1].lower_ not in words.modifiers | words.kinds:
            break
        start -= 1
    described = {token.lower_ for token in doc[start : body.start]}
    if start == body.start or not (described & words.kinds or doc[start - 1].lower_ in _ARTICLES):
        return body
    if start and doc[start - 1].lower_ in _ARTICLES:
        start -= 1
    return replace(body, start=start)


def _possessor(doc: "Doc", body: Mention, by_end: dict[int, Mention], words: DescriptorWords) -> Mention | None:
    """The state of "Sudan's feared Rapid Support Forces", where adjectives part it from the group that acts."""
    if body.name is None or body.name.kind not in (NameKind.GROUP, NameKind.PARTY):
        return None
    start = body.start
    while start > max(0, body.start - _LONGEST) and (
        doc[start - 1].tag_ in _ADJECTIVES or doc[start - 1].lower_ in words.modifiers
    ):
        start -= 1
    owner = by_end.get(start - 1) if start and start < body.start and doc[start - 1].lower_ in POSSESSIVES else None
    return owner if owner is not None and owner.name is not None and owner.name.kind in _STATES else None
