"""Server: a store as pages, JSON, files and SPARQL for a team; all work is done in processes that may die."""

from typing import TYPE_CHECKING

from diplograph.ontology.lazy_names import lazy_names

if TYPE_CHECKING:
    from .serving import HOST, Addresses, read_token, serve

__all__ = ["HOST", "Addresses", "read_token", "serve"]

# A process that answers needs no HTTP.
__getattr__, __dir__ = lazy_names(__name__, {"serving": "HOST Addresses read_token serve"})
