"""Runs the notebooks beside it anew: python examples/notebooks/run.py [--write] [NOTEBOOK...]

Fails where a cell fails, or shows other words than stand in the notebook; pictures may differ. With --write it keeps what
came out instead, without what differs from run to run.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from traitlets.config import Config

HERE = Path(__file__).parent
# What Jupyter notes beside an answer: counters, times, and forms of the same that the page of a notebook does not need.
SHOWN = ("image/png", "text/html", "text/plain")


def execute(path: Path) -> nbformat.NotebookNode:
    """The notebook after a run in its folder, with outputs alone that a reader sees."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        # Over files of this machine: no port, and nothing to hear for others.
        kernel = Config({"AsyncKernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}})
        resources = {"metadata": {"path": str(HERE)}}
        NotebookClient(notebook, config=kernel, kernel_name="python3", timeout=300, resources=resources).execute()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for number, cell in enumerate(notebook.cells, 1):
        cell.id, cell.metadata = f"cell-{number}", {}
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [_cleaned(output) for output in cell.outputs]
    return notebook


def _cleaned(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    if "data" in output:
        # One form is enough: a picture, else a table, else text.
        best = next(kind for kind in SHOWN if kind in output.data)
        output.data, output.metadata = {best: output.data[best]}, {}
    if "execution_count" in output:
        output.execution_count = None
    return output


def words(notebook: nbformat.NotebookNode) -> list[object]:
    """All that a notebook shows but its pictures."""
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    return [
        {kind: text for kind, text in output.data.items() if kind != "image/png"} if "data" in output else output.get("text")
        for output in outputs
    ]


def main(arguments: list[str]) -> int:
    paths = [Path(name) for name in arguments if name != "--write"] or sorted(HERE.glob("*.ipynb"))
    failed = 0
    for path in paths:
        try:
            ran = execute(path)
        except CellExecutionError as error:
            print(f"{path.name}: a cell fails: {str(error).strip().splitlines()[-1]}")
            failed += 1
            continue
        if "--write" in arguments:
            nbformat.write(ran, path)
        elif words(ran) != words(nbformat.read(path, as_version=4)):
            print(f"{path.name}: shows other than what stands in it; see what, then: make notebooks WRITE=1")
            failed += 1
            continue
        print(f"{path.name}: runs")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
