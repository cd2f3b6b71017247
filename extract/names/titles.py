"""Titles beside names: before ("Kremlin spokesman Dmitry Peskov") and after ("Dmitry Peskov, the Kremlin spokesman,").

A title goes into the mention: it says whom a person represents, and the parser reads the sentence better without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology.actors import NameKind

from ..words import Lexicon, load_words
from .mention import POSSESSIVES, Mention, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["TitleReader", "TitleWords"]

_MAX_TITLE_TOKENS = 14
_MAX_APPOSITION_TOKENS = 18
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Participles and link words end the phrase of a title, but for "secretary of state for trade and industry".
_LINKS = frozenset({"VBN", "VBG", "IN", "CC", "WDT"})
_INNER_LINKS = frozenset({"of", "for", "and", "in"})
# What stands between an office and what it is of or for.
_HOLDING = frozenset({"of", "for", "to"})
_CLOSERS = frozenset({",", ".", ";", "\n\n"})


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The lists of ``titles.yaml``."""

    title_inner_words: frozenset[str]
    seats: frozenset[str]
    standings: Mapping[str, str]
    kin: frozenset[str]
    held: frozenset[str]


def _names_owner(person: Mention) -> bool:
    """True where the title says already whom the person represents; "General" does not."""
    return person.title is not None and person.title.of is not None


