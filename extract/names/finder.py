"""Mention finder: the longest matches of the actor base joined with the pipeline's entities.

A mention takes in the title before a person's name ("Kremlin spokesman Dmitry Peskov" is one mention), because the title says
whom the person represents, and because one token is what the parser reads best.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.ontology.actors import ActorBase, Name, NameKind

from ..words import Lexicon, load_outlets, load_words
from .acronyms import find_acronyms
from .coordination import join_mentions
from .disambiguation import Disambiguator
from .entities import read_entities
from .epithets import join_descriptors
from .gazetteer import Gazetteer
from .groups import join_groups
from .mention import Mention
from .persons import NameOrder, find_surnames, join_nicknames, mark_callings
from .titles import TitleReader

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["MentionFinder"]


_STATES = (NameKind.NAME, NameKind.ADJECTIVE)
_HYPHENS = frozenset({"-", "–"})


@dataclass(frozen=True, slots=True)
class CompoundWords:
    """The lists of ``finder.yaml``."""

    compound_prefixes: frozenset[str]
    combining_forms: Mapping[str, str]
    list_determiners: frozenset[str]
    generic_bodies: frozenset[str]


def _is_group(mention: Mention) -> bool:
    return mention.name is not None and mention.name.kind in (NameKind.GROUP, NameKind.PARTY) and not mention.name.by_user


def _beside_names_of_user(entities: Iterable[Mention], known: Iterable[Mention]) -> Iterator[Mention]:
    """The entities of the pipeline that share no token with a name out of the user's own files."""
    owned = {i for m in known if m.name is not None and m.name.by_user for i in range(m.start, m.end)}
    return (entity for entity in entities if owned.isdisjoint(range(entity.start, entity.end)))


def _is_owned_group(doc: "Doc", entity: Mention, groups: Mapping[int, Iterable[int]]) -> bool:
    """True for "Palestine's Hamas": the name of a group after the possessor that the pipeline takes for a part of it.

    ``groups`` has the starts of those that end at a token.
    """
    return any(entity.start + 1 < start and doc[start - 1].tag_ == "POS" for start in groups.get(entity.end, ()))


def _are_two(entity: Mention, ends: Mapping[int, int]) -> bool:
    """True for two states side by side that the pipeline takes for one place ("backed Chad, and Italy Niger")."""
    middle = ends.get(entity.start)
    return not entity.is_person and middle is not None and middle < entity.end and ends.get(middle) == entity.end


def _is_bound(doc: "Doc", mention: Mention, prefixes: frozenset[str]) -> bool:
    """True inside a compound that only describes ("pro-Syrian", "U.S.-led"): who stands there does not act."""
    start, end = mention.start, mention.end
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in prefixes:
        return True
    return (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and doc[end + 1].tag_ in ("VBN", "VBD", "JJ", "VBG")
        and doc[end + 1].is_lower
    )


def _of_before(doc: "Doc", start: int) -> bool:
    return doc[start - 1].lower_ == "of" or (doc[start - 1].lower_ == "the" and doc[start - 2].lower_ == "of")


