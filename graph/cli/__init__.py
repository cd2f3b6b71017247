"""The command line: options, what is printed, and one file a command."""

from .entry import app, main

__all__ = ["app", "main"]
