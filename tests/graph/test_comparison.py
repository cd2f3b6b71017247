"""Two sets of claims on the same articles: where they agree, by relation; and the command that shows it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import diplograph.extract
import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.comparison import Agreement, Found, compare_claims
from diplograph.ontology import Claim, Document, Polarity, load_schema

SCHEMA = load_schema()


class Reader:
    """Finds in each article the claims that it is given."""

    def __init__(self, name: str, claims: list[Claim]) -> None:
        self.name = name
        self._claims = claims

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return tuple(replace(claim, document=document.id) for claim in self._claims)


@pytest.fixture
def sides(claims: list[Claim]) -> tuple[list[Claim], list[Claim]]:
    """A and B have the rejection and the talks, B with the talks the other way round and the rejection denied."""
    rejection, _, exclusion, _, talks = claims
    turned = replace(talks, subject=talks.object, object=talks.subject)  # type: ignore[arg-type]
    return [rejection, exclusion, talks], [replace(rejection, polarity=Polarity.NEGATED), turned]


@pytest.fixture
def readers(sides: tuple[list[Claim], list[Claim]], monkeypatch: pytest.MonkeyPatch) -> None:
    made = {name: Reader(name, claims) for name, claims in zip(("one", "other"), sides, strict=True)}
    makers = {name: lambda reader=reader, **options: reader for name, reader in made.items()}
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", makers)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text("Moscow said on Tuesday that it rejects the bid.")
    return path


def test_agreement_is_counted_by_relation(sides: tuple[list[Claim], list[Claim]]) -> None:
    comparison = compare_claims(*sides, SCHEMA)
    assert comparison.by_relation() == {
        "excludedFrom": Agreement(both=0, only_a=1, only_b=0, same_stance=0),
        "negotiatesWith": Agreement(both=1, only_a=0, only_b=0, same_stance=1),
        "opposesMembership": Agreement(both=1, only_a=0, only_b=0, same_stance=0),
    }
    assert comparison.total() == Agreement(2, 1, 0, 1)
    assert comparison.total().share == pytest.approx(2 / 3)


def test_the_same_said_by_other_articles_is_no_agreement(sides: tuple[list[Claim], list[Claim]]) -> None:
    elsewhere = [replace(claim, document="elsewhere") for claim in sides[0]]
    assert compare_claims(sides[0], elsewhere, SCHEMA).total() == Agreement(0, 3, 3, 0)


def test_membership_of_another_body_is_another_statement(claims: list[Claim]) -> None:
    assert compare_claims(claims[:1], claims[1:2], SCHEMA).total() == Agreement(0, 1, 1, 0)


def test_of_nothing_nothing_is_shared() -> None:
    assert compare_claims([], [], SCHEMA).total().share == 0


def test_examples_are_so_many_of_each_kind_and_relation(claims: list[Claim]) -> None:
    twice = [replace(claims[0], document=name) for name in ("a", "b", "c")]
    comparison = compare_claims(twice, twice[:1], SCHEMA)
    assert [(one.found, one.claim.document) for one in comparison.examples(1)] == [(Found.BOTH, "a"), (Found.A, "b")]


@pytest.mark.usefixtures("readers")
def test_two_extractors_are_compared_on_articles(run: Callable[..., Any], article: Path) -> None:
    shown = run("compare", article, "--extractors", "one,other", "--format", "json")
    assert shown.code == 0
    assert shown.err.splitlines()[0] == "A is one, B is other; 1 article read by both"
    rows = json.loads(shown.out)
    assert rows[-1] == {"relation": "all", "both": 2, "only_a": 1, "only_b": 0, "same_stance": 1, "agreement": 0.667}
    assert [row["relation"] for row in rows[:-1]] == ["excludedFrom", "negotiatesWith", "opposesMembership"]


@pytest.mark.usefixtures("readers")
def test_examples_show_stances_and_quotes(run: Callable[..., Any], article: Path) -> None:
    shown = run("compare", article, "--extractors", "one,other", "--examples", "1", "--format", "csv")
    lines = shown.out.splitlines()
    assert lines[0] == "found_by,subject,relation,object,organization,stance_a,stance_b,article,quote"
    quote = "talks,A sentence that proves the claim."
    assert f"both,Russia,opposesMembership,Ukraine,NATO,affirmed actual,negated actual,{quote}" in lines
    assert f"a,Ukraine,excludedFrom,Saudi talks,,affirmed actual,,{quote}" in lines


def test_two_graphs_are_compared_on_the_articles_of_both(
    run: Callable[..., Any], sides: tuple[list[Claim], list[Claim]], document: Document, tmp_path: Path
) -> None:
    more = Document("more", "Kyiv said nothing.")
    a, b = tmp_path / "a.ttl", tmp_path / "b.ttl"
    extra = replace(sides[0][0], document="more")
    KnowledgeGraph.from_claims([*sides[0], extra], [document, more]).save(a)
    KnowledgeGraph.from_claims(sides[1], [document]).save(b)
    shown = run("compare", a, b, "--format", "csv")
    assert (shown.code, shown.out.splitlines()[-1]) == (0, "all,2,1,0,1,0.667")
    assert f"A is {a}, B is {b}; 1 article in both" in shown.err
    assert f"{a}: 1 article left aside, which the other does not have" in shown.err


def test_graphs_of_other_articles_are_refused(
    run: Callable[..., Any], claims: list[Claim], document: Document, tmp_path: Path
) -> None:
    a, b = tmp_path / "a.ttl", tmp_path / "b.ttl"
    KnowledgeGraph.from_claims(claims, [document]).save(a)
    KnowledgeGraph.from_claims([], [Document("more", "Kyiv said nothing.")]).save(b)
    shown = run("compare", a, b)
    assert (shown.code, shown.out) == (2, "")
    assert "have no article in common; build both from the same articles" in shown.err


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "give two graphs, or articles with two extractors"),
        (["--extractors", "one"], "name two different ones"),
        (["--extractors", "one,one"], "name two different ones"),
        (["--extractors", "one,third"], "there is no extractor 'third'"),
        (["--llm-model", "small"], "to compare extractors, name two of them"),
        (["--extractors", "one,other", "--llm-model", "small"], "are for --extractor llm"),
    ],
)
def test_what_cannot_be_compared_is_told(run: Callable[..., Any], article: Path, options: list[str], message: str) -> None:
    shown = run("compare", article, *options)
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err


@pytest.mark.usefixtures("readers")
def test_article_that_cannot_be_read_stops_no_other(run: Callable[..., Any], article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    shown = run("compare", article, tmp_path / "empty.txt", "--extractors", "one,other", "--format", "csv")
    assert shown.code == 2
    assert shown.out.splitlines()[-1] == "all,2,1,0,1,0.667"
    assert "empty.txt" in shown.err
