"""Texts that nobody would write to be read: they are read without a fault. How their time grows: benchmarks/hostile.py."""

from importlib.resources.abc import Traversable

import pytest
import yaml
from diplograph.extract import Extractor
from diplograph.extract.words.loading import english
from diplograph.ontology import Document


@pytest.mark.parametrize(
    "text",
    [
        '"' + "We told Iran that we met Iraq and our troops left, and I said " * 60 + '" he said.',
        "Envoys of " + "Chad, Mali, Togo, " * 100 + "Norway met.",
        "“(" * 500 + " said Chad.",
        "the leader of " * 600 + "Chad attacked Mali.",
        "The leader of Hungary's " + "party's " * 40 + "party criticised Chad.",
    ],
    ids=["first persons in one quotation", "a list of names", "nested quotes", "nested phrases", "sides that own sides"],
)
def test_endless_sentence_is_read_without_a_fault(text: str, extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text))
    assert all(text[e.start : e.end] == e.quote for c in claims for e in c.evidence)


@pytest.mark.parametrize("folder", [english(), english("frames")])
def test_every_word_list_is_read_by_the_loader_without_libyaml(folder: Traversable) -> None:
    lists = [resource for resource in folder.iterdir() if resource.name.endswith(".yaml")]
    assert lists
    for resource in lists:
        assert yaml.load(resource.read_text("utf-8"), Loader=yaml.SafeLoader), resource.name


@pytest.mark.parametrize("end", ["of", "for", "to", "the", "'s", "and", ",", "—", "“", "("])
def test_text_that_breaks_off_behind_an_office_is_read(end: str, extractor: Extractor) -> None:
    text = f"Mali criticised Chad. Togo has met its president {end}"
    assert [claim.relation for claim in extractor.extract(Document("test", text))][:1] == ["accuses"]
