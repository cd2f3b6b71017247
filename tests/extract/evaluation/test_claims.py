"""The rules by which claims are scored, and that they give the figures of the scorer of the gold data where that is at hand."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from diplograph.extract.evaluation.claims import LEVELS, match_claims, score_by_relation
from diplograph.extract.evaluation.errors import KINDS, find_errors
from diplograph.extract.evaluation.gold import read_gold
from diplograph.extract.evaluation.score import Score
from diplograph.graph.views.evaluation_report import report_on
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

OWN = Path(__file__).parents[2] / "gold" / "sentences.jsonl"
SCORER = Path(__file__).parents[4] / "shared" / "tools" / "score_claims.py"
GOLD_SETS = SCORER.parents[1] / "data" / "gold"

Claim = dict[str, Any]


def annotate(subject: str, predicate: str, object_: str, **fields: Any) -> Claim:
    usual = {"organization": None, "polarity": "affirmed", "modality": "actual", "speaker": None, "required": True}
    return {"subject": [subject], "predicate": predicate, "object": [object_], **usual, **fields}


def find(subject: str, predicate: str, object_: str, **fields: Any) -> Claim:
    usual = {"organization": None, "polarity": "affirmed", "modality": "actual", "speaker": None}
    return {"subject": subject, "predicate": predicate, "object": object_, **usual, **fields}


def score(gold: Sequence[Claim], found: Sequence[Claim], level: str = "relation") -> Score:
    return match_claims([{"id": "a", "text": "Text.", "claims": gold}], {"a": found}, level).score


def kinds(gold: Sequence[Claim], found: Sequence[Claim]) -> list[str]:
    return [error.kind for error in find_errors([{"id": "a", "text": "Text.", "claims": gold}], {"a": found})]


def test_names_match_whatever_their_case_accents_and_articles() -> None:
    gold = [annotate("Recep Tayyip Erdoğan", "accuses", "the Netherlands")]
    assert score(gold, [find("recep tayyip erdogan", "accuses", "Netherlands")]) == Score(1, 0, 0)


def test_any_of_the_annotated_names_is_right() -> None:
    gold = [annotate("Oman", "accuses", "Iran") | {"subject": ["Badr Albusaidi", "Oman"]}]
    assert score(gold, [find("Oman", "accuses", "Iran")]).right == 1


def test_symmetric_relation_matches_either_way_round_and_no_other_does() -> None:
    assert score([annotate("Oman", "consultsWith", "Iran")], [find("Iran", "consultsWith", "Oman")]) == Score(1, 0, 0)
    assert score([annotate("Oman", "accuses", "Iran")], [find("Iran", "accuses", "Oman")]) == Score(0, 1, 1)


def test_event_matches_by_its_head_word() -> None:
    gold = [annotate("Iran", "excludedFrom", "peace talks")]
    assert score(gold, [find("Iran", "excludedFrom", "talks in Muscat")]).right == 1
    assert score(gold, [find("Iran", "excludedFrom", "peace summit")]).right == 0


def test_organization_counts_only_where_one_is_annotated() -> None:
    with_body = [annotate("Iran", "opposesMembership", "Oman", organization=["NATO"])]
    assert score(with_body, [find("Iran", "opposesMembership", "Oman", organization="European Union")]) == Score(0, 1, 1)
    without = [annotate("Iran", "opposesMembership", "Oman")]
    assert score(without, [find("Iran", "opposesMembership", "Oman", organization="NATO")]) == Score(1, 0, 0)


@pytest.mark.parametrize(
    ("found", "levels"),
    [
        (find("Oman", "accuses", "Iran"), LEVELS),
        (find("Oman", "accuses", "Iran", speaker="Reuters"), LEVELS[:3]),
        (find("Oman", "accuses", "Iran", modality="planned"), LEVELS[:2]),
        (find("Oman", "accuses", "Iran", polarity="negated"), LEVELS[:2]),
        (find("Oman", "rejects", "Iran"), LEVELS[:1]),
        (find("Oman", "accuses", "Iraq"), ()),
    ],
)
def test_each_level_asks_for_more_than_the_one_before(found: Claim, levels: Sequence[str]) -> None:
    gold = [annotate("Oman", "accuses", "Iran")]
    assert [level for level in LEVELS if score(gold, [found], level).right] == list(levels)


def test_speaker_may_be_missing_where_the_annotation_allows_none() -> None:
    either = [annotate("Oman", "accuses", "Iran", speaker=["Reuters", None])]
    assert score(either, [find("Oman", "accuses", "Iran")], "speaker").right == 1
    named = [annotate("Oman", "accuses", "Iran", speaker=["Reuters"])]
    assert score(named, [find("Oman", "accuses", "Iran")], "speaker").right == 0


def test_what_matches_only_an_optional_claim_is_neither_right_nor_wrong() -> None:
    assert score([annotate("Oman", "accuses", "Iran", required=False)], [find("Oman", "accuses", "Iran")]) == Score(0, 0, 0)


def test_required_claim_is_matched_before_an_optional_one() -> None:
    gold = [annotate("Oman", "accuses", "Iran", required=False), annotate("Oman", "accuses", "Iran")]
    assert score(gold, [find("Oman", "accuses", "Iran")]) == Score(1, 0, 0)


def test_copy_of_a_matched_claim_is_not_counted() -> None:
    assert score([annotate("Oman", "accuses", "Iran")], [find("Oman", "accuses", "Iran")] * 3) == Score(1, 0, 0)


def test_relations_that_only_the_system_gives_are_listed_too() -> None:
    gold = [{"id": "a", "text": "Text.", "claims": [annotate("Oman", "accuses", "Iran")]}]
    by_relation = score_by_relation(match_claims(gold, {"a": [find("Oman", "aids", "Iran")]}, "relation"))
    assert by_relation == {"accuses": Score(0, 0, 1), "aids": Score(0, 1, 0)}


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (find("Oman", "opposesMembership", "Iran", organization="NATO", speaker="Reuters"), "wrong speaker"),
        (find("Oman", "opposesMembership", "Iran", organization="NATO", modality="planned"), "wrong modality"),
        (find("Oman", "opposesMembership", "Iran", organization="NATO", polarity="negated"), "wrong polarity"),
        (find("Oman", "opposesMembership", "Iran", organization="OPEC"), "wrong organization"),
        (find("Oman", "rejects", "Iran"), "wrong relation"),
        (find("Iran", "opposesMembership", "Oman", organization="NATO"), "wrong direction"),
        (find("Oman", "opposesMembership", "Iraq", organization="NATO"), "wrong actor"),
    ],
)
def test_error_is_named_by_the_point_in_which_it_differs(found: Claim, kind: str) -> None:
    assert kinds([annotate("Oman", "opposesMembership", "Iran", organization=["NATO"])], [found]) == [kind]


def test_claims_about_other_things_are_spurious_and_missed() -> None:
    assert kinds([annotate("Oman", "accuses", "Iran")], [find("Chad", "aids", "Mali")]) == ["spurious", "missed"]


def test_nearest_annotated_claim_explains_an_error() -> None:
    gold = [annotate("Oman", "accuses", "Iraq"), annotate("Oman", "accuses", "Iran", polarity="negated")]
    errors = find_errors([{"id": "a", "text": "Text.", "claims": gold}], {"a": [find("Oman", "accuses", "Iran")]})
    assert [(error.kind, error.gold) for error in errors] == [("wrong polarity", gold[1]), ("missed", gold[0])]


def test_missed_claim_is_shown_with_the_words_round_its_trigger() -> None:
    text = "x " * 300 + "Oman blamed Iran." + " y" * 300
    gold = [{"id": "a", "text": text, "claims": [annotate("Oman", "accuses", "Iran", trigger="blamed")]}]
    (error,) = find_errors(gold, {})
    assert "Oman blamed Iran." in error.sentence
    assert len(error.sentence) < 400


NAMES = ("Oman", "Iran", "the Iran", "Łódź", "талибан", "Peace talks", "talks", "")
RELATIONS = ("accuses", "consultsWith", "excludedFrom", "opposesMembership", "negotiatesWith", "hosts")
POLARITIES, MODALITIES = ("affirmed", "negated"), ("actual", "planned", "alleged")
names = st.sampled_from(NAMES)
optional_names = st.none() | names


def values(options: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(options) | st.lists(st.sampled_from(options), min_size=1, max_size=2, unique=True)


annotated_claims = st.fixed_dictionaries(
    {
        "subject": st.lists(names, min_size=1, max_size=2).filter(any),
        "predicate": st.sampled_from(RELATIONS),
        "object": st.lists(names, min_size=1, max_size=2).filter(any),
        "organization": st.none() | st.lists(names, max_size=2),
        "polarity": values(POLARITIES),
        "modality": values(MODALITIES),
        "speaker": st.none() | st.lists(optional_names, max_size=2),
        "required": st.booleans(),
    }
)
found_claims = st.fixed_dictionaries(
    {"subject": optional_names, "predicate": st.sampled_from(RELATIONS), "object": optional_names},
    optional={
        "organization": optional_names,
        "polarity": st.sampled_from(POLARITIES),
        "modality": st.sampled_from(MODALITIES),
        "speaker": optional_names,
    },
)
claims_of_texts = st.lists(st.tuples(st.lists(annotated_claims, max_size=5), st.lists(found_claims, max_size=6)), max_size=3)


def as_records(texts: Sequence[tuple[list[Claim], list[Claim]]]) -> tuple[list[Claim], dict[str, list[Claim]]]:
    gold = [{"id": str(place), "text": "Text.", "claims": claims} for place, (claims, _) in enumerate(texts)]
    return gold, {str(place): found for place, (_, found) in enumerate(texts)}


@given(claims_of_texts)
def test_each_error_is_one_wrong_claim_one_missed_claim_or_a_pair_of_them(texts: Any) -> None:
    gold, found = as_records(texts)
    errors = find_errors(gold, found)
    strict = match_claims(gold, found, "speaker")
    assert sum(error.found is not None for error in errors) == len(strict.wrong)
    assert sum(error.gold is not None and error.gold["required"] for error in errors) == len(strict.missed)
    assert {error.kind for error in errors} <= set(KINDS)


@given(claims_of_texts)
def test_no_level_finds_more_than_the_one_before(texts: Any) -> None:
    gold, found = as_records(texts)
    wrong = [match_claims(gold, found, level).score.wrong for level in LEVELS]
    assert wrong == sorted(wrong)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer of the gold data is not beside the repository")
    spec = importlib.util.spec_from_file_location("score_claims", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims_of_texts)
def test_counts_are_those_of_the_scorer_of_the_gold_data(scorer: ModuleType, texts: Any) -> None:
    gold, found = as_records(texts)
    for level in LEVELS:
        theirs = scorer.figures(*scorer.score({record["id"]: record for record in gold}, found, level))
        assert match_claims(gold, found, level).score.record() == theirs


def mutate(claims: Sequence[Mapping[str, Any]], place: int) -> list[Claim]:
    """Claims like the annotated ones, each second one wrong in some point, one in five given twice."""
    made = []
    for number, gold in enumerate(claims, place):
        claim = {key: value[0] if isinstance(value, list) else value for key, value in gold.items()}
        changes = ({}, {"polarity": "negated"}, {}, {"subject": claim["object"], "object": claim["subject"]}, {})
        more = ({"modality": "planned"}, {"speaker": "Reuters"}, {"predicate": "aids"}, {"object": "Tuvalu"}, {})
        claim.update(changes[number % 5] if number % 2 else more[number // 2 % 5])
        made += [claim] * (2 if number % 5 == 0 else 1)
    return made


def their_figures(gold: Path, system: Path) -> Any:
    command = [sys.executable, str(SCORER), str(gold), str(system), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("gold", [OWN, *(GOLD_SETS / f"{name}.jsonl" for name in ("seed", "voa_dev", "articles_dev"))], ids=str)
def test_report_has_the_figures_that_the_scorer_prints(gold: Path, tmp_path: Path) -> None:
    if not SCORER.exists() or not gold.exists():
        pytest.skip("the gold data and its scorer are not beside the repository")
    annotated = read_gold(gold)
    found = {record["id"]: mutate(record["claims"], place) for place, record in enumerate(annotated.records)}
    system = tmp_path / "claims.jsonl"
    system.write_text("".join(json.dumps({"id": key, "claims": claims}) + "\n" for key, claims in found.items()))
    ours, theirs = report_on(annotated, found).record(), their_figures(gold, system)
    assert ours["levels"] == theirs["levels"]
    assert {name: ours["predicates"][name] for name in theirs["predicates"]} == theirs["predicates"]
    assert ours["texts"] == theirs["texts"]
    assert 0 < ours["levels"]["speaker"]["f1"] < ours["levels"]["pair"]["f1"] < 1
