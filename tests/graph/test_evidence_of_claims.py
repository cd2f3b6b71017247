"""One claim, several quotes: from the text of an article to the graph and to the record."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.cli import main
from diplograph.ontology import Claim

# Each says it again, by the name, a metonym, a pronoun, the passive.
ARTICLE = """Chad attacks Mali

OSLO, May 3 (Reuters) – Chad attacked Mali on Tuesday, Norway said.

Chad attacked Mali on Tuesday. Mali was attacked by Chad. Rain fell.

N'Djamena attacked Mali.

Read more: Chad attacked Mali in the north

Related stories
Chad attacks Mali again

© 2031 Example Media. Chad attacked Mali.
"""


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "attack.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def own_word(claims: tuple[Claim, ...]) -> Claim:
    """The claim of the article itself: what Norway says is another."""
    (claim,) = (claim for claim in claims if claim.relation == "assaults" and claim.speaker is None)
    return claim


# A headline gives none.
QUOTES = ["Chad attacked Mali on Tuesday.", "Mali was attacked by Chad.", "N'Djamena attacked Mali."]


def test_graph_has_one_claim_with_all_its_quotes_and_none_of_the_page(article: Path, tmp_path: Path) -> None:
    graph = KnowledgeGraph.build([article])
    claim = own_word(graph.claims)
    assert [evidence.quote for evidence in claim.evidence] == QUOTES
    graph.save(tmp_path / "graph.ttl")
    assert own_word(KnowledgeGraph.open(tmp_path / "graph.ttl").claims) == claim


def test_record_has_one_claim_with_all_its_quotes(
    article: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["diplograph", "extract", str(article)])
    with pytest.raises(SystemExit) as caught:
        main()
    assert not caught.value.code
    (record,) = (json.loads(line) for line in capfd.readouterr().out.splitlines())
    (claim,) = (claim for claim in record["claims"] if claim["predicate"] == "assaults" and claim["speaker"] is None)
    assert [item["quote"] for item in claim["evidence"]] == QUOTES
    assert all(ARTICLE[item["start"] : item["end"]] == item["quote"] for item in claim["evidence"])
    assert (claim["quote"], claim["start"]) == (QUOTES[0], ARTICLE.index(QUOTES[0]))


def test_claims_of_one_article_built_twice_stay_one(article: Path) -> None:
    claims = KnowledgeGraph.build([article]).claims
    assert KnowledgeGraph.from_claims([*claims, *claims]).claims == claims


def test_claim_is_one_whether_its_parts_are_joined_at_once_or_later(
    build_claim: Callable[..., Claim],
) -> None:
    claim = build_claim("RUS", "accuses", "UKR")
    parts = [replace(claim, evidence=(replace(claim.evidence[0], start=start),)) for start in (30, 10, 20)]
    first, second, third = parts
    at_once = KnowledgeGraph.from_claims(parts).claims
    later = KnowledgeGraph.from_claims([*KnowledgeGraph.from_claims([first, second]).claims, third]).claims
    assert at_once == later
    assert [evidence.start for evidence in at_once[0].evidence] == [10, 20, 30]
