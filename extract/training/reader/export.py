"""The trained network as an int8 ONNX model, with its tokenizer and what it was trained for.

python extract/training/reader/export.py ENCODER TRAINED.pt FOLDER --version X
"""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from diplograph.extract.learned import MODALITIES, RELATIONS, Candidate, collate, encode
from diplograph.extract.manifest import write_manifest
from network import ReaderNetwork
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

OUTPUTS = ("relations", "negated", "modality", "trigger", "speaker", "organization")


class _Ordered(nn.Module):
    """The network with its outputs in order, as the exporter wants them."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        outputs = self.network(*inputs)
        return tuple(outputs[name] for name in OUTPUTS)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of an encoder or of a shipped model, without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def example_inputs(tokenizer: Tokenizer) -> dict[str, Tensor]:
    """Two windows of two and four candidates, as the network takes them."""
    windows = []
    for text in ("Paris met Rome.", "Paris met Rome, but Oslo and Bonn did not."):
        names = [name for name in ("Paris", "Rome", "Oslo", "Bonn") if name in text]
        candidates = [Candidate(text.index(n), text.index(n) + len(n), "State", n) for n in names]
        windows.append(encode(text, 0, candidates, [0] * len(candidates), tokenizer))
    return {name: torch.from_numpy(array) for name, array in collate(windows).items()}


def write_onnx(network: ReaderNetwork, example: dict[str, Tensor], path: Path) -> None:
    """Writes the network in floats; batch, length, candidates and pairs may be of any number."""
    axes = {
        "ids": {0: "b", 1: "t"}, "positions": {0: "b", 1: "tk"}, "kinds": {0: "b", 1: "k"},
        "visible": {0: "b", 1: "tk", 2: "tk"},
        "inner": {0: "b", 1: "t"}, "places": {0: "b", 1: "m"}, "present": {0: "b", 1: "m"}, "subjects": {0: "b", 1: "p"},
        "objects": {0: "b", 1: "p"}, **{name: {0: "b", 1: "p"} for name in OUTPUTS},
    }  # fmt: skip
    axes["trigger"][2], axes["speaker"][2], axes["organization"][2] = "t", "m1", "m1"
    torch.onnx.export(
        _Ordered(network).eval(), tuple(example.values()), str(path), input_names=list(example), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", default="1.0")
    arguments = parser.parse_args()
    network = ReaderNetwork()
    network.load_state_dict(torch.load(arguments.trained))
    network.eval()
    example = example_inputs(read_tokenizer(arguments.encoder))
    with torch.no_grad():
        expected = network(**example)["relations"].numpy()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    whole, small = arguments.folder / "whole.onnx", arguments.folder / "reader.onnx"
    write_onnx(network, example, whole)
    quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, extra_options={"MatMulConstBOnly": True})
    for path in (whole, small):
        got = InferenceSession(path).run(["relations"], {name: tensor.numpy() for name, tensor in example.items()})[0]
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, differs by {np.abs(got - expected).max():.3f}")
    whole.unlink()
    shutil.copy(arguments.encoder / "tokenizer.json", arguments.folder / "tokenizer.json")
    meta = {
        "version": arguments.version,
        "relations": RELATIONS,
        "modalities": [str(m) for m in MODALITIES],
        "unlinked": True,
    }
    (arguments.folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
    write_manifest(arguments.folder)


if __name__ == "__main__":
    main()
