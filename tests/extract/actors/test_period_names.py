"""What a text calls a state or body that has had another name since."""

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document
from diplograph.ontology.identifiers import ACTOR


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Thailand criticized Burma.", "Burma", "MMR"),
        ("Thailand criticized Burma. Burmese officials criticized Thailand.", "Burma", "MMR"),
        ("Thailand criticized Myanmar.", "Myanmar", "MMR"),
        ("Thailand criticized Burma. Myanmar criticized Thailand.", "Myanmar", "MMR"),
        ("Greece criticized Macedonia.", "Macedonia", "MKD"),
        ("Greece criticized the European Economic Community.", "European Economic Community", "EUE"),
    ],
)
def test_state_goes_by_the_name_of_its_time_where_the_text_has_no_other(
    text: str, name: str, code: str, extractor: Extractor
) -> None:
    claim = extractor.extract(Document("test", text))[0]
    assert (claim.object.name, claim.object.iri) == (name, ACTOR + code)
    assert name in [m.actor.name for m in extractor.mentions(Document("test", text)) if m.actor is not None]


def test_name_of_today_stays_another_name_of_the_actor(extractor: Extractor) -> None:
    (claim,) = extractor.extract(Document("test", "Thailand criticized Burma."))
    assert getattr(claim.object, "aliases", ()) == ("Myanmar",)
