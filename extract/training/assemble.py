"""Assembly of the trained parts into the pipeline that ships: ``python assemble.py SYNTAX NER TREEBANK OUTPUT``.

The entity recogniser is sourced with its own tok2vec. The trained lemmatizer gives way to spaCy's rule lemmatizer with the
tables of spacy-lookups-data, which knows the verbs that frames are made of ("opposes", "freed") and never invents a lemma for
a word that it knows. The tables leave out closed classes ("was", "them"), whose lemmas are read off the converted treebank, and
their rules take "hopes" for a form of "hop"; ``prefer_final_e`` mends that.
"""

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import spacy
from diplograph.extract.manifest import write_manifest
from spacy.language import Language
from spacy.lookups import Lookups
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
VOWELS = "aeiou"


def count_lemmas(nlp: Language, treebank: Path) -> dict[tuple[str, str], Counter[str]]:
    """How often each lemma stands for a form of a part of speech: {("aux", "was"): {"be": 2411}}."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in DocBin().from_disk(treebank).get_docs(nlp.vocab):
        for token in doc:
            counts[token.pos_.lower(), token.lower_][token.lemma_] += 1
    return dict(counts)


def closed_class_lemmas(counts: dict[tuple[str, str], Counter[str]]) -> dict[str, dict[str, list[str]]]:
    """The most frequent lemma of each form of the closed classes: {"aux": {"was": ["be"]}}."""
    table: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for (pos, form), lemmas in counts.items():
        if pos.upper() in CLOSED_CLASSES:
            table[pos][form] = [lemmas.most_common(1)[0][0]]
    return dict(table)


def prefer_final_e(lookups: Lookups, verbs: Counter[str]) -> None:
    """Make "hopes", "hoped" and "hoping" forms of "hope": a verb like "hop" would double its consonant.

    Of two verbs like "sing" and "singe", which double nothing, the one that the treebanks have less often gives way.
    """
    rules, index = lookups.get_table("lemma_rules"), lookups.get_table("lemma_index")
    # Of several forms in the index the lemmatizer takes that of the last rule.
    rules["verb"] = sorted(rules["verb"], key=lambda rule: rule[1] == "e")
    known = set(index["verb"])
    for short in [verb for verb in known if f"{verb}e" in known]:
        doubles = short[-1] not in VOWELS + "wxy" and short[-2:-1] in tuple(VOWELS) and short[-3:-2] not in tuple(VOWELS)
        if not doubles:
            known.discard(f"{short}e" if verbs[short] >= verbs[f"{short}e"] else short)
    index["verb"] = sorted(known)


def assemble(syntax: Path, ner: Path, treebank: Path) -> Language:
    nlp = spacy.load(syntax)
    nlp.remove_pipe("trainable_lemmatizer")
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize()  # type: ignore[attr-defined]
    lookups: Lookups = lemmatizer.lookups  # type: ignore[attr-defined]
    counts = count_lemmas(nlp, treebank)
    lookups.get_table("lemma_exc").update(closed_class_lemmas(counts))
    verbs: Counter[str] = Counter()
    for (pos, _), lemmas in counts.items():
        if pos == "verb":
            verbs.update(lemmas)
    prefer_final_e(lookups, verbs)
    nlp.add_pipe("ner", source=spacy.load(ner))
    nlp.meta.update(META)
    # Figures of training; the model card has those of the test sets.
    nlp.meta.pop("performance", None)
    # Where the trained syntax lay says nothing to who loads the pipeline.
    nlp.config["paths"]["first"] = None
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("syntax", type=Path)
    parser.add_argument("ner", type=Path)
    parser.add_argument("treebank", type=Path, help="syntax-train.spacy, as convert.py writes it")
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    assemble(options.syntax, options.ner, options.treebank).to_disk(options.output)
    write_manifest(options.output)


if __name__ == "__main__":
    main()
