"""One self-contained HTML file from a graph: our template, pyvis's model and its vis-network, all in one piece."""

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from diplograph.ontology import Claim, DiplographError, Document, load_schema

from .appearance import FAMILY_MEANINGS, KINDS, MODALITIES, POLARITIES
from .drawing import Bundle, Drawing, bundle_claims, draw
from .evidence import describe_claims, order_claims
from .text import clean, shorten

__all__ = ["ClaimGraph", "page_html", "write_page"]

# What an HTML parser, a JavaScript parser of old or a reader of the source could take for something else.
_UNSAFE_IN_SCRIPT = re.compile("[<>&\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

_REINSTALL = "reinstall it: pip install --force-reinstall pyvis"


class ClaimGraph(Protocol):
    """What the page needs of a graph."""

    @property
    def claims(self) -> Sequence[Claim]: ...

    @property
    def documents(self) -> Sequence[Document]: ...


def write_page(graph: ClaimGraph, path: Path, *, title: str) -> None:
    """Write the page of ``graph`` to ``path`` as UTF-8; an existing file is replaced.

    Raises DiplographError where the file cannot be written.
    """
    page = page_html(graph, title=title)
    try:
        path.write_bytes(page.encode("utf-8"))
    except OSError as error:
        raise DiplographError(f"{path}: cannot write the page: {error.strerror}; name another file or folder") from error


def page_html(graph: ClaimGraph, *, title: str) -> str:
    """The page of ``graph``: one HTML document that loads nothing and shows every claim with its evidence.

    The same claims and documents give the same text, whatever their order. Raises DiplographError where a claim has a
    relation that the ontology does not know, or where pyvis's vis-network is missing or incomplete.
    """
    schema = load_schema()
    claims = order_claims(graph.claims)
    unknown = sorted({claim.relation for claim in claims} - schema.relations.keys())
    if unknown:
        raise DiplographError(f"page: relation {unknown[0]!r} is not in diplograph.ttl; add it there or leave its claims out")
    bundles = bundle_claims(claims, schema)
    drawing = draw(bundles, schema)
    described, documents = describe_claims(claims, bundles, graph.documents, schema)
    data = {
        "nodes": drawing.nodes,
        "edges": drawing.edges,
        "options": drawing.options,
        "edgeLabels": drawing.edge_labels,
        "claims": described,
        "documents": documents,
    }
    return _fill_template(title, data, _legend(bundles, drawing), _counts(drawing, len(claims), len(documents)))


def _fill_template(title: str, data: Mapping[str, Any], legend: Mapping[str, Any], counts: Sequence[str]) -> str:
    from jinja2 import Environment
    from markupsafe import Markup

    resources = files("diplograph.graph.page")
    style = resources.joinpath("page.css").read_text("utf-8")
    scripts = [load_vis_network(), *(resources.joinpath(name).read_text("utf-8") for name in ("arrange.js", "page.js"))]
    policy = "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(f"'{_hash(script)}'" for script in scripts),
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(resources.joinpath("template.html").read_text("utf-8"))
    return template.render(
        title=clean(title),
        tab_title=shorten(title, 120),
        policy=policy,
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        data=Markup(_script_safe_json(data)),
        legend=legend,
        counts=counts,
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _script_safe_json(data: Mapping[str, Any]) -> str:
    written = json.dumps(clean(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


@cache
def load_vis_network() -> str:
    """The source of the vis-network that pyvis carries, newest version, as a script block can hold it.

    Raises DiplographError where it is missing, cut short, or could end or open a script block.
    """
    folders = [folder for folder in files("pyvis").joinpath("lib").iterdir() if folder.name.startswith("vis-")]
    if not folders:
        raise DiplographError(
            "page: pyvis has no vis-network in its lib folder; reinstall it: pip install --force-reinstall pyvis"
        )
    newest = max(folders, key=lambda folder: tuple(int(number) for number in re.findall(r"\d+", folder.name)))
    source = newest.joinpath("vis-network.min.js").read_text("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    source = re.sub(r"\n//# sourceMappingURL=.*\s*\Z", "\n", source)
    complete = ".Network=" in source and ".DataSet=" in source and source.rstrip().endswith("}));")
    if not complete or re.search(r"</script|<!--|\x00", source, re.IGNORECASE):
        raise DiplographError(f"page: {newest.name} of pyvis is incomplete; {_REINSTALL}")
    return source


def _legend(bundles: Sequence[Bundle], drawing: Drawing) -> dict[str, Any]:
    families: dict[str, dict[str, None]] = {}
    for bundle in bundles:
        families.setdefault(bundle.relation.family, {})[bundle.relation.label] = None
    polarity = Counter(bundle.first.polarity for bundle in bundles)
    modality = Counter(bundle.first.modality for bundle in bundles)
    return {
        "kinds": [(kind, drawing.kinds[kind.name]) for kind in KINDS if drawing.kinds[kind.name]],
        "families": [(name, label, sorted(families[name])) for name, label in FAMILY_MEANINGS.items() if name in families],
        "polarities": [line for value, line in POLARITIES.items() if polarity[value]],
        "modalities": [line for value, line in MODALITIES.items() if modality[value]],
        "directed": any(not bundle.relation.symmetric for bundle in bundles),
        "symmetric": any(bundle.relation.symmetric for bundle in bundles),
        "bundled": any(len(bundle.claims) > 1 for bundle in bundles),
    }


def _counts(drawing: Drawing, claims: int, documents: int) -> list[str]:
    events = drawing.kinds["event"]
    counts = {"actor": len(drawing.nodes) - events, "event": events, "claim": claims, "article": documents}
    return [f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items() if number or noun != "event"]
