"""Which stretches of a text name an actor: the actor base (longest match) joined with the pipeline's entities.

A mention takes in the title before a person's name ("Kremlin spokesman Dmitry Peskov" is one mention), because the title says
whom the person represents, and because one token is what the parser reads best.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick
from diplograph.ontology.actors import ActorBase, NameKind

from .coordination import join_mentions
from .lexicon import Lexicon, read_yaml
from .mention import Mention, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Gazetteer", "MentionFinder", "load_outlets"]

_MAX_TITLE_TOKENS = 14
_MAX_NAME_TOKENS = 3
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_STATE_NOUNS = frozenset({"state", "country", "nation"})
_PREFIXES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def load_outlets() -> dict[str, str]:
    """Every name of a news outlet with the outlet's canonical name."""
    outlets = {}
    for canonical, others in read_yaml("diplograph.extract", "outlets.yaml").items():
        for text in (canonical, *others):
            outlets[text] = canonical
    return outlets


class Gazetteer:
    """All names of the actor base and all outlets in one automaton: one pass over a text, whatever their number."""

    def __init__(self, base: ActorBase, outlets: dict[str, str]) -> None:
        self.names = base.names
        self.outlets = outlets
        self._folded = {text.upper(): text for text in base.names if len(text) > 4 and not text.isupper()}
        # "al-Qaida" inside a sentence is "Al-Qaida" in a table.
        self._folded |= {
            text[0].lower() + text[1:]: text for text in base.names if text.startswith(("Al-", "Al ", "Ash-", "An-"))
        }
        self._patterns = [*base.names, *(text for text in outlets if text not in base.names), *self._folded]
        self._automaton = AhoCorasick(self._patterns)

    def find(self, doc: "Doc") -> Iterator[Mention]:
        """Every occurrence of a name that starts and ends with a token; occurrences may overlap."""
        content = doc.text
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token): token.i + 1 for token in doc}
        for pattern, start, end in self._automaton.find_matches_as_indexes(content, overlapping=True):
            if start in starts and end in ends:
                text = self._patterns[pattern]
                text = self._folded.get(text, text)
                name = self.names.get(text)
                first = starts[start] + (text.startswith("the ") and name is not None)
                if name is None:
                    yield Mention(first, ends[end], self.outlets[text], "outlet")
                else:
                    yield Mention(first, ends[end], content[start:end], "known", name)


def _is_group(mention: Mention) -> bool:
    return mention.name is not None and mention.name.kind in (NameKind.GROUP, NameKind.PARTY)


def _is_bound(doc: "Doc", mention: Mention) -> bool:
    """True inside a compound that only describes ("pro-Syrian", "U.S.-led"): who stands there does not act."""
    start, end = mention.start, mention.end
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _PREFIXES:
        return True
    return (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and doc[end + 1].tag_ in ("VBN", "VBD", "JJ", "VBG")
        and doc[end + 1].is_lower
    )


