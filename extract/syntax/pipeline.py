"""The spaCy pipeline: found, checked, and run over a text whose actor mentions are one token each.

Names, titles and lists of names are where the parser errs most on news ("Russian negotiator | Yuri Ushakov told ...").
Entities are therefore found first, each mention is replaced by one frequent name of its kind, time adverbs are left out,
"neither A nor B" is read as "A and B" with a mark, and the parser reads the simpler text (``simpler_text.py``). Each pass
takes as many texts at once as it is given, which is the same to the last bit and half the work where they are short.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from diplograph.ontology import ModelError

from ..manifest import check_weights
from ..text import keep_text
from .analysis import Analysis
from .headlines import mend_headlines, mend_presents
from .mending import mend_attachments, mend_content_clauses, mend_inversions, mend_perfects, mend_relative_clauses, mend_tags
from .remembering import remember_answers
from .simpler_text import SimplerText
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from ..names import Mention

__all__ = ["Reader", "load_pipeline"]

# Labels of Universal Dependencies that frames rely on and that other label sets lack.
_NEEDED_LABELS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "case", "conj", "acl:relcl"})
_NEEDED_PIPES = ("parser", "ner")
# Frames, words and rules are those of this language (``words/english``).
_LANGUAGE = "en"
_LEMMAS = "lemma_index"
# Parser and entities of spaCy part what they are given in so many, by length; whole it takes them less time.
_PARTS = 4
# A hyphen between the initials of a state or body and a word or name.
_AFTER_INITIALS = r"(?<=[A-Z]\.[A-Z]\.)[-–](?=[A-Za-z])"


def load_pipeline(model: str | None = None) -> "Language":
    """The shipped pipeline, which all extractors of a process share, or the installed package or folder that ``model`` names.

    Raises ``ModelError`` where it cannot be loaded, is not as it was shipped, is not for English, has no parser or entities, or
    has other than UD labels.
    """
    return _load_shipped() if model is None else _load(model)


@cache
def _load_shipped() -> "Language":
    return _load(None)


def _load(model: str | None) -> "Language":
    import spacy

    try:
        if model is None:
            with as_file(files("diplograph.extract") / "model") as folder:
                check_weights(folder)
                nlp = spacy.load(folder)
        else:
            nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        name = model if model is not None else "the shipped model"
        raise ModelError(f"{name}: cannot load this spaCy pipeline ({error}); name an installed package or a folder") from error
    if nlp.lang != _LANGUAGE:
        raise ModelError(
            f"{model}: the pipeline is for the language {nlp.lang!r}; diplograph reads {_LANGUAGE!r} only, name an English one"
        )
    missing = [name for name in _NEEDED_PIPES if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"{model}: the pipeline has no {missing[0]!r} component; it has {', '.join(nlp.pipe_names) or 'none'}")
    absent = sorted(_NEEDED_LABELS - set(nlp.pipe_labels["parser"]))
    if absent:
        raise ModelError(
            f"{model}: the parser has no label {absent[0]!r}; diplograph needs a pipeline with Universal Dependencies labels"
        )
    _part_compounds(nlp)
    _index_lemmas(nlp)
    return nlp


def _part_compounds(nlp: "Language") -> None:
    """Have the tokenizer part "U.S.-led" as it parts "US-led", which English rules of spaCy do behind letters alone."""
    from spacy.util import compile_infix_regex

    tokenizer: Any = nlp.tokenizer
    finditer = getattr(tokenizer, "infix_finditer", None)
    if finditer is not None:
        tokenizer.infix_finditer = compile_infix_regex([finditer.__self__.pattern, _AFTER_INITIALS]).finditer


def _index_lemmas(nlp: "Language") -> None:
    """Have words looked up in the lemmatizer's tables: it looks through lists of thousands at each new form."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp.has_pipe("lemmatizer") else None
    if lookups is not None and lookups.has_table(_LEMMAS):
        table = lookups.get_table(_LEMMAS)
        for part_of_speech, words in table.items():
            # Not sets, which a pipeline cannot be saved with.
            table[part_of_speech] = dict.fromkeys(words, True)


class Reader:
    """Runs the pipeline in two passes: entities and tags over the text as it is, syntax over the text with simple mentions."""

    def __init__(self, nlp: "Language") -> None:
        self.nlp = nlp
        self._first = [(name, pipe) for name, pipe in nlp.pipeline if name in ("tok2vec", "transformer", "tagger", "ner")]
        self.vocabulary = Vocabulary(nlp)
        self._second = [(name, pipe) for name, pipe in nlp.pipeline if name != "ner"]

    def entities(self, texts: Iterable[str]) -> "list[Doc]":
        """The tokenised texts with their named entities and fine-grained tags."""
        docs = []
        for text in texts:
            docs.append(self.nlp.make_doc(text))
            keep_text(docs[-1], text)
        for _, pipe in self._first:
            docs = _run(pipe, docs)
        return docs

    def parse(self, texts: "Iterable[tuple[Doc, Sequence[Mention]]]") -> list[Analysis]:
        """The syntax of texts with each mention (they do not overlap, sorted) as one token."""
        simpler = [SimplerText(full, self.vocabulary, mentions) for full, mentions in texts]
        docs = [text.doc() for text in simpler]
        for name, pipe in self._second:
            if name == "lemmatizer":
                for text, doc in zip(simpler, docs, strict=True):
                    mend_tags(doc, text.mentions, self.vocabulary)
                    mend_presents(doc, text.verbs)
            docs = _run(pipe, docs)
        for text, doc in zip(simpler, docs, strict=True):
            mend_perfects(doc)
            mend_inversions(doc)
            mend_relative_clauses(doc)
            mend_attachments(doc, text.mentions)
            mend_content_clauses(doc)
            mend_headlines(doc)
            remember_answers(doc)
        return [text.analysis(doc) for text, doc in zip(simpler, docs, strict=True)]


def _run(pipe: "Callable[[Doc], Doc]", docs: "list[Doc]") -> "list[Doc]":
    """The texts after one component, all in one batch where it can: the matrices of one short text are too small to pay."""
    if hasattr(pipe, "pipe"):
        return list(pipe.pipe(docs, batch_size=_PARTS * max(1, len(docs))))
    return [pipe(doc) for doc in docs]
