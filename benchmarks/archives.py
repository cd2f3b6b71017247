"""Archives of articles for benchmarks, made of paragraphs of the example articles in an order of chance."""

import json
import random
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples/articles"
_LEAST_WORDS = 15


def write_archive(path: Path, articles: int, paragraphs: int, seed: int = 1) -> int:
    """Write so many articles of so many paragraphs as JSON Lines, the same for a seed; gives the number of words."""
    chance = random.Random(seed)
    texts = [text.read_text("utf-8") for text in sorted(EXAMPLES.glob("*.txt"))]
    whole = [paragraph for text in texts for paragraph in text.split("\n\n") if len(paragraph.split()) > _LEAST_WORDS]
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            text = "\n\n".join(chance.choice(whole) for _ in range(paragraphs))
            words += len(text.split())
            file.write(json.dumps({"id": str(number), "date": "2025-02-18", "text": text}) + "\n")
    return words
