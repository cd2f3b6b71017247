"""What every store promises: in memory, on disk, behind Oxigraph's server and behind Virtuoso."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.rdf.claims_to_rdf import Run
from diplograph.graph.rdf.namespaces import CLAIMS_GRAPH, COUNTS_GRAPH, DERIVED_GRAPH, DIRECT_GRAPH, INTERNAL_GRAPHS
from diplograph.graph.rdf.normalization import Claims, normalize
from diplograph.graph.rdf.statements import Statement
from diplograph.graph.rdf.terms import Term, URIRef
from diplograph.graph.stores import Receipt, Store, open_store
from diplograph.graph.stores.engine import Deletion
from diplograph.ontology import Actor, Claim, Document, GraphError, Polarity

RUN = Run("diplograph test", "en_test 1.0")
DIRECT = f"SELECT ?s ?p ?o {{ GRAPH <{DIRECT_GRAPH}> {{ ?s ?p ?o }} }}"


def public(store: Store) -> set[Statement]:
    """All that is not the store's own index."""
    hidden = {f"<{iri}>" for iri in INTERNAL_GRAPHS}
    return {statement for statement in store.statements() if statement.graph not in hidden}


def counted(store: Store) -> set[str]:
    """The materialised counts."""
    return {statement.triple for statement in store.statements() if statement.graph == URIRef(COUNTS_GRAPH)}


def count(store: Store, kind: str = "dg:Claim") -> object:
    return store.query(f"SELECT (COUNT(?c) AS ?n) {{ ?c a {kind} }}").rows[0][0]


def test_backend_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)


def test_added_claims_are_found(store: Store, content: Claims) -> None:
    assert store.add(content, RUN) == Receipt(added=1, claims_added=5)
    assert count(store) == 5
    found = store.query("SELECT ?who { ?who dg:opposesMembership [ dg:candidate actor:UKR ] }")
    assert found.rows == (("https://w3id.org/diplograph/actor/RUS",),)


