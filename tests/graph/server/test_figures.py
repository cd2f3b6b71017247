"""Figures of snapshots: counted by what has changed, they are those of a count from the ground up."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.rdf.normalization import normalize
from diplograph.graph.server import figures
from diplograph.graph.server.figures import ActorFigure, Tally, kept_figures, take_figures
from diplograph.graph.server.snapshots import figures_file
from diplograph.graph.stores import EmbeddedStore, SnapshotStore
from diplograph.ontology import Claim, Document


@pytest.fixture
def next_snapshot(store: Path, tmp_path: Path) -> Callable[[EmbeddedStore], Path]:
    numbers = iter(range(100))

    def take(written: EmbeddedStore) -> Path:
        target = tmp_path / "snapshots" / str(next(numbers))
        target.parent.mkdir(exist_ok=True)
        written.refresh()
        written.snapshot(target)
        return target

    return take


def of(name: str, claims: list[Claim]) -> list[Claim]:
    return [replace(claim, document=name) for claim in claims]


def test_figures_that_follow_every_write_are_those_of_a_count_anew(
    store: Path, claims: list[Claim], next_snapshot: Callable[[EmbeddedStore], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally(store)
    with EmbeddedStore(store, write=True) as written:
        tally.follow(next_snapshot(written), set())
        counted = figures._count_all
        monkeypatch.setattr(figures, "_count_all", lambda _: pytest.fail("counted anew"))
        for write, name in (
            (lambda: written.add(normalize(of("more", claims[:3]))), "more"),
            (lambda: written.add(normalize(of("more", claims[2:]))), "more"),
            (lambda: written.add(normalize(of("later", claims))), "later"),
            (lambda: written.remove(["talks"]), "talks"),
            (lambda: written.remove(["more"]), "more"),
        ):
            write()
            quads = next_snapshot(written)
            tally.follow(quads, {Document(name).iri})
            assert figures_file(quads).exists()
            snapshot = SnapshotStore(quads, store)
            monkeypatch.setattr(figures, "_count_all", counted)
            assert kept_figures(quads, snapshot) == take_figures(snapshot)
            monkeypatch.setattr(figures, "_count_all", lambda _: pytest.fail("counted anew"))
            snapshot.close()


def test_update_that_may_have_changed_anything_has_all_counted(
    store: Path, next_snapshot: Callable[[EmbeddedStore], Path]
) -> None:
    tally = Tally(store)
    with EmbeddedStore(store, write=True) as written:
        tally.follow(next_snapshot(written), set())
        written.update("DELETE { ?claim ?p ?o } WHERE { ?claim a dg:Claim ; ?p ?o }")
        quads = next_snapshot(written)
        tally.follow(quads, None)
        snapshot = SnapshotStore(quads, store)
        assert {figure.claims for figure in kept_figures(quads, snapshot)} == {0}
        snapshot.close()


def test_figures_count_claims_and_no_bids(store: Path, claims: list[Claim]) -> None:
    with EmbeddedStore(store) as read:
        named = {one.name: one.claims for one in take_figures(read)}
    # Russia's objection, and the claim that Ukraine seeks to join.
    assert named["NATO"] == sum("NATO" in str(claim) for claim in claims)


def test_figures_that_cannot_be_read_are_taken_anew_and_kept(
    store: Path, next_snapshot: Callable[[EmbeddedStore], Path]
) -> None:
    with EmbeddedStore(store, write=True) as written:
        quads = next_snapshot(written)
    snapshot = SnapshotStore(quads, store)
    figures_file(quads).write_text('[["cut', "utf-8")
    found = kept_figures(quads, snapshot)
    assert found == take_figures(snapshot)
    snapshot.close()
    with SnapshotStore(quads, store) as unread:
        assert all(isinstance(one, ActorFigure) for one in kept_figures(quads, unread))
