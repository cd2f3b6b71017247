"""Actors out of a user's own files, from the mention to the claim."""

from collections.abc import Callable
from pathlib import Path

import pytest
from diplograph.extract import Extractor
from diplograph.extract.actors.linking import Linker
from diplograph.extract.claims.resources import load_resources
from diplograph.extract.names.finder import MentionFinder
from diplograph.extract.names.mention import Mention
from diplograph.extract.words.nouns import Lexicon
from diplograph.ontology import Actor, DataError, Document
from diplograph.ontology.actors import ActorBase, extend_actors, load_actors
from diplograph.ontology.identifiers import ACTOR

ROWS = """name,kind,code,aliases
Karel Vosk,Person,NOR,
Acme,Organization,NOR,
Valley Front,ArmedGroup,NOR,Valley Boys
Russia,,,Ruscovia
"""
PERSON = "PERSON"
Find = Callable[..., list[Mention]]
Link = Callable[..., list[Actor | None]]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "ours.csv"
    path.write_text(ROWS)
    return path


@pytest.fixture
def extended(rows: Path) -> ActorBase:
    return extend_actors(load_actors(), [rows])


@pytest.fixture
def find(extended: ActorBase, lexicon: Lexicon, tag: Callable[..., object]) -> Find:
    finder = MentionFinder(extended, lexicon)
    return lambda text, entities=None: finder.find(tag(text, entities))


@pytest.fixture
def link(extended: ActorBase, find: Find) -> Link:
    def build(text: str, entities: dict[str, str] | None = None) -> list[Actor | None]:
        mentions = find(text, entities)
        linker = Linker(extended, Document("test", text=text))
        linker.register(mentions)
        return [linker.actor(mention) for mention in mentions]

    return build


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("Acme voted.", {"Acme": PERSON}),
        ("Acme voted.", {"Acme": "GPE"}),
        ("Acme Voted Today.", {"Acme Voted": "ORG"}),
        ("Valley Boys voted.", {"Valley Boys": PERSON}),
    ],
)
def test_name_of_the_user_wins_over_what_the_pipeline_takes_it_for(text: str, entities: dict[str, str], find: Find) -> None:
    (mention,) = find(text, entities)
    assert mention.name is not None and mention.name.by_user
    assert mention.text in ("Acme", "Valley Boys")


def test_entity_beside_a_name_of_the_user_stays(find: Find) -> None:
    assert [mention.text for mention in find("Acme sued Globex Fund.", {"Globex Fund": "ORG"})] == ["Acme", "Globex Fund"]


def test_person_of_the_user_is_known_by_surname_after_the_full_name(link: Link) -> None:
    actors = link("Karel Vosk spoke. Vosk's plan failed.", {"Vosk's": PERSON})
    assert [actor and actor.iri for actor in actors] == [ACTOR + "karel-vosk"] * 2


def test_title_before_a_person_of_the_user_is_read(find: Find) -> None:
    (mention,) = find("Foreign Minister Karel Vosk")
    assert mention.title is not None
    assert mention.title.role == "Foreign Minister"


def test_alias_of_the_user_is_the_known_actor(link: Link) -> None:
    assert link("Ruscovia voted.") == [load_actors().actors["RUS"]]


def test_shipped_resources_know_nothing_of_the_users_actors(rows: Path) -> None:
    assert "Ruscovia" in load_resources([rows]).base.names
    assert "Ruscovia" not in load_resources().base.names


def test_claims_are_about_the_actors_of_the_user(rows: Path) -> None:
    claims = Extractor(actors=[rows]).extract(Document("test", text="Acme condemned Ruscovia on Monday."))
    assert [(claim.subject.iri, claim.relation, claim.object.iri) for claim in claims] == [
        (ACTOR + "acme", "accuses", ACTOR + "RUS")
    ]


def test_wrong_file_is_refused_before_the_pipeline_loads(rows: Path) -> None:
    rows.write_text("name,aliases\nFoo Fund,Kremlin\n")
    with pytest.raises(DataError, match="'Kremlin' of 'Foo Fund' is a name of Russia already"):
        Extractor(model="no_such_pipeline", actors=[rows])


def test_name_of_an_overruling_entry_wins_whatever_the_words_around_it_say(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text("name,kind,aliases,base\nRapid Support Forces,ArmedGroup,RSF,overrule\nWang Yi,,,remove\n")
    extractor = Extractor(actors=[path])
    text = "RSF urged Vietnam to free journalists of the press. Wang Yi condemned Japan."
    names = {m.text: m.actor.iri for m in extractor.mentions(Document("test", text)) if m.actor is not None}
    assert names["RSF"] == load_actors().names["Rapid Support Forces"].actor.iri
    assert names["Wang Yi"] == ACTOR + "local-wang-yi"
