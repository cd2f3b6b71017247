"""The report on the calibration of confidence: a page of Markdown and a reliability diagram as SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from diplograph.extract.evaluation import Judged, brier_score, calibration_error, reliability

PAGE = Path(__file__).with_name("confidence_page.md")
BINS = 8
DRAWS = 2000
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
# The diagram, in pixels: a square of ``SIDE`` with ``MARGIN`` round it.
SIDE, MARGIN = 320, 60


@dataclass(frozen=True, slots=True)
class Report:
    """Outcomes by gold set, the text of each claim, and the claims as frames judge them and as fitted without their text."""

    sets: Mapping[str, Sequence[bool]]
    texts: Sequence[str]
    folds: int
    declared: Sequence[Judged]
    fitted: Sequence[Judged]
    # Claims of texts that neither the fit nor the frames have seen.
    held_out: Sequence[Judged] = ()
    held_out_declared: Sequence[Judged] = ()
    # Claims of texts of news that frames were not written for, in the words of one annotator.
    unseen: Sequence[Judged] = ()

    def summary(self) -> str:
        """Claims, share of right ones, Brier score and calibration error, declared and fitted, in one line."""
        parts = [f"{name}: Brier {brier_score(j):.3f}, ECE {calibration_error(j, BINS):.3f}" for name, j in self._judged()]
        held_out = f"held out: Brier {brier_score(self.held_out):.3f}, ECE {calibration_error(self.held_out, BINS):.3f}"
        claims = f"{len(self.fitted)} claims of {len(set(self.texts))} texts, {_share(self.fitted):.3f} right"
        return "; ".join([claims, *parts, *([held_out] if self.held_out else [])])

    def _judged(self) -> Sequence[tuple[str, Sequence[Judged]]]:
        mean = _share(self.fitted)
        constant = [Judged(mean, claim.is_right) for claim in self.fitted]
        return (("the same for all", constant), ("as frames declare it", self.declared), ("fitted", self.fitted))

    def brier_gain(self) -> tuple[float, float]:
        """The 95% interval of how much the fit lowers the Brier score, over texts drawn anew."""
        rows: dict[str, list[float]] = {}
        for text, one, other in zip(self.texts, self.declared, self.fitted, strict=True):
            rows.setdefault(text, []).append(brier_score([one]) - brier_score([other]))
        sums, sizes = np.array([sum(row) for row in rows.values()]), np.array([len(row) for row in rows.values()])
        drawn = np.random.default_rng(1).integers(len(rows), size=(DRAWS, len(rows)))
        low, high = np.percentile(sums[drawn].sum(1) / sizes[drawn].sum(1), (2.5, 97.5))
        return float(low), float(high)

    def markdown(self, plot: str) -> str:
        return PAGE.read_text("utf-8").format(
            sets="\n".join(f"| {name} | {len(o)} | {sum(o) / len(o):.3f} |" for name, o in self.sets.items() if o),
            claims=len(self.fitted),
            texts=len(set(self.texts)),
            low=self.brier_gain()[0],
            high=self.brier_gain()[1],
            folds=self.folds,
            bins=BINS,
            scores="\n".join(
                f"| {name} | {brier_score(judged):.3f} | {calibration_error(judged, BINS):.3f} | "
                f"{min(j.confidence for j in judged):.2f} to {max(j.confidence for j in judged):.2f} |"
                for name, judged in self._judged()
            ),
            declared="\n".join(_rows(self.declared)),
            fitted="\n".join(_rows(self.fitted)),
            thresholds="\n".join(_thresholds(self.fitted)),
            held_out="\n".join(self._held_out()),
            unseen="\n".join(self._unseen()),
            plot=plot,
            per_bin=len(self.fitted) // BINS,
            error=2 * (_share(self.fitted) * (1 - _share(self.fitted)) / (len(self.fitted) // BINS)) ** 0.5,
        )

    def _held_out(self) -> Iterator[str]:
        for name, judged in (("as frames declare it", self.held_out_declared), ("fitted", self.held_out)):
            if judged:
                mean = sum(claim.confidence for claim in judged) / len(judged)
                scores = f"{brier_score(judged):.3f} | {calibration_error(judged, BINS):.3f}"
                yield f"| {name} | {len(judged)} | {mean:.3f} | {_share(judged):.3f} | {scores} |"

    def _unseen(self) -> Iterator[str]:
        for least in THRESHOLDS if self.unseen else ():
            kept = [claim for claim in self.unseen if claim.confidence >= least]
            if kept:
                yield f"| {least:.1f} | {len(kept)} | {_share(kept):.3f} | {sum(c.confidence for c in kept) / len(kept):.3f} |"

    def svg(self) -> str:
        """Share of right claims over confidence, in bins; the diagonal is where both agree."""
        size = SIDE + 2 * MARGIN
        marks = [
            *_axes(),
            *_curve(self.declared, "#b0722a", "3 3", "as frames declare it", 0),
            *_curve(self.fitted, "#1f5fbf", "none", "fitted, cross-validated", 1),
            *(_curve(self.held_out, "#6a3d9a", "6 3", "fitted, texts never looked at", 2) if self.held_out else ()),
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}" '
            f'font-family="sans-serif" font-size="12"><rect width="{size}" height="{size}" fill="#ffffff"/>'
            + "".join(marks)
            + "</svg>\n"
        )


def write_report(report: Report, page: Path, plot: Path) -> None:
    page.write_text(report.markdown(plot.name), "utf-8")
    plot.write_text(report.svg(), "utf-8")


def _share(judged: Sequence[Judged]) -> float:
    return sum(claim.is_right for claim in judged) / len(judged)


def _rows(judged: Sequence[Judged]) -> Iterator[str]:
    for group in reliability(judged, BINS):
        yield f"| {group.size} | {group.confidence:.2f} | {group.right:.2f} |"


def _thresholds(fitted: Sequence[Judged]) -> Iterator[str]:
    right = sum(claim.is_right for claim in fitted)
    for least in THRESHOLDS:
        kept = [claim for claim in fitted if claim.confidence >= least]
        if kept:
            found = sum(claim.is_right for claim in kept) / right
            yield f"| {least:.1f} | {len(kept)} | {_share(kept):.3f} | {found:.3f} |"


def _at(x: float, y: float) -> tuple[float, float]:
    return round(MARGIN + x * SIDE, 1), round(MARGIN + (1 - y) * SIDE, 1)


def _axes() -> Iterator[str]:
    left, bottom = _at(0, 0)
    right, top = _at(1, 1)
    yield f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999999"/>'
    yield f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#bbbbbb"/>'
    for tenth in range(0, 11, 2):
        x, y = _at(tenth / 10, tenth / 10)
        yield f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{tenth / 10:.1f}</text>'
        yield f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{tenth / 10:.1f}</text>'
    yield f'<text x="{left + SIDE / 2}" y="{bottom + 36}" text-anchor="middle">confidence</text>'
    middle = top + SIDE / 2
    turned = f'text-anchor="middle" transform="rotate(-90 14 {middle})"'
    yield f'<text x="14" y="{middle}" {turned}>share of claims that is right</text>'


def _curve(judged: Sequence[Judged], colour: str, dashes: str, label: str, place: int) -> Iterator[str]:
    points = [_at(b.confidence, b.right) for b in reliability(judged, BINS)]
    line = " ".join(f"{x},{y}" for x, y in points)
    yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-dasharray="{dashes}"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in points)
    y = 18 + 16 * place
    yield f'<line x1="{MARGIN}" y1="{y - 4}" x2="{MARGIN + 24}" y2="{y - 4}" stroke="{colour}" stroke-dasharray="{dashes}"/>'
    yield f'<text x="{MARGIN + 30}" y="{y}">{label}</text>'
