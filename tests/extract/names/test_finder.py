import sys
from collections.abc import Callable

import pytest
from diplograph.extract.names.mention import Mention
from diplograph.ontology.actors import NameKind
from hypothesis import given
from hypothesis import strategies as st

Find = Callable[..., list[Mention]]
PERSON = "PERSON"


def named(mentions: list[Mention]) -> list[str | None]:
    """The actor of each mention, None where it is none of the actor base."""
    return [mention.name.actor.name if mention.name is not None else None for mention in mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The South Korean navy sailed.", "South Korea"),
        ("The Democratic Republic of the Congo voted.", "Democratic Republic of the Congo"),
        ("The United Nations Security Council voted.", "UN Security Council"),
        ("Papua New Guinea voted.", "Papua New Guinea"),
        # Not the Republic of China, which is Taiwan.
        ("The People's Republic of China voted.", "China"),
        ("The People’s Republic of China voted.", "China"),
    ],
)
def test_longest_name_wins(text: str, name: str, find_mentions: Find) -> None:
    assert named(find_mentions(text)) == [name]


@pytest.mark.parametrize("text", ["Norway's plan", "Norway’s plan"])
def test_possessive_is_no_part_of_a_name(text: str, find_mentions: Find) -> None:
    (mention,) = find_mentions(text)
    assert (mention.text, mention.end - mention.start) == ("Norway", 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Burkina-Faso voted.", "Burkina Faso"),
        ("Guinea Bissau voted.", "Guinea-Bissau"),
        ("Guinea–Bissau voted.", "Guinea-Bissau"),
        ("Papua-New Guinea voted.", "Papua New Guinea"),
        ("The Sri-Lankan navy sailed.", "Sri Lanka"),
        ("México voted.", "Mexico"),
        ("Perú voted.", "Peru"),
        ("Cote d’Ivoire voted.", "Ivory Coast"),
    ],
)
def test_states_are_known_with_other_marks_and_accents(text: str, name: str, find_mentions: Find) -> None:
    assert named(find_mentions(text)) == [name]


def test_hyphen_between_two_states_makes_none_of_them(find_mentions: Find) -> None:
    (pair,) = find_mentions("The Guinea-Senegal border")
    assert named(list(pair.parts)) == ["Guinea", "Senegal"]


@pytest.mark.parametrize("text", ["The Male voted.", "A male voted."])
def test_name_without_its_accent_is_none_where_that_is_a_word(text: str, find_mentions: Find) -> None:
    assert find_mentions(text) == []


def test_entity_of_the_pipeline_loses_article_and_possessive(find_mentions: Find) -> None:
    (mention,) = find_mentions("the Acme Institute's plan", {"the Acme Institute's": "ORG"})
    assert (mention.text, mention.label) == ("Acme Institute", "ORG")


def test_names_inside_longer_words_are_none(find_mentions: Find) -> None:
    assert find_mentions("Irelands Maliciously Chadwick") == []


def test_words_in_lower_case_are_no_names(find_mentions: Find) -> None:
    assert find_mentions("they polish the turkey in china") == []


@pytest.mark.parametrize(
    ("text", "names"), [("RUSSIA MET POLAND", ["Russia", "Poland"]), ("THE UNITED STATES", ["United States"])]
)
def test_names_in_headline_capitals_are_found(text: str, names: list[str], find_mentions: Find) -> None:
    assert named(find_mentions(text)) == names


def test_actor_base_overrides_the_pipeline(find_mentions: Find) -> None:
    (mention,) = find_mentions("Chad voted.", {"Chad": PERSON})
    assert mention.label == "known"


def test_person_with_the_name_of_a_state_in_it_stays_a_person(find_mentions: Find) -> None:
    (mention,) = find_mentions("Chad Jordan voted.", {"Chad Jordan": PERSON})
    assert (mention.text, mention.label) == ("Chad Jordan", PERSON)


def test_entity_that_runs_over_a_paragraph_break_is_none(find_mentions: Find) -> None:
    assert find_mentions("Acme\n\nInstitute", {"Acme\n\nInstitute": "ORG"}) == []


def test_places_are_named_after_their_state_and_marked_as_places(find_mentions: Find) -> None:
    (mention,) = find_mentions("in Zurich")
    assert mention.name is not None
    assert (mention.name.actor.name, mention.name.kind) == ("Switzerland", NameKind.PLACE)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("Reuters wrote", "Reuters"),
        ("the French news agency wrote", "Agence France-Presse"),
        ("The Washington Post wrote", "The Washington Post"),
    ],
)
def test_news_outlets_are_no_actors(text: str, outlet: str, find_mentions: Find) -> None:
    (mention,) = find_mentions(text)
    assert (mention.label, mention.text, mention.name) == ("outlet", outlet, None)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("pro-Syrian fighters", {"Syrian": "JJ"}),
        ("anti-American slogans", {"American": "JJ"}),
        ("the U.S.-led force", {"led": "VBN"}),
        ("Iran-backed fighters", {"backed": "VBN"}),
    ],
)
def test_name_inside_a_compound_that_only_describes_is_bound(text: str, tags: dict[str, str], find_mentions: Find) -> None:
    assert all(mention.is_bound for mention in find_mentions(text, None, tags))


