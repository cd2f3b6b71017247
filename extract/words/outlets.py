"""News outlets: every name that texts use for one, with its canonical name."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from .loading import english, read_yaml

__all__ = ["load_outlets"]


@cache
def load_outlets() -> Mapping[str, str]:
    """Every name of a news outlet in ``outlets.yaml`` with the outlet's canonical name.

    >>> load_outlets()["AP"]
    'Associated Press'
    """
    outlets = read_yaml(english("outlets.yaml"))
    return MappingProxyType({name: canonical for canonical, others in outlets.items() for name in (canonical, *others)})
