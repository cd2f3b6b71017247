"""Names of a package that are loaded when they are first asked for (PEP 562): who needs one of them loads no more than it."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy_names"]


def lazy_names(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and the ``__dir__`` of a package, by the names that each of its modules holds for it.

    Nothing is kept in the package itself: what a module holds later is what the package gives.

    >>> get, names = lazy_names("diplograph.ontology", {"identifiers": "mint slug"})
    >>> get("slug")("Sergey Lavrov"), {"mint", "slug"} <= set(names())
    ('sergey-lavrov', True)
    """
    home_of = {name: module for module, names in homes.items() for name in names.split()}

    def get(name: str) -> Any:
        if name in home_of:
            return getattr(import_module(f"{package}.{home_of[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return get, lambda: sorted({*vars(sys.modules[package]), *home_of})
