"""Server: a store on this machine, as page and as SPARQL endpoint; queries run in processes that may die."""

from .serving import Addresses, serve

__all__ = ["Addresses", "serve"]
