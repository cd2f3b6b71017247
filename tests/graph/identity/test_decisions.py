import random
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import networkx  # noqa: F401 - here, and not within the time of the first example
import pytest
from diplograph.graph import KnowledgeGraph
from diplograph.graph.identity.decisions import Decision, Decisions, apply_decisions, load_decisions, save_decisions
from diplograph.graph.identity.proposals import propose_merges
from diplograph.ontology import Actor, Claim, Evidence, GraphError
from diplograph.ontology.identifiers import ACTOR
from hypothesis import given
from hypothesis import strategies as st

NAMES = ("known-a", "known-b", "local-a", "local-b", "local-c", "group-d")


def actor(name: str, code: str | None = None, kind: str = "Person", label: str | None = None) -> Actor:
    return Actor(ACTOR + name, label or name.replace("-", " "), kind, code)


def claim(subject: Actor, object_: Actor, document: str = "d") -> Claim:
    quote = f"{subject.name} accused {object_.name}."
    return Claim(document, subject, "accuses", object_, evidence=(Evidence(0, len(quote), quote, "accused"),))


ACTORS = [actor(name) for name in NAMES]
CLAIMS = [claim(one, other, f"d{i}") for i, one in enumerate(ACTORS) for other in ACTORS if one != other]


def merge(*names: str) -> Decision:
    return Decision(tuple(ACTOR + name for name in names), is_merge=True)


def never(*names: str) -> Decision:
    return Decision(tuple(ACTOR + name for name in names), is_merge=False)


entries = st.lists(
    st.builds(
        lambda names, is_merge: Decision(tuple(ACTOR + name for name in names), is_merge),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True),
        st.booleans(),
    ),
    max_size=5,
)


def consistent(wanted: Sequence[Decision]) -> Decisions:
    """As many of the entries, in their order, as do not contradict those before."""
    decisions = Decisions()
    for entry in wanted:
        try:
            decisions = decisions.with_entry(entry)
        except GraphError:
            continue
    return decisions


@given(entries)
def test_no_merge_ever_crosses_a_never(wanted: list[Decision]) -> None:
    decisions = consistent(wanted)
    canonical = decisions.canonical()
    for entry in decisions.entries:
        if not entry.is_merge:
            stands = [canonical.get(iri, iri) for iri in entry.actors]
            assert len(set(stands)) == len(stands)


@given(entries, st.randoms(use_true_random=False))
def test_replay_does_not_depend_on_the_order_of_claims(wanted: list[Decision], shuffled: random.Random) -> None:
    decisions = consistent(wanted)
    other = list(CLAIMS)
    shuffled.shuffle(other)
    one, two = (apply_decisions(claims, decisions) for claims in (CLAIMS, other))
    assert sorted(one, key=lambda claim: str(astuple(claim))) == sorted(two, key=lambda claim: str(astuple(claim)))


@given(entries)
def test_replay_twice_is_replay_once(wanted: list[Decision]) -> None:
    decisions = consistent(wanted)
    once = apply_decisions(CLAIMS, decisions)
    assert apply_decisions(once, decisions) == once


@given(entries)
def test_without_the_entry_the_graph_is_as_it_was(wanted: list[Decision]) -> None:
    before = consistent(wanted)
    try:
        after = before.with_entry(merge("local-a", "local-b"))
    except GraphError:
        return
    undone = after.without(ACTOR + "local-a", ACTOR + "local-b")
    kept = [entry for entry in before.entries if set(entry.actors) != {ACTOR + "local-a", ACTOR + "local-b"}]
    assert apply_decisions(CLAIMS, undone) == apply_decisions(CLAIMS, Decisions(tuple(kept)))


@given(entries)
def test_decisions_survive_their_file(tmp_path_factory: pytest.TempPathFactory, wanted: list[Decision]) -> None:
    path = tmp_path_factory.mktemp("decisions") / "who.yaml"
    decisions = consistent(wanted)
    save_decisions(path, decisions)
    assert load_decisions(path).entries == decisions.entries


def test_known_actor_stands_for_a_merged_one_and_has_its_name() -> None:
    claims = [claim(actor("local-a"), actor("x"), "d1"), claim(actor("known-a"), actor("x"), "d2")]
    graph = KnowledgeGraph.from_claims(claims, decisions=Decisions((merge("local-a", "known-a"),)))
    (found,) = (a for a in graph.actors if a.iri == ACTOR + "known-a")
    assert (found.name, found.aliases) == ("known a", ("local a",))
    assert not [a for a in graph.actors if a.iri == ACTOR + "local-a"]


def test_name_of_a_merged_actor_is_an_alternative_label_that_round_trips(tmp_path: Path) -> None:
    claims = [claim(actor("local-a"), actor("x"), "d1"), claim(actor("known-a"), actor("x"), "d2")]
    graph = KnowledgeGraph.from_claims(claims, decisions=Decisions((merge("known-a", "local-a"),)))
    graph.save(tmp_path / "g.ttl")
    again = KnowledgeGraph.open(tmp_path / "g.ttl")
    (found,) = (a for a in again.actors if a.iri == ACTOR + "known-a")
    assert (found.name, found.aliases) == ("known a", ("local a",))
    assert again.claims == graph.claims


