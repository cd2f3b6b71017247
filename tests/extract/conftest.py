"""Parsed texts written by hand, so that what is below the parser is tested without it, and one loaded extractor."""

from collections.abc import Callable, Mapping

import pytest
import spacy
from diplograph.extract import Extractor
from diplograph.extract.actors.linking import Linker
from diplograph.extract.actors.references import Discourse
from diplograph.extract.actors.referents import Referents
from diplograph.extract.names.finder import MentionFinder
from diplograph.extract.names.mention import Mention
from diplograph.extract.syntax.analysis import Analysis
from diplograph.extract.words.loading import load_words
from diplograph.extract.words.nouns import Lexicon
from diplograph.ontology import Claim, Document
from diplograph.ontology.actors import ActorBase, load_actors
from spacy.language import Language
from spacy.tokens import Doc, Span

__all__: list[str] = []

_PLURAL_TAGS = ("NNS", "NNPS")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()


@pytest.fixture(scope="session")
def claims_of(extractor: Extractor) -> Callable[[str], tuple[Claim, ...]]:
    return lambda text: extractor.extract(Document("test", text=text))


@pytest.fixture(scope="session")
def base() -> ActorBase:
    return load_actors()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_words(Lexicon)


@pytest.fixture(scope="session")
def tokenizer() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="session")
def finder(base: ActorBase, lexicon: Lexicon) -> MentionFinder:
    return MentionFinder(base, lexicon)


@pytest.fixture(scope="session")
def tag(tokenizer: Language) -> Callable[..., Doc]:
    """A tokenised text with the entities and tags that are named; every other tag is NN."""

    def build(text: str, entities: Mapping[str, str] | None = None, tags: Mapping[str, str] | None = None) -> Doc:
        doc = tokenizer.make_doc(text)
        for token in doc:
            token.tag_ = (tags or {}).get(token.text, "NN")
        spans = [
            doc.char_span(text.index(name), text.index(name) + len(name), label) for name, label in (entities or {}).items()
        ]
        assert all(isinstance(span, Span) for span in spans), "an entity does not end with a token"
        doc.set_ents([span for span in spans if span is not None])
        return doc

    return build


@pytest.fixture(scope="session")
def find_mentions(tag: Callable[..., Doc], finder: MentionFinder) -> Callable[..., list[Mention]]:
    """The mentions of a text; arguments as for ``tag``."""
    return lambda text, entities=None, tags=None: finder.find(tag(text, entities, tags))


@pytest.fixture(scope="session")
def parse(tokenizer: Language) -> Callable[[str], Doc]:
    """A Doc from lines of "form lemma UPOS XPOS head deprel"; head counts from 1, 0 is the root, "_" is a blank."""

    def build(lines: str) -> Doc:
        rows = [line.split() for line in lines.strip().splitlines()]
        forms, lemmas, pos, tags, heads, deps = zip(*rows, strict=True)
        return Doc(
            tokenizer.vocab,
            words=[form.replace("_", " ") for form in forms],
            lemmas=list(lemmas),
            pos=list(pos),
            tags=list(tags),
            heads=[int(head) - 1 if head != "0" else i for i, head in enumerate(heads)],
            deps=["ROOT" if dep == "root" else dep for dep in deps],
            morphs=["Number=Plur" if tag in _PLURAL_TAGS else "" for tag in tags],
        )

    return build


@pytest.fixture(scope="session")
def analyse(parse: Callable[[str], Doc], base: ActorBase) -> Callable[..., Analysis]:
    """An analysis from the lines of ``parse``: names of the actor base are mentions, and those that ``mentions`` gives."""

    def build(lines: str, mentions: Mapping[str, str | Mention] | None = None) -> Analysis:
        doc = parse(lines)
        found: dict[int, Mention] = {}
        for token in doc:
            given = (mentions or {}).get(token.text)
            name = base.names.get(token.text)
            if isinstance(given, Mention):
                found[token.i] = given
            elif given is not None:
                found[token.i] = Mention(token.i, token.i + 1, token.text, given)
            elif name is not None:
                found[token.i] = Mention(token.i, token.i + 1, token.text, "known", name)
        return Analysis(doc.text, doc, [(token.idx, token.idx + len(token)) for token in doc], found)

    return build


@pytest.fixture(scope="session")
def refer(analyse: Callable[..., Analysis], base: ActorBase, lexicon: Lexicon) -> Callable[..., Referents]:
    """The referents of an analysis; arguments as for ``analyse``."""

    def build(lines: str, mentions: Mapping[str, str | Mention] | None = None) -> Referents:
        analysis = analyse(lines, mentions)
        linker = Linker(base, Document("test", text=analysis.text))
        linker.register(analysis.mentions.values())
        return Referents(analysis, linker, base, lexicon, Discourse())

    return build
