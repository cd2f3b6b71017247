"""A participle right after "has" is the verb, though the parser may take it to describe what is had."""

from collections.abc import Callable

import pytest
from diplograph.ontology import Claim

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    "text", ["Turkey has imposed sanctions on Iran, Syria and Iraq.", "Turkey has repeatedly imposed harsh sanctions on Iran."]
)
def test_perfect_is_a_verb(text: str, claims_of: Claims) -> None:
    assert ("Turkey", "sanctions", "Iran") in {(c.subject.name, c.relation, c.object.name) for c in claims_of(text)}


def test_what_is_had_stays_a_thing(claims_of: Claims) -> None:
    assert claims_of("France has a signed photograph of Mali.") == ()
