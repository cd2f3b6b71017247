from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.ontology import Claim, DataError
from diplograph.ontology.actors import ActorBase
from diplograph.ontology.actors.loading.groups import add_peoples

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Tamils marched in Batticaloa against the Sri Lankan army.", "Tamils", None),
        ("Kurds protested against Turkey in Berlin.", "Kurds", None),
        ("The Tuareg threatened Niger.", "Tuaregs", None),
        ("Rohingya refugees accused Myanmar of murder.", "Rohingya refugees", None),
        ("Yazidis thanked the United States.", "Yazidis", "IRQ"),
        ("Sunnis condemned the vote of the United Nations.", "Sunnis", None),
        ("Bosniaks condemned Serbia.", "Bosniaks", "BIH"),
        ("The Albanians of southern Serbia accused Serbia of murder.", "Albanians", "SRB"),
        ("Turks in Germany condemned Armenia.", "Turks", None),
        ("Muslim rebels attacked the Philippines.", "Muslim rebels", "PHL"),
        # These are their states.
        ("Britons of all ages condemned Russia.", "United Kingdom", "GBR"),
        ("Germans in Berlin condemned France.", "Germany", "DEU"),
        ("The Kurdistan Regional Government condemned Iran.", "Iraqi Kurdistan", "IRQ"),
    ],
)
def test_peoples_act_by_themselves(text: str, name: str, code: str | None, claims_of: Claims) -> None:
    subjects = {(claim.subject.name, claim.subject.code) for claim in claims_of(text)}
    assert subjects == {(name, code)}


def test_person_called_like_a_people_is_none(claims_of: Claims) -> None:
    assert {claim.subject.name for claim in claims_of("Karen Smith condemned Iran.")} == {"Karen Smith"}


def test_people_of_no_known_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "peoples.csv").write_text("name,aliases,state,source\nQvarns,,QQQ,recall\n")
    with pytest.raises(DataError, match=r"peoples\.csv: Qvarns: 'QQQ' is no code of states\.csv"):
        add_peoples(ActorBase(), tmp_path)


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        (
            "Kachin fighters ambushed a Myanmar army column, and Rohingya refugees asked Bangladesh to let them stay.",
            {("Kachin fighters", "assaults", "Myanmar"), ("Rohingya refugees", "requests", "Bangladesh")},
        ),
        (
            "Gunmen from Chad crossed into Niger and killed three soldiers near Diffa.",
            {("Gunmen", "assaults", "soldiers")},
        ),
        (
            "Men arrested in Oslo accused Norway of theft.",
            {("Men", "accuses", "Norway")},
        ),
    ],
)
def test_groups_keep_the_verbs_that_are_theirs(text: str, triples: set[tuple[str, str, str]], claims_of: Claims) -> None:
    found = {(claim.subject.name, claim.relation, claim.object.name) for claim in claims_of(text)}
    assert found <= triples
    assert found or "Oslo" in text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Palestinian officials accused Israel of the attack.", ("Palestinian Authority", "accuses", "Israel")),
        (
            "Palestinian President Mahmoud Abbas accused Israel of the attack.",
            ("Mahmoud Abbas", "represents", "Palestinian Authority"),
        ),
        ("Palestine accused Israel of the attack.", ("Palestine", "accuses", "Israel")),
        ("Palestinians attacked Israel.", ("Palestinians", "assaults", "Israel")),
        ("Taiwanese officials accused China of the attack.", ("Taiwan", "accuses", "China")),
    ],
)
def test_officials_act_for_the_government_where_that_is_told_from_the_state(
    text: str, claim: tuple[str, str, str], claims_of: Claims
) -> None:
    assert claim in {(found.subject.name, found.relation, found.object.name) for found in claims_of(text)}
