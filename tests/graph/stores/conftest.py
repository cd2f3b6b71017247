"""One store of each kind, empty; servers are started once and are real."""

import datetime
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import killed_writers
import pytest
import servers
from diplograph.graph.rdf.claims_to_rdf import Run
from diplograph.graph.rdf.namespaces import CLAIMS_GRAPH, COUNTS_GRAPH, DERIVED_GRAPH, DIRECT_GRAPH, INDEX_GRAPH
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.stores import Store, open_store
from diplograph.graph.stores.endpoint.client import Client, parse_location
from diplograph.ontology import Claim, Document

RUN = Run("diplograph test", "en_test 1.0")
Reopen = Callable[..., Store]
AddAndDie = Callable[[Path, Claims], None]


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if servers.oxigraph_command() is None:
        pytest.skip("oxigraph is not installed (pip install oxigraph): the remote store is not tested against it")
    with servers.run_oxigraph(tmp_path_factory.mktemp("oxigraph")) as location:
        yield location


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip(
            "Virtuoso is not installed (apt-get install virtuoso-opensource-7): the remote store is not tested against it"
        )
    with servers.run_virtuoso(tmp_path_factory.mktemp("virtuoso")) as location:
        yield location


def empty_endpoint(location: str) -> None:
    endpoint = parse_location(location)
    client = Client(endpoint)
    graphs = (CLAIMS_GRAPH, DERIVED_GRAPH, DIRECT_GRAPH, INDEX_GRAPH, COUNTS_GRAPH, "https://example.org/other")
    update = " ; ".join(f"CLEAR SILENT GRAPH <{graph}>" for graph in graphs)
    client.send("POST", endpoint.layout.update, data={"update": update})
    client.close()


@pytest.fixture(params=["memory", "embedded", "oxigraph", "virtuoso"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | None]:
    """Of an empty store: None for memory, a directory or the address of a real server."""
    if request.param == "memory":
        yield None
    elif request.param == "embedded":
        yield str(tmp_path / "store")
    else:
        address: str = request.getfixturevalue(f"{request.param}_server")
        with pytest.MonkeyPatch.context() as environment:  # its own: a test may undo what it has set itself
            if request.param == "virtuoso":
                environment.setenv("DIPLOGRAPH_PASSWORD", "dba")  # for this test alone: others would send it to their servers
            empty_endpoint(address)
            yield address


@pytest.fixture
def store(location: str | None) -> Iterator[Store]:
    opened = open_store(location, write=True)
    yield opened
    opened.close()


@pytest.fixture
def add_and_die() -> AddAndDie:
    """Has a process add claims to a store and be killed once that is acknowledged, with nothing closed."""
    return killed_writers.add_and_die


@pytest.fixture
def content(claims: list[Claim], document: Document) -> Claims:
    """An article of five claims, of which one is denied and one planned."""
    return normalize(claims, [document])


@pytest.fixture
def other_content(claims: list[Claim]) -> Claims:
    """Another article, which repeats two of those claims."""
    repeated = [replace(claim, document="later") for claim in (claims[0], claims[4])]
    return normalize(repeated, [Document("later", "Text.", "Later", datetime.date(2025, 3, 1))])
