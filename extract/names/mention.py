"""Mention: a stretch of text, the name it is, and the title before it."""

from dataclasses import dataclass

from diplograph.ontology.actors import Name, NameKind

__all__ = ["POSSESSIVES", "Mention", "Title"]

# Possessive endings, straight and typeset.
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Title:
    """An office before a name: ``of`` is the mention of the state or body; ``is_former`` where the text says so."""

    role: str
    of: "Mention | None"
    is_former: bool = False
    is_counterpart: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start`` to ``end`` (exclusive) of the full text.

    ``label`` is "known" (``name`` is set), "outlet", or "GROUP" ("European nations"), or an entity label of the
    pipeline: PERSON, ORG, GPE, NORP.
    ``text`` is the bare name, without title.
    """

    start: int
    end: int
    text: str
    label: str
    name: Name | None = None
    title: Title | None = None
    # The state or body whose name an unknown organisation begins with ("Russian Foreign Ministry").
    owner: Name | None = None
    # The mentions that a coordination ("France, Britain and Germany") or a pair ("US-Russia") joins.
    parts: "tuple[Mention, ...]" = ()
    is_negated: bool = False
    # True for a pair ("US-Russia"), which only ever stands before a noun.
    is_pair: bool = False
    # True inside a compound that only describes ("US-brokered"): who stands there does nothing else.
    is_bound: bool = False
    # What a private person is ("fisherman"), where the text says it beside the name.
    calling: str = ""
    # The courtesy title right before a name ("Mr.", "Mullah").
    honorific: str = ""
    # Other names that the text gives the person right there ("Jimmy" of "James "Jimmy" Okello").
    aliases: tuple[str, ...] = ()

    @property
    def members(self) -> "tuple[Mention, ...]":
        """The single mentions: the parts of a coordination, or the mention itself."""
        return self.parts or (self,)

    @property
    def is_person(self) -> bool:
        return self.label == "PERSON" or (self.name is not None and self.name.actor.kind == "Person")

    @property
    def is_adjective(self) -> bool:
        """True for nationalities and pairs, which modify a noun and seldom act by themselves."""
        return self.is_pair or self.label == "NORP" or (self.name is not None and self.name.kind in (NameKind.ADJECTIVE,))
