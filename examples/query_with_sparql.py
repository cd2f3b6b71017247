"""What the articles say of each bid for a membership, with the sentence that proves it.

Run ``make demo`` first, then: .venv/bin/python examples/query_with_sparql.py
"""

from diplograph.graph import KnowledgeGraph

# Every claim is a node of its own, also where it is negated, planned or alleged. dg:, rdfs: and the like are declared.
QUESTION = """
SELECT ?who ?relation ?polarity ?candidate ?organization ?quote WHERE {
  VALUES ?relation { dg:opposesMembership dg:supportsMembership }
  ?claim dg:subject/rdfs:label ?who ; dg:relation ?relation ; dg:polarity ?polarity ;
         dg:object ?bid ; dg:evidence/oa:exact ?quote .
  ?bid dg:candidate/rdfs:label ?candidate ; dg:organization/rdfs:label ?organization .
}
ORDER BY ?organization ?candidate ?who
"""

# A direct triple between two actors exists only where an article states the relation as a fact, so this stays short.
SHORT_QUESTION = "SELECT DISTINCT ?name { ?who dg:opposesMembership [ dg:candidate actor:SWE ] ; rdfs:label ?name }"

graph = KnowledgeGraph.open("out/demo.ttl")

for row in graph.query(QUESTION).dicts():
    relation, polarity = str(row["relation"]).rpartition("#")[2], str(row["polarity"]).rpartition("#")[2]
    print(f"{row['who']} {relation} {row['candidate']}, {row['organization']} ({polarity})\n    {row['quote']}")

print("Stated as a fact to oppose Sweden:", ", ".join(str(name) for (name,) in graph.query(SHORT_QUESTION)) or "nobody")