class TitleReader:
    """Joins the mentions of one text with their titles; a mention inside a title is no longer one of its own."""

    def __init__(self, doc: "Doc", mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self.doc = doc
        self.mentions = mentions
        self.lexicon = lexicon
        self.words = load_words(TitleWords)
        self._by_start = {mention.start: mention for mention in mentions}
        self._by_end = {mention.end: mention for mention in mentions}

    def join(self) -> list[Mention]:
        """The mentions with their titles, in order, none overlapping."""
        result: list[Mention] = []
        for mention in self.mentions:
            if result and mention.start < result[-1].end:
                continue
            titled = mention
            if mention.is_person:
                titled = self._after(self._in_front(self._before(self._of_country(mention))))
            elif mention.name is not None and mention.name.kind is NameKind.NAME:
                titled = self._standing(mention)
            while result and result[-1].start >= titled.start:
                result.pop()
            if not result or titled.start >= result[-1].end:
                result.append(titled)
        return result

    def is_office(self, token: "Token") -> bool:
        return token.lower_.rpartition("-")[2] in self.lexicon.office_nouns

    def _of_country(self, person: Mention) -> Mention:
        """Join "of Jordan" with "King Abdullah of Jordan", where an office stands before the name."""
        of = self._by_start.get(person.end + 1)
        if of is None or of.name is None or of.name.kind is not NameKind.NAME or self.doc[person.end].lower_ != "of":
            return person
        if not person.start or not self.is_office(self.doc[person.start - 1]):
            return person
        return replace(person, end=of.end, title=Title("", of))

    def _before(self, person: Mention) -> Mention:
        """The title right before a name, with its article."""
        if person.start and self.doc[person.start - 1].lower_ in self.words.title_inner_words - POSSESSIVES:
            # "a member and Putin": what a link word parts from the name is no title of it.
            return person
        held = self._held_of(person)
        if held is not None:
            return held
        if person.start and self._is_courtesy(self.doc[person.start - 1]):
            person = replace(person, honorific=self.doc[person.start - 1].text)
        start, of = self._walk_back(person.start)
        offices = [token for token in self.doc[start : person.start] if self.is_office(token)]
        if not offices:
            return replace(person, start=self._kin_start(self._courtesy_start(person.start)))
        if person.title is not None:
            of = person.title.of
        first = of.end if of is not None and of.start == start else start
        title = self._title(first, person.start, of, start)
        return replace(person, start=self._with_article(start), title=title)

    def _held_of(self, person: Mention) -> Mention | None:
        """The person with the office of a state or body before the name: "President of the Republic of Mali Modibo Keita"."""
        of = self._by_end.get(person.start)
        if of is None or of.is_person or of.name is None or person.title is not None:
            return None
        end = of.start - (self.doc[of.start - 1].lower_ == "the")
        if end < 2 or self.doc[end - 1].lower_ not in _HOLDING:
            return None
        if self.doc[end - 1].lower_ != "of":
            return self._sent_to(person, end - 1)
        start = end - 1
        while start > max(0, end - _MAX_TITLE_TOKENS) and self._is_of_office(start - 1):
            start -= 1
        while start < end and self.doc[start].lower_ in self.words.title_inner_words:
            start += 1
        if not any(self.is_office(token) for token in self.doc[start : end - 1]):
            return None
        return replace(person, start=self._with_article(start), title=self._title(start, end - 1, of, start))

    def _sent_to(self, person: Mention, link: int) -> Mention | None:
        """The person who was sent where the words before the name say: "UN special envoy for Yemen", "ambassador to China"."""
        start = link
        while (
            start > max(0, link - _MAX_TITLE_TOKENS) and start not in self._by_end and self._is_title_word(self.doc[start - 1])
        ):
            start -= 1
        while start < link and self.doc[start].lower_ in self.words.title_inner_words:
            start += 1
        if not any(self.is_office(token) for token in self.doc[start:link]):
            return None
        owner = self._by_end.get(start - (self.doc[start - 1].lower_ in POSSESSIVES) if start else 0)
        of = owner if owner is not None and not owner.is_person else None
        first = of.start if of is not None else start
        return replace(person, start=self._with_article(first), title=self._title(start, person.start, of, first))

    def _is_of_office(self, i: int) -> bool:
        """True for the words of "Minister for Foreign Affairs", not for another person beside the one who holds it."""
        token, before = self.doc[i], self._by_end.get(i + 1)
        if before is not None and before.is_person:
            return False
        return self._is_title_word(token) or (token.is_title and token.tag_ in ("NNP", "NNPS"))

    def _walk_back(self, end: int) -> tuple[int, Mention | None]:
        """Where the words of a title that ends before ``end`` begin, and the state or body that it names."""
        start, of = end, None
        while start > max(0, end - _MAX_TITLE_TOKENS):
            before = self._party(self._by_end.get(start), end)
            if before is not None and not before.is_person:
                start, of = before.start, before
                # An organ may have its state before it: "Russian Foreign Ministry".
                if before.label != "ORG":
                    break
                continue
            token = self.doc[start - 1]
            if of is not None and token.lower_ not in POSSESSIVES:
                break
            if of is None and start < end and self._is_acronym(token):
                start, of = start - 1, Mention(start - 1, start, token.text, "ORG")
                break
            if not self._is_title_word(token) and not self._is_portfolio(start - 1):
                break
            start -= 1
        if of is None or of.start != start:
            while start < end and self.doc[start].lower_ in self.words.title_inner_words:
                start += 1
        return start, of

    def _is_acronym(self, token: "Token") -> bool:
        """True for letters in front of an office that the pipeline took for no name ("KZTU secretary-general")."""
        capitals = len(token) > 2 and token.text.isalpha() and token.is_upper and not self.is_office(token)
        return capitals and not (token.i and self.doc[token.i - 1].is_upper) and not self._is_title_word(token)

    def _party(self, before: Mention | None, end: int) -> Mention | None:
        """``before``, as a body where the pipeline took a party for a person ("Fidesz" of "Fidesz deputy Gergely Halmos")."""
        if before is None or not before.is_person or before.name is not None or before.end - before.start > 1:
            return before
        seated = before.end == end - 1 and self.doc[before.end].lower_ in self.words.seats
        return replace(before, label="ORG") if seated else before

    def _is_title_word(self, token: "Token") -> bool:
        modifiers = self.lexicon.title_modifiers
        word = token.lower_
        return self.is_office(token) or word in modifiers or word.rstrip(".") in modifiers or self._is_courtesy(token)

    def _is_portfolio(self, i: int) -> bool:
        """True for a capitalised word between a body and an office ("EU Enlargement Commissioner"), right before the office."""
        word, before = self.doc[i], self._by_end.get(i)
        between = before is not None and not before.is_person and i + 1 < len(self.doc)
        return between and word.is_title and word.tag_ in ("NNP", "NN") and self.is_office(self.doc[i + 1])

    def _is_courtesy(self, token: "Token") -> bool:
        return token.text in self.lexicon.courtesy_titles

    def _courtesy_start(self, start: int) -> int:
        while start and self._is_courtesy(self.doc[start - 1]):
            start -= 1
        return start

    def _kin_start(self, start: int) -> int:
        """Where "her sister" and "his younger brother" begin, which only describe the person named after them."""
        first = start - 1
        if first < 1 or self.doc[first].lower_ not in self.words.kin:
            return start
        while first > 1 and self.doc[first - 1].tag_ in ("JJ", "JJR", "JJS"):
            first -= 1
        before = self.doc[first - 1].tag_
        return first - 1 if before == "PRP$" else first if before == "POS" else start

    def _with_article(self, start: int) -> int:
        """Where the words begin that say how the office is held, with their article ("the newly elected Malian president")."""
        while start > 1 and self.doc[start - 1].lower_ in self.words.held and self._may_describe(start - 1):
            start -= 1
        return start - 1 if start and self.doc[start - 1].lower_ in self.lexicon.determiners else start

    def _may_describe(self, i: int) -> bool:
        """False for a participle that is the verb of a clause ("Bush was visiting Malian President ...", "after visiting")."""
        before = self.doc[i - 1]
        return self.doc[i].tag_ != "VBG" or before.tag_ == "DT" or before.is_punct or before.is_space or before.lower_ == "with"

    def _title(self, first: int, end: int, of: Mention | None, start: int) -> Title:
        """The title made of the words from ``first`` to ``end``; ``start`` is where the whole phrase begins."""
        words = [
            token
            for token in self.doc[first:end]
            if token.lower_ not in POSSESSIVES and (self.is_office(token) or not self._is_courtesy(token))
        ]
        # "Former US President": the word stands before the state.
        phrase = self.doc[max(0, min(start, first) - 1) : end]
        return Title(
            role=" ".join(token.text for token in words).replace(" - ", "-").strip(" -,"),
            of=of,
            is_former=any(token.lower_ in self.lexicon.former_words for token in phrase),
            is_counterpart=any(token.lower_ == "counterpart" for token in phrase),
        )

    def _in_front(self, person: Mention) -> Mention:
        """The title in a phrase before the name: "Burma's prime minister, Thein Sein, ..."."""
        doc, comma = self.doc, person.start - 1
        closed = person.end >= len(doc) or doc[person.end].text in _CLOSERS
        if _names_owner(person) or comma < 1 or doc[comma].text != "," or not closed:
            return person
        start = comma
        while start > max(0, comma - _MAX_APPOSITION_TOKENS) and not self._ends_phrase(doc[start - 1]):
            start -= 1
        title = self._phrase_title(start, comma)
        if title is None:
            return person
        end = person.end + 1 if person.end < len(doc) and doc[person.end].text == "," else person.end
        return replace(person, start=start, end=end, title=title)

    def _ends_phrase(self, token: "Token") -> bool:
        """True for what cannot stand inside the noun phrase of a title."""
        if token.tag_ in _FINITE or token.is_space or token.is_quote or token.text in _CLOSERS:
            return True
        return token.tag_ in _LINKS and token.lower_ not in _INNER_LINKS

    def _after(self, person: Mention) -> Mention:
        """The title in an apposition after the name: "Dmitry Peskov, the Kremlin spokesman, ..."."""
        doc, comma = self.doc, person.end
        if _names_owner(person) or comma + 1 >= len(doc) or doc[comma].text != ",":
            return person
        end = comma + 1
        while end < min(len(doc), comma + _MAX_APPOSITION_TOKENS) and not self._ends_phrase(doc[end]):
            end += 1
        if end >= len(doc) or doc[end].text not in _CLOSERS:
            return person
        title = self._one_of(comma + 1, end) or self._phrase_title(comma + 1, end)
        if title is None:
            return person
        return replace(person, end=end + 1 if doc[end].text == "," else end, title=title)

    def _one_of(self, start: int, end: int) -> Title | None:
        """The title that "one of its MPs" and "one of Mali's envoys" give: one among many of the office."""
        doc, last = self.doc, self.doc[end - 1]
        singular = last.lower_.removesuffix("s")
        if [token.lower_ for token in doc[start : start + 2]] != ["one", "of"] or last.lower_ == singular:
            return None
        if singular not in self.lexicon.office_nouns | self.words.seats:
            return None
        inside = [
            mention for mention in self.mentions if mention.start >= start and mention.end <= end and not mention.is_person
        ]
        return Title(singular.upper() if last.text[:2].isupper() else singular, inside[-1] if inside else None)

    def _phrase_title(self, start: int, end: int) -> Title | None:
        """The title that a noun phrase is, where it begins as one, holds an office and names nobody else."""
        inside = [mention for mention in self.mentions if mention.start >= start and mention.end <= end]
        offices = [i for i in range(start, end) if self.is_office(self.doc[i]) and not self._is_inside(i, inside)]
        first = self.doc[start] if start < end else None
        if first is None or not offices or any(mention.is_person for mention in inside):
            return None
        begins = first.lower_ in self.lexicon.determiners or start in self._by_start or self._is_title_word(first)
        if not begins:
            return None
        office = offices[0]
        after = [mention for mention in inside if mention.start > office]
        before = [mention for mention in inside if mention.end <= office]
        of = before[-1] if before else after[0] if after else None
        role_start = of.end if of is not None and of.end <= office else start
        while role_start < office and self.doc[role_start].lower_ in self.lexicon.determiners | POSSESSIVES:
            role_start += 1
        return self._title(role_start, office + 1, of, start)

    def _is_inside(self, i: int, mentions: Sequence[Mention]) -> bool:
        return any(mention.start <= i < mention.end for mention in mentions)

    def _standing(self, state: Mention) -> Mention:
        """Join "EU member", "NATO-member", "alliance member", "EU candidate country" with the state that follows."""
        doc, start = self.doc, state.start
        if start and doc[start - 1].lower_ in self.lexicon.country_nouns | {"state"}:
            start -= 1
        if not start or doc[start - 1].lower_ not in self.words.standings:
            return state
        role, start = doc[start - 1].lower_, start - 1
        if start and doc[start - 1].text == "-":
            start -= 1
        body = self._by_end.get(start)
        if body is not None and body.name is not None:
            return replace(state, start=body.start, title=Title(role, body))
        if start and doc[start - 1].lower_ in self.lexicon.body_nouns:
            return replace(state, start=start - 1, title=Title(role, None))
        return state
