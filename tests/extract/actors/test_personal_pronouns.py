""" "He" and "she" mean the likeliest person whose gender, as far as title or given name tell it, does not contradict."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


def accuser(claims: tuple[Claim, ...]) -> set[str]:
    return {claim.subject.name for claim in claims if claim.relation == "accuses"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Helena Marsh met Robert Keane in Oslo. He condemned Sweden.", "Robert Keane"),
        ("Helena Marsh met Robert Keane in Oslo. She condemned Sweden.", "Helena Marsh"),
        ("Carlos Mendez succeeded Teresa Lopez. She had condemned Honduras.", "Teresa Lopez"),
        ("Maria Petrova wrote to John Alden. He did not answer her; she later condemned Latvia.", "Maria Petrova"),
        ("Ivan Petrov met the Croatian spokeswoman. She condemned Serbia.", "Croatia"),
        ("Xi Jinping met Angela Merkel in Berlin. She condemned Chad.", "Angela Merkel"),
        ("Xi Jinping met Angela Merkel in Berlin. He condemned Chad.", "Xi Jinping"),
        ("Paul Reed called Mark Stone. He condemned Chad.", "Paul Reed"),
    ],
)
def test_pronoun_means_the_nearest_of_its_gender(text: str, who: str, claims_of: Claims) -> None:
    assert accuser(claims_of(text)) == {who}


def test_pronoun_of_the_other_gender_means_nobody(claims_of: Claims) -> None:
    assert accuser(claims_of("Juan Perez came home. She condemned Chad.")) == set()


def test_unnamed_office_is_meant_where_nobody_is_named(claims_of: Claims) -> None:
    claims = claims_of("The Bahraini minister came to Muscat. Oman met him on Monday.")
    assert ("Oman", "consultsWith", "Bahrain") in {(c.subject.name, c.relation, c.object.name) for c in claims}
