"""Learned reader: for each pair of candidates in a window the relations that it sees between them, by an ONNX model.

The model is one encoder with heads over pairs (``training/reader/network.py``); what it was taught, from which texts and
how well it reads stand in ``docs/reader.md``. It is loaded when the first window is read, and runs on one thread.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from diplograph.ontology import Modality, ModelError

from ..manifest import check_weights
from .encoding import EncodedWindow, collate, encode
from .labels import MODALITIES, RELATIONS
from .windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["LearnedReader", "Proposal", "load_reader", "read_model"]

# Pairs are scored for every relation; what lies below is not worth weighing.
LEAST_SCORE = 0.04
# Candidates for the body of a membership that are looked at: the likeliest need be no organization.
_ORGANIZATIONS = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation between two candidates of a window, given by their indices.

    ``score`` is the model's own, between 0 and 1, ``rival`` the best of another relation of the same pair, ``reverse``
    that of any relation the other way round. ``negated`` and ``modalities`` are probabilities; ``trigger`` are characters
    of the document; ``speaker`` is a candidate or None, ``organizations`` are the likeliest ones, best first.
    """

    subject: int
    relation: str
    object: int
    score: float
    rival: float
    reverse: float
    negated: float
    modalities: tuple[float, ...]
    trigger: tuple[int, int]
    speaker: int | None
    organizations: tuple[int, ...]

    @property
    def modality(self) -> Modality:
        return MODALITIES[int(np.argmax(self.modalities))]


class LearnedReader:
    """Reads windows; ``version`` is that of the weights, ``knows_unlinked`` whether they were trained on unlinked parties."""

    def __init__(self, model: bytes, tokenizer: "Tokenizer", version: str, knows_unlinked: bool) -> None:
        self._model = model
        self.tokenizer = tokenizer
        self.version = version
        self.knows_unlinked = knows_unlinked

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(self._model, options, providers=["CPUExecutionProvider"])

    def read(self, text: str, windows: Sequence[Window]) -> list[list[Proposal]]:
        """The proposals of each window of a document's text, best first."""
        return [self._read(text[window.start : window.end], window) for window in windows]

    def _read(self, words: str, window: Window) -> list[Proposal]:
        """One window at a time: padding costs more than a call, and in a batch scores would depend on the windows beside."""
        encoded = encode(words, window.start, window.candidates, window.sentence_of, self.tokenizer)
        if not encoded.pairs:
            return []
        names = [output.name for output in self._session.get_outputs()]
        values = self._session.run(names, dict(collate([encoded])))
        outputs = {name: value[0] for name, value in zip(names, values, strict=True)}
        return sorted(_proposals(window, encoded, outputs), key=lambda proposal: -proposal.score)


def _sigmoid(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def _softmax(x: "NDArray[np.float32]") -> "NDArray[np.float32]":
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def _proposals(window: Window, encoded: EncodedWindow, outputs: dict[str, Any]) -> Iterator[Proposal]:
    scores = _sigmoid(outputs["relations"])
    column_of = {pair: column for column, pair in enumerate(encoded.pairs)}
    pieces, marked = len(encoded.ids), len(encoded.places)
    for (subject, object_), column in column_of.items():
        row = scores[column]
        if row.max() < LEAST_SCORE:
            continue
        back = column_of.get((object_, subject))
        reverse = float(scores[back].max()) if back is not None else 0.0
        negated = float(_sigmoid(outputs["negated"][column]))
        modalities = tuple(map(float, _softmax(outputs["modality"][column])))
        piece = 1 + int(outputs["trigger"][column][1 : pieces - 1].argmax())
        begin, end = encoded.offsets[piece]
        speaker = int(outputs["speaker"][column].argmax())
        organizations = np.argsort(-outputs["organization"][column][:marked], kind="stable")[:_ORGANIZATIONS]
        for place in np.flatnonzero(row >= LEAST_SCORE):
            yield Proposal(
                subject,
                RELATIONS[place],
                object_,
                float(row[place]),
                rival=float(np.delete(row, place).max()),
                reverse=reverse,
                negated=negated,
                modalities=modalities,
                trigger=(window.start + begin, window.start + end),
                speaker=speaker if speaker < marked else None,
                organizations=tuple(map(int, organizations)),
            )


@cache
def load_reader() -> LearnedReader:
    """The shipped reader; raises ``ModelError`` where its files are not those that belong together."""
    with as_file(files("diplograph.extract.learned").joinpath("model")) as folder:
        return read_model(folder)


def read_model(folder: Path) -> LearnedReader:
    """The reader of a folder that ``training/reader/export.py`` wrote; raises ``ModelError`` as ``load_reader`` does."""
    from tokenizers import Tokenizer

    check_weights(folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if tuple(meta["relations"]) != RELATIONS or tuple(meta["modalities"]) != tuple(map(str, MODALITIES)):
        raise ModelError(f"{folder}: trained for other relations than learned/labels.py has; train it anew: make reader")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return LearnedReader((folder / "reader.onnx").read_bytes(), tokenizer, meta["version"], meta.get("unlinked", False))
