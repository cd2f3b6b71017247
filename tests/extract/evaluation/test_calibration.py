"""Measures of calibration, the fit, and its report."""

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest
from diplograph.extract.claims.confidence import SIGNS
from diplograph.extract.claims.grounds import Grounds
from diplograph.extract.evaluation.calibration import Judged, brier_score, calibration_error, judge_claims, reliability
from hypothesis import given
from hypothesis import strategies as st

TRAINING = Path(__file__).parents[3] / "extract" / "training"
judged_claims = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), max_size=60)


def test_bins_hold_claims_of_like_confidence() -> None:
    judged = [Judged(0.9, True), Judged(0.1, False), Judged(0.8, True), Judged(0.2, True)]
    assert [(b.size, round(b.confidence, 2), b.right) for b in reliability(judged, 2)] == [(2, 0.15, 0.5), (2, 0.85, 1.0)]


def test_equal_confidences_share_a_bin() -> None:
    judged = [Judged(0.9, is_right) for is_right in (True, True, True, False)]
    assert [(b.size, b.right) for b in reliability(judged, 4)] == [(4, 0.75)]


@given(judged_claims, st.integers(1, 12))
def test_every_claim_is_in_one_bin(judged: list[Judged], bins: int) -> None:
    groups = reliability(judged, bins)
    assert sum(b.size for b in groups) == len(judged)
    assert len(groups) <= bins
    assert [b.confidence for b in groups] == sorted(b.confidence for b in groups)


@given(judged_claims)
def test_measures_do_not_depend_on_the_order(judged: list[Judged]) -> None:
    for measure in (brier_score, calibration_error):
        assert measure(judged) == pytest.approx(measure(judged[::-1]))
        assert 0 <= measure(judged) <= 1


def test_confidence_that_is_always_right_costs_nothing() -> None:
    judged = [Judged(1.0, True), Judged(0.0, False)]
    assert (brier_score(judged), calibration_error(judged)) == (0, 0)
    assert brier_score([Judged(1.0, False)]) == 1


def test_optional_claims_are_not_judged() -> None:
    usual = {"predicate": "accuses", "object": ["Iran"], "polarity": "affirmed", "modality": "actual", "speaker": None}
    gold = [{"subject": [name], "required": name == "Oman", **usual} for name in ("Oman", "Chad")]
    found = [
        {**claim, "subject": name, "confidence": c}
        for claim in gold[:1]
        for name, c in (("Oman", 0.8), ("Chad", 0.7), ("Mali", 0.6))
    ]
    judged = judge_claims([{"id": "a", "claims": gold}], {"a": found})
    assert judged == [Judged(0.8, True), Judged(0.6, False)]


@pytest.fixture(scope="module")
def calibrate() -> ModuleType:
    """The script that fits, which is no part of the package."""
    sys.path.insert(0, str(TRAINING))
    try:
        spec = importlib.util.spec_from_file_location("calibrate", TRAINING / "calibrate.py")
        assert spec is not None and spec.loader is not None
        module = sys.modules["calibrate"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(TRAINING))
    return module


def draw(calibrate: ModuleType, number: int) -> list[object]:
    """Claims of which those found inside a phrase are right in one of three, the others in nine of ten."""
    chance = random.Random(1)
    samples = []
    for place in range(number):
        inside = place % 2
        grounds = Grounds("accuses", 0.8, inside=inside, distance=place % 7, words=20)
        samples.append(calibrate.Sample(str(place % 40), "set", grounds, chance.random() < (0.33 if inside else 0.9)))
    return samples


def test_fit_finds_the_sign_that_tells_right_from_wrong(calibrate: ModuleType) -> None:
    model = calibrate.fit(draw(calibrate, 400))
    assert model.weights["inside"] < -1
    assert model.of(Grounds("accuses", 0.8, inside=1, distance=3, words=20)) == pytest.approx(0.33, abs=0.1)
    assert model.of(Grounds("accuses", 0.8, distance=3, words=20)) == pytest.approx(0.9, abs=0.1)


def test_fit_never_lets_a_bad_sign_raise_the_confidence(calibrate: ModuleType) -> None:
    samples = [
        calibrate.Sample(str(place), "set", Grounds("accuses", 0.9 - 0.4 * (place % 2), references=place % 2), bool(place % 2))
        for place in range(60)
    ]
    weights = calibrate.fit(samples).weights
    assert weights["prior"] >= 0
    assert all(weights[name] <= 0 for name in SIGNS if name != "prior")


def test_cross_validation_judges_each_claim_without_its_text(calibrate: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = draw(calibrate, 80)
    trained: list[set[str]] = []
    fit = calibrate.fit
    monkeypatch.setattr(calibrate, "fit", lambda kept: trained.append({s.text for s in kept}) or fit(kept))
    judged = calibrate.cross_validate(samples)
    assert [claim.is_right for claim in judged] == [sample.is_right for sample in samples]
    texts = {sample.text for sample in samples}
    left_out = [texts - kept for kept in trained]
    assert set().union(*left_out) == texts
    assert sum(map(len, left_out)) == len(texts)


def test_report_tells_what_was_measured(calibrate: ModuleType, tmp_path: Path) -> None:
    samples = draw(calibrate, 200)
    fitted = calibrate.cross_validate(samples)
    declared = [Judged(sample.declared, sample.is_right) for sample in samples]
    texts = [sample.text for sample in samples]
    report = calibrate.Report({"set": [s.is_right for s in samples]}, texts, calibrate.FOLDS, declared, fitted)
    page, plot = tmp_path / "confidence.md", tmp_path / "confidence.svg"
    calibrate.write_report(report, page, plot)
    text = page.read_text("utf-8")
    assert f"| fitted | {brier_score(fitted):.3f} | {calibration_error(fitted, 8):.3f} |" in text
    assert "200 claims of 40 texts" in text
    assert "{" not in text
    assert plot.read_text("utf-8").count("<circle") == len(reliability(fitted, 8)) + len(reliability(declared, 8))


def test_written_parameters_are_read_again(calibrate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml
    from diplograph.extract.claims import confidence

    model = calibrate.fit(draw(calibrate, 100))
    path = tmp_path / "confidence.yaml"
    calibrate.write_parameters(model, path)
    monkeypatch.setattr(confidence, "read_yaml", lambda *_: yaml.safe_load(path.read_text("utf-8")))
    read = confidence.load_confidence_model.__wrapped__()
    assert read.weights == pytest.approx(model.weights, abs=0.001)
    assert read.intercept == pytest.approx(model.intercept, abs=0.001)
