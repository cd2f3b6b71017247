"""One self-contained HTML file from a graph: our template, pyvis's model and its vis-network, all in one piece."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from diplograph.ontology import Claim, DiplographError, Document, Schema, Story, load_schema
from diplograph.ontology.identifiers import CLAIM, ONTOLOGY

from ..files import STANDARD_OUTPUT, write_bytes
from ..rdf import MODALITY_WORDS, POLARITY_WORDS
from ..views import COLUMNS
from .appearance import Appearance, load_appearance
from .drawing import Bundle, Drawing, bundle_claims, draw
from .evidence import describe_claims, order_claims
from .names import other_names
from .scripts import hash_source, load_library, load_loader, load_template, pack_library, page_policy
from .shapes import HEADS, OUTLINES
from .text import clean, compress, pack, shorten

__all__ = ["ClaimGraph", "Plan", "page_html", "plan_drawing", "refuse_other_than_page", "write_page"]

_SUFFIXES = (".html", ".htm", ".xhtml")
# The second holds what differs on small screens, in print and where a reader wants more contrast: it comes last to win.
_STYLE_SHEETS = ("page", "media")
# Where a page, or a copy that it has saved of itself, holds the views that its reader has named (kept.js).
_VIEWS = re.compile(r'<meta name="generator" content="diplograph">\s*<meta name="views" content="([^"]*)">')
_HEAD_CHARACTERS = 1_000_000
_MOST_VIEWS = 100
_KEYS = (
    ("/", "search"),
    ("Arrows", "in the drawing: to the nearest node that way"),
    ("Enter", "to the claims of the node that is chosen"),
    ("+ − 0", "zoom in, zoom out, show all"),
    ("h", "hide the node that is chosen"),
    ("o", "only what is chosen"),
    ("e", "expand: its neighbours too"),
    ("u", "undo the last step"),
    ("Escape", "let go of what is chosen"),
    ("?", "these keys"),
)


class ClaimGraph(Protocol):
    """What the page needs of a graph."""

    @property
    def claims(self) -> Sequence[Claim]: ...

    @property
    def documents(self) -> Sequence[Document]: ...

    @property
    def stories(self) -> Sequence[Story]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What page and picture are both made from: the claims in reading order, their bundles, and the drawing of these."""

    claims: list[Claim]
    bundles: list[Bundle]
    drawing: Drawing
    schema: Schema
    appearance: Appearance


def write_page(graph: ClaimGraph, path: Path, *, title: str, texts: Mapping[str, str] = MappingProxyType({})) -> int:
    """Write the page of ``graph`` to ``path`` as UTF-8, whole or not at all, and return how many named views it has kept.

    An existing file is replaced; the views that a reader has named and saved in it are those of the new page. ``texts`` are
    those of articles, by id, that the page is to hold whole beside their claims.
    Raises DiplographError where the file cannot be written, and where its name tells of something else than a page.
    """
    refuse_other_than_page(path)
    views = _read_views(path)
    write_bytes(path, page_html(graph, title=title, texts=texts, views=views).encode("utf-8"))
    return len(views)


def refuse_other_than_page(path: Path) -> None:
    """Raises DiplographError for a file that whoever opens it would take for a PDF, a graph or a picture."""
    if path != STANDARD_OUTPUT and path.suffix.lower() not in _SUFFIXES:
        raise DiplographError(f"{path}: a page is written as HTML; name a file that ends in .html")


def page_html(
    graph: ClaimGraph,
    *,
    title: str,
    texts: Mapping[str, str] = MappingProxyType({}),
    views: Sequence[Mapping[str, str]] = (),
    own_library: bool = True,
) -> str:
    """The page of ``graph``: one HTML document that loads nothing and shows every claim with its evidence.

    ``views`` have a ``name`` and, as ``view``, the fragment of an address. Without ``own_library`` the page is for a notebook
    in which another frame holds vis-network and the page's script (notebook.py).

    The same claims and documents give the same text, whatever their order. Raises DiplographError where a claim has a
    relation that the ontology does not know, or where pyvis's vis-network is missing or incomplete.
    """
    plan = plan_drawing(graph)
    described, documents = describe_claims(plan.claims, plan.bundles, graph.documents, graph.stories, texts)
    data = {
        "nodes": _with_aliases(plan.drawing.nodes, other_names(plan.claims)),
        "edges": plan.drawing.edges,
        "options": plan.drawing.options,
        "claims": described,
        "documents": documents,
        "membership": list(plan.appearance.membership.items()),
        "exclusion": list(plan.appearance.exclusion.items()),
        "contraries": plan.appearance.contraries,
        "columns": COLUMNS,
        "communities": len(plan.appearance.communities),
        "shapes": {"outlines": OUTLINES, "heads": HEADS},
        "namespaces": {"relation": ONTOLOGY, "claim": CLAIM},
        "relations": {bundle.relation.name: bundle.relation.label for bundle in plan.bundles},
        "words": dict[str, str]((*POLARITY_WORDS.items(), *MODALITY_WORDS.items())),
    }
    return _fill_template(
        plan.appearance,
        title=clean(title),
        tab_title=shorten(title, 120),
        data=compress(_json(pack(data))),
        library=pack_library() if own_library else None,
        views=_json(views),
        legend=_legend(plan) | {"reads": bool(texts)},
        counts=_counts(plan.drawing, len(plan.claims), len(documents)),
    )


