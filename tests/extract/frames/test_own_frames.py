"""Frames of one's own: of relations that a user declares, and more of those that ship."""

from pathlib import Path

import pytest
from diplograph.extract.claims.resources import Resources, load_resources
from diplograph.extract.frames.loading import load_frames
from diplograph.ontology import DataError

pytestmark = pytest.mark.usefixtures("shipped_vocabulary")

GREETS = """
@prefix dg: <https://w3id.org/diplograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
dg:greets a dg:Relation , owl:ObjectProperty ; rdfs:label "greets" ; rdfs:range dg:Actor ; dg:family "dealing" ;
    dg:notCoded "politeness is no event" ; skos:definition "Says hello." .
dg:backsBid a dg:Relation , owl:ObjectProperty ; rdfs:label "backs the bid of" ; rdfs:range dg:MembershipBid ;
    dg:family "membership" ; dg:notCoded "as above" ; skos:definition "Backs a bid." .
"""
HIT = "frames:\n  - {name: NAME, verb: [accuse], subject: [agent], object: [patient]}\n"
HAIL = "frames:\n  - {name: hail, verb: [hail], subject: [agent], object: [patient]}\n"


def load(folder: Path, *contents: str, words: str = "") -> Resources:
    """What files of the test's own add: 1.yaml, 2.yaml and so on, and words of events."""
    (folder / "own.ttl").write_text(GREETS, "utf-8")
    frames = folder / "own"
    frames.mkdir(exist_ok=True)
    for number, content in enumerate(contents, 1):
        (frames / f"{number}.yaml").write_text(content, "utf-8")
    if words:
        (frames / "words").mkdir()
        (frames / "words" / "events.yaml").write_text(words, "utf-8")
    return load_resources(ontology=[folder / "own.ttl"], frames=[frames])


def test_frames_of_a_relation_of_ones_own_stand_beside_those_that_ship(tmp_path: Path) -> None:
    shipped = load_frames()
    index = load(tmp_path, "relation: greets\noverrides: [supports]\n" + HAIL).frames
    assert index.relations.keys() - shipped.relations.keys() == {"greets"}
    assert index.relations["greets"].overrides == {"supports"}
    assert ("greets", "hail") in {(relation, frame.name) for relation, frame, _ in index.by_trigger[("verb", "hail")]}
    assert "greets" not in {relation for relation, _, _ in shipped.by_trigger[("verb", "hail")]}


def test_more_frames_of_a_relation_that_ships_are_tried_after_its_own(tmp_path: Path) -> None:
    shipped = load_frames()
    index = load(
        tmp_path, "relation: accuses\nframes:\n  - {name: hail, verb: [accuse], subject: [agent], object: [patient]}\n"
    ).frames
    before, after = shipped.by_trigger[("verb", "accuse")], index.by_trigger[("verb", "accuse")]
    assert after[: len(before)] == before
    assert [frame.name for _, frame, _ in after[len(before) :]] == ["hail"]
    assert index.relations["accuses"] == shipped.relations["accuses"]


def test_additions_are_told_apart_by_their_content(tmp_path: Path) -> None:
    assert load_resources().own == ""
    one = load(tmp_path, "relation: greets\n" + HAIL).own
    assert one == load(tmp_path, "relation: greets\n" + HAIL).own != ""
    assert one != load(tmp_path, "relation: greets\n" + HAIL.replace("[hail]", "[hail, greet]")).own
    assert one != load(tmp_path, "relation: greets\n" + HAIL, words="light_heads: [bout]\n").own


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (["relation: greetz\n" + HAIL], ["own/1.yaml", "'greetz' is not a relation", "--ontology", "greets"]),
        (
            ["relation: greets\n" + HAIL, "relation: greets\n" + HAIL.replace("name: hail", "name: b")],
            ["own/2.yaml", "own/1.yaml"],
        ),
        (["relation: accuses\nstative: true\n" + HAIL], ["own/1.yaml", "accuses ships with its stative", "take it out"]),
        (
            ["relation: accuses\nframes:\n  - {name: accuse, verb: [hail], subject: [agent], object: [patient]}\n"],
            ["that name already"],
        ),
        (
            ["relation: greets\nframes:\n  - {name: a, verb: [hail], subject: [agent]}\n"],
            ["1.yaml: frame 1 (a): object names no slot"],
        ),
        (["relation: backsBid\n" + HAIL], ["frame 1 (hail)", "name under bid the slot"]),
        (
            ["relation: backsBid\nframes:\n  - {name: a, verb: [plead], subject: [agent], candidate: [for]}\n"],
            ["frame 1 (a)", "candidate and organization go together"],
        ),
        (["relation: greets\nframes:\n  - {name: a, verb: [hail], subject: [agnt]}\n"], ["own/1.yaml: frame 1 (a)", "'agnt'"]),
        (["relation: greets\nframes: [\n"], ["1.yaml: not valid YAML"]),
    ],
)
def test_wrong_frames_are_refused_by_folder_file_and_entry(contents: list[str], told: list[str], tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        load(tmp_path, *contents)
    for part in told:
        assert part in str(raised.value)


def test_event_noun_of_a_class_that_nobody_declares_is_refused_before_any_text_is_read(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'Festivity' is no class of events; declare it, or name one of Election, Event"):
        load(tmp_path, "relation: greets\n" + HAIL, words="nouns: {Festivity: [fete]}\n")


def test_folder_that_holds_no_frames_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no \.yaml file"):
        load_resources(frames=[tmp_path])
    with pytest.raises(DataError, match="is no folder"):
        load_resources(frames=[tmp_path / "none"])
    (tmp_path / "a.yml").touch()
    with pytest.raises(DataError, match=r"rename it to end in \.yaml"):
        load_resources(frames=[tmp_path])


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match="is not UTF-8"):
        load_resources(frames=[tmp_path])
