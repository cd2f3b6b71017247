"""Trace: the decisions of the claim finder, told to whoever listens; by default nobody does."""

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diplograph.ontology import Claim
    from spacy.tokens import Span, Token

    from ..circumstances import Attribution, Stance
    from ..frames import Filler, Frame
    from .grounds import Grounds

__all__ = ["Trace"]


class Trace:
    """Hears each decision where it is taken and forgets it; a subclass that keeps what it hears explains the outcome."""

    def read(self, sentence: "Span", *, is_boilerplate: bool) -> None:
        """A sentence is begun; one that is boilerplate is not looked at further."""

    def tried(self, trigger: "Token", relation: str, frame: "Frame") -> None:
        """A frame that the trigger's word can fire is tried; what follows is about it."""

    def passed_over(self, trigger: "Token", relation: str, frame: "Frame") -> None:
        """A frame is not tried: an earlier one of the same relation has given claims."""

    def wanted(self, trigger: "Token", relation: str, frame: "Frame", words: "Set[str]") -> None:
        """A frame is not tried: a word that it wants is not among those of the sentence."""

    def lacked(self, path: str) -> None:
        """The word that the frame wants at a path is not there."""

    def barred(self, path: str) -> None:
        """A word that rules the frame out stands at a path."""

    def filled(self, slot: str, fillers: "Sequence[Filler]") -> None:
        """What was found for subject, object or bid, if anything."""

    def refused(self, subject: "Filler", object_: "Filler", reason: str) -> None:
        """Two fillers do not make a pair."""

    def claimed(
        self,
        claims: "Sequence[Claim]",
        grounds: "Sequence[Grounds]",
        stance: "Stance | None" = None,
        attribution: "Attribution | None" = None,
    ) -> None:
        """The frame gave claims, each with the grounds of its confidence; offices have neither stance nor attribution."""

    def overridden(self, claim: "Claim", relation: str) -> None:
        """A claim gives way to one of a more specific relation between the same parties."""