def plan_drawing(graph: ClaimGraph) -> Plan:
    """The claims of ``graph`` bundled and laid out. Raises DiplographError for a relation that the ontology does not know."""
    schema, appearance = load_schema(), load_appearance()
    claims = order_claims(graph.claims)
    unknown = sorted({claim.relation for claim in claims} - schema.relations.keys())
    if unknown:
        raise DiplographError(f"page: relation {unknown[0]!r} is not in diplograph.ttl; add it there or leave its claims out")
    bundles = bundle_claims(claims, schema)
    documents = sorted(graph.documents, key=lambda document: document.id)
    return Plan(claims, bundles, draw(bundles, documents, schema, appearance), schema, appearance)


def _with_aliases(nodes: Sequence[dict[str, Any]], others: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    return [node | {"aliases": [name for name in others[node["iri"]] if name not in node["names"]]} for node in nodes]


def _fill_template(appearance: Appearance, **parts: Any) -> str:
    from markupsafe import Markup

    style = _colour_style(appearance) + _style_sheets()
    return load_template("template").render(
        policy=page_policy(style),
        style=Markup(style),
        loader=Markup(load_loader()),
        library_hash=hash_source(load_library()),
        keys=_KEYS,
        **parts,
    )


@cache
def _style_sheets() -> str:
    return "".join(files("diplograph.graph.page").joinpath(f"{name}.css").read_text("utf-8") for name in _STYLE_SHEETS)


def _colour_style(appearance: Appearance) -> str:
    """Custom properties for each theme, and the classes that paint a kind and a family with them."""
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in appearance.colours(theme).items()) for theme in ("light", "dark")
    )
    dark += "color-scheme:dark;"
    rules = [
        f":root{{{light}color-scheme:light}}",
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}",
        f":root[data-theme=dark]{{{dark}}}",
        f"@media print{{:root:root:root{{{light}color-scheme:light}}}}",
        *(f".kind-{kind.name}{{fill:var(--kind-{kind.name})}}" for kind in appearance.kinds),
        ".kind-event{fill:var(--event-fill);stroke:var(--kind-event);stroke-width:1.5}",
        *(f".family-{f.name}{{stroke:var(--family-{f.name});--family:var(--family-{f.name})}}" for f in appearance.families),
    ]
    return "\n".join([*rules, ""])


def _json(data: Any) -> str:
    return json.dumps(clean(data), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _read_views(path: Path) -> list[dict[str, str]]:
    """The views that a page at ``path`` holds; none of what is no page of ours, or cannot be read."""
    if path == STANDARD_OUTPUT or not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            found = _VIEWS.search(file.read(_HEAD_CHARACTERS))
        views = json.loads(unescape(found[1])) if found is not None else []
        kept = [{key: view[key] for key in ("name", "view")} for view in views]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []  # somebody has written in the file
    return [view for view in kept if all(isinstance(text, str) for text in view.values())][:_MOST_VIEWS]


def _legend(plan: Plan) -> dict[str, Any]:
    relations = Counter(bundle.relation.name for bundle in plan.bundles)
    families = []
    for family in plan.appearance.families:
        inner = [plan.schema.relations[name] for name in relations if plan.schema.relations[name].family == family.name]
        if inner:
            # Where all are symmetric and affirmed, no line of the family has a head.
            directed = any(not relation.symmetric for relation in inner)
            families.append((family, directed, sorted(inner, key=lambda relation: relation.label)))
    present = {bundle.first.polarity for bundle in plan.bundles} | {bundle.first.modality for bundle in plan.bundles}
    kinds = plan.drawing.kinds
    return {
        "kinds": [(kind, kinds[kind.name]) for kind in plan.appearance.kinds if kinds[kind.name]],
        "families": families,
        "polarities": [line for line in plan.appearance.polarities if line.name in present],
        "modalities": [line for line in plan.appearance.modalities if line.name in present],
        "directed": any(not bundle.relation.symmetric for bundle in plan.bundles),
        "symmetric": any(bundle.relation.symmetric for bundle in plan.bundles),
        "bundled": any(len(bundle.claims) > 1 for bundle in plan.bundles),
    }


def _counts(drawing: Drawing, claims: int, documents: int) -> list[str]:
    events = drawing.kinds["event"]
    counts = {"actor": len(drawing.nodes) - events, "event": events, "claim": claims, "article": documents}
    return [f"{number:,} {noun}{'' if number == 1 else 's'}" for noun, number in counts.items() if number or noun != "event"]
