"""Claims as a table, persons folded into states, positions over time, mediators, an actor's neighbours, brokers: no loops.

Run ``make demo`` first, then: .venv/bin/python examples/analyse_with_networkx.py
"""

import networkx as nx
from diplograph import KnowledgeGraph, networks, questions

graph = KnowledgeGraph.open("out/demo.ttl")
states = graph.by_state  # presidents, ministers and envoys count for whom they represent

print(graph.claims(relation="conflict", modality="actual").to_pandas()[["subject", "relation", "object", "date"]].head())
print(questions.positions(states, of_memberships=True).to_pandas()[["target", "organization", "actor", "position", "since"]])
print(questions.position_changes(states).to_pandas()[["actor", "target", "before", "after", "day"]])
print(graph.ask("mediators").to_pandas()[["mediator", "parties", "day"]])
print(graph.actor("Ukraine").neighbours.to_pandas()[["neighbour", "claims"]].head())
print(questions.brokers(states).to_pandas()[["actor", "betweenness", "partners"]].head())

# Whatever NetworkX measures, on a network with a stated meaning; and a file for Gephi.
dealings = states.to_networkx("dealings", since="2023")
print(nx.density(dealings), sorted(nx.connected_components(dealings), key=len)[-1])
networks.write_network(dealings, "out/dealings.gexf")
