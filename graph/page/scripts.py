"""What pages are made of: templates, the vis-network that pyvis carries, and our own scripts, all of them in one block."""

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from diplograph.ontology import DiplographError

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["OWN_SCRIPTS", "load_own_scripts", "load_template", "load_vis_network"]

# In this order: each uses only names that those before it define; all share the scope of one function.
OWN_SCRIPTS = (
    "model",
    "elements",
    "state",
    "folding",
    "selection",
    "paths",
    "labels",
    "paint",
    "tip",
    "overlay",
    "lines",
    "fitting",
    "drawing",
    "working",
    "saving",
    "kept",
    "keys",
    "cards",
    "table",
    "panel",
    "search",
    "matrices",
    "articles",
    "timeline",
    "clock",
    "filters",
    "main",
)

_REINSTALL = "reinstall it: pip install --force-reinstall pyvis"


@cache
def load_template(name: str) -> "Template":
    """The Jinja template of a name in this folder; what it is filled with is escaped."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("diplograph.graph.page").joinpath(f"{name}.html").read_text("utf-8"))


@cache
def load_own_scripts() -> str:
    """The modules in ``script/``, in one function of their own, without comments and indentation."""
    folder = files("diplograph.graph.page").joinpath("script")
    texts = (_tightened(folder.joinpath(f"{name}.js").read_text("utf-8")) for name in OWN_SCRIPTS)
    return "\n".join(["(() => {", '"use strict";', *texts, "})();"])


def _tightened(script: str) -> str:
    # No template in them reaches over a line, so that a line can lose its margin.
    lines = (line.strip() for line in script.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def load_vis_network() -> str:
    """The source of the vis-network that pyvis carries, newest version, as a script block can hold it.

    Raises DiplographError where it is missing, cut short, or could end or open a script block.
    """
    folders = [folder for folder in files("pyvis").joinpath("lib").iterdir() if folder.name.startswith("vis-")]
    if not folders:
        raise DiplographError(f"page: pyvis has no vis-network in its lib folder; {_REINSTALL}")
    newest = max(folders, key=lambda folder: tuple(int(number) for number in re.findall(r"\d+", folder.name)))
    source = newest.joinpath("vis-network.min.js").read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    source = re.sub(r"\n//# sourceMappingURL=.*\s*\Z", "\n", source)
    complete = ".Network=" in source and ".DataSet=" in source and source.rstrip().endswith("}));")
    if not complete or re.search(r"</script|<!--|\x00", source, re.IGNORECASE):
        raise DiplographError(f"page: {newest.name} of pyvis is incomplete; {_REINSTALL}")
    return source
