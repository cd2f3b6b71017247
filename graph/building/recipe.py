"""Recipes: all that decides which claims an article gives, but for the article itself.

A store keeps the fingerprint of recipe and article beside each article. Where it is the same again, reading the article again
would change nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.ontology import Document, ModelError
from diplograph.ontology.identifiers import digest

from ..rdf import describe_run

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from diplograph.extract import ClaimExtractor

__all__ = ["Recipe", "make_recipe"]

# What of these packages no claim depends on: an article is told by its text, however it was read.
_PACKAGES = ("diplograph.ontology", "diplograph.extract")
_OTHERWISE_TOLD = frozenset({"coded_events", "readers", "training", "evaluation", "explanation", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Recipe:
    """``digest`` depends on the extractor (code, weights and words), on the files of actors and decisions, and on options."""

    digest: str

    def fingerprint(self, document: Document) -> str:
        """Depends on the recipe and on all of the document that its graph tells, but for the day of its download."""
        return digest(
            self.digest,
            document.id,
            document.text,
            document.title,
            document.date,
            document.outlet,
            document.url,
            document.language,
        )


def make_recipe(
    extractor: "ClaimExtractor | str",
    *,
    model: str | None = None,
    actors: Sequence[Path | str] = (),
    own: str = "",
    decisions: Path | str | None = None,
    min_confidence: float = 0.0,
    skip: bool = True,
    llm: str | None = None,
) -> Recipe:
    """The recipe of a build; nothing is loaded for it.

    ``own`` tells relations, frames and words of a user from others, ``llm`` is the name of a language model. An extractor of
    somebody's own is known by its ``name``, and by its ``fingerprint`` where it has one. Raises GraphError where a file cannot
    be read, ModelError where there is no such pipeline.
    """
    if isinstance(extractor, str):
        parts = [extractor, _digest_packages(), *([_digest_model(model)] if model is not None else [])]
        parts += [] if skip else ["without skipping"]
        parts += [] if llm is None else [llm]
    else:
        parts = [extractor.name, str(getattr(extractor, "fingerprint", ""))]
    parts += [own] if own else []
    run = describe_run(digest(*parts), actors=actors, decisions=decisions, min_confidence=min_confidence)
    return Recipe(digest(run.software, run.model, *run.options))


@cache
def _digest_packages() -> str:
    """Depends on all files of the packages that claims come from: code, words, tables, and the manifests of the weights.

    Weights that are not those of their manifest are refused by who would read with them (``check_weights``).
    """
    from diplograph.extract.manifest import MANIFEST

    pairs = [pair for package in _PACKAGES for pair in _walk(files(package), package)]
    listed = tuple(name.removesuffix(MANIFEST) for name, _ in pairs if name.endswith(f"/{MANIFEST}"))
    return _digest_files((name, file) for name, file in pairs if name.endswith(f"/{MANIFEST}") or not name.startswith(listed))


def _digest_model(model: str) -> str:
    """Depends on all files of a pipeline, which is a folder or an installed package."""
    folder = Path(model)
    if not folder.is_dir():
        try:
            found = find_spec(model)
        except (ImportError, ValueError):
            found = None
        places = list(found.submodule_search_locations or ()) if found is not None else []
        if not places:
            raise ModelError(f"{model}: there is no such spaCy pipeline; name an installed package or a folder")
        folder = Path(places[0])
    return _digest_files(_walk(folder, model))


def _walk(folder: "Traversable", name: str) -> "Iterator[tuple[str, Traversable]]":
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name in _OTHERWISE_TOLD:
            continue
        if item.is_dir():
            yield from _walk(item, f"{name}/{item.name}")
        else:
            yield f"{name}/{item.name}", item


def _digest_files(named: "Iterable[tuple[str, Traversable]]") -> str:
    whole = sha256()
    for name, file in named:
        whole.update(f"{name} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
