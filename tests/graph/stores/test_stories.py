"""Stories of a store: those of the articles that are there, whatever came and went in whatever order."""

from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf import DG, Claims, Literal, Statement, Term, normalize
from diplograph.graph.stores import Store, open_store, read_statements, write_statements
from diplograph.graph.stories import are_alike, connect, sketch_document
from diplograph.ontology import Claim, Document, StoreError
from hypothesis import given, settings
from hypothesis import strategies as st

Stories = list[tuple[str, ...]]


def article(name: str, base: int, start: int = 0, end: int = 60, outlet: str | None = None) -> Document:
    """A stretch of one of several texts: those that share much of one are alike."""
    words = [f"{'Name' if number % 9 == 0 else 'word'}{base}x{number}" for number in range(start, end)]
    return Document(name, " ".join(words) + ".", outlet=outlet)


def only(documents: Iterable[Document]) -> Claims:
    return normalize([], documents)


def stories_in(store: Store) -> Stories:
    rows = store.query("SELECT ?story ?id { ?story a dg:Story ; prov:hadMember/dcterms:identifier ?id }").rows
    told: dict[str, list[str]] = {}
    for story, name in rows:
        told.setdefault(str(story), []).append(str(name))
    return sorted(tuple(sorted(names)) for names in told.values())


def stories_of(documents: Iterable[Document]) -> Stories:
    """By comparing every two of them."""
    sketches = {document.id: sketch_document(document) for document in documents}
    known = {name: sketch for name, sketch in sketches.items() if sketch is not None}
    return sorted(tuple(g) for g in connect((a, b) for a, b in combinations(known, 2) if are_alike(known[a], known[b])))


WHOLE, CUT, OTHER = article("whole", 1), article("cut", 1, end=45), article("other", 2)


def test_articles_of_nearly_the_same_words_are_one_story(store: Store) -> None:
    store.add(only([WHOLE, CUT, OTHER]))
    assert stories_in(store) == [("cut", "whole")]


def test_article_that_comes_later_joins_the_story(store: Store) -> None:
    for document in (WHOLE, OTHER, CUT, article("third", 1, 5)):
        store.add(only([document]))
    assert stories_in(store) == [("cut", "third", "whole")]


def test_article_between_two_makes_them_one_story_and_takes_that_with_it(store: Store) -> None:
    left, right, bridge = article("left", 1, 0, 60), article("right", 1, 36, 96), article("bridge", 1, 18, 78)
    store.add(only([left, right]))
    assert stories_in(store) == []
    store.add(only([bridge]))
    assert stories_in(store) == [("bridge", "left", "right")]
    store.remove(["bridge"])
    assert stories_in(store) == []
    assert store.query("SELECT ?story { ?story a dg:Story }").rows == ()


def test_article_that_is_changed_changes_its_story(store: Store) -> None:
    store.add(only([WHOLE, CUT, OTHER]))
    store.add(only([article("cut", 2, end=45)]))
    assert stories_in(store) == [("cut", "other")]


def test_story_of_two_ends_with_either(store: Store) -> None:
    store.add(only([WHOLE, CUT]))
    store.remove(["whole"])
    assert stories_in(store) == []


def test_adding_again_changes_nothing(store: Store) -> None:
    store.add(only([WHOLE, CUT, OTHER]))
    before = sorted(store.statements())
    store.add(only([CUT, WHOLE, OTHER]))
    assert sorted(store.statements()) == before


def test_store_that_is_opened_again_goes_on(location: str | None) -> None:
    if location is None:
        pytest.skip("memory does not last")
    with open_store(location, write=True) as store:
        store.add(only([WHOLE, OTHER]))
    with open_store(location, write=True) as store:
        store.add(only([CUT]))
    with open_store(location) as store:
        assert stories_in(store) == [("cut", "whole")]


def test_graphs_that_are_loaded_bring_their_stories_and_join_those_that_are_there(store: Store, tmp_path: Path) -> None:
    parts = [[WHOLE, OTHER], [CUT, article("third", 1, 4), article("fourth", 3)], [article("fifth", 3, 3)]]
    for number, part in enumerate(parts):
        with open_store(None) as other:
            other.add(only(part))
            write_statements(other, tmp_path / f"{number}.nq", ".nq")
        store.load(read_statements(tmp_path / f"{number}.nq"))
    assert stories_in(store) == [("cut", "third", "whole"), ("fifth", "fourth")]
    store.add(only([article("sixth", 2, 5)]))
    assert ("other", "sixth") in stories_in(store)


def test_load_of_a_text_format_keeps_the_index_for_what_comes(tmp_path: Path) -> None:
    with open_store(None) as other:
        other.add(only([WHOLE, CUT, OTHER]))
        KnowledgeGraph(other).save(tmp_path / "graph.ttl")
    with KnowledgeGraph.open(tmp_path / "graph.ttl") as graph:
        graph.store.add(only([article("third", 2, 5)]))
        assert stories_in(graph.store) == [("cut", "whole"), ("other", "third")]


