"""A page of your own articles, of the claims about memberships alone.

Run ``make demo`` first, then: .venv/bin/python examples/make_page.py [ARTICLE...]
"""

import sys
from pathlib import Path

from diplograph.graph import KnowledgeGraph
from diplograph.graph.page import write_page

articles = sys.argv[1:] or sorted(Path("examples/articles").glob("*.txt"))
graph = KnowledgeGraph.build(articles)
for failure in graph.failures:
    print(f"not read: {failure.error}")

# Any choice of claims makes a graph again, with the documents that the quotes come from.
memberships = [claim for claim in graph.claims if claim.organization is not None]
write_page(KnowledgeGraph.from_claims(memberships, graph.documents), Path("out/memberships.html"), title="Bids for membership")
print(f"{len(memberships)} of {len(graph.claims)} claims are about memberships: open out/memberships.html")
