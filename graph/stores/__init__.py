"""Where a graph lives: in memory, on disk or behind a SPARQL 1.1 endpoint, one file a backend.

>>> from diplograph.graph.stores import open_store
>>> with open_store(None) as store:
...     store.query("ASK { ?claim a dg:Claim }").rows
((False,),)
"""

from .opening import is_endpoint, is_store, names_store, open_store
from .store import Store
from .writing import Receipt

__all__ = ["Receipt", "Store", "is_endpoint", "is_store", "names_store", "open_store"]
