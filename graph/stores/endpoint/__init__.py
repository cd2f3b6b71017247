"""Stores behind SPARQL 1.1 endpoints, with what is peculiar to each engine."""

from .store import RemoteStore

__all__ = ["RemoteStore"]
