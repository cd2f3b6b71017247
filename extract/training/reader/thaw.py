"""The weights of a shipped int8 model as floats, to train on from (``train.py --first``).

    python extract/training/reader/thaw.py FOLDER OUT.pt

The exporter names some weights by number only and folds others into constants. A network of random weights is therefore
exported in the same way: where a weight of it stands in its graph, the shipped one stands in the graph of FOLDER.
"""

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from export import example_inputs, read_tokenizer, write_onnx
from network import ReaderNetwork
from onnx import numpy_helper

Arrays = Mapping[str, np.ndarray]


def constants(path: Path) -> dict[str, np.ndarray]:
    """Every array that stands in a graph, by its name."""
    graph = onnx.load(path).graph
    found = {array.name: numpy_helper.to_array(array) for array in graph.initializer}
    for node in graph.node:
        for value in node.attribute:
            if node.op_type == "Constant" and value.HasField("t"):
                found[node.output[0]] = numpy_helper.to_array(value.t)
    return found


def as_floats(arrays: Arrays, name: str) -> np.ndarray:
    """The array of a name, with scale and zero point undone where it is quantized, by tensor or by column."""
    if name in arrays:
        return arrays[name].astype(np.float32)
    values = arrays[f"{name}_quantized"].astype(np.float32)
    return (values - arrays[f"{name}_zero_point"].astype(np.float32)) * arrays[f"{name}_scale"]


def place_of(weight: np.ndarray, arrays: Arrays) -> tuple[str, bool] | None:
    """The name under which a weight stands in a graph, and whether it is turned there."""
    for name, array in arrays.items():
        for turned in (False, True):
            if np.array_equal(array, weight.T if turned else weight):
                return name, turned
    return None


def thaw(folder: Path) -> dict[str, torch.Tensor]:
    """The state of the network of a shipped model; raises ``SystemExit`` where a weight is not found in it."""
    network = ReaderNetwork()
    for parameter in network.parameters():
        parameter.data = torch.randn_like(parameter)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "random.onnx"
        write_onnx(network, example_inputs(read_tokenizer(folder)), path)
        drawn = constants(path)
    shipped = constants(folder / "reader.onnx")
    state = {}
    for name, parameter in network.named_parameters():
        weight = parameter.detach().numpy()
        # Of a matrix of which the graph holds some rows alone, as it does of the segments, the others are never read.
        rows = [weight] if place_of(weight, drawn) is not None or weight.ndim == 1 else [row.copy() for row in weight]
        thawed = []
        for row in rows:
            found = place_of(row, drawn)
            if found is None:
                thawed.append(np.zeros_like(row))
                continue
            array = as_floats(shipped, found[0])
            thawed.append(array.T if found[1] else array)
        if not any(np.any(row) for row in thawed):
            raise SystemExit(f"{folder}: no weight of {name} in its graph; was it exported by export.py of this version?")
        state[name] = torch.from_numpy(np.ascontiguousarray(thawed[0] if rows[0] is weight else np.stack(thawed)))
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(thaw(arguments.folder), arguments.out)


if __name__ == "__main__":
    main()
