"""Scores of a pipeline on every test set: ``python evaluate.py MODEL CORPORA`` prints one JSON object.

Syntax on raw text (spaCy's own tokens, aligned) for EWT test and GUM test; on gold tokens for GUM's news, interview and speech
documents and for PUD news. LAS and UAS leave punctuation out. Entities on GMB test, CrossNER politics test and (PERSON, ORG,
GPE only) UNER EWT test.
"""

import argparse
import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import conllu
import spacy
from convert import Sentence, chunk_doc, chunks, entity_doc, read_entities, read_treebank
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

NEWS_LIKE = ("GUM_news", "GUM_interview", "GUM_speech")


def news_like(path: Path) -> list[Sentence]:
    """Sentences of the documents whose genre is close to news."""
    kept: list[Sentence] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        ids = [block.metadata["sent_id"] for block in conllu.parse_incr(file)]
    for sent_id, sentence in zip(ids, read_treebank(path), strict=True):
        if sent_id.startswith(NEWS_LIKE):
            kept.append(sentence)
    return kept


def syntax_examples(nlp: Language, sentences: Iterable[Sentence], *, gold_tokens: bool = False) -> list[Example]:
    examples = []
    for chunk in chunks(sentences):
        gold = chunk_doc(nlp, chunk, paragraphs=True, curly=False)
        start = (
            Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
            if gold_tokens
            else nlp.make_doc(gold.text)
        )
        examples.append(Example(start, gold))
    return examples


def score_syntax(nlp: Language, examples: list[Example]) -> dict[str, float]:
    for example in examples:
        example.predicted = nlp(example.predicted)
    scores = Scorer(nlp).score(examples)
    names = {
        "pos_acc": "UPOS",
        "tag_acc": "XPOS",
        "lemma_acc": "lemma",
        "dep_uas": "UAS",
        "dep_las": "LAS",
        "sents_f": "sentence F",
    }
    return {label: round(100 * scores[name], 1) for name, label in names.items() if scores.get(name) is not None}


def score_entities(nlp: Language, path: Path, labels: frozenset[str]) -> dict[str, float]:
    examples = []
    for record in read_entities(path):
        gold = entity_doc(nlp, [record], curly=False)
        predicted = nlp(gold.text)
        predicted.ents = [ent for ent in predicted.ents if ent.label_ in labels]
        examples.append(Example(predicted, gold))
    scores = Scorer.score_spans(examples, "ents")
    by_type = {label: round(100 * part["f"], 1) for label, part in sorted(scores["ents_per_type"].items())}
    return {"F": round(100 * scores["ents_f"], 1), **by_type}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    nlp, corpora = spacy.load(options.model), options.corpora
    results: dict[str, dict[str, float]] = {}
    if "parser" in nlp.pipe_names:
        with nlp.select_pipes(disable=[name for name in ("ner",) if name in nlp.pipe_names]):
            gum = corpora / "gum" / "gum-test.conllu.gz"
            results["EWT test"] = score_syntax(nlp, syntax_examples(nlp, read_treebank(corpora / "ewt" / "ewt-test.conllu.gz")))
            results["GUM test"] = score_syntax(nlp, syntax_examples(nlp, read_treebank(gum)))
            results["GUM test, news-like, gold tokens"] = score_syntax(
                nlp, syntax_examples(nlp, news_like(gum), gold_tokens=True)
            )
            pud = corpora / "pud" / "pud-news-dev.conllu.gz"
            results["PUD news, gold tokens"] = score_syntax(nlp, syntax_examples(nlp, read_treebank(pud), gold_tokens=True))
    if "ner" in nlp.pipe_names:
        full = frozenset({"PERSON", "ORG", "GPE", "NORP", "EVENT"})
        results["GMB test"] = score_entities(nlp, corpora / "gmb-ner" / "gmb-test.jsonl.gz", full)
        results["CrossNER politics test"] = score_entities(
            nlp, corpora / "crossner-politics" / "crossner-politics-test.jsonl.gz", full
        )
        results["UNER EWT test"] = score_entities(
            nlp, corpora / "uner-ewt" / "uner-ewt-test.jsonl.gz", frozenset({"PERSON", "ORG", "GPE"})
        )
    print(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
