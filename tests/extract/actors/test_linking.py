import datetime
from collections.abc import Callable

import pytest
from diplograph.extract.actors.linking import Linker
from diplograph.extract.names.mention import Mention
from diplograph.ontology import Actor, Document
from diplograph.ontology.actors import ActorBase
from diplograph.ontology.identifiers import ACTOR

Find = Callable[..., list[Mention]]
Link = Callable[..., list[Actor | None]]
PERSON = "PERSON"


@pytest.fixture
def link(base: ActorBase, find_mentions: Find) -> Link:
    """The actor of each mention of a text; persons are those named."""

    def build(text: str, *persons: str, date: str | None = None, body: str | None = None) -> list[Actor | None]:
        entities = dict.fromkeys(persons, PERSON) | ({body: "ORG"} if body is not None else {})
        mentions = find_mentions(text, entities)
        linker = Linker(base, Document("test", text=text, date=datetime.date.fromisoformat(date) if date else None))
        linker.register(mentions)
        return [linker.actor(part) for mention in mentions for part in mention.members]

    return build


@pytest.mark.parametrize("text", ["Russia", "the Kremlin", "Moscow", "Russian", "Russians", "the Russian Federation"])
def test_state_is_one_actor_by_all_its_names(text: str, link: Link) -> None:
    assert [actor and actor.iri for actor in link(text)] == [ACTOR + "RUS"]


def test_known_person_has_a_readable_iri_and_the_code_of_the_state(link: Link) -> None:
    (actor,) = link("Angela Merkel", "Angela Merkel")
    assert actor == Actor(ACTOR + "angela-merkel", "Angela Merkel", "Person", "DEU")


def test_spelling_of_a_known_person_does_not_matter(link: Link) -> None:
    (one,), (other,) = link("Sergei Lavrov", "Sergei Lavrov"), link("Sergey Lavrov", "Sergey Lavrov")
    assert (one.iri, other.iri) == (ACTOR + "sergey-lavrov", ACTOR + "sergey-lavrov")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sergei Lavrov", "Sergei Lavrov"),
        ("Binali Yildirim", "Binali Yildirim"),
        ("SERGEI LAVROV", "Sergey Lavrov"),
        ("Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Joseph R. Biden", "Joe Biden"),
        ("Binyamin Netanyahu", "Benjamin Netanyahu"),
        ("Bongbong Marcos", "Bongbong Marcos"),
        ("Raila ODINGA", "Raila Odinga"),
        ("Khurshid Kasuri", "Khurshid Kasuri"),
        ("Prachanda", "Prachanda"),
    ],
)
def test_known_person_is_called_as_the_text_spells_the_whole_name(text: str, name: str, link: Link) -> None:
    assert [actor and actor.name for actor in link(text, text)] == [name]


def test_unknown_person_is_a_local_actor(link: Link) -> None:
    (actor,) = link("Ximena Qvarnström", "Ximena Qvarnström")
    assert actor == Actor(ACTOR + "local-ximena-qvarnstrom", "Ximena Qvarnström", "Person", None)


def test_title_gives_an_unknown_person_the_code_of_the_state(link: Link) -> None:
    (actor,) = link("Norwegian Foreign Minister Ximena Qvarnström", "Ximena Qvarnström")
    assert actor is not None
    assert actor.code == "NOR"


@pytest.mark.parametrize("text", ["Ximena Qvarnström left. Qvarnström smiled.", "Qvarnström smiled. Ximena Qvarnström left."])
def test_surname_is_the_person_named_in_full_wherever_that_stands(text: str, base: ActorBase, link: Link) -> None:
    linker = Linker(base, Document("test"))
    full, surname = (Mention(i, i + 1, name, PERSON) for i, name in enumerate(("Ximena Qvarnström", "Qvarnström")))
    linker.register((full, surname) if text.startswith("X") else (surname, full))
    assert linker.actor(surname) == linker.actor(full)


def test_surnames_of_one_text_mean_nothing_in_another(base: ActorBase) -> None:
    surname = Mention(0, 1, "Qvarnström", PERSON)
    first, second = (Linker(base, Document(id_)) for id_ in ("a", "b"))
    first.register([Mention(0, 2, "Ximena Qvarnström", PERSON)])
    assert first.actor(surname) != second.actor(surname)


def test_bare_surname_of_a_leader_is_the_leader(link: Link) -> None:
    (actor,) = link("Lavrov", "Lavrov")
    assert actor is not None
    assert actor.name == "Sergey Lavrov"


def test_date_of_the_document_decides_between_holders_of_a_surname(link: Link) -> None:
    (old,) = link("Bush", "Bush", date="1990-06-01")
    (young,) = link("Bush", "Bush", date="2004-06-01")
    assert old is not None
    assert young is not None
    assert (old.code, young.code) == ("USA", "USA")
    assert old.name != young.name


def test_name_in_another_script_is_a_person_with_a_safe_iri(link: Link) -> None:
    (actor,) = link("Хуан Перес", "Хуан Перес")
    assert actor is not None
    assert actor.iri.isascii()
    assert actor.name == "Хуан Перес"


def test_unknown_organization_is_a_local_actor(link: Link) -> None:
    (actor,) = link("the Acme Institute", body="Acme Institute")
    assert actor == Actor(ACTOR + "local-acme-institute", "Acme Institute", "Organization", None)


def test_unknown_organization_of_a_state_has_its_code(link: Link) -> None:
    (actor,) = link("the Norwegian Seed Institute", body="Norwegian Seed Institute")
    assert actor is not None
    assert (actor.kind, actor.code) == ("Organization", "NOR")


def test_outlets_are_linked_to_no_actor(link: Link) -> None:
    assert link("Reuters") == [None]


def test_person_represents_the_state_of_the_title(base: ActorBase, find_mentions: Find) -> None:
    mentions = find_mentions("Norwegian Foreign Minister Ximena Qvarnström", {"Ximena Qvarnström": PERSON})
    linker = Linker(base, Document("test"))
    linker.register(mentions)
    assert linker.represented(linker.person(mentions[0])) == base.state("NOR")


def test_person_of_the_actor_base_represents_the_state_of_the_best_known_office(base: ActorBase) -> None:
    linker = Linker(base, Document("test"))
    assert linker.represented(linker.person(Mention(0, 1, "Angela Merkel", PERSON))) == base.state("DEU")


def test_unknown_person_represents_nobody(base: ActorBase) -> None:
    linker = Linker(base, Document("test"))
    assert linker.represented(linker.person(Mention(0, 1, "Ximena Qvarnström", PERSON))) is None


def test_linking_twice_gives_equal_actors(link: Link) -> None:
    text = "Kremlin spokesman Dmitry Peskov, Ximena Qvarnström, the EU and Hamas"
    assert link(text, "Dmitry Peskov", "Ximena Qvarnström") == link(text, "Dmitry Peskov", "Ximena Qvarnström")


def test_title_is_no_part_of_a_name_that_stands_without_it_too(base: ActorBase) -> None:
    titled, bare = Mention(0, 1, "Qvarnström", PERSON, honorific="Mr."), Mention(2, 3, "Qvarnström", PERSON)
    alone, both = Linker(base, Document("test")), Linker(base, Document("test"))
    alone.register([titled])
    both.register([titled, bare])
    assert [alone.person(titled).name, both.person(titled).name] == ["Mr. Qvarnström", "Qvarnström"]
    assert alone.person(titled).iri == both.person(bare).iri
