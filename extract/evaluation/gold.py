"""Gold files: annotated texts and the claims to score against them, read from JSON Lines and checked.

Two shapes are known: claims (``{"id", "text", "claims": [...]}``, see ``tests/gold/README.md``) and PLOVER gold standard
records (``{"id", "text", "event", "sources", "targets", "reciprocal"}``), one event each.
"""

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diplograph.ontology import DataError, InputError, Modality, Polarity, load_schema

__all__ = ["Gold", "read_gold", "read_system"]

Record = Mapping[str, Any]

_POLARITIES, _MODALITIES = tuple(map(str, Polarity)), tuple(map(str, Modality))


@dataclass(frozen=True, slots=True)
class Gold:
    """The records of one gold file in their order; ``is_plover`` where they are PLOVER records."""

    path: Path
    records: tuple[Record, ...]
    is_plover: bool

    def of_split(self, name: str) -> "Gold":
        """The records whose ``split`` is the one named; raises ``DataError`` with those that there are where it is none."""
        chosen = tuple(record for record in self.records if record.get("split") == name)
        if not chosen:
            known = sorted({str(record["split"]) for record in self.records if record.get("split") is not None})
            raise DataError(f"{self.path}: no text has the split {name!r}; the splits are {', '.join(known) or 'not given'}")
        return replace(self, records=chosen)


def read_gold(path: Path) -> Gold:
    """The checked records of a gold file.

    Raises ``InputError`` where the file cannot be read and ``DataError`` that names line, field and remedy where it is wrong.
    """
    records: list[Record] = []
    line_of_id: dict[str, int] = {}
    is_plover: bool | None = None
    for number, record in _read_objects(path):
        where = f"{path}: line {number}"
        kind = _is_plover(record, where)
        if is_plover is None:
            is_plover = kind
        if kind is not is_plover:
            raise DataError(f"{where}: mixes annotated claims and PLOVER records; keep them in files of their own")
        (_check_event if kind else _check_claims)(record, where)
        first = line_of_id.setdefault(record["id"], number)
        if first != number:
            raise DataError(f"{where}: id {record['id']!r} is on line {first} too; make the ids unique")
        records.append(record)
    if not records:
        raise DataError(f"{path}: holds no gold text; write one JSON object a line, {{id, text, claims}}")
    return Gold(path, tuple(records), bool(is_plover))


def read_system(path: Path, gold: Gold) -> dict[str, list[Record]]:
    """The claims of a file that ``diplograph extract`` wrote, by the id of their gold text; ``gold`` is the whole gold file.

    Raises as ``read_gold`` does, also for an id that the gold file does not have.
    """
    known = {record["id"] for record in gold.records}
    found: dict[str, list[Record]] = {}
    for number, record in _read_objects(path):
        where = f"{path}: line {number}"
        identifier, claims = record.get("id"), record.get("claims")
        if not isinstance(identifier, str) or not isinstance(claims, list) or not _is_list_of_objects(claims):
            raise DataError(f"{where}: needs an id and a list of claims, as diplograph extract prints them")
        if identifier not in known:
            raise DataError(f"{where}: id {identifier!r} is not in {gold.path}; score claims of the same texts")
        for place, claim in enumerate(claims, 1):
            _check_system_claim(claim, f"{where}: claim {place}")
        found.setdefault(identifier, []).extend(claims)
    return found


def _read_objects(path: Path) -> Iterator[tuple[int, Record]]:
    """The number and the object of each line that is not blank."""
    try:
        # Not splitlines(): JSON strings may hold the other line separators of Unicode.
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; name a file of JSON Lines") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: cannot be read: not UTF-8; save it as UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataError(f"{path}: line {number}: not JSON ({error}); write one object a line") from None
            if not isinstance(record, dict):
                raise DataError(f"{path}: line {number}: not an object; write one object a line, {{id, text, claims}}")
            yield number, record


def _is_plover(record: Record, where: str) -> bool:
    for field in ("id", "text"):
        if not isinstance(record.get(field), str) or not record[field].strip():
            raise DataError(f"{where}: {field} must be a string that is not empty")
    if "claims" not in record and "event" not in record:
        raise DataError(f"{where}: has neither claims nor event; give the text a list of claims, [] where there are none")
    return "claims" not in record


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _values(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _check_names(claim: Record, field: str, where: str, *, required: bool) -> None:
    values = _values(claim.get(field))
    if not all(value is None or isinstance(value, str) for value in values):
        raise DataError(f"{where}: {field} must be a name or a list of names, any one of which is right")
    if required and not any(values):
        raise DataError(f"{where}: {field} names nobody; give at least one name")


def _check_values(claim: Record, field: str, allowed: Sequence[str], where: str) -> None:
    for value in _values(claim.get(field)):
        if value not in allowed:
            raise DataError(f"{where}: {field} is {value!r}; it must be one of {', '.join(allowed)}, or a list of them")


def _check_claims(record: Record, where: str) -> None:
    if not _is_list_of_objects(record["claims"]):
        raise DataError(f"{where}: claims must be a list of objects")
    relations = load_schema().relations
    for place, claim in enumerate(record["claims"], 1):
        at = f"{where}: claim {place}"
        predicate = claim.get("predicate")
        if not isinstance(predicate, str) or predicate not in relations:
            near = difflib.get_close_matches(str(predicate), relations, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"the relations are {', '.join(relations)}"
            raise DataError(f"{at}: predicate {predicate!r} is not a relation of diplograph.ttl; {hint}")
        for field in ("subject", "object"):
            _check_names(claim, field, at, required=True)
        for field in ("organization", "speaker"):
            _check_names(claim, field, at, required=False)
        _check_values(claim, "polarity", _POLARITIES, at)
        _check_values(claim, "modality", _MODALITIES, at)
        if claim.get("manner") is not None:
            _check_values(claim, "manner", [manner.label for manner in relations[predicate].manners], at)
        if not isinstance(claim.get("required"), bool):
            raise DataError(f"{at}: required must be true or false (false: a careful reader could as well leave it out)")


def _check_event(record: Record, where: str) -> None:
    if not isinstance(record["event"], str):
        raise DataError(f"{where}: event must be a PLOVER class such as ACCUSE")
    if not isinstance(record.get("reciprocal"), bool):
        raise DataError(f"{where}: reciprocal must be true or false")
    for field in ("sources", "targets"):
        actors = record.get(field)
        if not _is_list_of_objects(actors):
            raise DataError(f"{where}: {field} must be a list of actors, {{text, code}}")
        assert isinstance(actors, list)
        if not all(isinstance(actor.get("code", 0), str | None) for actor in actors):
            raise DataError(f"{where}: {field}: each actor needs a code such as FRA or IGO, or null")


def _check_system_claim(claim: Record, where: str) -> None:
    for field in ("subject", "object", "organization", "speaker", "polarity", "modality", "manner"):
        if not all(value is None or isinstance(value, str) for value in _values(claim.get(field))):
            raise DataError(f"{where}: {field} must be a string, a list of strings or null, as diplograph extract prints it")
    confidence = claim.get("confidence", 1.0)
    if isinstance(confidence, bool) or not isinstance(confidence, float | int) or not 0 <= confidence <= 1:
        raise DataError(f"{where}: confidence is {confidence!r}; it must be a number from 0 to 1")
    for field in ("predicate", "plover", "subject_code", "object_code"):
        if not isinstance(claim.get(field), str | None):
            raise DataError(f"{where}: {field} must be a string or null, as diplograph extract prints it")
