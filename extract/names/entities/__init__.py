"""Entities: persons, bodies and places as the pipeline finds them, mended on news."""

from .reading import read_entities

__all__ = ["read_entities"]
