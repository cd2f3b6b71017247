"""Memberships: which states are in which organisations, since when and until when."""

from collections import defaultdict
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from .rows import read_rows, split_cell
from .tenure import Tenure, load_certainty

__all__ = ["FULL_MEMBERS", "Membership", "MembershipIndex"]

# What counts as a member where nothing else is asked for.
FULL_MEMBERS = ("member", "permanent member", "elected member")
_COLUMNS = ("member", "org_id", "status", "from", "to", "as_of", "source")


@dataclass(frozen=True, slots=True)
class Membership(Tenure):
    """A state (or body) in an organisation, both by code; see ``Tenure`` for the dates.

    ``status`` is "member", "permanent member" or "elected member" (of the UN Security Council), "associate", "observer",
    "partner", "candidate", "signatory" or "suspended".
    """

    member: str
    organization: str
    status: str
    start: str = ""
    end: str = ""
    as_of: str = ""
    end_basis: str = ""
    recalled: tuple[str, ...] = ()
    source: str = ""

    def likelihood(self, date: str) -> float:
        """Likelihood, between 0 and 1, that the status held on ``date`` (ISO)."""
        return self.likelihood_at(date, load_certainty()["stays_membership"])


def _membership(row: tuple[str, ...]) -> Membership:
    member, org_id, status, start, end, as_of, source = row
    # All dates of entry and exit are recalled; that the state is listed comes from the other sources.
    dated = tuple(mark for mark, date in (("from", start), ("to", end)) if date)
    recalled = ("row",) if source == "recall" else dated if "recall" in split_cell(source.replace("+", "|")) else ()
    return Membership(member, "ORG:" + org_id, status, start, end, as_of, "given" if end else "", recalled, source)


class MembershipIndex:
    """The rows of ``memberships.csv`` by organisation and by member, read when somebody first asks."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._rows: tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]] | None = None

    def _read(self) -> tuple[dict[str, list[tuple[str, ...]]], dict[str, list[tuple[str, ...]]]]:
        if self._rows is None:
            by_organization, by_member = defaultdict(list), defaultdict(list)
            for row in read_rows(self._folder, "memberships.csv", _COLUMNS):
                by_organization["ORG:" + row[1]].append(row)
                by_member[row[0]].append(row)
            self._rows = by_organization, by_member
        return self._rows

    def of_organization(self, code: str) -> list[Membership]:
        """Every row of the organisation of that code ("ORG:NATO")."""
        return [_membership(row) for row in self._read()[0].get(code, ())]

    def of_member(self, code: str) -> list[Membership]:
        """Every row of the state or body of that code ("FIN")."""
        return [_membership(row) for row in self._read()[1].get(code, ())]

    def all_memberships(self) -> list[Membership]:
        """Every row, by organisation in the order of the file."""
        return [_membership(row) for rows in self._read()[0].values() for row in rows]
