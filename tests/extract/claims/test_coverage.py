"""How much was read: counted while claims are sought."""

from diplograph.extract import Extractor
from diplograph.extract.claims import Coverage
from diplograph.ontology import Document

TEXT = """Norway and Iceland Quarrel

OSLO (AP) — Norway accused Iceland of spying. Iceland is cold, said Reuters. Norway's prime minister met Sweden and \
Denmark. It rained.

Copyright © 2025 Example Media. All Rights Reserved.
"""


def test_sentences_and_those_that_name_two_actors_are_counted(extractor: Extractor) -> None:
    before = extractor.coverage
    claims = extractor.extract(Document("a", text=TEXT))
    assert extractor.coverage == before + Coverage(sentences=4, naming_two=2, claims=len(claims))


def test_one_actor_under_two_names_is_one(extractor: Extractor) -> None:
    before = extractor.coverage
    extractor.extract(Document("a", text="Moscow, the capital of Russia, attacked."))
    assert extractor.coverage == before + Coverage(sentences=1, naming_two=0)
