"""Names that the pipeline did not see: persons behind an office, and bodies called by a state and a noun."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..mention import Mention
from .body_extents import BodyExtents
from .person_names import LONGEST_OFFICE, MAX_NAME_TOKENS, STATE_OPENERS, PersonNames

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["OverlookedNames"]


# What nobody but a firm or a campaign is called: a capital inside, or the name of a site.
_COINED = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+(?:[A-Z][a-z]*)*|[A-Z][A-Za-z]+\.(?:org|com)")


class OverlookedNames:
    """Finds capitalised names of one text that are no entities of the pipeline."""

    def __init__(self, names: PersonNames) -> None:
        self.names = names
        self.doc, self.words, self.known = names.doc, names.words, names.known
        self.extents = BodyExtents(names)

    def persons(self) -> Iterator[Mention]:
        """Capitalised names after an office ("Prime Minister Hun Sen"), full names and surnames of persons."""
        words = [token.text for token in self.doc]
        for i in self._openings(words):
            start, end = self._person(self.doc[i])
            if start < end:
                yield Mention(start, end, self.doc[start:end].text, "PERSON")

    def _openings(self, words: list[str]) -> Iterator[int]:
        """Indexes of the words at which, or right behind which, a name can begin, told without a look at their tokens.

        No name begins at words without a capital, but for those inside names and those before them.
        """
        particles, courtesies = self.names.lexicon.particles, self.names.lexicon.courtesy_titles
        for i, (word, following) in enumerate(pairwise([*words, ""])):
            lower, after = word.lower(), following.lower()
            is_capital = lower != word or after != following
            if is_capital or lower in STATE_OPENERS or after in particles or following in courtesies:
                yield i

    def _person(self, token: "Token") -> tuple[int, int]:
        """Where the name begins and ends whose first word, or office before it, ``token`` is; the same place for no name."""
        names, following = self.names, self._after_courtesies(token.i + 1)
        if token.lower_ in STATE_OPENERS:
            after = names.state_end(token.i, min(token.i + LONGEST_OFFICE, len(self.doc)))
            if after is not None and names.name_end(after, after) > after + 1:
                return after, names.name_end(after, after)
        end = names.name_end(following, following)
        if end == following and not token.is_title:
            # Neither does a name follow, nor can one begin here.
            return token.i, token.i
        if names.is_office(token) or names.ends_office(token) or token.text in names.lexicon.courtesy_titles:
            return following, end
        if names.is_lower_office(token) and end > following + 1:
            return following, end
        if names.is_full_name(token):
            return token.i, token.i + 2
        return token.i, token.i + names.is_surname(token)

    def _after_courtesies(self, i: int) -> int:
        """Where the name begins behind "Sheikh" and "Grand Ayatollah"."""
        while i < len(self.doc) and self.doc[i].text in self.names.lexicon.courtesy_titles:
            i += 1
        return i

    def bodies(self) -> Iterator[Mention]:
        """Bodies with a coined name ("TikTok", "Votes.org"), and those called by a state and a noun ("India Today")."""
        doc = self.doc
        for token in doc:
            if not token.ent_type_ and _COINED.fullmatch(token.text) and not self.names.is_prefixed(token.text):
                yield Mention(token.i, token.i + 1, token.text, "ORG")
        for token in doc[1:]:
            if token.lower_ not in self.words.body_nouns or not self._is_capital(token) or self._goes_on(token):
                continue
            start = token.i
            while start > max(0, token.i - MAX_NAME_TOKENS) and self._is_capital(doc[start - 1]):
                start -= 1
                if doc[start].text in self.known and doc[start : token.i + 1].text not in self.known:
                    end = self.extents.end(start, token.i + 1)
                    yield Mention(start, end, doc[start:end].text, "ORG")

    def _is_capital(self, token: "Token") -> bool:
        return token.is_title and token.tag_ in ("NNP", "NNPS", "JJ", "NN") and token.lower_ not in self.names.weekdays

    def _goes_on(self, token: "Token") -> bool:
        return token.i + 1 < len(self.doc) and self.doc[token.i + 1].tag_ in ("NNP", "NNPS", "NN", "NNS", "HYPH")
