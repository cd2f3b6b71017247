"""Files of a briefing: Markdown, HTML, and DOCX where Pandoc is installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from diplograph.ontology import GraphError

from ..files import STANDARD_OUTPUT, write_bytes
from .content import Briefing
from .html import to_html
from .markdown import to_markdown

__all__ = ["BRIEFING_FORMATS", "write_briefing"]

# Raw HTML and TeX are no part of it: what an article says is never more than text.
_READ = "commonmark+footnotes"
_SECONDS = 120


def _to_docx(briefing: Briefing) -> bytes:
    pandoc = shutil.which("pandoc")
    if pandoc is None:
        raise GraphError("a briefing as docx needs Pandoc; install it (https://pandoc.org), or take markdown or html")
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "briefing.docx"
        command = [pandoc, "--sandbox", "--from", _READ, "--to", "docx", "--output", str(output)]
        try:
            done = subprocess.run(
                command, input=to_markdown(briefing).encode(), capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise GraphError(f"{pandoc}: cannot be run: {error}") from None
        if done.returncode != 0 or not output.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GraphError(f"{pandoc}: made no docx: {said[0] if said else f'exit code {done.returncode}'}")
        return output.read_bytes()


BRIEFING_FORMATS: Mapping[str, Callable[[Briefing], bytes]] = MappingProxyType(
    {
        "markdown": lambda briefing: to_markdown(briefing).encode(),
        "html": lambda briefing: to_html(briefing).encode(),
        "docx": _to_docx,
    }
)
_SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".docx": "docx"}


def write_briefing(briefing: Briefing, path: Path | str = STANDARD_OUTPUT, format: str | None = None) -> None:
    """Write a briefing, whole or not at all, in a format of ``BRIEFING_FORMATS``, else in that of the suffix; "-" is Markdown.

    Raises GraphError for another format, where the file cannot be written, and for docx where Pandoc is missing or fails.
    """
    path = Path(path)
    wanted = format or (
        "markdown" if path == STANDARD_OUTPUT else _SUFFIXES.get(path.suffix.lower(), path.suffix or "no suffix")
    )
    if wanted not in BRIEFING_FORMATS:
        raise GraphError(f"{path}: {wanted} is no format of briefings; use one of {', '.join(BRIEFING_FORMATS)}")
    write_bytes(path, BRIEFING_FORMATS[wanted](briefing))