class MentionFinder:
    """Finds the mentions of a text, none overlapping, in order."""

    def __init__(self, base: ActorBase, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.gazetteer = Gazetteer(base, load_outlets())
        self._phrases = {tuple(phrase.split()) for phrase in lexicon.office_phrases}

    def find(self, doc: "Doc") -> list[Mention]:
        """Longest first where mentions overlap; the actor base wins over an entity of the same length."""
        entities = list(self._entities(doc))
        persons = {(entity.start, entity.end) for entity in entities if entity.is_person}
        # Dictionaries list the leaders of a group among its names.
        known = [m for m in self.gazetteer.find(doc) if not (_is_group(m) and (m.start, m.end) in persons)]
        candidates = [*known, *entities]
        candidates.sort(key=lambda m: (m.start - m.end, m.label not in ("known", "outlet"), m.start))
        taken: set[int] = set()
        chosen: list[Mention] = []
        for mention in candidates:
            if taken.isdisjoint(range(mention.start, mention.end)):
                taken.update(range(mention.start, mention.end))
                chosen.append(mention)
        chosen = [mention for mention in chosen if not _is_bound(doc, mention)]
        chosen = [self._with_owner(mention, candidates) for mention in chosen]
        chosen.sort(key=lambda m: m.start)
        return join_mentions(doc, self._with_titles(doc, chosen))

    def _with_owner(self, mention: Mention, candidates: Sequence[Mention]) -> Mention:
        if mention.label != "ORG":
            return mention
        inside = [c for c in candidates if c.name is not None and c.start == mention.start and c.end < mention.end]
        return replace(mention, owner=inside[0].name) if inside else mention

    def _entities(self, doc: "Doc") -> Iterator[Mention]:
        """The pipeline's entities, cut to their names, and the persons that it overlooks after an office."""
        covered: set[int] = set()
        for entity in doc.ents:
            # Events are read as the nouns that they are: their parties and places stand inside.
            # "EU Enlargement Commissioner" is a title, not a body.
            if entity.label_ == "EVENT" or (entity.label_ == "ORG" and self._is_office(doc[entity.end - 1])):
                continue
            start, end, label = self._cut(doc, entity.start, entity.end, entity.label_)
            # An entity never runs over a paragraph break.
            if start < end and not any(token.is_space for token in doc[start:end]):
                covered.update(range(start, end))
                yield Mention(start, end, doc[start:end].text, label)
        for token in doc:
            end = self._name_end(doc, token.i + 1)
            if (
                token.i not in covered
                and self._is_office(token)
                and end > token.i + 1
                and covered.isdisjoint(range(token.i + 1, end))
            ):
                yield Mention(token.i + 1, end, doc[token.i + 1 : end].text, "PERSON")

    def _cut(self, doc: "Doc", start: int, end: int, label: str) -> tuple[int, int, str]:
        """An entity without articles, titles and possessive endings; a body that is an office and a name becomes the person."""
        while start < end and (
            doc[start].is_space or doc[start].is_punct or doc[start].lower_ in ("the", "mr.", "ms.", "mrs.")
        ):
            start += 1
        while start < end and (doc[end - 1].is_space or doc[end - 1].lower_ in _POSSESSIVES):
            end -= 1
        offices = [i for i in range(start, end - 1) if self._is_office(doc[i])]
        if label == "PERSON":
            while start < end - 1 and (doc[start].text in self.lexicon.courtesy_titles or self._is_office(doc[start])):
                start += 1
            end = self._name_end(doc, end, start=start)
        elif (
            label == "ORG" and offices and offices[-1] > start and self._name_end(doc, offices[-1] + 1) == end > offices[-1] + 2
        ):
            start, label = offices[-1] + 1, "PERSON"
        return start, end, label

    def _is_office(self, token: "Token") -> bool:
        return token.is_title and token.lower_.rpartition("-")[2] in self.lexicon.office_nouns

    def _name_end(self, doc: "Doc", end: int, *, start: int | None = None) -> int:
        """Where a person's name that has begun goes on to: capitalised proper nouns, three words at most."""
        limit = (start if start is not None else end) + _MAX_NAME_TOKENS
        while end < min(limit, len(doc)) and doc[end].tag_ == "NNP" and doc[end].is_title and not self._is_other(doc[end]):
            end += 1
        return end

    def _is_other(self, token: "Token") -> bool:
        """Capitalised words that end a name: weekdays, states, offices."""
        known = token.lower_ in _WEEKDAYS or token.text in self.gazetteer.names
        return known or self._is_office(token) or token.lower_ in self.lexicon.title_modifiers

    def _with_titles(self, doc: "Doc", mentions: Sequence[Mention]) -> list[Mention]:
        """Join persons with the titles before them; a mention inside a title is no longer one of its own."""
        by_end = {mention.end: mention for mention in mentions}
        by_start = {mention.start: mention for mention in mentions}
        result: list[Mention] = []
        for mention in mentions:
            titled = mention
            if mention.is_person:
                titled = self._with_title(doc, self._with_country(doc, mention, by_start), by_end)
                if result and result[-1].end > titled.start and result[-1].is_person:
                    continue
            elif mention.name is not None and mention.name.kind is NameKind.NAME:
                titled = self._with_standing(doc, mention, by_end)
            while result and result[-1].start >= titled.start:
                result.pop()
            result.append(titled)
        return result

    def _with_country(self, doc: "Doc", person: Mention, by_start: dict[int, Mention]) -> Mention:
        """Join "of Jordan" with "King Abdullah of Jordan", where an office stands before the name."""
        of = by_start.get(person.end + 1)
        known = of is not None and of.name is not None and of.name.kind is NameKind.NAME
        if (
            of is None
            or not known
            or doc[person.end].lower_ != "of"
            or not person.start
            or not self._is_office(doc[person.start - 1])
        ):
            return person
        return replace(person, end=of.end, title=Title("", of, is_former=False, is_counterpart=False))

    def _with_standing(self, doc: "Doc", state: Mention, by_end: dict[int, Mention]) -> Mention:
        """Join "EU member", "NATO-member", "alliance member", "EU candidate country" with the state that follows."""
        start = state.start
        if start and doc[start - 1].lower_ in _STATE_NOUNS:
            start -= 1
        if not start or doc[start - 1].lower_ not in self.lexicon.standings:
            return state
        role, start = doc[start - 1].lower_, start - 1
        if start and doc[start - 1].text == "-":
            start -= 1
        body = by_end.get(start)
        if body is not None and body.name is not None:
            return replace(state, start=body.start, title=Title(role, body, is_former=False, is_counterpart=False))
        if start and doc[start - 1].lower_ in self.lexicon.body_nouns:
            return replace(state, start=start - 1, title=Title(role, None, is_former=False, is_counterpart=False))
        return state

    def _with_title(self, doc: "Doc", person: Mention, by_end: dict[int, Mention]) -> Mention:
        start, of = person.start, None
        office_at: list[int] = []
        limit = max(0, start - _MAX_TITLE_TOKENS)
        while start > limit:
            before = by_end.get(start)
            if before is not None and not before.is_person:
                start, of = before.start, before
                if before.label != "ORG":
                    break
                continue
            if of is not None and doc[start - 1].lower_ not in _POSSESSIVES:
                break
            token = doc[start - 1]
            lower = token.lower_
            if lower in self.lexicon.office_nouns:
                office_at.append(start - 1)
            elif (
                lower not in self.lexicon.title_modifiers
                and lower.rstrip(".") not in self.lexicon.title_modifiers
                and (token.text not in self.lexicon.courtesy_titles)
            ):
                break
            start -= 1
        start = self._trim(doc, start, person.start, of)
        offices = [i for i in office_at if i >= start]
        if not offices:
            start, of = self._courtesy_start(doc, person), None
            return Mention(start, person.end, person.text, person.label)
        first = of.end if of is not None and of.start == start else start
        role = [token for token in doc[first : person.start] if token.lower_ not in _POSSESSIVES]
        words = [
            token.text
            for token in role
            if token.text not in self.lexicon.courtesy_titles or token.lower_ in self.lexicon.office_nouns
        ]
        if person.title is not None:
            of = person.title.of
        title = Title(
            role=" ".join(words).replace(" - ", "-").strip(" -"),
            of=of,
            is_former=any(token.lower_ in self.lexicon.former_words for token in doc[start : person.start]),
            is_counterpart=any(token.lower_ == "counterpart" for token in role),
        )
        if start and doc[start - 1].lower_ in ("the", "his", "her", "their", "its", "a", "an", "our"):
            start -= 1
        return Mention(start, person.end, person.text, person.label, title=title)

    def _trim(self, doc: "Doc", start: int, end: int, of: Mention | None) -> int:
        """Cut words off the front that do not begin a title."""
        if of is not None and of.start == start:
            return start
        while start < end and doc[start].lower_ in (
            "of",
            "the",
            "and",
            "for",
            "'s",
            "’s",
            "'",
            "’",
            "-",
            "that",
            "then",
            "first",
            "middle",
            "east",
        ):
            start += 1
        return start

    def _courtesy_start(self, doc: "Doc", person: Mention) -> int:
        start = person.start
        while start and doc[start - 1].text in self.lexicon.courtesy_titles:
            start -= 1
        return start
