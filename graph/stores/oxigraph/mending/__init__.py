"""Mending of a damaged store: what can still be read, which articles are whole, what is put in the place of damaged files."""

from .diagnosing import Diagnosis, diagnose
from .repairing import Repair, repair

__all__ = ["Diagnosis", "Repair", "diagnose", "repair"]
