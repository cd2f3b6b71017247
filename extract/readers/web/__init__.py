"""Addresses on the web as inputs: fetched whole before they are read, and only where it is safe and allowed."""

from .addresses import check_address, is_address
from .fetching import Fetcher, UnchangedError

__all__ = ["Fetcher", "UnchangedError", "check_address", "is_address"]
