"""What the site has beside docs/*.md: a hook of mkdocs, which calls the functions named ``on_...``.

The sources as one package, for the reference is made from them; notebooks as pages; and links that leave docs/, which hold in
the repository alone, as the names that they lead to.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import nbconvert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "out" / "site-package" / "diplograph"
NOTEBOOKS = ROOT / "examples" / "notebooks"
HOUSES = ("ontology", "extract", "graph")
# What a browser fetches by itself when it opens a page; links that a reader follows are not.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?(?:https?:)?//[^>]*>|<link[^>]*\shref=["']?(?:https?:)?//[^>]*>"""
)
LINK = re.compile(r"\[([^]\[]+)\]\(((?:\.\./)+)([^)#]+)\)")


def on_startup(**_: Any) -> None:
    """Lays the sources out as the package that they are once installed."""
    shutil.rmtree(PACKAGE, ignore_errors=True)
    shutil.copytree(ROOT / "face", PACKAGE, ignore=_all_but_sources)
    for house in HOUSES:
        shutil.copytree(ROOT / house, PACKAGE / house, ignore=_all_but_sources)


def _all_but_sources(folder: str, names: list[str]) -> list[str]:
    """What a copy leaves out: data, caches, and scripts of training, which are no part of the package."""
    kept = [name for name in names if name.endswith(".py") or (Path(folder, name).is_dir() and "." not in name)]
    return [name for name in names if name not in kept or name in ("__pycache__", "model", "training")]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds each notebook as a page, with its pictures beside it."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        text, made = nbconvert.MarkdownExporter().from_filename(str(path), resources={"unique_key": path.stem})
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=text))
        for name, content in made["outputs"].items():
            files.append(File.generated(config, f"notebooks/{name}", content=content))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Turns links that leave docs/ into the names of what they lead to."""
    depth = page.file.src_uri.count("/")
    return LINK.sub(lambda link: f"`{link[1].strip('`')}`" if link[2].count("../") > depth else link[0], markdown)


def on_post_build(*, config: MkDocsConfig, **_: Any) -> None:
    """Fails where a page would fetch something from elsewhere: the site is read offline."""
    for path in sorted(Path(config.site_dir).rglob("*.html")):
        fetched = FETCHED.search(path.read_text("utf-8"))
        if fetched is not None:
            raise PluginError(f"{path.relative_to(config.site_dir)}: is fetched from elsewhere: {fetched[0][:200]}")
