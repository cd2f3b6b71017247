"""Windows: whole sentences, each in at most one window, none of them longer than the reader can see."""

from itertools import pairwise

from diplograph.extract.learned import Candidate, Sentence, make_windows
from diplograph.ontology import Actor
from hypothesis import given
from hypothesis import strategies as st

CHAD, OMAN = (Actor(f"https://example.org/{name}", name, "State") for name in ("Chad", "Oman"))


def candidate(start: int, actor: Actor) -> Candidate:
    return Candidate(start, start + 4, "State", actor.iri, actor=actor)


def sentence(start: int, tokens: int, *actors: Actor) -> Sentence:
    return Sentence(start, start + 100, tokens, tuple(candidate(start + 10 * i, actor) for i, actor in enumerate(actors)))


def test_window_holds_parties_of_different_sentences() -> None:
    (window,) = make_windows([sentence(0, 20, CHAD), sentence(100, 20, OMAN)])
    assert (window.start, window.end) == (0, 200)
    assert window.sentence_of == (0, 1)


def test_sentences_that_name_nobody_at_the_edge_are_not_read() -> None:
    (window,) = make_windows([sentence(0, 20), sentence(100, 20, CHAD, OMAN), sentence(200, 20)])
    assert (window.start, window.end) == (100, 200)


def test_window_of_one_actor_is_left_out() -> None:
    assert list(make_windows([sentence(0, 20, CHAD, CHAD)])) == []


def test_window_of_an_actor_and_an_event_is_read() -> None:
    talks = Candidate(30, 35, "event", "event talk", token=6)
    assert len(list(make_windows([Sentence(0, 100, 20, (candidate(0, CHAD), talks))]))) == 1


def test_events_alone_make_no_window() -> None:
    talks, vote = (Candidate(start, start + 5, "event", f"event {start}", token=start) for start in (0, 30))
    assert list(make_windows([Sentence(0, 100, 20, (talks, vote))])) == []


@given(st.lists(st.tuples(st.integers(1, 300), st.lists(st.sampled_from([CHAD, OMAN]), max_size=6)), max_size=12))
def test_every_sentence_is_in_at_most_one_window_and_windows_stand_in_order(parts: list[tuple[int, list[Actor]]]) -> None:
    sentences = [sentence(100 * place, tokens, *actors) for place, (tokens, actors) in enumerate(parts)]
    windows = list(make_windows(sentences))
    assert all(one.end <= other.start for one, other in pairwise(windows))
    assert all(window.start <= c.start and c.end <= window.end for window in windows for c in window.candidates)