def test_claim_between_actors_that_are_one_is_left_out() -> None:
    assert apply_decisions([claim(actor("local-a"), actor("local-b"))], Decisions((merge("local-a", "local-b"),))) == []


def test_merge_through_others_against_a_never_names_the_entries() -> None:
    message = "entry 3 says never to merge actor:local-a and actor:local-c, and entries 1, 2 merge"
    with pytest.raises(GraphError, match=message):
        Decisions((merge("local-a", "local-b"), merge("local-b", "local-c"), never("local-a", "local-c")))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("merge: [a, b]", "expected a list of entries"),
        ("- merge: [actor:a]", "entry 1: merge needs a list of two or more actors"),
        ("- merge: [actor:a, actor:a]", "entry 1: an actor stands twice"),
        ("- merge: [actor:a, Putin]", "entry 1: 'Putin' is no actor; write actor:RUS"),
        ("- {merge: [actor:a, actor:b], never: [actor:a, actor:b]}", "entry 1: give one of merge, never and wrong"),
        ("- {merge: [actor:a, actor:b], why: x}", "entry 1: unknown key 'why'; the keys are merge, never, wrong, reason, date"),
        ("- [", "not valid YAML in line"),
        ("- {wrong: []}", "entry 1: wrong needs a list"),
        ("- {wrong: [actor:a]}", "entry 1: 'actor:a' is no claim"),
        ("- 7", "entry 1: expected merge or never"),
    ],
)
def test_fault_of_a_file_is_named(content: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "who.yaml"
    path.write_text(content, "utf-8")
    with pytest.raises(GraphError, match=message):
        load_decisions(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"who.yaml: cannot be read"):
        load_decisions(tmp_path / "who.yaml")


ZELENSKYY = actor("zelenskyy", "UKR", label="Volodymyr Zelenskyy")
ACEH = actor("local-f", "IDN", "Organization", "Free Aceh Movement")
KHAN = actor("local-k", "CHN", label="Muhammad Khan")
X, Y = actor("X", label="Xanadu", kind="State"), actor("Y", label="Ys", kind="State")


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (ZELENSKYY, actor("local-z", "UKR", label="Zelenskiy"), "surname of the other"),
        (actor("local-h", label="Hassan Oumar"), actor("local-i", label="H. Oumar"), "first name or initial"),
        (ACEH, actor("local-g", "IDN", "Organization", "FAM"), "initials"),
        (KHAN, actor("local-l", "CHN", label="Mohammed Khan"), "spelled otherwise"),
    ],
)
def test_actors_that_may_be_one_are_proposed_with_the_reason(one: Actor, other: Actor, reason: str) -> None:
    (proposal,) = propose_merges([claim(one, X, "d1"), claim(other, Y, "d2")])
    assert {proposal.one, proposal.other} == {one, other}
    assert any(reason in told for told in proposal.reasons)
    assert 0 < proposal.score <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("local-a", "MLI", label="Ali Diop"), actor("local-b", "SEN", label="Ali Diop")),
        (actor("hu", "CHN", label="Hu Jintao"), actor("wen", "CHN", label="Wen Jintao")),
        (actor("local-b5", None, "Organization", "Battalion 5"), actor("local-b6", None, "Organization", "Battalion 6")),
        (actor("local-a", "MLI", label="Ali Diop"), actor("local-c", "MLI", label="Fatou Diop")),
    ],
)
def test_actors_that_something_tells_apart_are_not_proposed(one: Actor, other: Actor) -> None:
    assert propose_merges([claim(one, X, "d1"), claim(other, Y, "d2")]) == []


def test_who_acts_on_somebody_is_somebody_else() -> None:
    one, other = actor("local-a", label="Oumar"), actor("local-b", label="Hassan Oumar")
    assert propose_merges([claim(one, other)]) == []


@pytest.mark.parametrize("is_merge", [True, False])
def test_what_is_decided_is_not_proposed_again(is_merge: bool) -> None:
    one, other = actor("local-a", label="Oumar"), actor("local-b", label="Hassan Oumar")
    claims = [claim(one, X, "d1"), claim(other, Y, "d2")]
    assert len(propose_merges(claims)) == 1
    assert propose_merges(claims, Decisions((Decision((one.iri, other.iri), is_merge),))) == []


def test_claim_that_is_marked_as_wrong_is_left_out_and_all_others_stay(tmp_path: Path) -> None:
    (tmp_path / "decisions.yaml").write_text(f'- wrong: ["claim:{CLAIMS[0].key}"]\n  reason: "a question"\n', "utf-8")
    decisions = load_decisions(tmp_path / "decisions.yaml")
    assert apply_decisions(CLAIMS, decisions) == CLAIMS[1:]
    save_decisions(tmp_path / "again.yaml", decisions)
    assert load_decisions(tmp_path / "again.yaml").entries == decisions.entries


def test_claim_is_wrong_also_by_the_name_that_it_has_after_a_merge() -> None:
    merged = apply_decisions(CLAIMS, Decisions((merge("known-a", "local-a"),)))
    moved = next(claim for claim in merged if claim.iri not in {known.iri for known in CLAIMS})
    both = Decisions((merge("known-a", "local-a"), Decision((), is_merge=False, claims=(moved.iri,))))
    assert apply_decisions(CLAIMS, both) == [claim for claim in merged if claim != moved]
