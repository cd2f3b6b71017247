"""Licences of the packages that diplograph and its extras bring, as installed here, against ``licences.yaml``.

python release/licences.py    prints package, version, licence, reason of an exception; exits with 1 where one is not allowed
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RULES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("licences.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Package:
    """An installed package; ``licence`` is an expression of SPDX, or what its metadata say in its place."""

    name: str
    version: str
    licence: str

    def is_allowed(self, rules: dict[str, Any] = RULES) -> bool:
        """Whether one of its alternatives is permissive in all its parts, or it is an exception under this very licence."""
        if self.licence == rules["exceptions"].get(self.name, {}).get("licence"):
            return True
        alternatives = self.licence.replace("(", "").replace(")", "").split(" OR ")
        return any(all(part.strip() in rules["allowed"] for part in one.split(" AND ")) for one in alternatives)


def licence_of(metadata: Any, names: dict[str, str] = RULES["names"]) -> str:
    """The licence that metadata state: the expression, else the field where it is short, else the classifiers."""
    expression = metadata.get("License-Expression")
    if expression:
        return str(expression)
    field = (metadata.get("License") or "").strip()
    classifiers = [line.rpartition(" :: ")[2] for line in metadata.get_all("Classifier", []) if line.startswith("License :: ")]
    if field and "\n" not in field and field != "UNKNOWN" and not field.startswith("Copyright"):
        return " OR ".join(names.get(part, part) for part in field.split(" OR "))
    return " OR ".join(names.get(name, name) for name in classifiers) or "none stated"


def packages_of(root: str) -> Iterator[Package]:
    """What is installed of that which a package and all its extras need, sorted by name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [(canonicalize_name(root), frozenset(distribution(root).metadata.get_all("Provides-Extra", [])))]
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[name] = package
        for line in package.requires or ():
            requirement = Requirement(line)
            if not requirement.marker or any(requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                todo.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    found.pop(canonicalize_name(root))
    for name, package in sorted(found.items()):
        yield Package(name, package.version, licence_of(package.metadata))


def main() -> None:
    refused = 0
    for package in packages_of("diplograph"):
        note = "" if package.is_allowed() else "NOT ALLOWED by release/licences.yaml"
        refused += bool(note)
        reason = RULES["exceptions"].get(package.name, {}).get("reason", "")
        print(f"{package.name:28} {package.version:18} {package.licence:50} {note or reason}".rstrip())
    sys.exit(refused > 0)


if __name__ == "__main__":
    main()
