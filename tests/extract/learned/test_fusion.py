"""Fusion: what speaks for a claim never makes it less sure."""

from dataclasses import replace
from typing import Any

import pytest
from diplograph.extract.learned import FUSION_SIGNS, LOWERING, RAISING, FusionModel, Signs, load_fusion_model
from diplograph.extract.learned import fusion as fusion_module
from diplograph.extract.learned import labels as labels_module
from diplograph.extract.learned.labels import load_relations
from diplograph.ontology import DataError
from hypothesis import given
from hypothesis import strategies as st

SIGNS = st.builds(Signs, **{name: st.floats(0, 5) for name in FUSION_SIGNS})
GOOD: dict[str, Any] = {
    "intercept": 0.0,
    "least_framed": 0.2,
    "least_read": 0.4,
    "weights": dict.fromkeys(FUSION_SIGNS, 0.0),
    "relations": {"accuses": 0.1},
}


@given(SIGNS, st.sampled_from(sorted(RAISING)), st.floats(0, 5))
def test_more_of_what_speaks_for_a_claim_never_lowers_its_confidence(signs: Signs, name: str, more: float) -> None:
    model = load_fusion_model()
    raised = replace(signs, **{name: getattr(signs, name) + more})
    assert model.confidence("accuses", raised) >= model.confidence("accuses", signs)


@given(SIGNS, st.sampled_from(sorted(LOWERING)), st.floats(0, 5))
def test_more_of_what_speaks_against_a_claim_never_raises_its_confidence(signs: Signs, name: str, more: float) -> None:
    model = load_fusion_model()
    lowered = replace(signs, **{name: getattr(signs, name) + more})
    assert model.confidence("accuses", lowered) <= model.confidence("accuses", signs)


@given(SIGNS)
def test_parts_are_the_log_odds_of_the_confidence(signs: Signs) -> None:
    model = load_fusion_model()
    parts = model.parts("accuses", signs)
    assert set(parts) == {"intercept", "relation", *FUSION_SIGNS}
    assert (sum(parts.values()) > 0) == (model.confidence("accuses", signs) > 0.5) or abs(sum(parts.values())) < 0.01


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": {}}, "give one each for"),
        ({"weights": {**GOOD["weights"], "score": -1.0}}, "against common sense"),
        ({"weights": {**GOOD["weights"], "doubt": 1.0}}, "against common sense"),
        ({"least_read": 1.5}, "least_read is 1.5"),
        ({"relations": {"befriends": 0.1}}, "befriends"),
        ({"relations": {"accuses": float("nan")}}, "accuses"),
    ],
)
def test_parameters_that_cannot_be_are_refused(change: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fusion_module, "read_yaml", lambda _: {**GOOD, **change})
    with pytest.raises(DataError, match=message):
        load_fusion_model.__wrapped__()


def test_claim_of_nothing_is_unlikely() -> None:
    model: FusionModel = load_fusion_model()
    assert model.confidence("accuses", Signs()) < 0.5


def test_relations_of_the_reader_are_those_of_the_ontology(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_relations()[:2] == ("negotiatesWith", "consultsWith")
    monkeypatch.setattr(labels_module, "read_yaml", lambda _: {"relations": ["accuses", "befriends"]})
    with pytest.raises(DataError, match="befriends"):
        load_relations()
