from collections.abc import Callable

from diplograph.extract.actors.referents import Referents
from diplograph.extract.frames.events import EventRegistry
from diplograph.extract.frames.fillers import find_actors, find_events
from diplograph.ontology import Document

Refer = Callable[..., Referents]
HELD = """
Chad Chad PROPN NNP 2 nsubj
held hold VERB VBD 0 root
talks talk NOUN NNS 2 obj
in in ADP IN 5 case
Zurich Zurich PROPN NNP 2 obl
with with ADP IN 7 case
Mali Mali PROPN NNP 3 nmod
"""
TARGETS = """
Chad Chad PROPN NNP 2 nsubj
bombed bomb VERB VBD 0 root
Malian Malian ADJ JJ 4 amod
targets target NOUN NNS 2 obj
"""


def fill(referents: Referents, *paths: str, word: str) -> list[tuple[str, bool]]:
    token = next(token for token in referents.analysis.doc if token.text == word)
    return [(filler.value.name, filler.is_exact) for filler in find_actors(token, paths, referents)]


def test_first_path_that_gives_an_actor_is_taken(refer: Refer) -> None:
    assert fill(refer(HELD), "against", "patient.with", "agent", word="held") == [("Mali", True)]


def test_paths_that_give_nothing_leave_the_slot_empty(refer: Refer) -> None:
    assert fill(refer(HELD), "against", "recipient", word="held") == []


def test_actor_inside_a_phrase_is_taken_only_where_allowed_and_as_less_sure(refer: Refer) -> None:
    assert fill(refer(TARGETS), "patient", word="bombed") == []
    assert fill(refer(TARGETS), "patient~", word="bombed") == [("Mali", False)]


def test_place_is_a_filler_only_where_the_state_of_a_place_is_asked_for(refer: Refer) -> None:
    assert fill(refer(HELD), "in", word="held") == []
    assert fill(refer(HELD), "in.place", word="held") == [("Switzerland", True)]


def test_next_actor_in_the_clause_is_the_last_resort(refer: Refer) -> None:
    assert fill(refer(TARGETS), "next", word="bombed") == [("Mali", False)]


def test_search_for_the_next_actor_stops_at_the_next_clause(refer: Refer) -> None:
    lines = """
        bombed bomb VERB VBD 0 root
        ; ; PUNCT : 1 punct
        Mali Mali PROPN NNP 4 nsubj
        left leave VERB VBD 1 parataxis
    """
    assert fill(refer(lines), "next", word="bombed") == []


def test_actor_that_does_not_count_leaves_the_slot_to_the_next_path(refer: Refer) -> None:
    referents = refer(HELD)
    held = next(token for token in referents.analysis.doc if token.text == "held")
    (chad,) = find_actors(held, ("agent",), referents)
    found = find_actors(held, ("agent", "patient.with"), referents, unlike=[chad.value.iri])
    assert [filler.value.name for filler in found] == ["Mali"]


def test_actor_named_twice_fills_a_slot_once(refer: Refer) -> None:
    lines = """
        Russia Russia PROPN NNP 4 nsubj
        and and CCONJ CC 3 cc
        Moscow Moscow PROPN NNP 1 conj
        left leave VERB VBD 0 root
    """
    assert fill(refer(lines), "agent", word="left") == [("Russia", True)]


def test_event_fills_a_slot_and_a_body_does_where_allowed(refer: Refer) -> None:
    lines = """
        barred bar VERB VBN 0 root
        from from ADP IN 3 case
        NATO NATO PROPN NNP 1 obl
        at at ADP IN 5 case
        talks talk NOUN NNS 1 obl
    """
    referents = refer(lines)
    registry = EventRegistry(Document("test"), referents.analysis)
    barred = referents.analysis.doc[0]
    assert [f.value.name for f in find_events(barred, ("from", "at"), registry, referents, bodies=False)] == ["talks"]
    assert [f.value.name for f in find_events(barred, ("from", "at"), registry, referents, bodies=True)] == ["NATO"]
    assert find_events(barred, ("to",), registry, referents, bodies=True) == []
