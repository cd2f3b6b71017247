"""The simpler text that the parser reads: mentions as one frequent name of their kind, words left out, gaps filled.

Offsets of its tokens into the original text are kept beside it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..text import text_of
from ..words import load_words
from .analysis import Analysis
from .gapping import Gap, find_gaps, find_seams
from .headlines import HeadlineGrammar, keep_verbs_with_objects, part_labels
from .long_sentences import cut_endless_sentences, end_at_quotations
from .mending import NEGATED, PERSON
from .simplification import NAME, asides, compounds, correlatives, dateline, is_noun, labels, quantifiers, time_adverbs
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ..names import Mention

__all__ = ["SimplerText"]

# Before the adjective of a noun, not before the subject of a clause.
_NOUN_GOVERNORS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "IN", "TO", "DT", "JJ", "PRP$"})
_OBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS", "RP"})
_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})
_OBJECT_OPENERS = frozenset({"NN", "NNS", "JJ", "DT", "CD", "PRP$"})
_ENDS = frozenset({".", "!", "?", ";"})
# Words that the treebanks hold often, so that the parser is sure of them.
_STAND_INS = {"person": PERSON, "actor": NAME, "adjective": "Iranian"}


class SimplerText:
    """The words that the parser reads, as they are put together, and where each stands in the original."""

    def __init__(self, full: "Doc", vocabulary: Vocabulary, mentions: Sequence["Mention"]) -> None:
        self.full = full
        self.vocabulary = vocabulary
        self._starts = frozenset(mention.start for mention in mentions)
        # Present tenses right after a name, which taggers and parsers take for nouns ("Chad condemns raid").
        self.verbs: set[int] = set()
        self.words: list[str] = []
        self.spaces: list[bool] = []
        self.offsets: list[tuple[int, int]] = []
        self.mentions: dict[int, Mention] = {}
        # By index, the words that the text leaves out and where they stand before.
        self.repeated: dict[int, int] = {}
        self.bound: dict[int, Mention] = {}
        # By the first token in the original.
        self._places: dict[int, int] = {}
        self._negated: set[int] = set()
        # Looked for at the first name that may have a verb behind it.
        self._with_verbs: set[int] | None = None
        self._neither, self._nor = correlatives(full)
        of_datelines = dateline(full)
        self.datelines = _spans(full, of_datelines)
        self._dropped = self._neither | time_adverbs(full) | of_datelines | quantifiers(full) | labels(full) | asides(full)
        self._compounds = compounds(full)
        acting = [mention for mention in mentions if not mention.is_bound]
        self._seams = find_seams(full, acting)
        self._add_all(mentions, 0, len(full), {gap.at: gap for gap in find_gaps(full, acting)})

    def _add(self, word: str, first: int, last: int) -> None:
        start, end = self.full[first], self.full[last]
        if first in self._places:
            self.repeated[len(self.words)] = self._places[first]
            self.offsets.append(self.offsets[-1])
        else:
            self._places[first] = len(self.words)
            self.offsets.append((start.idx, end.idx + len(end)))
        self.words.append(word)
        self.spaces.append(bool(end.whitespace_))

    def _add_all(self, mentions: "Sequence[Mention]", start: int, stop: int, gaps: Mapping[int, Gap]) -> None:
        """The tokens from ``start`` to ``stop``, with their mentions and with the words that are left out at ``gaps``."""
        edges = [mention for mention in mentions if start <= mention.start < stop]
        position = start
        for mention in (*edges, None):
            end = mention.start if mention is not None else stop
            for at in (i for i in range(position, end + 1) if i in gaps):
                self._add_words(position, at)
                self._add_all(mentions, gaps[at].start, gaps[at].stop, {})
                position = at
            self._add_words(position, end)
            if mention is not None:
                self._add_mention(mention)
                position = mention.end

    def _add_words(self, start: int, stop: int) -> None:
        """Tokens that name nobody: without time adverbs and datelines, "nor" as "and", "cease-fire" as "ceasefire"."""
        i = start
        while i < stop:
            end, word = self._compounds.get(i, (i + 1, self.full[i].text))
            if i not in self._dropped:
                if i in self._nor:
                    self._negated.add(len(self.words))
                    word = "and"
                if i in self._seams:
                    word = ";"
                if i and i - 1 in self._neither | self._nor and self.full[i].tag_.startswith("VB"):
                    # "has neither asked nor threatened"
                    self._negated.add(len(self.words))
                self._add(word, i, end - 1)
            i = end

    def _add_mention(self, mention: "Mention") -> None:
        if mention.end - 1 in self._dropped:
            return
        if mention.is_bound:
            self._add_words(mention.start, mention.end)
            self.bound[len(self.words) - 1] = mention
            return
        if mention.is_negated:
            self._negated.add(len(self.words))
        self.mentions[len(self.words)] = mention
        verb = self._verb_after(mention)
        if verb is not None:
            self.verbs.add(len(self.words) + 1)
        modifies = verb is None and self._modifies_noun(mention)
        word = _stand_in(mention, self.full[mention.end - 1].text, before_noun=modifies)
        self._add(word, mention.start, mention.end - 1)

    def _modifies_noun(self, mention: "Mention") -> bool:
        """True for "Iran talks"; what a determiner or a name follows is a verb, whatever its tag ("Hungary backs Serbia")."""
        after = self._after(mention)
        following = self.full[after : after + 2]
        if not len(following) or not is_noun(following[0]):
            return False
        if len(following) < 2:
            return True
        # "Chad charges that Sudan ...": a clause follows a verb, but for "rejected the Chad claims that".
        before = mention.start - 1
        if before >= 0 and self.full[before].tag_ == "DT":
            # "The Netherlands doubts that"
            before -= 1
        opens = before < 0 or self.full[before].tag_ not in _NOUN_GOVERNORS
        clause = following[1].lower_ == "that" and (following[1].tag_ == "IN" or opens)
        return not clause and following[1].tag_ not in _OBJECT_TAGS

    def _after(self, mention: "Mention") -> int:
        after = mention.end
        while after in self._dropped:
            after += 1
        return after

    def _verb_after(self, mention: "Mention") -> "Token | None":
        """The present tense right after a name that is no noun ("denies"), or that has a name as its object."""
        after = self._after(mention)
        if mention.is_adjective or after >= len(self.full) or after in self._compounds:
            return None
        token, of_many = self.full[after], len(mention.members) > 1
        if self.vocabulary.is_only_verb(token.lower_):
            return token if self.vocabulary.is_verb(token.lower_, of_many=of_many) else None
        is_noun_or_present = token.is_lower and token.tag_[:2] in ("NN", "VB")
        following = self.full[after + 1 : after + 2]
        is_named = after + 1 in self._starts or (bool(following) and following[0].tag_ == "JJ" and following[0].is_title)
        beside = is_named and is_noun_or_present
        beside = beside or (token.tag_ == "NNS" and self._is_only_verb_of_line(token))
        return token if beside and self.vocabulary.is_verb(token.lower_, of_many=of_many) else None

    def _is_only_verb_of_line(self, token: "Token") -> bool:
        """True for a word before a noun phrase in a line that has no verb otherwise ("Honduras cuts ties with Taiwan")."""
        if token.i + 1 >= len(self.full) or token.nbor(1).tag_ not in _OBJECT_OPENERS:
            return False
        if token.lower_ in load_words(HeadlineGrammar).plurals:
            return False
        if self._with_verbs is None:
            self._with_verbs = _in_clauses_with_verbs(self.full)
        return token.i not in self._with_verbs

    def doc(self) -> "Doc":
        """The text for the parser, with the beginnings of sentences that are plain without it."""
        from spacy.tokens import Doc

        doc = Doc(self.full.vocab, words=self.words, spaces=self.spaces)
        doc.user_data[NEGATED] = frozenset(self._negated)
        keep_verbs_with_objects(doc, self.verbs)
        part_labels(doc, self.mentions)
        cut_endless_sentences(doc)
        end_at_quotations(doc)
        return doc

    def analysis(self, doc: "Doc") -> Analysis:
        """What the parser has made of ``doc``, with the places of its tokens in the original."""
        return Analysis(text_of(self.full), doc, self.offsets, self.mentions, self.datelines, self.repeated, self.bound)


def _in_clauses_with_verbs(doc: "Doc") -> set[int]:
    """Indexes of the tokens of all lines and sentences that have a finite verb."""
    found, clause, has_verb = set[int](), list[int](), False
    for token in doc:
        clause.append(token.i)
        has_verb = has_verb or token.tag_ in _VERBS
        if token.is_space or token.text in _ENDS or token.i + 1 == len(doc):
            found.update(clause if has_verb else ())
            clause, has_verb = [], False
    return found


def _spans(doc: "Doc", indexes: set[int]) -> list[tuple[int, int]]:
    """The characters of each run of tokens."""
    firsts = sorted(i for i in indexes if i - 1 not in indexes)
    lasts = sorted(i for i in indexes if i + 1 not in indexes)
    return [(doc[first].idx, doc[last].idx + len(doc[last])) for first, last in zip(firsts, lasts, strict=True)]


def _stand_in(mention: "Mention", word: str, *, before_noun: bool) -> str:
    """The word that the parser reads for a mention."""
    if mention.is_person:
        return _STAND_INS["person"]
    if mention.is_adjective or before_noun:
        return word if mention.is_adjective and mention.end - mention.start == 1 else _STAND_INS["adjective"]
    return _STAND_INS["actor"]
