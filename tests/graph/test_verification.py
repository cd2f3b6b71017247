"""Evidence against articles and hashes: whatever was altered is told, claim by claim."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from diplograph.graph.knowledge_graph import KnowledgeGraph
from diplograph.graph.verification import Verification, find_alterations
from diplograph.ontology import Claim, Document, Evidence, GraphError, Polarity
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

TEXT = "Moscow said on Tuesday that it rejects the bid. Kyiv 🇺🇦 did not answer."
QUOTE = "Moscow said on Tuesday that it rejects the bid."


@pytest.fixture
def article(document: Document) -> Document:
    return replace(document, text=TEXT)


@pytest.fixture
def quoted(claims: list[Claim]) -> list[Claim]:
    return [replace(claim, evidence=(Evidence(0, len(QUOTE), QUOTE, "rejects"),)) for claim in claims]


@pytest.fixture
def lines(quoted: list[Claim], article: Document) -> list[str]:
    return KnowledgeGraph.from_claims(quoted, [article]).serialize(".nt").decode().splitlines(keepends=True)


@pytest.fixture
def reopen(tmp_path: Path) -> Callable[[list[str]], KnowledgeGraph]:
    def write(lines: list[str]) -> KnowledgeGraph:
        (tmp_path / "edited.nt").write_text("".join(lines), "utf-8")
        return KnowledgeGraph.load(tmp_path / "edited.nt")

    return write


def findings(graph: KnowledgeGraph, *documents: Document) -> list[str]:
    verification = Verification(graph.store)
    found = find_alterations(graph.store)
    for document in documents:
        found += verification.verify(document)
    return [str(finding) for finding in [*found, *verification.missing()]]


def edit(lines: list[str], predicate: str, old: str, new: str) -> list[str]:
    edited = [line.replace(old, new) if f"{predicate}>" in line else line for line in lines]
    assert edited != lines
    return edited


def test_graph_as_it_was_built_holds(quoted: list[Claim], article: Document) -> None:
    graph = KnowledgeGraph.from_claims(quoted, [article])
    assert findings(graph, article) == []
    verification = Verification(graph.store)
    assert list(verification.verify(article)) == [] and (verification.articles, verification.quotes) == (1, 5)


ALTERED = {
    "polarity": ("#polarity", "#affirmed", "#negated", "its IRI is no hash of what it says"),
    "a party": ("#subject", "/actor/USA", "/actor/RUS", "its IRI is no hash of what it says"),
    "a quote": ("/oa#exact", "rejects", "accepts", "its IRI is no hash of article, offsets, quote and trigger"),
    "a quote's length": ("/oa#exact", "rejects the", "rejects all of the", "are between its offsets"),
    "an offset": ("/oa#start", '"0"', '"1"', "are between its offsets"),
    "a proposition": ("#proposition", "proposition/", "proposition/0", "its dg:proposition is not that"),
}


@pytest.mark.parametrize("kind", ALTERED)
def test_what_was_altered_is_found_without_the_article(
    kind: str, lines: list[str], reopen: Callable[[list[str]], KnowledgeGraph]
) -> None:
    predicate, old, new, message = ALTERED[kind]
    found = find_alterations(reopen(edit(lines, predicate, old, new)).store)
    assert found and all(message in str(finding) for finding in found if kind != "a party")
    assert any(message in finding.message and finding.claim for finding in found)


def test_quote_that_is_not_in_the_article_is_found(
    lines: list[str], article: Document, reopen: Callable[[list[str]], KnowledgeGraph]
) -> None:
    altered = edit(lines, "/oa#exact", "rejects", "accepts")
    found = [line for line in findings(reopen(altered), article) if "does not stand in talks" in line]
    assert len(found) == 5
    assert any("Russia opposesMembership Ukraine" in line and "accepts the bid" in line for line in found)


def test_other_text_of_an_article_is_found_with_where_quotes_stand_now(quoted: list[Claim], article: Document) -> None:
    graph = KnowledgeGraph.from_claims(quoted, [article])
    found = findings(graph, replace(article, text=f"New. {TEXT}"))
    assert "another than was read, by its hash" in found[0]
    assert len(found) == 6 and all("its quote stands at 5 to 52, not at 0 to 47, of talks" in line for line in found[1:])


def test_article_that_is_not_given_is_told_and_others_are_passed_over(quoted: list[Claim], article: Document) -> None:
    graph = KnowledgeGraph.from_claims(quoted, [article])
    found = findings(graph, Document("other", text="Nothing of it."))
    assert found == ["doc:talks: is not among the articles given; 5 claims rest on it, unverified"]


def test_claims_that_others_named_are_passed_over(lines: list[str], reopen: Callable[[list[str]], KnowledgeGraph]) -> None:
    renamed = [line.replace("w3id.org/diplograph/claim/", "example.org/claim/") for line in lines]
    assert find_alterations(reopen(renamed).store) == []


def test_denied_claim_is_told_as_one(quoted: list[Claim], article: Document) -> None:
    denied = [replace(quoted[0], polarity=Polarity.NEGATED)]
    found = findings(KnowledgeGraph.from_claims(denied, [article]), replace(article, text="Nothing."))
    assert any("Russia (denied) opposesMembership Ukraine" in line for line in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=60), start=st.integers(0, 60), length=st.integers(1, 20))
def test_whatever_is_quoted_is_verified_and_nothing_else(
    build_claim: Callable[..., Claim], text: str, start: int, length: int
) -> None:
    quote = text[start : start + length]
    assume(quote)
    claim = replace(build_claim("RUS", "accuses", "UKR"), document="d")
    claim = replace(claim, evidence=(Evidence(start, start + len(quote), quote, ""),))
    graph = KnowledgeGraph.from_claims([claim], [Document("d", text=text)])
    assert findings(graph, Document("d", text=text)) == []
    assert findings(graph, Document("d", text=text[: start + len(quote) - 1]))


def test_command_tells_whether_evidence_holds(
    run: Callable[..., Any], quoted: list[Claim], tmp_path: Path, article: Document
) -> None:
    KnowledgeGraph.from_claims(quoted, [article]).save(tmp_path / "graph.ttl")
    (tmp_path / "talks.txt").write_text(TEXT, "utf-8")
    good = run("verify", tmp_path / "graph.ttl", tmp_path / "talks.txt")
    assert (good.code, good.out) == (0, "") and "5 quotes of 1 article verified" in good.err
    (tmp_path / "talks.txt").write_text(TEXT.replace("rejects", "accepts"), "utf-8")
    bad = run("verify", tmp_path / "graph.ttl", tmp_path / "talks.txt")
    assert bad.code == 1 and bad.out.count("does not stand in talks") == 5 and "6 findings" in bad.err
    absent = run("verify", tmp_path / "graph.ttl", tmp_path / "absent.txt")
    assert absent.code == 2 and "no such file" in absent.err and "unverified" in absent.out


def test_actor_that_is_part_of_itself_is_told(lines: list[str], reopen: Callable[[list[str]], KnowledgeGraph]) -> None:
    russia, part = "<https://w3id.org/diplograph/actor/RUS>", "<https://w3id.org/diplograph/ontology#partOf>"
    with pytest.raises(GraphError, match="is part of itself"):
        find_alterations(reopen([*lines, f"{russia} {part} {russia} .\n"]).store)
