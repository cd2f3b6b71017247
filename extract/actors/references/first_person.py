"""First-person pronouns: whom "I" and "we" mean, in a quotation, a statement told with "said:", or the article that is one.

A plural stands for the state or body that the speaker represents. Where nobody speaks, the "we" of a text is the state or body
whose statement it is by its first line ("Press release of the Ministry of Defence of Chad"), else the one that opens it with an
act of its own ("The United States condemns ... We express ..."); so is its "I", where no person is known. Last comes the state
that issues the text.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from ...syntax import Analysis, subject_of_clause
from ...words import Grammar, load_words
from ..definite_nouns import ReferenceWords
from ..linking import Linker
from .quotations import Quotations
from .turns import Turns

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["FirstPerson"]

_BODIES = ("State", "InternationalOrganization")


class FirstPerson:
    """Speakers in one analysis; ``resolve`` gives the actors of a token, ``author`` whose statement the article is, if one, and
    ``issuer`` the state that issues it.
    """

    def __init__(
        self,
        analysis: Analysis,
        linker: Linker,
        author: Actor | None,
        issuer: Actor | None,
        resolve: Callable[["Token"], tuple[Actor, ...]],
    ) -> None:
        self.analysis = analysis
        self.linker = linker
        self.author = author
        self.issuer = issuer
        self.resolve = resolve
        self.words = load_words(ReferenceWords)
        self._speakers: dict[int, Actor | None] | None = None
        self.quotations = Quotations(analysis, resolve, self.is_first)
        self.turns = Turns(analysis, resolve)

    def is_first(self, token: "Token") -> bool:
        return token.pos_ in ("PRON", "DET") and token.lower_ in self.words.singular | self.words.plural

    def speaker(self, token: "Token") -> Actor | None:
        """Whose words the sentence of a token is, as the text says it in sentences before or after; None for the writer's."""
        if self._speakers is None:
            self._speakers = {}
            self._read_speakers(self._speakers)
        return self._speakers.get(self.analysis.sentence(token).start)

    def actor(self, token: "Token") -> tuple[Actor, ...]:
        """The speaker for "I", whom he or she represents for "we"; empty where that is not known."""
        apposed = next((actor for noun in self._apposed(token) for actor in self.resolve(noun)), None)
        if apposed is not None:
            # "We, the leaders of the bloc, ..."
            return (apposed,)
        speaker = self.quotations.speaker(token) or self.speaker(token)
        if speaker is None:
            if self.quotations.is_quoted(token):
                return ()
            return self._author_body(token) or (self._issuer() if token.lower_ in self.words.plural else ())
        if token.lower_ in self.words.singular:
            return (speaker,) if speaker.kind == "Person" else ()
        body = self.linker.represented(speaker) if speaker.kind == "Person" else speaker
        if body is None and speaker == self.author:
            return self._issuer()
        return (body,) if body is not None else ()

    def _issuer(self) -> tuple[Actor, ...]:
        return (self.issuer,) if self.issuer is not None else ()

    def _apposed(self, token: "Token") -> list["Token"]:
        """The nouns that say who "we" are, which the parser may take for another subject."""
        nouns = [child for child in token.children if child.dep_ == "appos"]
        if token.i + 1 < len(token.doc) and token.nbor(1).text == ",":
            nouns += [other for other in token.head.children if other.dep_ == token.dep_ and other.i > token.i]
        return nouns

    def _read_speakers(self, speakers: dict[int, Actor | None]) -> None:
        current = self.author
        for sentence in self.analysis.sentences:
            introduced = self._introduced(sentence)
            speakers[sentence.start] = None if introduced is not None else current
            current = introduced or current

    def _introduced(self, sentence: "Span") -> Actor | None:
        """Who says what follows a colon: the subject of the verb of saying before it, or the name that stands alone there."""
        solid = [token for token in sentence if not token.is_space]
        if not solid or solid[-1].text != ":":
            return None
        if len(solid) == 2 and solid[0].i in self.analysis.mentions:
            return next((actor for actor in self.resolve(solid[0]) if self._is_known(actor)), None)
        reporting = load_words(Grammar).reporting_verbs
        verbs = [token for token in solid if token.pos_ == "VERB" and token.lemma_ in reporting]
        subject = subject_of_clause(verbs[-1])[0] if verbs else None
        actors = self.resolve(subject) if subject is not None else ()
        return actors[0] if actors else None

    def _is_known(self, actor: Actor) -> bool:
        """True for a state or body, and for who represents one: of others a "we" would mean nobody."""
        return actor.kind in _BODIES or self.linker.represented(actor) is not None

    def _author_body(self, token: "Token") -> tuple[Actor, ...]:
        """The state or body of whoever has the turn in a transcript, else that which issues the text."""
        body = self.turns.body(token)
        return (body,) if body is not None else self._opening_body()

    def _opening_body(self) -> tuple[Actor, ...]:
        """The state or body that issues the text by its first line, or that is the subject of its first sentence."""
        sentences = [sentence for sentence in self.analysis.sentences if any(not token.is_space for token in sentence)]
        heading = [token for token in sentences[0] if not token.is_space] if sentences else []
        issued = any(token.lower_ in self.words.statement_titles for token in heading)
        if issued or (heading and heading[-1].text == ":"):
            issuers = [a for t in heading if t.i in self.analysis.mentions for a in self.resolve(t) if a.kind in _BODIES]
            if issuers:
                return (issuers[0],)
        for sentence in sentences[: 2 if issued else 1]:
            subject = subject_of_clause(sentence.root)[0]
            of_body = subject is not None and issued and subject.pos_ in ("NOUN", "PROPN")
            named = subject is not None and (of_body or subject.i in self.analysis.mentions)
            actors = self.resolve(subject) if subject is not None and named else ()
            if len(actors) == 1 and actors[0].kind in _BODIES:
                return actors
        return ()