@pytest.mark.parametrize(
    ("text", "role", "of"),
    [
        ("US Secretary of State Jane Doe spoke.", "Secretary of State", "United States"),
        ("Norwegian Foreign Minister Jane Doe spoke.", "Foreign Minister", "Norway"),
        ("Norway's Prime Minister Jane Doe spoke.", "Prime Minister", "Norway"),
        ("Kremlin spokeswoman Jane Doe spoke.", "spokeswoman", "Russia"),
        ("Hamas leader Jane Doe spoke.", "leader", "Hamas"),
        ("NATO Secretary General Jane Doe spoke.", "Secretary General", "NATO"),
        ("Iranian nuclear negotiator Jane Doe spoke.", "nuclear negotiator", "Iran"),
    ],
)
def test_title_before_a_person_gives_role_and_body(text: str, role: str, of: str, find_mentions: Find) -> None:
    (mention,) = find_mentions(text, {"Jane Doe": PERSON})
    assert mention.text == "Jane Doe"
    assert mention.title is not None
    assert mention.title.role == role
    assert mention.title.of is not None
    assert named([mention.title.of]) == [of]
    assert not mention.title.is_former


def test_titled_mention_takes_in_its_title(find_mentions: Find, tag: Callable[..., object]) -> None:
    (mention,) = find_mentions("Then Norwegian Foreign Minister Jane Doe spoke.", {"Jane Doe": PERSON})
    assert (mention.start, mention.end) == (1, 6)


def test_title_without_a_body_gives_the_role_alone(find_mentions: Find) -> None:
    (mention,) = find_mentions("President Jane Doe spoke.", {"Jane Doe": PERSON})
    assert mention.title is not None
    assert (mention.title.role, mention.title.of) == ("President", None)


@pytest.mark.parametrize("entity", ["Jane Doe", "Mr. Jane Doe"])
def test_courtesy_title_is_no_office_and_no_part_of_the_name(entity: str, find_mentions: Find) -> None:
    (mention,) = find_mentions("Mr. Jane Doe spoke.", {entity: PERSON})
    assert (mention.text, mention.title) == ("Jane Doe", None)
    assert mention.start == 0


def test_counterpart_is_marked(find_mentions: Find) -> None:
    (mention,) = find_mentions("his Norwegian counterpart Jane Doe spoke.", {"Jane Doe": PERSON})
    assert mention.title is not None
    assert mention.title.is_counterpart
    assert mention.title.of is not None
    assert named([mention.title.of]) == ["Norway"]


@pytest.mark.parametrize(
    "text", ["Norwegian ex-president Jane Doe", "former President Jane Doe", "the late President Jane Doe"]
)
def test_office_that_is_over_is_marked(text: str, find_mentions: Find) -> None:
    (mention,) = find_mentions(text, {"Jane Doe": PERSON})
    assert mention.title is not None
    assert mention.title.is_former


def test_person_of_a_country_without_an_office_has_no_title(find_mentions: Find) -> None:
    norway, person = find_mentions("Norwegian Jane Doe", {"Jane Doe": PERSON})
    assert named([norway]) == ["Norway"]
    assert person.title is None


def test_titles_of_two_persons_stay_apart(find_mentions: Find) -> None:
    (pair,) = find_mentions(
        "Norwegian President Jane Doe and Danish Prime Minister Ib Dahl met.", {"Jane Doe": PERSON, "Ib Dahl": PERSON}
    )
    titles = [part.title for part in pair.members]
    assert [title.role for title in titles if title is not None] == ["President", "Prime Minister"]
    assert named([title.of for title in titles if title is not None and title.of is not None]) == ["Norway", "Denmark"]


@pytest.mark.parametrize(
    ("text", "role", "body"),
    [
        ("EU member Slovenia objected.", "member", "European Union"),
        ("NATO-member Turkey objected.", "member", "NATO"),
        ("EU candidate country Serbia objected.", "candidate", "European Union"),
        ("alliance member Turkey objected.", "member", None),
    ],
)
def test_standing_before_a_state_is_read_as_a_title(text: str, role: str, body: str | None, find_mentions: Find) -> None:
    (mention,) = find_mentions(text)
    assert mention.title is not None
    assert mention.title.role == role
    assert (named([mention.title.of]) if mention.title.of is not None else [None]) == [body]


def test_unknown_organ_is_owned_by_the_state_it_begins_with(find_mentions: Find) -> None:
    (mention,) = find_mentions("the Norwegian Seed Ministry voted.", {"Norwegian Seed Ministry": "ORG"})
    assert mention.owner is not None
    assert mention.owner.actor.name == "Norway"


WORDS = st.sampled_from(
    [
        "Russia",
        "Iran",
        "US",
        "EU",
        "and",
        ",",
        "-",
        "’s",
        "Reuters",
        "President",
        "the",
        "former",
        "nor",
        "neither",
        "\n\n",
        "Kremlin",
    ]
)


@given(st.lists(WORDS | st.text(max_size=8), max_size=25))
def test_mentions_of_any_text_are_in_order_and_apart(find_mentions: Find, tag: Callable[..., object], words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for mention in find_mentions(text):
        assert end <= mention.start < mention.end
        end = mention.end
        assert all(part.parts == () for part in mention.members)
    assert end <= len(tag(text))  # type: ignore[arg-type]


def calls_of(find_mentions: Find, pieces: int) -> int:
    """How many functions are called to find names, half of them entities of the pipeline."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    entities = {f"Bergman{i}": "ORG" for i in range(pieces)}
    text = " ".join(f"{name} met Russia." for name in entities)
    find_mentions(text, entities)
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assert len(find_mentions(text, entities)) == 2 * pieces
    finally:
        sys.setprofile(before)
    return calls


def test_work_grows_with_the_length_of_the_text_alone(find_mentions: Find) -> None:
    assert calls_of(find_mentions, 320) < 9 * calls_of(find_mentions, 40)
