import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract.frames.index import Frame, FrameIndex
from diplograph.extract.frames.loading import load_frames
from diplograph.ontology import DataError, Modality, Polarity, load_schema
from spacy.tokens import Doc

frames_module = importlib.import_module("diplograph.extract.frames.loading")

INDEX = load_frames()
RELATIONS = load_schema().relations
FRAMES = [(relation, frame) for found in INDEX.by_trigger.values() for relation, frame, _ in found]
# Each once and in one order: workers that run tests side by side must name them alike.
STANCED = {id(frame): frame for _, frame in FRAMES if frame.polarity or frame.modality}.values()
HIT = "frames:\n  - {name: hit, verb: [hit], subject: [agent], object: [patient]}\n"


def load(folder: Path, monkeypatch: pytest.MonkeyPatch, *contents: str) -> FrameIndex:
    """The frames of files of the test's own: 1.yaml, 2.yaml and so on."""
    for number, content in enumerate(contents, 1):
        (folder / f"{number}.yaml").write_text(content, "utf-8")
    monkeypatch.setattr(frames_module, "english", lambda *path: folder.joinpath(*path[1:]))
    return load_frames.__wrapped__()


@pytest.mark.parametrize("name", sorted(set(RELATIONS) - {"represents"}))
def test_every_relation_has_a_frame(name: str) -> None:
    # "represents" is said by mere juxtaposition of an office and a name.
    assert name in INDEX.relations
    assert any(relation == name for relation, _ in FRAMES)


@pytest.mark.parametrize("name", INDEX.relations)
def test_names_of_frames_are_unique_within_a_relation(name: str) -> None:
    frames = {id(frame): frame.name for relation, frame in FRAMES if relation == name}
    assert len(set(frames.values())) == len(frames)


@pytest.mark.parametrize("name", INDEX.relations)
def test_every_frame_says_where_its_arguments_stand(name: str) -> None:
    for frame in (frame for relation, frame in FRAMES if relation == name):
        assert frame.subject, frame.name
        assert frame.object or frame.bid or frame.candidate or RELATIONS[name].symmetric, frame.name
        assert 0 < frame.confidence <= 1, frame.name


@pytest.mark.parametrize("name", [name for name, relation in RELATIONS.items() if relation.range == "MembershipBid"])
def test_frames_over_a_membership_say_where_the_bid_stands(name: str) -> None:
    assert all(frame.bid or (frame.candidate and frame.organization) for relation, frame in FRAMES if relation == name)


def test_keys_of_conditions_are_words() -> None:
    # An unquoted "on" is read as true by YAML.
    assert all(isinstance(key, str) for _, frame in FRAMES for key in (*frame.where, *frame.unless))
    assert all(isinstance(lemmas, list) for _, frame in FRAMES for lemmas in (*frame.where.values(), *frame.unless.values()))


def test_triggers_are_lemmas_in_lower_case() -> None:
    assert all(lemma == lemma.lower() for _, lemma in INDEX.by_trigger)


def test_frame_added_to_a_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = load(tmp_path, monkeypatch, "relation: assaults\noverrides: [coerces]\nstative: true\n" + HIT)
    assert index.relations["assaults"].overrides == {"coerces"}
    assert index.relations["assaults"].stative
    frame = Frame(name="hit", subject=("agent",), verb=frozenset({"hit"}), object=("patient",))
    assert index.by_trigger[("verb", "hit")] == [("assaults", frame, ())]


