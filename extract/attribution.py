"""Who is reported as saying what a clause says: direct and indirect speech, and "according to"."""

from typing import TYPE_CHECKING

from diplograph.ontology import Actor

from .referents import Referents
from .roles import conjuncts, preposition, subject_of_clause
from .stance import load_stance_words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Attribution", "find_attribution"]


class Attribution:
    """``speaker`` is an actor or None; ``outlet`` the news outlet that reports it or None."""

    __slots__ = ("outlet", "speaker")

    def __init__(self, speaker: Actor | None = None, outlet: str | None = None) -> None:
        self.speaker = speaker
        self.outlet = outlet


def _voices(token: "Token | None", referents: Referents, found: Attribution) -> None:
    for part in conjuncts(token) if token is not None else []:
        mention = referents.mention(part)
        if mention is not None and mention.label == "outlet":
            found.outlet = found.outlet or mention.text
        elif found.speaker is None:
            actors = referents.resolve(part)
            if actors:
                found.speaker = actors[0]


def find_attribution(trigger: "Token", referents: Referents) -> Attribution:
    """The speaker nearest to the trigger and the outlet that the sentence names.

    A speaker is found where the trigger stands in a clause that depends on a verb of reporting, where such a verb hangs on the
    trigger's clause ("..., he said"), and after "according to".
    """
    words = load_stance_words()
    found = Attribution()
    current = trigger
    for _ in range(12):
        for child in current.children:
            if (
                child.dep_ in ("parataxis", "ccomp", "advcl", "conj")
                and child.lemma_ in words.reporting
                and child is not trigger
            ):
                if child.dep_ == "parataxis" or (
                    child.i > current.i
                    and not any(c.dep_ in ("ccomp", "mark") for c in child.children)
                    and child.dep_ != "conj"
                ):
                    _voices(subject_of_clause(child)[0], referents, found)
            if child.dep_ == "obl" and preposition(child).startswith("according"):
                _voices(child, referents, found)
        head = current.head
        if head is current:
            break
        if head.lemma_ in words.reporting and current.dep_ in ("ccomp", "xcomp", "parataxis", "advcl") and head.pos_ == "VERB":
            _voices(subject_of_clause(head)[0], referents, found)
        current = head
    return found
