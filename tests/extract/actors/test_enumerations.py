""" "The following states", "two countries" and "Who opposes ...:" are those whom a colon and their names tell."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "relation", "subjects", "objects"),
    [
        ("The following states condemned Iran: Kuwait and Qatar.", "accuses", {"Kuwait", "Qatar"}, {"Iran"}),
        ("Egypt condemned two countries: Qatar and Iran.", "accuses", {"Egypt"}, {"Qatar", "Iran"}),
        ("Greece accused two neighbours of spying:\n- Chad\n- Mali", "accuses", {"Greece"}, {"Chad", "Mali"}),
        ("Who opposes Kosovo's membership in the UN:\n- Serbia\n- Spain", "opposesMembership", {"Serbia", "Spain"}, {"Kosovo"}),
    ],
)
def test_noun_before_a_list_means_its_names(
    text: str, relation: str, subjects: set[str], objects: set[str], claims_of: Claims
) -> None:
    claims = [claim for claim in claims_of(text) if claim.relation == relation]
    assert ({claim.subject.name for claim in claims}, {claim.object.name for claim in claims}) == (subjects, objects)


@pytest.mark.parametrize(
    "text",
    [
        "Two states condemned Iran: Kuwait did not.",
        "Two states condemned Iran. Absent: Kuwait.",
        "Samoa condemned Hamas on Thursday. Speakers:\n- Kuwait\n- Fiji",
    ],
)
def test_name_that_no_noun_announces_does_nothing(text: str, claims_of: Claims) -> None:
    assert not [claim for claim in claims_of(text) if claim.subject.name == "Kuwait" and claim.polarity == "affirmed"]
