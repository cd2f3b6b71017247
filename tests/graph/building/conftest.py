"""What the tests of building share."""

import pytest
from counting import Counting
from diplograph.ontology import Claim


@pytest.fixture
def counting(claims: list[Claim]) -> Counting:
    return Counting(claims[0])
