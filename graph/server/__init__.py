"""Server: a store as pages, JSON, files and SPARQL for a team; all work is done in processes that may die."""

from .serving import HOST, Addresses, read_token, serve

__all__ = ["HOST", "Addresses", "read_token", "serve"]