def test_all_backends_hold_the_same_triples(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    with open_store(None) as memory:
        memory.add(content, RUN)
        assert public(store) == public(memory)


def test_claims_come_back_as_they_were_given(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    assert KnowledgeGraph(store).claims == content.claims


@pytest.mark.parametrize(
    "text", ['quote "within"', "back\\slash \\n", "two\nlines\rend", "tab\there", "Привет 中文 🕊", "'}] . <x>"]
)
def test_any_text_survives(store: Store, claims: list[Claim], text: str) -> None:
    evidence = replace(claims[4].evidence[0], quote=text)
    store.add(normalize([replace(claims[4], evidence=(evidence,), role=text)]))
    assert store.query("SELECT ?quote ?role { ?c dg:role ?role ; dg:evidence/oa:exact ?quote }").rows == ((text, text),)


def test_adding_again_changes_nothing_and_says_so(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    before = set(store.statements())
    assert store.add(content, RUN) == Receipt(unchanged=1)
    assert set(store.statements()) == before


def test_article_with_other_claims_replaces_the_earlier_one(store: Store, content: Claims, claims: list[Claim]) -> None:
    store.add(content, RUN)
    fewer = normalize([replace(claims[0], confidence=0.5), claims[2]], content.documents)
    assert store.add(fewer, RUN) == Receipt(replaced=1, claims_added=2, claims_removed=5)
    with open_store(None) as memory:
        memory.add(fewer, RUN)
        assert public(store) == public(memory)


def test_removed_article_leaves_nothing(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    assert store.remove(["talks"]) == Receipt(removed=1, claims_removed=5)
    assert public(store) == set()


def test_removal_takes_back_exactly_what_the_article_brought(store: Store, content: Claims, other_content: Claims) -> None:
    store.add(content, RUN)
    before = public(store)
    store.add(other_content, RUN)
    store.remove(["later"])
    assert public(store) == before


def test_fact_stays_while_another_article_states_it(store: Store, content: Claims, other_content: Claims) -> None:
    store.add(content, RUN)
    store.add(other_content, RUN)
    store.remove(["talks"])
    facts = {tuple(str(part).rpartition("/")[2] for part in row) for row in store.query(DIRECT)}
    assert facts == {
        ("RUS", "ontology#opposesMembership", "UKR-NATO"),
        ("USA", "ontology#negotiatesWith", "RUS"),
        ("RUS", "ontology#negotiatesWith", "USA"),
    }
    assert not store.query("ASK { ?event a dg:Negotiation }")


def test_denial_elsewhere_does_not_support_a_fact(store: Store, content: Claims, claims: list[Claim]) -> None:
    store.add(content, RUN)
    store.add(normalize([replace(claims[0], document="denial", polarity=Polarity.NEGATED)]), RUN)
    store.remove(["talks"])
    assert len(store.query(DIRECT)) == 0


def test_symmetric_fact_is_supported_from_its_other_end(
    store: Store, content: Claims, build_claim: Callable[..., Claim]
) -> None:
    store.add(content, RUN)
    store.add(normalize([build_claim("RUS", "negotiatesWith", "USA", document="other-end")]), RUN)
    store.remove(["talks"])
    assert store.query("ASK { actor:USA dg:negotiatesWith actor:RUS . actor:RUS dg:negotiatesWith actor:USA }")


def test_unknown_article_is_removed_in_silence(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    assert store.remove(["no such article"]) == Receipt()
    assert count(store) == 5


def test_first_description_of_an_actor_stands(store: Store, content: Claims, claims: list[Claim]) -> None:
    store.add(content, RUN)
    renamed = replace(claims[4].subject, name="The States", aliases=("Uncle",))
    store.add(normalize([replace(claims[4], document="later", subject=renamed)]), RUN)
    names = store.query("SELECT ?name { actor:USA rdfs:label ?name }")
    assert names.rows == (("United States",),)
    assert store.query('ASK { actor:USA skos:altLabel "Uncle"@en }')


def test_index_is_seen_by_queries_that_name_it_only(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    assert not store.query("ASK { ?claim store:affirms ?core }")
    assert store.query("ASK { GRAPH <https://w3id.org/diplograph/graph/index> { ?claim store:denies ?core } }")


def test_contradiction_between_articles_is_found_by_the_index(store: Store, content: Claims, claims: list[Claim]) -> None:
    store.add(content, RUN)
    denial = replace(claims[0], document="denial", polarity=Polarity.NEGATED)
    store.add(normalize([denial]), RUN)
    pairs = store.query("""SELECT ?denied ?affirmed { GRAPH <https://w3id.org/diplograph/graph/index> {
        ?denied store:denies ?core . ?affirmed store:affirms ?core } }""")
    assert pairs.rows == ((denial.iri, claims[0].iri),)


@pytest.mark.parametrize("refreshed", [False, True])
def test_counts_follow_every_write(store: Store, content: Claims, other_content: Claims, refreshed: bool) -> None:
    for write in (
        lambda: store.add(content, RUN),
        lambda: store.add(other_content, RUN),
        lambda: store.remove(["talks"]),
    ):
        write()
        if refreshed:
            store.refresh()
    numbers = {(key.relation, key.month, key.polarity, key.modality): n for key, n in store.counts().items() if n}
    assert numbers == {
        ("negotiatesWith", "2025-03", "affirmed", "actual"): 1,
        ("opposesMembership", "2025-02", "affirmed", "actual"): 1,
    }


def test_counts_refreshed_batch_by_batch_are_those_of_one_refresh(store: Store, content: Claims, other_content: Claims) -> None:
    for write in (
        lambda: store.add(content, RUN),
        lambda: store.add(other_content, RUN),
        lambda: store.remove(["talks"]),
        lambda: store.add(content, RUN),
        lambda: store.remove(["talks"]),
    ):
        write()
        store.refresh()
    with open_store(None) as memory:
        memory.add(other_content, RUN)
        memory.refresh()
        assert counted(store) == counted(memory) != set()


def test_batch_leaves_the_counts_alone_that_it_does_not_change(
    tmp_path: Path, content: Claims, other_content: Claims, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store", write=True) as store:
        store.add(content, RUN)
        store.refresh()
        before = counted(store)
        written: set[str] = set()
        write = store._engine.write

        def note(insertion: dict[Term | None, list[str]], deletion: Deletion | None = None) -> None:
            written.update(insertion.get(URIRef(COUNTS_GRAPH), []))
            write(insertion, deletion)

        monkeypatch.setattr(store._engine, "write", note)
        store.add(other_content, RUN)
        store.refresh()
        # Those of the claims that have come, and their totals.
        assert len({triple.split(" ", 1)[0] for triple in written}) == 4 < len({triple.split(" ", 1)[0] for triple in before})


def test_counts_in_a_query_are_those_of_all_that_was_written(store: Store, content: Claims, other_content: Claims) -> None:
    question = "SELECT (SUM(?n) AS ?all) { GRAPH <https://w3id.org/diplograph/graph/counts> { ?row store:total ?n } }"
    for content_, number in ((content, 5), (other_content, 7)):
        store.add(content_, RUN)
        assert store.query(question).rows == ((number,),)


def test_claims_that_came_with_no_index_and_no_counts_get_both(store: Store, content: Claims, other_content: Claims) -> None:
    with open_store(None) as memory:
        memory.add(content, RUN)
        foreign: dict[Term | None, list[str]] = {None: [triple for triple, graph in memory.statements() if graph is None]}
    store._engine.write(foreign)  # type: ignore[attr-defined]
    graph = KnowledgeGraph(store)
    assert sum(row[2] for row in graph.ask("months")) == 5  # type: ignore[misc]
    store.add(other_content, RUN)
    assert sum(row[2] for row in graph.ask("months")) == sum(store.counts().values()) == 7  # type: ignore[misc]
    rows = store.query("SELECT ?c { GRAPH <https://w3id.org/diplograph/graph/index> { ?c store:affirms|store:denies ?core } }")
    assert len(rows) == 7


def test_statements_of_one_store_fill_another(store: Store, content: Claims) -> None:
    with open_store(None) as memory:
        memory.add(content, RUN)
        memory.refresh()
        given = set(memory.statements())
        assert store.load(given) == len(given)
        assert public(store) == public(memory)
    assert store.add(content, RUN) == Receipt(unchanged=1)


def test_loaded_claims_without_an_index_get_one(store: Store, content: Claims) -> None:
    with open_store(None) as memory:
        memory.add(content, RUN)
        store.load(public(memory))
    store.remove(["talks"])
    assert public(store) == set()


def test_loading_the_same_twice_adds_nothing(store: Store, content: Claims) -> None:
    with open_store(None) as memory:
        memory.add(content, RUN)
        given = public(memory)
    store.load(given)
    store.load(given)
    assert public(store) == given


def test_graph_of_another_kind_is_kept(store: Store) -> None:
    foreign = Statement('<https://example.org/a> <https://example.org/b> "c"', Term("<https://example.org/other>"))
    store.load([foreign])
    assert foreign in set(store.statements())


TYPE, CLAIM = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<https://w3id.org/diplograph/claim/x>"
DG = "https://w3id.org/diplograph/ontology#"
NAMELESS = [
    f"_:d {TYPE} <https://schema.org/NewsArticle>",
    f"_:c {TYPE} <{DG}Claim>",
    f"_:a {TYPE} <{DG}State>",
    f'_:c <{DG}confidence> "0.5"',
    f"_:a <{DG}supports> <https://w3id.org/diplograph/actor/UKR>",
    f"{CLAIM} <{DG}subject> _:a",
    f"{CLAIM} <{DG}evidence> _:e",
    f'{CLAIM} <{DG}object> "Russia"',
    f'{CLAIM} <{DG}relation> "supports"',
    f"_:e {TYPE} <http://www.w3.org/ns/oa#TextQuoteSelector>",
]


@pytest.mark.parametrize("triple", NAMELESS)
def test_graph_with_a_node_that_has_no_iri_is_refused_and_changes_nothing(triple: str, content: Claims) -> None:
    with open_store(None) as store:
        store.add(content, RUN)
        before = set(store.statements())
        fine = Statement("<https://example.org/a> <https://example.org/b> _:c")
        with pytest.raises(GraphError, match=r" is (a blank node|\".*\"); articles, claims, actors and evidence need IRIs"):
            store.load([fine, Statement(triple)])
        assert set(store.statements()) == before
        assert store.load([fine]) == 1


def test_store_into_which_nameless_nodes_have_got_works_on(
    store: Store, location: str | None, content: Claims, other_content: Claims
) -> None:
    store.add(content, RUN)
    bad = [
        *NAMELESS,
        '_:d <http://purl.org/dc/terms/identifier> "d"',
        f"{CLAIM} {TYPE} <{DG}Claim>",
        f"{CLAIM} <http://www.w3.org/ns/prov#wasDerivedFrom> _:d",
        f"{CLAIM} <http://www.w3.org/ns/prov#wasDerivedFrom> <https://w3id.org/diplograph/document/talks>",
        f"{CLAIM} <{DG}polarity> <{DG}affirmed>",
        f"{CLAIM} <{DG}modality> <{DG}actual>",
        f"{CLAIM} <{DG}start> <x:y>",
    ]
    store._engine.write({Term(f"<{CLAIMS_GRAPH}>") if location and "virtuoso" in location else None: bad})  # type: ignore[attr-defined]
    assert store.query("ASK { ?d a schema:NewsArticle FILTER(isBlank(?d)) }")
    assert sum(store.counts().values()) == 5
    store.add(other_content, RUN)
    store.refresh()
    assert sum(store.counts().values()) == 7
    assert store.remove(["talks"]).removed == 1
    assert sum(store.counts().values()) == 2
    store.close()
    if location is not None:
        with open_store(location, write=True) as again:
            assert again.add(content, RUN).added == 1
            assert sum(again.counts().values()) == 7


def derive(store: Store, content: Claims) -> None:
    """Fill an empty store with claims and with what follows from them."""
    with open_store(None) as memory:
        memory.add(content, RUN)
        store.load(KnowledgeGraph(memory).derive().store.statements())


def derivations(store: Store) -> object:
    return store.query(f"SELECT (COUNT(?d) AS ?n) {{ GRAPH <{DERIVED_GRAPH}> {{ ?d a dg:Derivation }} }}").rows[0][0]


def test_what_was_derived_goes_when_claims_come_or_go(
    store: Store, content: Claims, other_content: Claims, document: Document
) -> None:
    derive(store, content)
    assert derivations(store) != 0
    store.add(other_content, RUN)
    assert derivations(store) == 0
    assert count(store, "dg:Derivation") == 0
    assert count(store) == len(content.claims) + len(other_content.claims)


def test_what_was_derived_stays_while_nothing_changes(store: Store, content: Claims, document: Document) -> None:
    with open_store(None) as memory:
        memory.add(content, RUN)
        statements = list(KnowledgeGraph(memory).derive().store.statements())
        statements += [statement for statement in memory.statements() if statement not in statements]
    store.load(statements)
    found = derivations(store)
    store.add(content, RUN)
    assert derivations(store) == found != 0
    store.remove([document.id])
    assert derivations(store) == 0


def test_what_was_derived_from_other_claims_is_not_loaded(store: Store, content: Claims, other_content: Claims) -> None:
    store.add(other_content, RUN)
    derive(store, content)
    assert derivations(store) == 0
    assert count(store) == len(content.claims) + len(other_content.claims)


def test_quotes_are_found_by_their_words(store: Store, claims: list[Claim]) -> None:
    said = [
        replace(claims[n], document=f"d{n}", evidence=(replace(claims[n].evidence[0], quote=quote),))
        for n, quote in enumerate(["A cease-fire, they said.", "Fire and cease.", "No CEASE fire held."])
    ]
    store.add(normalize(said), RUN)
    found = store.query('SELECT ?claim { ?e store:quotes "cease fire" . ?claim dg:evidence ?e }')
    assert {row[0] for row in found} == {said[0].iri, said[2].iri}


def test_construct_gives_turtle(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    result = store.query("CONSTRUCT { ?b dg:hosts ?a } WHERE { ?a dg:excludedFrom ?b }")
    assert "event:saudi-talks dg:hosts actor:UKR ." in str(result.turtle)


def test_ask_is_true_or_false(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    assert store.query("ASK { actor:UKR dg:excludedFrom ?x }")
    assert not store.query("ASK { actor:RUS dg:excludedFrom ?x }")


def test_limit_cuts_off_and_says_so(store: Store, content: Claims) -> None:
    store.add(content, RUN)
    cut = store.query("SELECT ?c { ?c a dg:Claim }", limit=2)
    assert (len(cut), cut.truncated) == (2, True)
    assert not store.query("SELECT ?c { ?c a dg:Claim }", limit=5).truncated


def test_mistake_in_a_query_is_placed(store: Store) -> None:
    with pytest.raises(GraphError, match=r"^SPARQL: line 2, column 13: cannot read '}'$"):
        store.query("SELECT ?x {\n ?x dg:role }")


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <x:a> <x:b> <x:c> }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"]
)
def test_query_neither_writes_nor_reaches_out(store: Store, query: str) -> None:
    with pytest.raises(GraphError, match=r"an update|the network"):
        store.query(query)


def test_rdflib_sees_the_store(store: Store, content: Claims) -> None:
    from diplograph.graph.rdf.rdflib_datasets import DG
    from rdflib import RDF

    store.add(content, RUN)
    dataset = store.rdflib()
    assert len(list(dataset.query("SELECT ?c { ?c a dg:Claim }"))) == 5
    assert len(set(dataset.subjects(RDF.type, DG.Claim))) == 5


def test_store_opens_again_with_all_that_was_written(location: str | None, content: Claims, other_content: Claims) -> None:
    if location is None:
        pytest.skip("a store in memory does not outlive its process")
    with open_store(location, write=True) as first:
        first.add(content, RUN)
    with open_store(location, write=True) as second:
        second.add(other_content, RUN)
    with open_store(location) as third:
        assert count(third) == 7
        assert sum(third.counts().values()) == 7


def test_document_without_claims_is_kept(store: Store) -> None:
    store.add(normalize([], [Document("silent", "Text.", "Silent")]), RUN)
    assert count(store, "schema:NewsArticle") == 1
    assert store.remove(["silent"]) == Receipt(removed=1)
    assert public(store) == set()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("absences", {"actor": "actor:USA"}),
        ("changes", {}),
        ("conflicts", {}),
        ("contradictions", {}),
        ("dealings", {"one": "Russia", "other": "Ukraine"}),
        ("denials", {}),
        ("derivations", {}),
        ("dossier", {"actor": "Russia"}),
        ("encounters", {"least": "1"}),
        ("intermediaries", {"actor": "actor:UKR"}),
        ("mediators", {}),
        ("memberships", {}),
        ("months", {}),
        ("outlets", {}),
        ("provenance", {}),
        ("quotes", {"words": "Sentence that"}),
        ("speakers", {}),
        ("stances", {"candidate": "Ukraine"}),
        ("timeline", {}),
        ("voices", {"actor": "Russia"}),
    ],
)
def test_ready_queries_have_the_same_answers_everywhere(
    store: Store, content: Claims, claims: list[Claim], name: str, values: dict[str, str]
) -> None:
    denied = [replace(claim, document="later", polarity=Polarity.NEGATED, date=None) for claim in claims[:2]]
    talk = [replace(claims[0], document="later", relation="negotiatesWith", object=actor) for actor in _others(claims)]
    talk.append(replace(claims[4], document="later", relation="mediatesFor"))
    event = claims[2].object
    talk += [
        replace(claims[4], document="later", subject=who, relation="participatesIn", object=event) for who in _others(claims)
    ]
    answers = []
    with open_store(None, write=True) as memory:
        for each in (memory, store):
            each.add(content, RUN)
            each.add(normalize([*denied, *talk], [Document("later", "Text.", date=datetime.date(2025, 3, 1))]), RUN)
            answers.append(KnowledgeGraph(each).ask(name, **values))
    assert answers[0].columns == answers[1].columns
    assert sorted(answers[0].rows, key=str) == sorted(answers[1].rows, key=str)
    assert len(answers[0]) > 0


def _others(claims: list[Claim]) -> list[Actor]:
    actors = {actor.iri: actor for claim in claims for actor in (claim.subject, claim.object) if isinstance(actor, Actor)}
    return [actor for iri, actor in sorted(actors.items()) if iri != claims[0].subject.iri]
