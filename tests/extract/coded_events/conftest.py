"""What the tests of coded events share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract.coded_events import EventClaims, PartyFinder, find_event_claims
from diplograph.ontology import Claim, Document
from diplograph.ontology.actors import load_actors

Read = Callable[[Path], tuple[list[tuple[Document, tuple[Claim, ...]]], EventClaims]]


@pytest.fixture(scope="session")
def finder() -> PartyFinder:
    return PartyFinder(load_actors())


@pytest.fixture
def read(finder: PartyFinder) -> Read:
    def read_claims(path: Path) -> tuple[list[tuple[Document, tuple[Claim, ...]]], EventClaims]:
        found = EventClaims()
        return list(find_event_claims(path, finder, found)), found

    return read_claims
