"""The rules by which PLOVER events are scored; that they give the figures of the scorer of the records where it is at hand."""

import importlib.util
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from diplograph.extract.evaluation.events import find_event_errors, read_sentences, score_by_class, score_events
from diplograph.extract.evaluation.gold import read_gold
from diplograph.extract.evaluation.score import Score
from diplograph.graph.views.evaluation_report import report_on
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SCORER = Path(__file__).parents[4] / "shared" / "tools" / "score_plover.py"
RECORDS = SCORER.parents[1] / "data" / "gold" / "plover_gsr_dev.jsonl"

Record = dict[str, Any]


def annotate(
    event: str, sources: Sequence[str | None], targets: Sequence[str | None] = (), *, reciprocal: bool = False, **fields: str
) -> Record:
    sides = {"sources": [{"code": code} for code in sources], "targets": [{"code": code} for code in targets]}
    return {"id": "a", "text": "A sentence.", "event": event, "reciprocal": reciprocal, **sides, **fields}


def find(source: str | None, kind: str | None, target: str | None) -> Record:
    return {"subject_code": source, "plover": kind, "object_code": target}


def score(gold: Record, *found: Record) -> dict[str, Score]:
    return score_events([gold], {"a": found})


def test_triple_pair_and_class_are_scored_apart() -> None:
    scores = score(annotate("ACCUSE", ["OMN"], ["IRN"]), find("OMN", "REJECT", "IRN"))
    assert [scores[level].f1 for level in ("triple", "pair", "class")] == [0, 1, 0]


def test_every_source_with_every_target_is_an_event_of_its_own() -> None:
    triples = score(annotate("AID", ["OMN", "IRN"], ["TCD", "MLI"]), find("OMN", "AID", "TCD"))["triple"]
    assert triples == Score(1, 0, 3, recalled=1)


def test_record_without_target_accepts_any() -> None:
    assert score(annotate("PROTEST", ["OMN"]), find("OMN", "PROTEST", "MLI"))["triple"].f1 == 1


def test_parties_of_a_reciprocal_event_stand_in_either_order_and_count_once() -> None:
    gold = annotate("AGREE", ["OMN", "IRN"], reciprocal=True)
    scores = score(gold, find("IRN", "AGREE", "OMN"), find("OMN", "AGREE", "IRN"))
    assert scores["triple"] == Score(1, 0, 0, recalled=1)


def test_claim_without_a_code_counts_for_its_class_alone() -> None:
    scores = score(annotate("AID", ["OMN"], ["IRN"]), find(None, "AID", "IRN"))
    assert (scores["triple"].found, scores["class"].f1) == (0, 1)


def test_claim_without_a_class_does_not_count() -> None:
    assert score(annotate("AID", ["OMN"], ["IRN"]), find("OMN", None, "IRN"))["pair"].found == 0


def test_records_of_one_sentence_are_scored_together() -> None:
    gold = [annotate("AID", ["OMN"], ["IRN"]), annotate("ACCUSE", ["OMN"], ["IRN"], id="b", text="a SENTENCE")]
    found = {"b": [find("OMN", "AID", "IRN")]}
    assert len(read_sentences(gold, found)) == 1
    assert score_events(gold, found)["triple"] == Score(1, 0, 1, recalled=1)


def test_each_class_has_its_own_score() -> None:
    scores = score_by_class(
        [annotate("AID", ["OMN"], ["IRN"])], {"a": [find("OMN", "AID", "IRN"), find("OMN", "ACCUSE", "IRN")]}
    )
    assert {kind: (s.annotated, s.found, s.f1) for kind, s in scores.items()} == {"ACCUSE": (0, 1, 0), "AID": (1, 1, 1)}


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (find("OMN", "REJECT", "IRN"), "wrong class"),
        (find("OMN", "ACCUSE", "IRQ"), "wrong target"),
        (find("TCD", "ACCUSE", "IRN"), "wrong source"),
        (find("IRN", "ACCUSE", "OMN"), "wrong direction"),
        (find("TCD", "AID", "MLI"), "missed"),
    ],
)
def test_error_is_named_by_what_the_nearest_claim_has_wrong(found: Record, kind: str) -> None:
    (error,) = find_event_errors([annotate("ACCUSE", ["OMN"], ["IRN"])], {"a": [found]})
    assert (error.kind, error.gold) == (kind, ("OMN", "ACCUSE", "IRN"))


CODES, CLASSES = ("OMN", "IRN", "IGO", ""), ("AID", "AGREE", "ACCUSE")
codes = st.none() | st.sampled_from(CODES)
actors = st.lists(st.builds(lambda code: {"code": code}, codes), max_size=3)
gold_records = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["One sentence.", "one, sentence", "Another."]),
        "event": st.sampled_from(CLASSES),
        "reciprocal": st.booleans(),
        "sources": actors,
        "targets": actors,
    }
)
found_claims = st.builds(find, codes | st.just("OMNGOV"), st.none() | st.sampled_from(CLASSES), codes)
cases = st.lists(st.tuples(gold_records, st.lists(found_claims, max_size=4)), max_size=4)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the scorer of the PLOVER records is not beside the repository")
    spec = importlib.util.spec_from_file_location("score_plover", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def their_scores(scorer: ModuleType, gold: Sequence[Record], found: dict[str, list[Record]]) -> dict[str, Any]:
    sentences, claims = defaultdict(list), defaultdict(list)
    for record in gold:
        key = scorer.sentence_key(record["text"])
        sentences[key].append(record)
        for claim in found[record["id"]]:
            if claim["plover"]:
                source, target = ((claim[side] or "")[:3] or None for side in ("subject_code", "object_code"))
                claims[key].append((source, claim["plover"], target))
    scores = {mode: scorer.score(sentences, claims, mode)[0] for mode in ("triple", "pair")}
    return {**scores, "class": scorer.score_class(sentences, claims)}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases)
def test_counts_are_those_of_the_scorer_of_the_records(scorer: ModuleType, texts: Any) -> None:
    gold = [{**record, "id": str(place)} for place, (record, _) in enumerate(texts)]
    found = {str(place): claims for place, (_, claims) in enumerate(texts)}
    ours = {level: s.record() for level, s in score_events(gold, found).items()}
    assert ours == their_scores(scorer, gold, found)


def test_report_has_the_figures_that_the_scorer_prints(tmp_path: Path) -> None:
    if not RECORDS.exists():
        pytest.skip("the PLOVER records are not beside the repository")
    gold = read_gold(RECORDS)
    found = {}
    for place, record in enumerate(gold.records):
        source = next(iter(record["sources"]), {"code": None})["code"]
        target = next(iter([*record["targets"], *record["sources"][1:]]), {"code": "IGO"})["code"]
        kind = record["event"] if place % 3 else "ACCUSE"
        found[record["id"]] = [find(source, kind, target), find(source, "AID", "OMN" if place % 4 else target)]
    system = tmp_path / "claims.jsonl"
    system.write_text("".join(json.dumps({"id": key, "claims": claims}) + "\n" for key, claims in found.items()))
    command = [sys.executable, str(SCORER), str(RECORDS), str(system), "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = report_on(gold, found).record()
    assert ours["levels"] == theirs["levels"]
    assert ours["sentences"] == theirs["sentences"]
    assert 0 < ours["levels"]["triple"]["f1"] < 1
