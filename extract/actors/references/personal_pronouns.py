"""Personal pronouns: whom "he" and "she" mean, by what stands nearest, by office and by gender.

Subjects come before others, the sentence of the pronoun before the ones before it. A title ("Queen", "spokesman") tells the
gender, and so do most given names; who is known to be of the other gender is never meant, and a woman whom the text shows to be
one is meant by "she" before somebody of whom it does not tell.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis
from ...words import FEMININE, MASCULINE, Lexicon, gender_of, load_words
from ..linking import Linker
from .pronoun_words import PronounWords

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["PersonalPronouns"]

_SUBJECTS = ("nsubj", "nsubj:pass")
_OWNING = ("nmod:poss", "det:poss")
# How far back an antecedent may stand, in tokens.
_REACH = 120
# How long a label between two sentences may be.
_LABEL = 3


class PersonalPronouns:
    """Antecedents in one analysis; ``resolve`` gives the actors of a token that is no pronoun."""

    def __init__(
        self, analysis: Analysis, linker: Linker, lexicon: Lexicon, resolve: Callable[["Token"], tuple[Actor, ...]]
    ) -> None:
        self.analysis = analysis
        self.linker = linker
        self.lexicon = lexicon
        self.resolve = resolve
        self.words = load_words(PronounWords)

    def antecedent(self, pronoun: "Token") -> tuple[Actor, ...]:
        """The person whom a pronoun means, or whom the office stands for that it means; empty where nobody fits."""
        gender = FEMININE if pronoun.lower_ in self.words.feminine_pronouns else MASCULINE
        for candidates in self._groups(pronoun):
            fitting = [(token, told) for token in candidates if (told := self._gender(token)) in (gender, None)]
            # Most persons of the news are men: that somebody is one tells little.
            known = [token for token, told in fitting if told is not None]
            sure = [token for token in known if gender == FEMININE or self._is_titled(token, pronoun)]
            for token in sure or [token for token, _ in fitting]:
                actors = self.resolve(token)
                if actors:
                    return actors[:1]
        return ()

    def _groups(self, pronoun: "Token") -> Iterator[list["Token"]]:
        """Candidates, likeliest first: those of the pronoun's sentence, then those of each sentence before."""
        place = self.analysis.place(pronoun)
        sentence = self.analysis.sentences[place]
        here = [token for token in sentence[: pronoun.i - sentence.start] if not _is_other(token, pronoun)]
        yield self._ordered(here[::-1])
        yield self._offices(here)
        for earlier in self.analysis.sentences[place - 1 :: -1] if place else ():
            if pronoun.i - earlier.end > _REACH:
                return
            # Between question and answer stands a label ("A:").
            near = sentence.start - earlier.end <= _LABEL
            persons = self._ordered(list(earlier)[::-1])
            # Of a person who is no subject, only the gender can tell that he or she is meant.
            yield [person for person in persons if person.dep_ in _SUBJECTS or self._gender(person) is not None]
            if near:
                yield self._offices([*earlier])

    def _ordered(self, tokens: list["Token"]) -> list["Token"]:
        persons = [token for token in tokens if self._is_person(token)]
        return sorted(persons, key=lambda person: person.dep_ not in _SUBJECTS)

    def _offices(self, tokens: list["Token"]) -> list["Token"]:
        """Unnamed offices ("Chad's foreign minister said his country ..."), subjects first."""
        offices = [
            token
            for token in tokens
            if token.lemma_.lower() in self.lexicon.office_nouns
            and "Plur" not in token.morph.get("Number", [])
            and token.i not in self.analysis.mentions
        ]
        return sorted(offices, key=lambda office: office.dep_ not in _SUBJECTS)

    def _is_person(self, token: "Token") -> bool:
        mention = self.analysis.mentions.get(token.i)
        return mention is not None and mention.is_person

    def _is_titled(self, token: "Token", pronoun: "Token") -> bool:
        """True for who has a title that tells the gender, in the sentence of the pronoun."""
        return self.analysis.place(token) == self.analysis.place(pronoun) and self._told_gender(token) is not None

    def _gender(self, token: "Token") -> str | None:
        """The gender that a title or office tells, else the given name; None where neither does."""
        told = self._told_gender(token)
        mention = self.analysis.mentions.get(token.i)
        if told is not None or mention is None:
            return told
        person = self.linker.person(mention)
        forename, _, rest = person.name.partition(" ")
        if not rest or (person.code is not None and self.linker.base.office_index.is_family_first(person.code)):
            return None
        return gender_of(forename)

    def _told_gender(self, token: "Token") -> str | None:
        mention = self.analysis.mentions.get(token.i)
        words = set(self.analysis.words(token).lower().split()) - set(
            mention.text.lower().split() if mention is not None else ()
        )
        if words & self.words.feminine_words:
            return FEMININE
        return MASCULINE if words & self.words.masculine_words else None


def _is_other(noun: "Token", pronoun: "Token") -> bool:
    """True for the subject of a verb whose object the pronoun is: they are two."""
    return noun.head == pronoun.head and pronoun.dep_ not in _OWNING