@pytest.mark.parametrize("written", ['"no sketch"', '""', '"AQAA"', "<https://example.org/>", '"AQAA"@en', '"7"'])
def test_sketch_that_is_none_makes_no_story(written: str) -> None:
    node = "<https://w3id.org/diplograph/document/strange>"
    with open_store(None, write=True) as store:
        store.load([Statement(f"{node} {DG.sketch} {written}"), Statement(f"{node} {DG.sketch} {Literal('x')}")])
        store.add(only([WHOLE, CUT]))
        assert stories_in(store) == [("cut", "whole")]


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_batch_that_was_broken_off_leaves_no_story_in_part(store: Store, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Behind an endpoint whose updates are not whole, what was begun is taken back when the store is next opened to write."""
    if "virtuoso" not in store.location:
        pytest.skip("writes whole batches")
    store.add(only([WHOLE, article("third", 1, 4)]))
    left = iter(range(steps))
    for name in ("update", "_send"):
        write = getattr(store._engine, name)

        def break_off(*given: Any, write: Callable[..., None] = write) -> None:
            if next(left, None) is None:
                raise StoreError("broken off")
            write(*given)

        monkeypatch.setattr(store._engine, name, break_off)
    with pytest.raises(StoreError, match="broken off"):
        store.add(only([CUT, OTHER]))
    monkeypatch.undo()
    with open_store(store.location, write=True) as again:
        assert stories_in(again) == [("third", "whole")]
        again.add(only([CUT, OTHER]))
        assert stories_in(again) == [("cut", "third", "whole")]


names = st.integers(0, 7).map(lambda number: f"d{number}")
articles = st.builds(
    lambda name, base, start, length, outlet: article(name, base, start, start + length, outlet),
    names,
    st.integers(0, 1),
    st.integers(0, 40),
    st.sampled_from([3, 30, 45, 60]),
    st.sampled_from([None, "The Courier", "The Herald"]),
)
# A batch to add, or names to remove.
batches = st.lists(articles, min_size=1, max_size=4, unique_by=lambda one: one.id)
steps = st.lists(batches | st.lists(names, max_size=2), max_size=8)


@settings(deadline=None, max_examples=30)
@given(steps)
def test_stories_are_those_of_the_articles_that_are_there(steps: list[Any]) -> None:
    there: dict[str, Document] = {}
    with open_store(None, write=True) as store:
        for step in steps:
            if step and isinstance(step[0], Document):
                store.add(only(step))
                there |= {one.id: one for one in step}
            else:
                store.remove(step)
                there = {name: one for name, one in there.items() if name not in step}
            assert stories_in(store) == stories_of(there.values())
        with open_store(None, write=True) as fresh:
            fresh.add(only(there.values()))
            assert public(store) == public(fresh)


def public(store: Store) -> set[str]:
    return {triple for triple, graph in store.statements() if graph is None}


@settings(deadline=None, max_examples=15)
@given(st.lists(articles, max_size=8, unique_by=lambda one: one.id), st.randoms(use_true_random=False), st.integers(1, 4))
def test_any_order_and_any_batches_give_the_same_statements(documents: list[Document], chance: Any, size: int) -> None:
    with open_store(None, write=True) as whole, open_store(None, write=True) as parts:
        whole.add(only(documents))
        shuffled = list(documents)
        chance.shuffle(shuffled)
        for place in range(0, len(shuffled), size):
            parts.add(only(shuffled[place : place + size]))
        assert public(parts) == public(whole)


def test_graph_counts_articles_of_one_story_once(build_claim: Callable[..., Claim]) -> None:
    documents = [WHOLE, CUT, OTHER]
    graph = KnowledgeGraph.from_claims([build_claim("RUS", "aids", "UKR", document=one.id) for one in documents], documents)
    assert [story.documents for story in graph.stories] == [("cut", "whole")]
    assert graph.independent_sources(graph.claims) == 2
    assert graph.independent_sources(claim for claim in graph.claims if claim.document != "other") == 1


def test_stories_stay_when_claims_are_left_out_or_persons_folded(build_claim: Callable[..., Claim]) -> None:
    documents = [WHOLE, CUT, OTHER]
    graph = KnowledgeGraph.from_claims([build_claim("RUS", "aids", "UKR", document=one.id) for one in documents], documents)
    one_claim = graph.select(lambda claim: claim.document == "cut")
    assert one_claim.stories == graph.by_state.stories == graph.confident(0.001).stories == graph.stories != ()
    assert graph.confident(1.0).stories == graph.stories


def test_term_of_a_story_is_an_iri() -> None:
    with open_store(None, write=True) as store:
        store.add(only([WHOLE, CUT]))
        members = [triple for triple, _ in store.statements() if "hadMember" in triple]
    assert all(Term(triple.split(" ")[0]).startswith("<https://w3id.org/diplograph/story/") for triple in members)
