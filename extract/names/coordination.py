"""Coordinated names as one mention: "France, Britain and Germany", "Turkish and EU" (officials), "US-Russia".

Coordination is what a small parser gets wrong most; a list of names of one sort is plain on the surface. A list is joined only
where it cannot be the seam of two clauses ("met Putin and Blair left").
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diplograph.ontology.actors import NameKind

from ..words import Grammar, Lexicon, load_words
from .mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["join_mentions"]

# Longer lists are read as the names that they are.
_LONGEST_LIST = 100
_CONJUNCTIONS = frozenset({"and", "or", "nor", "&"})
_HYPHENS = frozenset({"-", "–", "—"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# What follows a name that says whose it is.
_OWNED = frozenset({"NN", "NNS", "JJ", "POS"})
_OBJECT_GOVERNORS = frozenset({"VBD", "VBZ", "VBP", "VB", "VBG", "VBN"})
_SENTENCE_ENDS = frozenset({".", "!", "?", ";", '"', "”"})
# After a comma these are no verb of a headline.
_NO_VERBS = _CONJUNCTIONS | {"have", "are", "do", "be"}
_OBJECT_OPENERS = frozenset({"JJ", "DT", "PRP$", "CD"})
_PLACES = (NameKind.CAPITAL, NameKind.PLACE)


def join_mentions(doc: "Doc", mentions: Sequence[Mention], determiners: Collection[str] = ("the",)) -> list[Mention]:
    """The mentions with each list, pair and "city, state" as one, in order; ``determiners`` may stand before each name."""
    result: list[Mention] = []
    position = 0
    while position < len(mentions):
        run = _run(doc, mentions, position, determiners)
        result.append(run[0] if len(run) == 1 else _joined(doc, run))
        position += len(run)
    return result


def _sort(mention: Mention) -> str:
    if mention.is_person:
        return "person"
    if mention.label == "outlet":
        return mention.label
    return "actor"


def _run(doc: "Doc", mentions: Sequence[Mention], first: int, determiners: Collection[str]) -> list[Mention]:
    """The longest list that starts with a mention and is closed by a conjunction, or the mention alone."""
    run, closed = [mentions[first]], 1
    sort = _sort(run[0])
    if sort == "outlet":
        return run
    conjoined = False
    for mention in mentions[first + 1 : first + _LONGEST_LIST]:
        if _sort(mention) != sort:
            break
        link = [t.lower_ for t in doc[run[-1].end : mention.start] if t.lower_ not in determiners]
        if link and link[0] in _HYPHENS and len(link) == 1 and len(run) == 1:
            return [*run, mention]
        if len(run) == 1 and link == [","] and _is_city_of(run[0], mention):
            return run if _is_setting(doc, run[0], mention) else [*run, mention]
        if len(run) == 1 and link == [","] and _is_headline_pair(doc, run[0], mention):
            return [*run, mention]
        ends = bool(link) and link[-1] in _CONJUNCTIONS and link[:-1] in ([], [","])
        if (
            conjoined
            or _is_gapped(mentions, first, mention)
            or (not ends and link != [","])
            or (len(run) == 1 and ends and link[0] == ",")
        ):
            break
        run.append(mention)
        if ends:
            conjoined, closed = True, len(run)
    run = run if not conjoined and _is_open_list(doc, run) else run[:closed]
    return run if len(run) == 1 or not _is_seam(doc, run) else run[:1]


def _is_open_list(doc: "Doc", run: Sequence[Mention]) -> bool:
    """True for three names and more after one preposition, without an "and" ("talks with Iran, Jordan, Qatar before")."""
    start = run[0].start - (run[0].start > 0 and doc[run[0].start - 1].lower_ == "the")
    governed = start > 0 and doc[start - 1].tag_ == "IN"
    ends = run[-1].end >= len(doc) or doc[run[-1].end].tag_ not in _FINITE
    return len(run) > 2 and governed and ends


def _is_gapped(mentions: Sequence[Mention], first: int, last: Mention) -> bool:
    """True for Libya and Togo in "Chad supports Sudan, Niger Libya and Togo Benin": other names stand right beside them."""
    following = next((mention for mention in mentions[first:] if mention.start >= last.end), None)
    return (
        first > 0 and mentions[first - 1].end == mentions[first].start and following is not None and following.start == last.end
    )


def _is_headline_pair(doc: "Doc", first: Mention, second: Mention) -> bool:
    """True for "US, Russia to resume talks" and "US, Russia agree", where the comma of a headline is an "and"."""
    opens = first.start == 0 or doc[first.start - 1].is_space
    if not opens or second.end + 1 >= len(doc) or any(m.name is None and not m.is_person for m in (first, second)):
        return False
    verb = doc[second.end + 1] if doc[second.end].tag_ == "TO" else doc[second.end]
    # The tagger may take "veto" for a noun, which neither a name nor an adjective would follow.
    following = doc[verb.i + 1 : verb.i + 2]
    opens_object = bool(following) and (following[0].tag_ in _OBJECT_OPENERS or following[0].text[0].isupper())
    is_verb = verb.tag_ in ("VB", "VBP") or (verb.tag_ == "NN" and opens_object)
    return is_verb and verb.lower_ not in _NO_VERBS


def _is_city_of(city: Mention, state: Mention) -> bool:
    return (
        city.name is not None
        and state.name is not None
        and city.name.kind in _PLACES
        and state.name.kind is NameKind.NAME
        and city.name.actor == state.name.actor
    )


def _is_setting(doc: "Doc", city: Mention, state: Mention) -> bool:
    """True for "In Tbilisi, Georgia asked" and "In Tbilisi, Georgia officials asked": the state does not tell which city."""
    if state.end < len(doc) and _owns(doc, state.end):
        return True
    opens = city.start == 1 or (city.start > 1 and (doc[city.start - 2].is_space or doc[city.start - 2].text in _SENTENCE_ENDS))
    verb = state.end
    while verb < len(doc) and doc[verb].tag_ == "RB":
        verb += 1
    return opens and doc[city.start - 1].tag_ == "IN" and verb < len(doc) and doc[verb].tag_ in _FINITE


def _owns(doc: "Doc", i: int) -> bool:
    """True where a noun or an office follows a name, and not the day ("in Tbilisi, Georgia Monday")."""
    if doc[i].tag_ in _OWNED:
        return True
    grammar, lexicon = load_words(Grammar), load_words(Lexicon)
    is_named = doc[i].tag_ == "NNP" and doc[i].lower_ not in grammar.weekdays
    return is_named and (doc[i].lower_ in lexicon.office_nouns or doc[i].lower_ in lexicon.title_modifiers)


def _is_seam(doc: "Doc", run: Sequence[Mention]) -> bool:
    """True where the last name may be the subject of a clause of its own: "met Putin and Blair left"."""
    last, first = run[-1], run[0]
    if len(run) > 2 or last.end >= len(doc) or doc[last.end].tag_ not in _FINITE:
        return False
    return first.start > 0 and doc[first.start - 1].tag_ in _OBJECT_GOVERNORS


def _joined(doc: "Doc", run: Sequence[Mention]) -> Mention:
    first, last = run[0], run[-1]
    span = doc[first.start : last.end]
    if _is_city_of(first, last) and "," in span.text and len(run) == 2:
        return replace(first, end=last.end)
    parts = tuple(part for mention in run for part in mention.members)
    negated = any(t.lower_ == "nor" for t in span)
    pair = len(run) == 2 and doc[first.end].text in _HYPHENS
    start = first.start
    if negated and start and doc[start - 1].lower_ == "neither":
        start -= 1
    # What follows decides whether the list modifies a noun; the last name stands for all.
    return replace(last, start=start, end=last.end, text=span.text, title=None, parts=parts, is_negated=negated, is_pair=pair)