class MentionFinder:
    """Finds the mentions of a text, none overlapping, in order."""

    def __init__(self, base: ActorBase, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.words = load_words(CompoundWords)
        self.actors = base.actors
        self.persons = base.office_index
        self.disambiguator = Disambiguator(base)
        self.gazetteer = Gazetteer(base, load_outlets())

    def find(self, doc: "Doc") -> list[Mention]:
        """Longest first where mentions overlap; the actor base wins over an entity of the same length."""
        entities = list(read_entities(doc, self.lexicon, self.gazetteer.names, self.persons))
        persons = {(e.start, e.end) for e in entities if e.is_person and e.end - e.start > 1}
        # Dictionaries list the leaders of a group among its names.
        known = [m for m in self.gazetteer.find(doc) if not (_is_group(m) and (m.start, m.end) in persons)]
        known = [self._of_region(doc, mention) for mention in known]
        ends = {m.start: m.end for m in known if m.name is not None and m.name.kind is NameKind.NAME}
        groups: dict[int, list[int]] = defaultdict(list)
        for mention in filter(_is_group, known):
            groups[mention.end].append(mention.start)
        entities = [e for e in entities if not _is_owned_group(doc, e, groups) and not _are_two(e, ends)]
        candidates = [*known, *_beside_names_of_user(entities, known)]
        acronyms = find_acronyms(doc, candidates)
        introduced = [*acronyms.introductions, *acronyms.uses(doc)]
        # What the text itself says an acronym means stands above all other meanings.
        spans = {(m.start, m.end) for m in introduced}
        candidates = [m for m in candidates if (m.start, m.end) not in spans]
        candidates += [*introduced, *self._combining_forms(doc, known)]
        candidates.sort(key=lambda m: (m.start - m.end, m.label not in ("known", "outlet"), m.start))
        taken: set[int] = set()
        chosen: list[Mention] = []
        for mention in candidates:
            if taken.isdisjoint(range(mention.start, mention.end)):
                taken.update(range(mention.start, mention.end))
                chosen.append(mention)
        prefixes = self.words.compound_prefixes
        bound = [mention for mention in chosen if _is_bound(doc, mention, prefixes)]
        chosen = [self._with_twin(doc, mention) for mention in chosen if mention not in bound]
        chosen = [self._with_owner(doc, mention, candidates) for mention in chosen]
        chosen.sort(key=lambda m: m.start)
        chosen = join_nicknames(doc, NameOrder(doc, self.persons, self.lexicon).turned(chosen), self.lexicon)
        chosen = find_surnames(doc, chosen)
        chosen = mark_callings(doc, self.disambiguator.decide(doc, chosen))
        titled = TitleReader(doc, chosen, self.lexicon).join()
        described = join_descriptors(doc, titled)
        joined = join_mentions(doc, join_groups(doc, described, self.lexicon), self.words.list_determiners)
        inside = {i for mention in joined for i in range(mention.start, mention.end)}
        apart = [replace(m, is_bound=True) for m in bound if m.name is not None and inside.isdisjoint(range(m.start, m.end))]
        return sorted([*joined, *apart], key=lambda mention: mention.start)

    def _of_region(self, doc: "Doc", mention: Mention) -> Mention:
        """ "Latin American", which is not of the United States."""
        start = mention.start - 1
        if start < 0 or doc[start : mention.end].text not in self.lexicon.collective_adjectives:
            return mention
        return Mention(start, mention.end, doc[start : mention.end].text, "NORP")

    def _combining_forms(self, doc: "Doc", known: Sequence[Mention]) -> Iterator[Mention]:
        """ "Sino" of "Sino-Indian": only before the name of another state."""
        for mention in known:
            first = mention.start - 2
            if first < 0 or doc[first + 1].text not in _HYPHENS or mention.name is None:
                continue
            actor = self.actors.get(self.words.combining_forms.get(doc[first].lower_, ""))
            if actor is not None:
                yield Mention(first, first + 1, doc[first].text, "known", Name(doc[first].text, actor, NameKind.ADJECTIVE))

    def _with_twin(self, doc: "Doc", mention: Mention) -> Mention:
        """Both names of "North and South Korea", which share their last word."""
        start = mention.start - 2
        if mention.name is None or start < 0 or doc[start + 1].lower_ != "and" or mention.end - mention.start < 2:
            return mention
        other = self.gazetteer.names.get(f"{doc[start].text} {doc[mention.start + 1 : mention.end].text}")
        if other is None or other.kind is not mention.name.kind:
            return mention
        twin = Mention(start, start + 1, other.text, "known", other)
        return replace(mention, start=start, text=doc[start : mention.end].text, parts=(twin, mention))

    def _with_owner(self, doc: "Doc", mention: Mention, candidates: Sequence[Mention]) -> Mention:
        """The body with the state that its name begins or ends with ("Russian Foreign Ministry", "Ministry of Oil of Iran")."""
        mention = self._of_another(doc, mention, candidates)
        if mention.label != "ORG" or mention.owner is not None:
            return mention
        inside = [c for c in candidates if c.name is not None and c.start == mention.start and c.end < mention.end]
        inside += [
            c
            for c in candidates
            if c.name is not None and c.end == mention.end and c.start > mention.start + 1 and _of_before(doc, c.start)
        ]
        if inside:
            return replace(mention, owner=inside[0].name)
        before = next((c for c in candidates if c.end == mention.start and c.is_adjective and c.name is not None), None)
        if before is None or not self._is_generic(mention):
            return mention
        return replace(mention, start=before.start, text=doc[before.start : mention.end].text, owner=before.name)

    def _of_another(self, doc: "Doc", mention: Mention, candidates: Sequence[Mention]) -> Mention:
        """The body of the state before it, where its name alone is for one of another state ("Brazil's Congress")."""
        if mention.name is None or mention.name.kind is not NameKind.METONYM or not mention.start:
            return mention
        end = mention.start - (doc[mention.start - 1].tag_ == "POS")
        owner = next((c.name for c in candidates if c.end == end and c.name is not None and c.name.kind in _STATES), None)
        if owner is None or owner.actor in (mention.name.actor, mention.name.actor.part_of) or owner.actor.kind != "State":
            return mention
        return replace(mention, label="ORG", name=None, owner=owner)

    def _is_generic(self, body: Mention) -> bool:
        """True for "Central Bank" and "Supreme Court", which name a body only together with its state."""
        words = [word.lower() for word in body.text.split()]
        return words[-1] in self.words.generic_bodies and all(word in self.lexicon.title_modifiers for word in words[:-1])
