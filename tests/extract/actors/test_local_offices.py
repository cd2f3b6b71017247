"""Mayors and governors hold an office of their city or province, not of the state that it lies in."""

from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document


@pytest.mark.parametrize(
    ("text", "body", "kind"),
    [
        ("Chicago Mayor Jane Qvarn thanked Chad.", "Chicago", "Territory"),
        ("Jane Qvarn, the mayor of Moscow, thanked Chad.", "Moscow", "Territory"),
        ("Istanbul Mayor Jane Qvarn thanked Chad.", "Istanbul", "Territory"),
        ("Governor of Minnesota Jane Qvarn thanked Chad.", "Minnesota", "Territory"),
        # The seat of a government stands for the state.
        ("Moscow spokesman Peter Qvarn thanked Chad.", "Russia", "State"),
        ("Kenyan Governor Peter Qvarn thanked Chad.", "Kenya", "State"),
    ],
)
def test_local_office_is_of_its_place(text: str, body: str, kind: str, claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    held = [claim.object for claim in claims_of(text) if claim.relation == "represents"]
    assert [(actor.name, actor.kind) for actor in held] == [(body, kind)]


def test_place_of_a_title_is_linked_to_itself(extractor: Extractor) -> None:
    mentions = extractor.mentions(Document("test", "Chicago Mayor Jane Qvarn thanked Chad."))
    assert [(m.text, m.actor.name) for m in mentions if m.actor is not None and m.kind == "place"] == [("Chicago", "Chicago")]
