"""The features from which a claim's confidence is computed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.ontology import Actor, Event, Modality, Polarity, identifiers

from ..actors import Referents
from ..circumstances import Stance
from ..frames import Filler, Frame

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Grounds", "find_grounds", "is_stranger"]


@dataclass(frozen=True, slots=True)
class Grounds:
    """How a claim was found.

    ``prior`` is the confidence that the frame declares, ``certainty`` how sure it is that the text means these two actors. Of
    the two, ``inside`` were found inside a phrase or near by, ``references`` through a pronoun or the like; ``steps`` is the
    number of dots in their paths. ``distance`` is that of the farther one from the trigger, ``words`` the length of the
    sentence, in tokens. ``hedges`` counts a negation and a modality other than actual, which the text must mean too. ``depth``
    counts the clauses in which the trigger is nested, ``crossed`` the verbs between it and the farther actor, ``strangers``
    those of the two whom the actor base does not know.
    """

    relation: str
    prior: float
    certainty: float = 1.0
    inside: int = 0
    references: int = 0
    steps: int = 0
    distance: int = 0
    words: int = 0
    hedges: int = 0
    depth: int = 0
    crossed: int = 0
    strangers: int = 0


_CLAUSES = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "xcomp"})
# More clauses than these make a claim no less sure.
_DEEPEST = 3


def find_grounds(
    trigger: "Token",
    relation: str,
    frame: Frame,
    fillers: Sequence[Filler],
    stance: Stance,
    *,
    certainty: float,
    words: int,
    referents: Referents,
) -> Grounds:
    """The grounds of a claim that a frame gives with its two parties, in a sentence of so many tokens."""
    tokens = [filler.token for filler in fillers if filler.token is not None]
    return Grounds(
        relation,
        frame.confidence,
        certainty=certainty,
        inside=sum(not filler.is_exact for filler in fillers),
        references=sum(_is_reference(token, referents) for token in tokens),
        steps=sum(filler.slot.count(".") for filler in fillers),
        distance=max((abs(token.i - trigger.i) for token in tokens), default=0),
        words=words,
        hedges=(stance.polarity is Polarity.NEGATED) + (stance.modality is not Modality.ACTUAL),
        depth=min(_DEEPEST, sum(token.dep_ in _CLAUSES for token in (trigger, *trigger.ancestors))),
        crossed=min(_DEEPEST, max((_verbs_between(trigger, token) for token in tokens), default=0)),
        strangers=sum(is_stranger(filler.value) for filler in fillers),
    )


def is_stranger(value: Actor | Event) -> bool:
    """True for an actor that a text names and the actor base does not know."""
    return value.iri.startswith(identifiers.LOCAL_ACTORS)


def _verbs_between(trigger: "Token", token: "Token") -> int:
    first, last = sorted((trigger.i, token.i))
    return sum(between.pos_ == "VERB" for between in trigger.doc[first + 1 : last])


def _is_reference(token: "Token", referents: Referents) -> bool:
    """True where the words only point to an actor that is named elsewhere ("she", "both sides")."""
    if referents.mention(token) is not None:
        return False
    return referents.is_pronoun(token) or referents.coreference.are_sides(token)
