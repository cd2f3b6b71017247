"""The actor base: who there is, under which names, in which office and in which organisation."""

from .actor_base import ActorBase
from .loading import load_actors
from .memberships import Membership
from .name_index import NameIndex, load_name_index, name_key
from .names import Name, NameKind, fold
from .offices import Office, OfficeIndex, last_name
from .organizations import Organization
from .spelling import spelling_key
from .tenure import load_certainty
from .user_actors import extend_actors

__all__ = [
    "ActorBase",
    "Membership",
    "Name",
    "NameIndex",
    "NameKind",
    "Office",
    "OfficeIndex",
    "Organization",
    "extend_actors",
    "fold",
    "last_name",
    "load_actors",
    "load_certainty",
    "load_name_index",
    "name_key",
    "spelling_key",
]
