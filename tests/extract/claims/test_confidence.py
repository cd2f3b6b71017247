"""Confidence: between 0 and 1, never raised by what makes a claim less sure, from parameters that are checked on load."""

from dataclasses import fields, replace

import pytest
from diplograph.extract.claims import confidence
from diplograph.extract.claims.confidence import SIGNS, ConfidenceModel, load_confidence_model, read_signs
from diplograph.extract.claims.grounds import Grounds
from diplograph.ontology import DataError, load_schema
from hypothesis import given
from hypothesis import strategies as st

counts = st.integers(0, 40)
grounds_of_claims = st.builds(
    Grounds,
    relation=st.sampled_from(sorted(load_schema().relations)),
    prior=st.floats(0, 1),
    certainty=st.floats(0, 1),
    inside=counts,
    references=counts,
    steps=counts,
    distance=counts,
    words=counts,
    hedges=counts,
)
GOOD = {"intercept": 0.5, "weights": {name: 1.0 if name == "prior" else -0.1 for name in SIGNS}, "relations": {"accuses": 0.2}}


@given(grounds_of_claims)
def test_confidence_lies_between_0_and_the_certainty_about_the_actors(grounds: Grounds) -> None:
    assert 0 <= load_confidence_model().of(grounds) <= round(grounds.certainty, 3)


@given(grounds_of_claims)
def test_confidence_has_three_decimals(grounds: Grounds) -> None:
    found = load_confidence_model().of(grounds)
    assert found == round(found, 3)


def test_neighbouring_floats_give_one_confidence() -> None:
    of = load_confidence_model().of
    values = {of(Grounds("accuses", 0.8, certainty=0.8 + step * 2**-53, words=12)) for step in range(-8, 8)}
    assert len(values) == 1


@given(
    grounds_of_claims, st.sampled_from([f.name for f in fields(Grounds) if f.name not in ("relation", "prior", "certainty")])
)
def test_what_makes_a_claim_less_sure_never_raises_its_confidence(grounds: Grounds, name: str) -> None:
    worse = replace(grounds, **{name: getattr(grounds, name) + 1})
    model = load_confidence_model()
    assert model.of(worse) <= model.of(grounds)


@given(grounds_of_claims, st.floats(0, 1))
def test_surer_frame_never_lowers_the_confidence(grounds: Grounds, prior: float) -> None:
    low, high = sorted((grounds.prior, prior))
    model = load_confidence_model()
    assert model.of(replace(grounds, prior=low)) <= model.of(replace(grounds, prior=high))


@given(grounds_of_claims)
def test_parts_say_all_that_the_confidence_rests_on(grounds: Grounds) -> None:
    model = ConfidenceModel(**GOOD)
    parts = model.parts(grounds)
    assert set(parts) == {"intercept", *SIGNS, "relation"}
    assert sum(parts.values()) == pytest.approx(
        0.5
        + sum(model.weights[name] * getattr(read_signs(grounds), name) for name in SIGNS)
        + (0.2 if grounds.relation == "accuses" else 0)
    )


def test_relation_that_the_parameters_do_not_know_adds_nothing() -> None:
    assert ConfidenceModel(**GOOD).parts(Grounds("hosts", 0.5))["relation"] == 0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"weights": {**GOOD["weights"], "inside": 0.3}}, "weights: inside is 0.3; it must not be more than 0: refit with"),
        ({"weights": {**GOOD["weights"], "prior": -1}}, "weights: prior is -1.0; it must not be less than 0: refit with"),
        ({"weights": {"prior": 1.0}}, "weights has prior; give one each for prior, inside"),
        ({"weights": {**GOOD["weights"], "length": -1}}, "give one each for"),
        ({"weights": {**GOOD["weights"], "inside": float("nan")}}, "weights: inside is nan"),
        ({"relations": {"acuses": 0.1}}, "relations: 'acuses' is not a relation of diplograph.ttl"),
        ({"relations": {"accuses": float("inf")}}, "relations: accuses is inf; it must be a finite number"),
        ({"intercept": float("nan")}, "intercept is nan; it must be a finite number"),
        ({"slope": 1}, "unknown key 'slope'; the keys are intercept, weights, relations"),
        ({"intercept": "high"}, "intercept"),
    ],
)
def test_wrong_parameters_are_named(change: dict[str, object], complaint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "read_yaml", lambda *_: {**GOOD, **change})
    with pytest.raises(DataError) as caught:
        load_confidence_model.__wrapped__()
    assert str(caught.value).startswith("confidence.yaml: ")
    assert complaint in str(caught.value)


def test_shipped_parameters_weigh_every_sign() -> None:
    model = load_confidence_model()
    assert set(model.weights) == set(SIGNS)
    assert model.weights["prior"] > 0
