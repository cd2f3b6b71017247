"""Records of an explanation: the words, mentions and attempts of a sentence as plain data.

Nothing here decides anything: the records come from the functions that extract, while they extract.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from diplograph.ontology import Claim

from ..claims import LinkedMention

__all__ = ["Argument", "Attempt", "Cue", "SentenceExplanation", "StatedClaim", "Word"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the parser read it: a mention of an actor is one. ``head`` is the place of its head in the sentence."""

    text: str
    lemma: str
    part: str
    dependency: str
    head: int


@dataclass(frozen=True, slots=True)
class Argument:
    """What was found for a role ("subject", "object", "bid") of a frame.

    ``slot`` is the path of the frame that gave it, ``path`` the way there through the syntax, ``words`` the words at its end;
    ``kind`` how they stand for ``name`` ("name", "phrase", "reference", "place"; empty for events). ``is_exact`` is False
    where it was found inside a phrase or near by, ``certainty`` how sure it is who is meant.
    """

    role: str
    name: str
    words: str
    slot: str
    path: str
    kind: str = ""
    is_exact: bool = True
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Why a stance or a speaker is as it is: what it became, the rule, and the word that the rule read (or "")."""

    value: str
    rule: str
    word: str


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim of a sentence, with what each sign adds to the log-odds of its confidence.

    ``is_repeated`` where an earlier sentence makes the same claim; ``overridden_by`` is the more specific relation that
    it gives way to, or None.
    """

    claim: Claim
    confidence_parts: Mapping[str, float]
    certainty: float
    is_repeated: bool = False
    overridden_by: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame tried on a trigger. ``reasons`` say why it gave nothing; they are empty where it gave ``claims``.

    ``notes`` are sentences on what else has to be known of the claims.
    """

    trigger: str
    relation: str
    frame: str
    arguments: tuple[Argument, ...] = ()
    stance: tuple[Cue, ...] = ()
    speaker: tuple[Cue, ...] = ()
    claims: tuple[StatedClaim, ...] = ()
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """One sentence: characters ``start`` to ``end`` of the document, its words, mentions and attempts.

    ``number`` counts from 1. ``is_boilerplate`` where it belongs to the page around the article and was not read.
    """

    number: int
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    mentions: tuple[LinkedMention, ...]
    attempts: tuple[Attempt, ...] = field(default=())
    is_boilerplate: bool = False

    @property
    def claims(self) -> tuple[StatedClaim, ...]:
        """What the sentence states, without what gave way to a more specific claim."""
        return tuple(stated for stated in self._stated() if stated.overridden_by is None)

    def _stated(self) -> Iterable[StatedClaim]:
        return (stated for attempt in self.attempts for stated in attempt.claims)
