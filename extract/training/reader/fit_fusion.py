"""Fits the fusion of frames and reader to the annotated texts that the reader was not trained on.

    python extract/training/reader/fit_fusion.py MODEL FUSION.yaml ANNOTATED.jsonl... [--sparing ANNOTATED.jsonl...]
        [--precision P | --levels FRAMED READ]

MODEL is the folder of the exported reader. In texts of --sparing annotators asked for less: how much more rarely a
claim counts as right there is fitted with the rest, and left out of the model. Logistic regression with L2 penalties
and bounds that keep each sign from speaking against common sense. A claim counts as right where the annotation has it
with its polarity and modality; what only an optional annotation has is left out. The confidences below which claims are
left out are those with the best relation F1 on the same texts at a precision of at least P, or those that are given.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from data import is_held_out
from diplograph.extract import Extractor
from diplograph.extract.evaluation import match_claims
from diplograph.extract.learned import (
    FUSION_SIGNS,
    LOWERING,
    RAISING,
    FusedClaimFinder,
    FusionModel,
    Weighed,
    read_model,
)
from diplograph.ontology import Claim, InputError
from prepare import to_document
from scipy.optimize import minimize
from scipy.special import expit

SIGN_PENALTY, RELATION_PENALTY = 0.5, 1.0
LEVELS = np.arange(0.1, 0.61, 0.05)


@dataclass(frozen=True, slots=True)
class Sample:
    """A proposed claim of a text: whether it is right with its stance; None for what is optional."""

    text: str
    weighed: Weighed
    is_right: bool | None
    sparing: bool


def read_texts(paths: Sequence[Path], *, held_out: bool) -> list[dict[str, object]]:
    records = [json.loads(line) for path in paths for line in filter(None, path.read_text(encoding="utf-8").split("\n"))]
    return [record for record in records if is_held_out(record["id"]) == held_out]


def collect(
    extractor: Extractor, model: Path, records: Sequence[dict[str, object]], *, sparing: bool = False
) -> list[Sample]:
    """Everything that frames or reader propose in the texts."""
    reader, weighed = read_model(model), {}
    for record in records:
        try:
            document = extractor.accept(to_document(record))
        except InputError:
            continue
        finder = FusedClaimFinder(document, extractor.analyse(document), extractor.resources, reader)
        weighed[record["id"]] = finder.weigh()
    return label(records, weighed, sparing=sparing)


def label(
    records: Sequence[dict[str, object]], weighed: dict[str, list[Weighed]], *, sparing: bool = False
) -> list[Sample]:
    found = {
        text: [{**_flat(item.claim), "number": number} for number, item in enumerate(items)] for text, items in weighed.items()
    }
    of_text = {record["id"]: record for record in records}
    # Copies of a claim in other sentences count as the first does.
    verdicts: dict[tuple[str, int], bool] = {}
    for text, items in found.items():
        for item in items:
            matching = match_claims([of_text[text]], {text: [item]}, "stance")
            if matching.right or matching.wrong:
                verdicts[text, item["number"]] = bool(matching.right)
    return [
        Sample(text, item, verdicts.get((text, number)), sparing)
        for text, items in weighed.items()
        for number, item in enumerate(items)
    ]


def _flat(claim: Claim) -> dict[str, object]:
    return dict(claim.record(None))


def matrix(samples: Sequence[Sample], relations: Sequence[str]) -> np.ndarray:
    """One row for each sample: 1, its signs, 1 for its relation, and last 1 where little was annotated."""
    columns = 1 + len(FUSION_SIGNS)
    features = np.zeros((len(samples), columns + len(relations) + 1))
    features[:, 0] = 1
    for row, sample in enumerate(samples):
        features[row, 1:columns] = astuple(sample.weighed.signs)
        if sample.weighed.claim.relation in relations:
            features[row, columns + relations.index(sample.weighed.claim.relation)] = 1
        features[row, -1] = sample.sparing
    return features


def fit(samples: Sequence[Sample]) -> FusionModel:
    """The parameters under which the verdicts are likeliest, given penalties and bounds."""
    told = [sample for sample in samples if sample.is_right is not None]
    relations = sorted({sample.weighed.claim.relation for sample in told})
    features, right = matrix(told, relations), np.array([sample.is_right for sample in told], dtype=float)
    penalties = np.array([0.0] + [SIGN_PENALTY] * len(FUSION_SIGNS) + [RELATION_PENALTY] * len(relations) + [0.0])
    bounds = (
        [(None, None)]
        + [(0, None) if name in RAISING else (None, 0) if name in LOWERING else (None, None) for name in FUSION_SIGNS]
        + [(None, None)] * (len(relations) + 1)
    )

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = features @ weights
        loss = np.logaddexp(0, scores).sum() - right @ scores + (penalties * weights**2).sum() / 2
        return float(loss), features.T @ (expit(scores) - right) + penalties * weights

    weights = minimize(cost, np.zeros(features.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B").x
    print(f"little annotated: {weights[-1]:+.3f} log-odds")
    columns = 1 + len(FUSION_SIGNS)
    return FusionModel(
        float(weights[0]),
        dict(zip(FUSION_SIGNS, map(float, weights[1:columns]), strict=True)),
        dict(zip(relations, map(float, weights[columns:-1]), strict=True)),
        0.5,
        0.5,
    )


def confidences(model: FusionModel, samples: Sequence[Sample]) -> np.ndarray:
    return np.array([model.confidence(sample.weighed.claim.relation, sample.weighed.signs) for sample in samples])


def relation_f1(
    records: Sequence[dict[str, object]], samples: Sequence[Sample], kept: np.ndarray
) -> tuple[float, float, float]:
    """Precision, recall and F1 of the claims that are kept."""
    found: dict[str, list[dict[str, object]]] = {record["id"]: [] for record in records}
    for sample, is_kept in zip(samples, kept, strict=True):
        if is_kept:
            found[sample.text].append(_flat(sample.weighed.claim))
    score = match_claims(records, found, "relation").score
    return score.precision, score.recall, score.f1


def choose_levels(
    model: FusionModel, records: Sequence[dict[str, object]], samples: Sequence[Sample], precision: float
) -> FusionModel:
    """The model with the confidences to ask for at which relation F1 is best among those that are precise enough."""
    found = confidences(model, samples)
    framed = np.array([bool(sample.weighed.signs.framed) for sample in samples])
    best = (0.0, model)
    for least_framed in LEVELS:
        for least_read in LEVELS[least_framed <= LEVELS]:
            kept = found >= np.where(framed, least_framed, least_read)
            reached, recall, f1 = relation_f1(records, samples, kept)
            if reached >= precision and f1 > best[0]:
                best = (f1, replace(model, least_framed=float(least_framed), least_read=float(least_read)))
                print(f"from {least_framed:.2f} and {least_read:.2f}: P {reached:.3f} R {recall:.3f} F1 {f1:.3f}")
    return best[1]


def write(model: FusionModel, path: Path) -> None:
    rounded = {
        "intercept": round(model.intercept, 3),
        "least_framed": round(model.least_framed, 3),
        "least_read": round(model.least_read, 3),
        "weights": {name: round(value, 3) for name, value in model.weights.items()},
        "relations": {name: round(value, 3) for name, value in model.relations.items()},
    }
    head = "# Made by `make fusion`; do not edit. What it rests on and how well it holds: docs/reader.md.\n"
    path.write_text(head + yaml.safe_dump(rounded, sort_keys=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("fusion", type=Path)
    parser.add_argument("annotated", type=Path, nargs="+")
    parser.add_argument("--sparing", type=Path, nargs="*", default=[], help="texts whose annotators asked for less")
    parser.add_argument("--precision", type=float, default=0.6, help="the least precision of relations to ask for")
    parser.add_argument("--levels", type=float, nargs=2, metavar=("FRAMED", "READ"), help="the confidences to ask for")
    arguments = parser.parse_args()
    records = read_texts(arguments.annotated, held_out=True)
    extractor = Extractor()
    samples = collect(extractor, arguments.model, records)
    sparing = collect(extractor, arguments.model, read_texts(arguments.sparing, held_out=True), sparing=True)
    model = fit([*samples, *sparing])
    if arguments.levels is None:
        model = choose_levels(model, records, samples, arguments.precision)
    else:
        model = replace(model, least_framed=arguments.levels[0], least_read=arguments.levels[1])
    write(model, arguments.fusion)


if __name__ == "__main__":
    main()
