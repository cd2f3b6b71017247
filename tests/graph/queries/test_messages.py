"""The nearest spellings of what is not found."""

from diplograph.graph.queries.messages import did_you_mean, nearest


def test_nearest_come_first_and_far_ones_not_at_all() -> None:
    assert nearest("Swedn", ["Norway", "Sweden", "Swede"]) == ["Sweden"]
    assert nearest("oposesMembership", ["seeksMembership", "opposesMembership"]) == ["opposesMembership"]
    assert nearest("Talks 3", ["Talks 2", "Talks 1"]) == ["Talks 2", "Talks 1"]
    assert nearest("xyz", ["Sweden"]) == []


def test_case_counts_for_nothing() -> None:
    assert nearest("NATO", ["nato"]) == ["nato"]


def test_end_of_a_message_names_all() -> None:
    assert did_you_mean(["a"]) == "; did you mean a?"
    assert did_you_mean(["a", "b"]) == "; did you mean a or b?"
    assert did_you_mean(iter(())) == ""
