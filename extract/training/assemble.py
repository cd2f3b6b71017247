"""Put the trained parts into the pipeline that ships: ``python assemble.py SYNTAX NER TREEBANK OUTPUT``.

The entity recogniser is sourced with its own tok2vec. The trained lemmatizer gives way to spaCy's rule lemmatizer with the
tables of spacy-lookups-data, which knows the verbs that frames are made of ("opposes", "freed") and never invents a lemma for
a word that it knows. Those tables leave out closed classes ("was", "them"); their lemmas are read off the converted treebank.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import spacy
from spacy.tokens import DocBin

META = {
    "name": "diplograph_news",
    "version": "0.1.0",
    "description": "Universal Dependencies syntax and named entities for English news",
    "author": "diplograph",
    "license": "CC BY-SA 4.0; see README.md beside this file",
    "url": "",
    "email": "",
    "spacy_version": ">=3.8.2,<3.9.0",
}


CLOSED_CLASSES = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ"})


def closed_class_lemmas(nlp: spacy.language.Language, treebank: Path) -> dict[str, dict[str, list[str]]]:
    """The most frequent lemma of each form of the closed classes: {"aux": {"was": ["be"]}}."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(treebank).get_docs(nlp.vocab):
        for token in doc:
            if token.pos_ in CLOSED_CLASSES:
                counts[token.pos_.lower(), token.lower_][token.lemma_] += 1
    table: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in counts.items():
        table[pos][form] = [lemmas.most_common(1)[0][0]]
    return dict(table)


def assemble(syntax: Path, ner: Path, treebank: Path) -> spacy.language.Language:
    nlp = spacy.load(syntax)
    nlp.remove_pipe("trainable_lemmatizer")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()  # type: ignore[attr-defined]
    exceptions = lemmatizer.lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    for pos, forms in closed_class_lemmas(nlp, treebank).items():
        exceptions[pos] = forms
    nlp.add_pipe("ner", source=spacy.load(ner))
    nlp.meta.update(META)
    # Figures of training; the model card has those of the test sets.
    nlp.meta.pop("performance", None)
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("ner", type=Path)
    parser.add_argument("treebank", type=Path, help="syntax-train.spacy, as convert.py writes it")
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    assemble(options.syntax, options.ner, options.treebank).to_disk(options.output)


if __name__ == "__main__":
    main()
