"""The actor base that ships with diplograph, read from its CSV tables.

Adding an actor or a name is adding a row to a file of ``tables/``. Lists inside a cell are separated by ``|``.
"""

from functools import cache
from importlib.resources.abc import Traversable

from ..actor_base import ActorBase
from ..memberships import MembershipIndex
from ..offices import read_offices
from ..rows import read_rows, shipped_tables
from .groups import add_armed_groups, add_parties, add_peoples
from .organizations import add_organizations
from .period_names import add_period_names
from .states import add_governments, add_metonyms, add_state_aliases, add_states
from .territories import add_territories

__all__ = ["load_actors"]


def _add_sectors(base: ActorBase, folder: Traversable) -> None:
    for singular, plural, sector in read_rows(folder, "agents.csv", ("term", "irregular_plural", "sector")):
        for term in (singular, plural):
            # A head noun is one word; "police chief" is found by "chief".
            if term and " " not in term:
                base.sectors.setdefault(term.casefold(), sector)


@cache
def load_actors() -> ActorBase:
    """The actor base that ships with diplograph, read once; treat it as read-only.

    >>> load_actors().names["Kremlin"].actor.name
    'Russia'
    """
    folder = shipped_tables()
    base = ActorBase(
        excluded=frozenset(text for text, _ in read_rows(folder, "excluded_names.csv", ("text", "reason"))),
        precedence={name: holder for name, holder, _ in read_rows(folder, "precedence.csv", ("name", "holder", "reason"))},
        membership_index=MembershipIndex(folder),
    )
    add_states(base, folder)
    add_peoples(base, folder)
    add_state_aliases(base, folder)
    add_organizations(base, folder)
    add_metonyms(base, folder)
    add_armed_groups(base, folder)
    add_governments(base, folder)
    add_parties(base, folder)
    add_territories(base, folder)
    add_period_names(base, folder)
    base.office_index = read_offices(folder)
    _add_sectors(base, folder)
    return base
