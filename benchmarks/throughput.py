"""Words per second of extraction, beside the bare parse of the same text by the same pipeline.

    python benchmarks/throughput.py [FILE...] [--repeat N] [--model NAME]

Reads text or JSON Lines files (default: the example articles). The first ratios are what finding actors and claims costs on
top of the language pipeline alone, which reads document by document, as extraction does, by frames and with the learned reader;
"together" is the same with documents read ahead, as a build reads them; the last ratio is what finding and linking the
mentions of actors adds to the two passes of the pipeline. Seconds are those of the processor, which other work on the machine
touches least.
"""

import argparse
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from diplograph.extract import EXTRACTORS, Extractor
from diplograph.extract.actors import Linker
from diplograph.extract.readers import read_documents
from diplograph.extract.syntax import load_pipeline
from diplograph.ontology import Document

Argument = TypeVar("Argument")
ARTICLES = Path(__file__).parents[1] / "examples/articles"


def time_call(work: Callable[[Argument], object], argument: Argument) -> float:
    """Seconds of the processor for one call."""
    start = time.process_time()
    work(argument)
    return time.process_time() - start


def time_linking(extractor: Extractor, document: Document) -> tuple[float, float]:
    """Seconds that the passes of the pipeline take for a document, and those that its mentions take between them."""
    marks = [time.process_time()]
    text = extractor.normalizer.normalize(document.text).text
    marks.append(time.process_time())
    (entities,) = extractor.reader.entities([text])
    marks.append(time.process_time())
    mentions = extractor.finder.find(entities)
    marks.append(time.process_time())
    (analysis,) = extractor.reader.parse([(entities, mentions)])
    marks.append(time.process_time())
    Linker(extractor.resources.base, document).register(analysis.mentions.values())
    marks.append(time.process_time())
    restore, tag, find, parse, link = (after - before for before, after in pairwise(marks))
    return tag + parse, restore + find + link


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(ARTICLES.glob("*.txt")), metavar="FILE")
    parser.add_argument("--repeat", type=int, default=10)
    parser.add_argument("--model")
    options = parser.parse_args()
    documents = [document for path in options.files for document in read_documents(path)]
    words = sum(len(document.text.split()) for document in documents) * options.repeat
    nlp, extractor, both = load_pipeline(options.model), Extractor(model=options.model), EXTRACTORS["both"](model=options.model)
    assert isinstance(both, Extractor)
    nlp(documents[0].text)
    extractor.extract(documents[0])
    both.extract(documents[0])  # what is loaded on first use is no part of the speed
    parse = extraction = fused = passes = linking = ahead = both_ahead = 0.0
    for _ in range(options.repeat):
        for document in documents:  # in turn, so that other work on the machine falls on both alike
            parse += time_call(nlp, document.text)
            extraction += time_call(extractor.extract, document)
            fused += time_call(both.extract, document)
            of_passes, of_linking = time_linking(extractor, document)
            passes += of_passes
            linking += of_linking
        ahead += time_call(lambda all_: list(extractor.extract_all(all_)), documents)
        both_ahead += time_call(lambda all_: list(both.extract_all(all_)), documents)
    print(f"{len(documents)} documents, {options.repeat} times, {words} words; {both.name}")
    of_each = {"bare parse": parse, "frames": extraction, "frames and reader": fused}
    of_all = {"frames, together": ahead, "frames and reader, together": both_ahead}
    for name, seconds in (of_each | of_all).items():
        print(f"{name:<27} {words / seconds:8.0f} words/s   time / bare parse {seconds / parse:.2f}")
    print(f"linking / passes of the pipeline, in time   {linking / passes:.3f}")


if __name__ == "__main__":
    main()
