"""Encoding: what each token of a batch may see, and which pairs are judged."""

from collections.abc import Sequence

import numpy as np
from diplograph.extract.learned import CANDIDATE_KINDS, Candidate, EncodedWindow, collate, encode, load_reader
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Chad accused Oman of hosting rebels from Mali."


def encoded(text: str, names: Sequence[str], kinds: Sequence[str] = ()) -> EncodedWindow:
    candidates = [
        Candidate(text.index(name), text.index(name) + len(name), kind, name, token=-1 if kind == "event" else None)
        for name, kind in zip(names, kinds or ["State"] * len(names), strict=True)
    ]
    return encode(text, 0, candidates, [0] * len(candidates), load_reader().tokenizer)


def test_every_ordered_pair_of_different_actors_is_judged() -> None:
    assert set(encoded(TEXT, ["Chad", "Oman"]).pairs) == {(0, 1), (1, 0)}


def test_event_is_never_a_subject() -> None:
    assert encoded("Chad left the talks.", ["Chad", "talks"], ["State", "event"]).pairs == ((0, 1),)


def test_two_mentions_of_one_actor_are_no_pair() -> None:
    one, other = Candidate(0, 4, "State", "Chad"), Candidate(13, 17, "State", "Chad")
    assert encode(TEXT, 0, [one, other], [0, 0], load_reader().tokenizer).pairs == ()


def test_parties_far_apart_in_the_text_are_no_pair() -> None:
    candidates = [Candidate(0, 4, "State", "Chad"), Candidate(13, 17, "State", "Oman")]
    assert encode(TEXT, 0, candidates, [0, 3], load_reader().tokenizer).pairs == ()


def test_candidate_behind_the_end_of_what_is_read_has_no_pair() -> None:
    text = "Chad " + "said so and " * 200 + "Oman"
    window = encoded(text, ["Chad", "Oman"])
    assert window.places[1] == -1
    assert window.pairs == ()


def test_text_sees_no_marker_and_markers_see_the_text_and_each_other_only() -> None:
    window = encoded(TEXT, ["Chad", "Oman", "Mali"])
    batch = collate([window])
    pieces, visible = len(window.ids), batch["visible"][0]
    assert not visible[:pieces, pieces:].any()
    assert visible[pieces:, :pieces].all()
    expected = np.kron(np.eye(3, dtype=bool), np.ones((2, 2), dtype=bool))
    assert (visible[pieces:, pieces:] == expected).all()


def test_marker_stands_at_the_last_piece_of_its_mention_and_tells_its_kind() -> None:
    window = encoded("Chad left the talks.", ["Chad", "talks"], ["State", "event"])
    batch = collate([window])
    assert batch["positions"][0, len(window.ids) :].tolist() == [1, 1, 4, 4]
    event = CANDIDATE_KINDS.index("event")
    assert batch["kinds"][0].tolist() == [0, len(CANDIDATE_KINDS), event, len(CANDIDATE_KINDS) + event]


@given(st.lists(st.lists(st.sampled_from(["Chad", "Oman", "Mali"]), unique=True), min_size=1, max_size=4))
def test_every_row_sees_something_and_padding_is_never_seen(groups: list[list[str]]) -> None:
    windows = [encoded(TEXT[: 20 + 6 * i], [n for n in names if n in TEXT[: 20 + 6 * i]]) for i, names in enumerate(groups)]
    batch = collate(windows)
    pieces = batch["ids"].shape[1]
    assert batch["visible"].any(-1).all()
    for row, window in enumerate(windows):
        assert not batch["visible"][row, :, len(window.ids) : pieces].any()
