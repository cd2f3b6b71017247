"""The actor base: who there is, under which names, in which office and in which organisation."""

from .actors import ActorBase, load_actors
from .memberships import Membership
from .names import Name, NameKind
from .offices import Office
from .organizations import Organization
from .user_actors import extend_actors

__all__ = ["ActorBase", "Membership", "Name", "NameKind", "Office", "Organization", "extend_actors", "load_actors"]
