"""Claims built by hand, from invented texts; how tests are dealt to processes, and what they are given to run on."""

import datetime
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import diplograph.extract
import pytest
from dealing import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    pytest_xdist_make_scheduler,
)
from diplograph.extract.claims.linked_mentions import LinkedMention, MentionKind
from diplograph.ontology import Actor, Claim, Document, Event, Evidence, Interval, Modality, Polarity, vocabulary
from diplograph.ontology.identifiers import ACTOR, EVENT, mint
from hypothesis import HealthCheck, settings

__all__ = [
    "ACTORS",
    "SAUDI_TALKS",
    "make_claim",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_terminal_summary",
    "pytest_xdist_make_scheduler",
]

# A law that holds holds on a machine that is slow too.
settings.register_profile("unhurried", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def make_actor(local_name: str, name: str, kind: str, code: str | None = None, wikidata: str | None = None) -> Actor:
    return Actor(ACTOR + local_name, name, kind, code, wikidata)


ACTORS = {
    actor.iri.removeprefix(ACTOR): actor
    for actor in (
        make_actor("RUS", "Russia", "State", "RUS", "Q159"),
        make_actor("UKR", "Ukraine", "State", "UKR", "Q212"),
        make_actor("USA", "United States", "State", "USA", "Q30"),
        make_actor("NATO", "NATO", "InternationalOrganization", "IGO", "Q7184"),
        make_actor("EU", "European Union", "InternationalOrganization", "IGO", "Q458"),
        make_actor("mara-velde", "Mara Velde", "Person", "RUS"),
    )
}

SAUDI_TALKS = Event(mint(EVENT, "Saudi talks"), "Saudi talks", "Negotiation", "Riyadh")


def make_claim(subject: str, relation: str, object_: str | Event, organization: str | None = None, **fields: object) -> Claim:
    """A claim of the document "talks" whose evidence is one invented sentence; ``fields`` override."""
    fields.setdefault("document", "talks")
    fields.setdefault("evidence", (Evidence(10, 43, "A sentence that proves the claim.", "proves"),))
    return Claim(
        subject=ACTORS[subject],
        relation=relation,
        object=ACTORS[object_] if isinstance(object_, str) else object_,
        organization=ACTORS[organization] if organization is not None else None,
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="session", autouse=True)
def temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test, or a process that it starts, leaves among temporary files goes with the folder of the test run."""
    folder = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", None)
        yield


@pytest.fixture(scope="module", autouse=True)
def settled_memory() -> None:
    """A store that closes looks for garbage in all of memory: what has lived until a file of tests begins is none."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def document() -> Document:
    return Document(
        "talks",
        text="Moscow said on Tuesday that it rejects the bid.",
        title="Talks in Riyadh",
        date=datetime.date(2025, 2, 18),
        outlet="The Example",
        url="https://news.example/talks?a=1&b=<2>",
    )


@pytest.fixture
def claims() -> list[Claim]:
    """A rejection, a denied one, an exclusion from an event, a planned consultation and a fact between two states."""
    return [
        make_claim(
            "RUS",
            "opposesMembership",
            "UKR",
            "NATO",
            speaker=ACTORS["mara-velde"],
            outlet="The Example",
            role="spokesperson",
            date=Interval("2025-02-18", "2025-02-18", "day"),
            place="Riyadh",
            confidence=0.91,
            frame="oppose.verb",
        ),
        make_claim("RUS", "opposesMembership", "UKR", "EU", polarity=Polarity.NEGATED),
        make_claim("UKR", "excludedFrom", SAUDI_TALKS, manner="kept out"),
        make_claim("USA", "consultsWith", "UKR", modality=Modality.PLANNED),
        make_claim("USA", "negotiatesWith", "RUS"),
    ]


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs ``diplograph`` with arguments, in this process."""
    from diplograph.graph.cli import main

    monkeypatch.delenv("COLUMNS", raising=False)  # what is set by who runs tests side by side is no width of a pipe

    def run_command(*arguments: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["diplograph", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfd.readouterr()
        return Outcome(int(caught.value.code or 0), out, err)

    return run_command


class FakeExtractor:
    """Finds in each document the one claim that it is given, for tests of what comes after extraction."""

    name = "en_fake 0.1"

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return (replace(self._claim, document=document.id),)

    def mentions(self, document: Document) -> tuple[LinkedMention, ...]:
        """The first word of a document, as a name of the claim's subject."""
        text = document.text.split()[0]
        return (LinkedMention(0, len(text), text, MentionKind.NAME, self._claim.subject),)


@pytest.fixture
def fake_extractor(claims: list[Claim], monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor(claims[0])
    # Into the dictionary: setattr would look the real one up, which loads spaCy.
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", {"both": lambda **options: fake})
    return fake


@pytest.fixture
def shipped_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has been added to the ontology, and what a test adds goes with it."""
    monkeypatch.setattr(vocabulary, "_added", {})


@pytest.fixture(scope="session")
def build_claim() -> Callable[..., Claim]:
    return make_claim


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their parameter: packed bytes can hold the time, and every worker must collect the same tests."""
    return argname if isinstance(val, bytes) else None
