"""Codes of CAMEO and PLOVER as relations, by ``codes.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from diplograph.ontology import SCHEMES, DataError, EventCode, Modality, load_event_codes, load_schema

from ..words import read_entry, read_yaml

__all__ = ["CodeBook", "Meaning", "load_codes", "read_codes"]

_FILE = "codes.yaml"
# Of CAMEO.
_ROOTS = 20


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code claims: a relation as actual or planned; or why it claims none between two actors."""

    relation: str | None = None
    modality: Modality = Modality.ACTUAL
    left_out: str | None = None


class CodeBook:
    """The meaning of each code, by scheme."""

    def __init__(self, meanings: Mapping[str, Mapping[str, Meaning]]) -> None:
        self._meanings = meanings

    def find(self, scheme: str, code: str) -> Meaning | None:
        """What a code claims; None for a code that there is not.

        >>> load_codes().find("CAMEO", "0421").relation, load_codes().find("CAMEO", "999")
        ('consultsWith', None)
        """
        known = self._meanings[scheme]
        if scheme != SCHEMES[0]:
            return known.get(code)
        beginnings = (code[:length] for length in range(len(code), 1, -1)) if _is_cameo(code) else ()
        return next((known[each] for each in beginnings if each in known), None)

    def complete(self, scheme: str, code: str) -> str:
        """A code as its scheme writes it: with the zero that spreadsheets take away, or in capitals.

        >>> load_codes().complete("CAMEO", "42"), load_codes().complete("CAMEO", "190")
        ('042', '190')
        """
        if scheme != SCHEMES[0]:
            return code.upper()
        # Rows have codes of three digits at least.
        has_lost_zero = len(code) == 2 or (len(code) == 3 and not _is_cameo(code) and _is_cameo(f"0{code}"))
        return f"0{code}" if has_lost_zero else code

    def describe(self, scheme: str, code: str) -> str:
        """A code in words; of one that the ontology does not have, the next wider one."""
        known: Mapping[str, EventCode] = load_event_codes(scheme)
        beginnings = (code[:length] for length in range(len(code), 0, -1))
        return next((known[each].label for each in beginnings if each in known), "")


@lru_cache(maxsize=10_000)
def _is_cameo(code: str) -> bool:
    """True for a code of the ontology, and for a finer one of those that it does not divide (02, appeal)."""
    known = load_event_codes(SCHEMES[0])
    wider = next((code[:length] for length in range(len(code), 1, -1) if code[:length] in known), None)
    if wider is None:
        return False
    return wider == code or not any(other != wider and other.startswith(wider) for other in known)


@cache
def load_codes() -> CodeBook:
    """The codes of ``codes.yaml``, checked against the ontology."""
    return read_codes(read_yaml(files("diplograph.extract.coded_events") / _FILE), _FILE)


def read_codes(content: Any, where: str) -> CodeBook:
    """The codes of a file; raises ``DataError`` that names file, entry and remedy."""
    if not isinstance(content, dict) or set(content) != set(SCHEMES):
        raise DataError(f"{where}: expected a mapping with the keys {', '.join(SCHEMES)}")
    meanings = {}
    for scheme in SCHEMES:
        if not isinstance(content[scheme], dict):
            raise DataError(f"{where}: {scheme}: expected a mapping of codes")
        meanings[scheme] = {code: _meaning(entry, scheme, code, where) for code, entry in content[scheme].items()}
    roots = [f"{number:02}" for number in range(1, _ROOTS + 1)]
    _refuse_gaps(roots, meanings["CAMEO"], f"{where}: CAMEO")
    _refuse_gaps(load_event_codes("PLOVER"), meanings["PLOVER"], f"{where}: PLOVER")
    return CodeBook(meanings)


def _meaning(entry: Any, scheme: str, code: Any, where: str) -> Meaning:
    where = f"{where}: {scheme}: {code}"
    if not isinstance(code, str) or code not in load_event_codes(scheme):
        raise DataError(f"{where}: is no code of the ontology; quote the digits of one")
    meaning = read_entry(Meaning, entry, where)
    if (meaning.relation is None) == (meaning.left_out is None):
        raise DataError(f"{where}: give a relation, or with left_out the reason why there is none")
    if meaning.relation is not None:
        relation = load_schema().relations.get(meaning.relation)
        if relation is None or relation.range != "Actor":
            raise DataError(f"{where}: {meaning.relation!r} is no relation of the ontology between two actors")
    return meaning


def _refuse_gaps(expected: Any, found: Mapping[str, Meaning], where: str) -> None:
    missing = [code for code in expected if code not in found]
    if missing:
        raise DataError(f"{where}: {missing[0]} is missing; map it, or say with left_out why not")