def test_words_after_the_first_of_a_trigger_are_its_particles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = load(tmp_path, monkeypatch, "relation: rejects\nframes:\n  - {name: a, verb: [rule out], subject: [agent]}\n")
    assert [particles for _, _, particles in index.by_trigger[("verb", "rule")]] == [("out",)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "relation: excludedFrom\n" + HIT.replace("}", ", manner: shut in}"),
            ["frame 1 (hit)", "'shut in' is no manner of excludedFrom", "kept out, stayed away, walked out"],
        ),
        ("relation: assaults\n" + HIT.replace("}", ", manner: kept out}"), ["'kept out' is no manner of assaults", "none"]),
        ("relation: assault\n" + HIT, ["'assault' is not a relation of diplograph.ttl", "accuses", "threatens"]),
        ("relation: assaults\noverrides: [coerce]\n" + HIT, ["'coerce' is not a relation", "coerces"]),
        ("relation: assaults\nnegated_as: peace\n" + HIT, ["'peace' is not a relation"]),
        ("relation: assaults\noverides: [coerces]\n" + HIT, ["unknown key 'overides'", "relation, frames, overrides"]),
        (HIT, ["key 'relation' is missing"]),
        ("relation: assaults\n", ["key 'frames' is missing"]),
        ("relation: assaults\nframes: []\n", ["lists no frames"]),
        ("relation: assaults\nframes:\n  - {name: a, verb: [''], subject: [agent]}\n", ["trigger ''"]),
        ("relation: assaults\nframes:\n  - {name: a, verb: [Hit], subject: [agent]}\n", ["trigger 'Hit'", "lower case"]),
        ("relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: []}\n", ["subject names no slot"]),
        ("relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agnt]}\n", ["'agnt'", "neither a slot", "agent"]),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agent], confidence: 7}\n",
            ["confidence", "found 7"],
        ),
        ("relation: assaults\nstative: maybe\n" + HIT, ["stative"]),
        ("relation: assaults\nrelation: coerces\n" + HIT, ["stands twice"]),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agent], where: {patient: talk}}\n",
            ["where must be a list of words"],
        ),
        ("- relation: assaults\n", ["expected a mapping with the keys relation, frames"]),
        ("", ["expected a mapping with the keys relation, frames"]),
        (
            "relation: assaults\nframes:\n  - {name: a, subject: [agent]}\n",
            ["frame 1 (a)", "give the frame a trigger under verb, noun or adjective"],
        ),
        (
            HIT.replace("frames:", "relation: assaults\nframes:").replace("object:", "objects:"),
            ["frame 1", "unknown key 'objects'", "name, subject, verb"],
        ),
        (
            "relation: assaults\n" + HIT + "  - {verb: [strike], subject: [agent]}\n",
            ["frame 2", "key 'name' is missing"],
        ),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agent], polarity: negative}\n",
            ["frame 1", "polarity: input should be 'affirmed' or 'negated', found 'negative'"],
        ),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agent], modality: maybe}\n",
            ["frame 1", "modality: input should be 'actual', 'planned', 'possible', 'demanded' or 'alleged', found 'maybe'"],
        ),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: [hit], subject: [agent], object: [on]}\n",
            ["frame 1", "object must be a list of words", "quote words", "'on'"],
        ),
        (
            "relation: assaults\nframes:\n  - {name: a, verb: hit, subject: [agent]}\n",
            ["frame 1", "verb must be a list of words"],
        ),
    ],
)
def test_wrong_file_is_refused_by_name_with_what_is_allowed(
    content: str, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError) as raised:
        load(tmp_path, monkeypatch, content)
    for part in ("1.yaml: ", *told):
        assert part in str(raised.value)


def test_second_file_of_a_relation_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = "relation: assaults\n" + HIT
    with pytest.raises(DataError, match=r"2\.yaml: relation 'assaults' has a file already; put its frames there"):
        load(tmp_path, monkeypatch, content, content)


@pytest.mark.parametrize("frame", sorted(STANCED, key=lambda frame: frame.name), ids=lambda frame: frame.name)
def test_stances_given_by_frames_are_those_of_claims(frame: Frame) -> None:
    assert frame.polarity is None or frame.polarity in set(Polarity)
    assert frame.modality is None or frame.modality in set(Modality)


@pytest.fixture
def rule_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FrameIndex:
    return load(
        tmp_path,
        monkeypatch,
        "relation: rejects\nframes:\n  - {name: a, verb: [rule out], noun: [ruling], adjective: [opposed], subject: [agent]}\n",
    )


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Ruled rule VERB VBD 0 root\nout out ADP RP 1 compound:prt", True),
        ("Ruled rule VERB VBD 0 root\nit it PRON PRP 1 obj\nout out ADP RP 1 compound:prt", True),
        ("Ruled rule VERB VBD 0 root\nthere there ADV RB 1 advmod", False),
        ("rule rule NOUN NN 0 root\nout out ADP RP 1 case", False),
        ("ruling ruling NOUN NN 0 root", True),
        ("Ruling ruling PROPN NNP 0 root", True),
        ("opposed opposed ADJ JJ 0 root", True),
        ("opposed oppose VERB VBN 0 root", False),
    ],
)
def test_trigger_must_have_the_lemma_the_part_of_speech_and_the_particle(
    line: str, found: bool, rule_out: FrameIndex, parse: Callable[[str], Doc]
) -> None:
    assert bool(rule_out.candidates(parse(line)[0])) is found


def test_word_that_starts_no_frame_has_no_candidates(parse: Callable[[str], Doc]) -> None:
    assert INDEX.candidates(parse("table table NOUN NN 0 root")[0]) == []
