"""Group actors that one phrase names: "European nations", "EU members", "Arab states", "alliance partners".

They become one mention, so that the parser and lists of names ("Ukraine and European nations") can treat them as a name.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from diplograph.ontology.actors import NameKind

from ..words import Lexicon
from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["GROUP", "join_groups"]

_LONGEST_ADJECTIVE = 3
# Label of the mention of a group actor.
GROUP = "GROUP"


@cache
def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def join_groups(doc: "Doc", mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions, in order, with each name or regional adjective before a plural of ``group_heads`` joined to it."""
    heads = frozenset(_plural(noun) for noun in lexicon.group_heads)
    by_end = {mention.end: mention for mention in mentions if not mention.is_person and mention.label != "outlet"}
    # "Association of Southeast Asian nations" is a name, nations and all.
    named = {i for mention in mentions if mention.name is not None for i in range(mention.start, mention.end)}
    groups: list[Mention] = []
    for token in doc:
        if token.i and token.i not in named and token.lower_ in heads and token.tag_ == "NNS":
            group = (
                _regional(doc, token, lexicon)
                or _group(doc, token, by_end.get(token.i), lexicon)
                or _of_body(doc, token, mentions, lexicon)
            )
            if group is not None:
                groups.append(group)
    covered = {i for group in groups for i in range(group.start, group.end)}
    rest = [mention for mention in mentions if covered.isdisjoint(range(mention.start, mention.end))]
    return sorted([*rest, *groups], key=lambda mention: mention.start)


def _group(doc: "Doc", head: "Token", before: Mention | None, lexicon: Lexicon) -> Mention | None:
    if before is not None:
        # "Turkey's governments" and "the French government" are not groups of states.
        if head.lower_ == _plural("government") and before.name is not None:
            return None
        phrase = doc[before.start : head.i + 1].text
        name = before.name
        if name is not None and name.kind in (NameKind.NAME, NameKind.ORGANIZATION):
            phrase = f"{lexicon.attributive_names.get(name.actor.name, name.actor.name)} {head.text}"
        return replace(before, end=head.i + 1, text=phrase, label=GROUP, name=None, owner=name)
    return None


def _regional(doc: "Doc", head: "Token", lexicon: Lexicon) -> Mention | None:
    """ "South American nations": the longest adjective of a region or people before the noun."""
    for length in range(_LONGEST_ADJECTIVE, 0, -1):
        start = head.i - length
        if start >= 0 and doc[start : head.i].text in lexicon.collective_adjectives:
            return Mention(start, head.i + 1, doc[start : head.i + 1].text, GROUP)
    return None


def _of_body(doc: "Doc", head: "Token", mentions: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    """ "alliance members": those of the organisation named last."""
    if doc[head.i - 1].lower_ not in lexicon.body_nouns:
        return None
    named = [mention.name for mention in mentions if mention.end < head.i and mention.name is not None]
    bodies = [name for name in named if name.actor.kind == "InternationalOrganization"]
    if not bodies:
        return None
    return Mention(head.i - 1, head.i + 1, f"{bodies[-1].actor.name} {head.text}", GROUP, owner=bodies[-1])
