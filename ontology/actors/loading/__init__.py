"""The shipped tables made into an actor base."""

from .shipped_actors import load_actors

__all__ = ["load_actors"]
