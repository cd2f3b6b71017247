"""Who deals with the most others, and who connects those who do not deal with each other?

Run ``make demo`` first, then: .venv/bin/python examples/analyse_with_networkx.py
"""

import networkx as nx
from diplograph.graph import KnowledgeGraph
from diplograph.ontology import load_schema

# Each claim is one edge with all that the article says about it; a denial is an edge too, so ask for stated facts only.
claims = KnowledgeGraph.open("out/demo.ttl").to_networkx(only_stated=True)

# Presidents, ministers and envoys count for whom they represent.
principal = {person: state for person, state, relation in claims.edges(data="relation") if relation == "represents"}

# Talks, visits and agreements go both ways: an undirected graph, weighted by the number of claims.
relations = load_schema().relations
dealings: nx.Graph = nx.Graph()
for subject, target, relation in claims.edges(data="relation"):
    first, second = principal.get(subject, subject), principal.get(target, target)
    if relations[relation].symmetric and first != second:
        weight = dealings.get_edge_data(first, second, {"weight": 0})["weight"]
        dealings.add_edge(first, second, weight=weight + 1)

betweenness = nx.betweenness_centrality(dealings)
print("actor                         partners  betweenness")
for node, partners in sorted(dealings.degree, key=lambda item: (-item[1], item[0]))[:8]:
    print(f"{claims.nodes[node]['label']:<30}{partners:>8}{betweenness[node]:>13.2f}")

print("\nmost claims:")
for first, second, weight in sorted(dealings.edges(data="weight"), key=lambda edge: -edge[2])[:5]:
    print(f"{weight:>3}  {claims.nodes[first]['label']} and {claims.nodes[second]['label']}")
