"""How the time of extraction grows with texts that are made to be slow: eight times the text, as a ratio to eight.

    python benchmarks/hostile.py [--pieces N] [--extractor NAME]

1.0 is linear, 8 quadratic. The best of three runs of each length counts, in CPU time.
"""

import argparse
import time

from diplograph.extract import EXTRACTORS, ClaimExtractor
from diplograph.ontology import Document

# What is repeated, between how the text opens and how it closes.
TEXTS = {
    "first persons in a quotation": ('"', "We told Iran that we met Iraq and our troops left, and I said ", '" he said.'),
    "a list of names": ("Envoys of ", "Chad, Mali, Togo, ", "Norway met."),
    "nested quotes": ("", "“(", " said Chad."),
    "nested phrases": ("", "the leader of ", "Chad attacked Mali."),
    "one token": ("", "a" * 100, ""),
    "one word between names": ("Oman met Chad in ", "x" * 100, "."),
    "relative clauses": ("", "Russia, which attacked Ukraine, ", "met Chad."),
    "semicolons": ("", "Russia attacked Ukraine; ", "."),
    "no full stops": ("", "Russia attacked Ukraine and ", "met Chad."),
    "slashes": ("", "Russia/Ukraine/", "."),
    "ampersands": ("", "Russia & Ukraine & ", "met."),
    "apostrophes": ("", "Russia's ", "leader met Chad."),
    "sides that own sides": ("The leader of Russia's ", "party's ", "party met Chad."),
    "dashes": ("", "Russia — ", "met Chad."),
    "colons": ("", "Russia: ", "met Chad."),
    "reported speech": ("", "Russia said that ", "Chad left."),
    "parentheses": ("", "(Russia ", "met Chad."),
    "pictures": ("Oman met Chad ", "😀" * 20, "."),
}
FACTOR = 8


def best_time(extractor: ClaimExtractor, text: str) -> float:
    runs = []
    for _ in range(3):
        start = time.process_time()
        extractor.extract(Document("hostile", text))
        runs.append(time.process_time() - start)
    return min(runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pieces", type=int, default=60)
    parser.add_argument("--extractor", choices=sorted(EXTRACTORS), default="both")
    options = parser.parse_args()
    extractor = EXTRACTORS[options.extractor]()
    for name, (opening, piece, closing) in TEXTS.items():
        short, long = (opening + piece * (options.pieces * times) + closing for times in (1, FACTOR))
        extractor.extract(Document("warm", short))
        first, second = best_time(extractor, short), best_time(extractor, long)
        print(f"{name:30} {first:7.3f} s  {second:7.3f} s   growth / {FACTOR}   {second / first / FACTOR:5.2f}")


if __name__ == "__main__":
    main()
