"""The settings of stories, read when they are first asked for: to check them takes longer than to look up what is known."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .settings import Settings

__all__ = ["load_settings"]


@cache
def load_settings() -> "Settings":
    """``stories.yaml``, checked. Raises DataError that names the entry."""
    from .settings import SETTINGS_FILE, read_settings

    return read_settings(files("diplograph.graph.stories").joinpath(SETTINGS_FILE).read_text("utf-8"))
