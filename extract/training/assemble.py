"""Put the trained parts into the pipeline that ships: ``python assemble.py SYNTAX NER OUTPUT``.

The entity recogniser is sourced with its own tok2vec. The trained lemmatizer gives way to spaCy's rule lemmatizer with the
tables of spacy-lookups-data, which knows the verbs that frames are made of ("opposes", "freed") and never invents a lemma for
a word that it knows.
"""

import argparse
from pathlib import Path

import spacy

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


def assemble(syntax: Path, ner: Path) -> spacy.language.Language:
    nlp = spacy.load(syntax)
    nlp.remove_pipe("trainable_lemmatizer")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()  # type: ignore[attr-defined]
    nlp.add_pipe("ner", source=spacy.load(ner))
    nlp.meta.update(META)
    # Figures of training; the model card has those of the test sets.
    nlp.meta.pop("performance", None)
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("ner", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    assemble(options.syntax, options.ner).to_disk(options.output)


if __name__ == "__main__":
    main()
