"""What pages are made of: templates, the vis-network that pyvis carries, our own scripts, and what loads both."""

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from diplograph.ontology import DiplographError

from .text import compress

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = [
    "OWN_SCRIPTS",
    "hash_source",
    "load_library",
    "load_loader",
    "load_own_scripts",
    "load_template",
    "load_vis_network",
    "pack_library",
    "page_policy",
]

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
    """The modules in ``script/`` as one function, ``openPage``, without comments and indentation."""
    folder = files("diplograph.graph.page").joinpath("script")
    texts = (_tightened(folder.joinpath(f"{name}.js").read_text("utf-8")) for name in OWN_SCRIPTS)
    return "\n".join(["window.openPage = (data, asItCame) => {", '"use strict";', *texts, "};"])


@cache
def load_library() -> str:
    """All that runs in a page but its loader: vis-network, and our own scripts after it."""
    return f"{load_vis_network()}\n{load_own_scripts()}"


@cache
def pack_library() -> str:
    """The library as a page holds it."""
    return compress(load_library())


@cache
def load_loader() -> str:
    """What unpacks the library and the data of a page, and opens it."""
    return _tightened(files("diplograph.graph.page").joinpath("loader.js").read_text("utf-8"))


def _tightened(script: str) -> str:
    # No template in them reaches over a line, so that a line can lose its margin.
    lines = (line.strip() for line in script.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def load_vis_network() -> str:
    """The source of the vis-network that pyvis carries, newest version.

    Raises DiplographError where it is missing or cut short.
    """
    folders = [folder for folder in files("pyvis").joinpath("lib").iterdir() if folder.name.startswith("vis-")]
    if not folders:
        raise DiplographError(f"page: pyvis has no vis-network in its lib folder; {_REINSTALL}")
    newest = max(folders, key=lambda folder: tuple(int(number) for number in re.findall(r"\d+", folder.name)))
    source = newest.joinpath("vis-network.min.js").read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    source = re.sub(r"\n//# sourceMappingURL=.*\s*\Z", "\n", source)
    complete = ".Network=" in source and ".DataSet=" in source and source.rstrip().endswith("}));")
    if not complete:
        raise DiplographError(f"page: {newest.name} of pyvis is incomplete; {_REINSTALL}")
    return source


def hash_source(source: str) -> str:
    """What a Content Security Policy knows a script or a style sheet by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")


def page_policy(style: str) -> str:
    """The policy of a page with that style sheet: it loads nothing, and runs the loader and the library alone."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{hash_source(load_loader())}' '{hash_source(load_library())}'",
            f"style-src '{hash_source(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types page",
        ]
    )
