"""The actor base: who there is, and under which names."""

from .actors import ActorBase, Name, NameKind, Office, load_actors

__all__ = ["ActorBase", "Name", "NameKind", "Office", "load_actors"]
