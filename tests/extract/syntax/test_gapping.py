"""Clauses that leave out the verb of the clause before, and seams between two clauses that have one each."""

from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document

Claims = Callable[[str], tuple[Claim, ...]]


def told(claims: tuple[Claim, ...]) -> set[str]:
    return {f"{c.subject.name} {c.relation} {c.object.name} {c.polarity}" for c in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France backed Mali, and Italy Niger.", {"Italy supports Niger affirmed"}),
        ("Chad supports Sudan, Niger Libya and Togo Benin.", {"Niger supports Libya affirmed", "Togo supports Benin affirmed"}),
        ("Sudan was accused by Chad, and Ethiopia by Kenya.", {"Kenya accuses Ethiopia affirmed"}),
        ("Russia sided with Armenia; Turkey with Azerbaijan.", {"Turkey supports Azerbaijan affirmed"}),
        ("Kenya thanked Japan, and Uganda, China.", {"Uganda supports China affirmed"}),
        ("Vladimir Putin praised Iran, and Donald Trump Israel.", {"Donald Trump supports Israel affirmed"}),
        ("Spain recognised Kosovo in May, and Portugal in June.", {"Portugal supports Kosovo affirmed"}),
        ("Angola left OPEC in 2023, and Qatar in 2019.", {"Qatar memberOf OPEC negated"}),
        ("Iraq invaded Iran in 1980 and Kuwait in 1990.", {"Iraq assaults Kuwait affirmed"}),
        ("Ghana condemned Mali on Monday and Niger on Tuesday.", {"Ghana accuses Niger affirmed"}),
        ("Poland joined NATO in 1999 and the African Union in 2004.", {"Poland memberOf African Union affirmed"}),
    ],
)
def test_verb_that_is_left_out_is_that_of_the_clause_before(text: str, expected: set[str], claims_of: Claims) -> None:
    assert expected <= told(claims_of(text))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Kenya thanked Japan, Uganda and China.", "Uganda supports China affirmed"),
        ("Israel bombed Syria, and US Iran policy changed.", "United States assaults Iran affirmed"),
        ("France attacked Mali, and Germany's Chad mission ended.", "Germany assaults Chad affirmed"),
        ("Sweden joined NATO in 2024; Norway had rejected it.", "Norway memberOf NATO affirmed"),
        ("Brazil met Peru and Chile met Cuba.", "Brazil consultsWith Chile affirmed"),
    ],
)
def test_clause_with_a_verb_or_a_list_has_no_gap(text: str, wrong: str, claims_of: Claims) -> None:
    assert wrong not in told(claims_of(text))


def test_clauses_joined_by_and_are_two(claims_of: Claims) -> None:
    named = told(claims_of("France attacked Mali and Niger condemned Chad."))
    assert named == {"France assaults Mali affirmed", "Niger accuses Chad affirmed"}


def test_list_after_a_verb_of_saying_is_one_subject(claims_of: Claims) -> None:
    assert {claim.subject.name for claim in claims_of("Brazil said Peru and Chile met Cuba.")} == {"Peru", "Chile"}


def test_trigger_and_quote_of_a_gap_stand_in_the_text(extractor: Extractor) -> None:
    text = "There  is news. France backed Mali, and Italy Niger in May."
    claims = {claim.subject.name: claim for claim in extractor.extract(Document("test", text=text))}
    evidence = claims["Italy"].evidence[0]
    assert evidence.trigger == "backed"
    assert text[evidence.start : evidence.end] == evidence.quote == "France backed Mali, and Italy Niger in May."
