"""Calibration: the confidence of claims fitted to annotated texts, and how well it holds on texts that the fit has not seen.

    python extract/training/calibrate.py GOLD.jsonl... --parameters YAML --report MD --plot SVG

Logistic regression on how a claim was found (``extract/claims/confidence.py``): L2 penalties, and bounds that keep each sign
from speaking against common sense. With some hundred claims nothing richer can be fitted; a relation's own term is shrunk
towards 0 until claims speak for it. Texts of the files under ``--unseen`` are such as no frame was written for and one reader
alone annotated: they speak on every sign, but how much less often their claims are right is a term of their own, of which the
parameters take a share (``UNSEEN_SHARE``).

A claim counts as right where the annotation has it with its polarity and modality; claims that match only an optional one are
left out. Cross-validation leaves out whole texts.
"""

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from calibration_report import Report, write_report
from diplograph.extract import Extractor
from diplograph.extract.claims import SIGNS, ClaimFinder, ConfidenceModel, Grounds, Trace, read_signs
from diplograph.extract.evaluation import Judged, match_claims, read_gold
from diplograph.extract.readers import read_documents
from diplograph.ontology import Claim
from scipy.optimize import minimize

FOLDS = 10
# Penalties, as the inverse variance of a normal prior: on signs, and on what each relation adds.
SIGN_PENALTY, RELATION_PENALTY = 5.0, 10.0
# What a claim of an unseen text weighs beside one of the others, and which share of their term goes into the intercept: what
# users read is as new as these texts, but one reader requires more than two agree on.
UNSEEN_WEIGHT, UNSEEN_SHARE, UNSEEN_PENALTY = 0.5, 0.45, 0.1
# Factor of earlier hand-made confidences for an actor that is found inside a phrase or near by.
INSIDE_FACTOR = 0.75


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim of an annotated text: where, how it was found, and whether it is right; held out is the split "test"."""

    text: str
    gold: str
    grounds: Grounds
    is_right: bool
    is_held_out: bool = False
    is_unseen: bool = False

    @property
    def declared(self) -> float:
        """The confidence as frames declare it, without a fit."""
        return self.grounds.prior * INSIDE_FACTOR**self.grounds.inside * self.grounds.certainty


class _Collector(Trace):
    """The grounds of each claim, by its key; the better ones of a claim that is found twice."""

    def __init__(self) -> None:
        self.grounds: dict[str, Grounds] = {}

    def claimed(self, claims: Sequence[Claim], grounds: Sequence[Grounds], *_: object) -> None:
        for claim, ground in zip(claims, grounds, strict=True):
            known = self.grounds.setdefault(claim.key, ground)
            if ground.prior * ground.certainty > known.prior * known.certainty:
                self.grounds[claim.key] = ground


def collect_samples(extractor: Extractor, path: Path, *, is_unseen: bool = False) -> list[Sample]:
    """Every claim that the extractor finds in the texts of a gold file and that the annotation confirms or refutes."""
    records = read_gold(path).records
    grounds, found = {}, {}
    for document in read_documents(path):
        collector = _Collector()
        claims = ClaimFinder(document, extractor.analyse(document), extractor.resources, trace=collector).find()
        found[document.id] = [{**claim.record(None), "key": claim.key} for claim in claims]
        grounds.update(collector.grounds)
    matching = match_claims(records, found, "stance")
    held_out = {record["id"] for record in records if record.get("split") == "test"}
    return [
        Sample(text, path.stem, grounds[claim["key"]], is_right, text in held_out, is_unseen)
        for claims, is_right in ((matching.right, True), (matching.wrong, False))
        for text, claim in claims
    ]


def fit(samples: Sequence[Sample]) -> ConfidenceModel:
    """The parameters under which the samples are likeliest, given the penalties and the bounds of the signs."""
    relations = sorted({sample.grounds.relation for sample in samples})
    columns = len(SIGNS) + 1
    features = np.zeros((len(samples), columns + len(relations) + 1))
    features[:, -1] = [sample.is_unseen for sample in samples]
    features[:, 0] = 1
    features[:, 1:columns] = [astuple(read_signs(sample.grounds)) for sample in samples]
    for row, sample in enumerate(samples):
        features[row, columns + relations.index(sample.grounds.relation)] = 1
    right = np.array([sample.is_right for sample in samples], dtype=float)
    certainty = np.array([sample.grounds.certainty for sample in samples])
    masses = np.where(features[:, -1] == 1, UNSEEN_WEIGHT, 1.0)
    penalties = np.array([0.0] + [SIGN_PENALTY] * len(SIGNS) + [RELATION_PENALTY] * len(relations) + [UNSEEN_PENALTY])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sure = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        chance = np.clip(certainty * sure, 1e-9, 1 - 1e-9)
        likelihood = right * np.log(chance) + (1 - right) * np.log(1 - chance)
        value = -np.sum(masses * likelihood) + np.sum(penalties * weights**2) / 2
        slope = masses * (chance - right) / (1 - chance) * (1 - sure)
        return value, features.T @ slope + penalties * weights

    of_signs = [(0, None) if name == "prior" else (None, 0) for name in SIGNS]
    bounds = [(None, None), *of_signs, *[(None, None)] * (len(relations) + 1)]
    weights = minimize(loss, np.zeros(features.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    return ConfidenceModel(
        intercept=float(weights[0] + UNSEEN_SHARE * weights[-1]),
        weights=dict(zip(SIGNS, map(float, weights[1:columns]), strict=True)),
        relations=dict(zip(relations, map(float, weights[columns:-1]), strict=True)),
    )


def cross_validate(samples: Sequence[Sample], unseen: Sequence[Sample] = ()) -> list[Judged]:
    """Each sample, in their order, as a model judges it that was fitted without its text, with all ``unseen``."""
    texts = list(dict.fromkeys((sample.gold, sample.text) for sample in samples))
    fold_of = {text: place % FOLDS for place, text in enumerate(texts)}
    folds = [fold_of[sample.gold, sample.text] for sample in samples]
    models = [fit([*(s for s, own in zip(samples, folds, strict=True) if own != fold), *unseen]) for fold in range(FOLDS)]
    return [Judged(models[fold].of(sample.grounds), sample.is_right) for sample, fold in zip(samples, folds, strict=True)]


def write_parameters(model: ConfidenceModel, path: Path) -> None:
    weights = ", ".join(f"{name}: {_plain(value)}" for name, value in model.weights.items())
    relations = "\n".join(f"  {name}: {_plain(value)}" for name, value in model.relations.items())
    path.write_text(
        "# Made by `make calibration`; do not edit. What it rests on and how well it holds: docs/confidence.md.\n"
        f"intercept: {_plain(model.intercept)}\nweights: {{{weights}}}\nrelations:\n{relations}\n",
        "utf-8",
    )


def _plain(value: float) -> str:
    return f"{value + 0.0:.3f}"  # no "-0.000"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--unseen", nargs="*", type=Path, default=[])
    parser.add_argument("--parameters", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--plot", type=Path, required=True)
    options = parser.parse_args()
    extractor = Extractor()
    found = [sample for path in options.gold for sample in collect_samples(extractor, path)]
    unseen = [sample for path in options.unseen for sample in collect_samples(extractor, path, is_unseen=True)]
    samples = [sample for sample in found if not sample.is_held_out]
    held_out = [sample for sample in found if sample.is_held_out]
    model = fit([*samples, *unseen])
    report = Report(
        sets={path.stem: [s.is_right for s in samples if s.gold == path.stem] for path in options.gold},
        texts=[f"{sample.gold}/{sample.text}" for sample in samples],
        folds=FOLDS,
        declared=[Judged(sample.declared, sample.is_right) for sample in samples],
        fitted=cross_validate(samples, unseen),
        unseen=[Judged(model.of(sample.grounds), sample.is_right) for sample in unseen],
        held_out=[Judged(model.of(sample.grounds), sample.is_right) for sample in held_out],
        held_out_declared=[Judged(sample.declared, sample.is_right) for sample in held_out],
    )
    write_parameters(model, options.parameters)
    write_report(report, options.report, options.plot)
    print(report.summary())


if __name__ == "__main__":
    main()
