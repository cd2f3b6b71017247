import datetime
from collections.abc import Callable, Sequence

import pytest
from diplograph.extract import Extractor
from diplograph.extract.actors.linking import Linker
from diplograph.ontology import Document
from diplograph.ontology.actors import ActorBase
from hypothesis import given, settings
from hypothesis import strategies as st

Names = Callable[..., list[str]]


@pytest.fixture(scope="session")
def names(extractor: Extractor) -> Names:
    """The names of the persons in a text, by mention."""

    def find(text: str, date: str | None = None) -> list[str]:
        day = datetime.date.fromisoformat(date) if date is not None else None
        mentions = extractor.mentions(Document("test", text, date=day))
        return [m.actor.name for m in mentions if m.actor is not None and m.actor.kind == "Person"]

    return find


@pytest.mark.parametrize(
    ("text", "date", "person"),
    [
        ("President Bush met Kohl.", "1991-05-01", "George H. W. Bush"),
        ("President Bush met reporters.", "2005-05-01", "George W. Bush"),
        ("Zelenskiy thanked Norway.", "2023-05-01", "Volodymyr Zelenskyy"),
        ("Chancellor Scholz thanked Norway.", "2023-05-01", "Olaf Scholz"),
        ("Mr. Ban met the Burmese premier at the United Nations.", "2010-05-01", "Ban Ki-moon"),
        ("General Petraeus praised Iraq.", None, "David Petraeus"),
        ("John Snow praised Iraq.", None, "John Snow"),
    ],
)
def test_person_is_known_by_surname_title_and_day(text: str, date: str | None, person: str, names: Names) -> None:
    assert names(text, date)[0] == person


@pytest.mark.parametrize("text", ["Mr. Johnson met Mr. Smith.", "Castro met reporters.", "Ahmed Hassan left."])
def test_surname_that_says_too_little_names_nobody_known(text: str, extractor: Extractor) -> None:
    persons = [m.actor for m in extractor.mentions(Document("test", text)) if m.actor is not None]
    assert all("/local-" in actor.iri for actor in persons)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Park condemned Japan.", "2019-08-05"),
        ("Khan accused India.", "2024-05-18"),
        ("Ms Wang met Somali traders.", "2024-05-18"),
        ("Brown condemned Iran.", "2024-05-18"),
        ("Okello accused Kenya of theft.", "2024-05-18"),
    ],
)
def test_surname_that_neither_state_nor_day_speaks_for_is_nobody_known(text: str, date: str, extractor: Extractor) -> None:
    mentions = extractor.mentions(Document("test", text, date=datetime.date.fromisoformat(date)))
    assert mentions[0].actor is not None
    assert "/local-" in mentions[0].actor.iri
    assert mentions[0].actor.code is None


@pytest.mark.parametrize(
    ("text", "date", "person"),
    [
        ("Park met reporters in South Korea.", "2014-08-05", "Park Geun-hye"),
        ("Brown met British troops.", "2009-05-18", "Gordon Brown"),
        ("Wang met Chinese envoys. Foreign Minister Wang condemned Japan.", "2024-05-18", "Wang Yi"),
        ("Erdoğan met Kazakh ministers.", "2022-10-13", "Recep Tayyip Erdoğan"),
        ("Plenković praised Slovenia.", "2019-04-15", "Andrej Plenković"),
        ("Lavrov praised Chad.", "2019-04-15", "Sergey Lavrov"),
    ],
)
def test_surname_that_state_office_or_day_speaks_for_is_the_office_holder(
    text: str, date: str, person: str, names: Names
) -> None:
    assert person in names(text, date)


@pytest.mark.parametrize(
    ("text", "date", "person"),
    [
        ("Joe Bidden condemned Iran in a letter to the United States.", "2022-05-09", "Joe Bidden"),
        ("Peter Pelegrini accused Belarus, Slovakia said.", "2021-10-02", "Peter Pelegrini"),
        ("Oleh Zelenskyj thanked Austria.", "2022-06-02", "Oleh Zelenskyj"),
        ("Grace Okello accused Kenya of theft.", "2024-05-18", "Grace Okello"),
        ("Israeli Prime Minister Binyamin Netanyahu rejected a plan.", "2010-04-12", "Benjamin Netanyahu"),
        ("Slovak President Peter Pelegrini met reporters.", "2025-04-12", "Peter Pellegrini"),
        ("On Thursday Selenskyj asked Italy for help.", "2022-05-12", "Volodymyr Zelenskyy"),
        ("Colonel Qadhafi accused Chad.", "2009-09-23", "Muammar Gaddafi"),
    ],
)
def test_one_letter_off_is_another_person_unless_script_or_office_explain_it(
    text: str, date: str, person: str, names: Names
) -> None:
    assert names(text, date)[0] == person


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("President of Belarus Alexander Lukashenko met Vladimir Putin.", "Alexander Lukashenko"),
        ("Prime Minister of Georgia Irakli Garibashvili accused Chad.", "Irakli Garibashvili"),
        ("Minister of Foreign Affairs of Ukraine Dmytro Kuleba condemned Chad.", "Dmytro Kuleba"),
        ("US Secretary of State Antony Blinken met reporters.", "Antony Blinken"),
        ("Secretary of State Antony Blinken met Chinese officials.", "Antony Blinken"),
    ],
)
def test_office_with_of_before_a_name_is_no_part_of_it(text: str, person: str, names: Names) -> None:
    assert person in names(text, "2022-05-18")
    assert set(names(text, "2022-05-18")) <= {person, "Vladimir Putin"}


def test_of_two_persons_of_one_surname_the_one_named_last_is_meant(names: Names) -> None:
    text = "Ali Diop met Chad. Later Diop left. Fatou Diop met Mali. Diop stayed."
    assert names(text) == ["Ali Diop", "Ali Diop", "Fatou Diop", "Fatou Diop"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hassan Diop met Chad. H. Diop left.", ["Hassan Diop", "Hassan Diop"]),
        ("Hassan Diop met Chad. F. Diop left.", ["Hassan Diop", "F. Diop"]),
        ("Hassan Diop met Chad. Hawa Diop met Mali. H. Diop left.", ["Hassan Diop", "Hawa Diop", "H. Diop"]),
    ],
)
def test_initial_is_the_only_person_of_the_text_whom_it_fits(text: str, expected: list[str], names: Names) -> None:
    assert names(text) == expected


def test_what_is_less_sure_lowers_the_confidence_of_a_claim(extractor: Extractor) -> None:
    (sure,) = (c for c in extractor.extract(Document("a", "Chad accused Mali.")) if c.relation == "accuses")
    (unsure,) = (c for c in extractor.extract(Document("b", "Negroponte accused Mali.")) if c.relation == "accuses")
    assert unsure.subject.name == "John Negroponte"
    assert unsure.confidence < sure.confidence


@pytest.mark.parametrize(
    ("state", "role", "date", "holder"),
    [
        ("GBR", "prime minister", "2021-06-11", "Boris Johnson"),
        ("USA", "president", "2017-05-01", "Donald Trump"),
        ("RUS", "foreign minister", "2025-02-18", "Sergey Lavrov"),
        ("ORG:NATO", "secretary general", "2020-01-01", "Jens Stoltenberg"),
    ],
)
def test_holder_of_an_office_is_who_held_it_on_the_day(state: str, role: str, date: str, holder: str, base: ActorBase) -> None:
    linker = Linker(base, Document("test", date=datetime.date.fromisoformat(date)))
    found = linker.office_holder(base.actors[state], role)
    assert found is not None
    assert found.name == holder


def test_without_a_day_nobody_is_taken_for_the_holder(base: ActorBase) -> None:
    assert Linker(base, Document("test")).office_holder(base.actors["GBR"], "prime minister") is None


@pytest.mark.parametrize(
    ("text", "date", "words", "holder"),
    [
        ("The British prime minister met Malta's envoy.", "2021-06-11", "minister", "Boris Johnson"),
        ("Sergei Lavrov, the Russian foreign minister, met his US counterpart.", "2022-02-23", "counterpart", "Antony Blinken"),
        ("The British prime minister met Malta's envoy.", None, "minister", "United Kingdom"),
        ("The US secretary of state met Malta's envoy.", "2022-02-23", "secretary", "Antony Blinken"),
        ("The former British prime minister met Malta's envoy.", "2021-06-11", "minister", "United Kingdom"),
        ("A British prime minister met Malta's envoy.", "2021-06-11", "minister", "United Kingdom"),
        ("Chad thanked its Turkish ally. British prime ministers met.", "2021-06-11", "ministers", "United Kingdom"),
    ],
)
def test_office_named_without_its_holder_is_who_held_it_on_the_day(
    text: str, date: str | None, words: str, holder: str, extractor: Extractor
) -> None:
    day = datetime.date.fromisoformat(date) if date is not None else None
    end = text.index(words) + len(words)
    (mention,) = (m for m in extractor.mentions(Document("test", text, date=day)) if m.end == end)
    assert mention.actor is not None
    assert mention.actor.name == holder


TEXTS = [
    "Chad accused Mali. Hassan Oumar left.",
    "Hassan Oumar met the Karamanli Relief Committee (KRC). Oumar praised the KRC.",
    "President Bush thanked Poland. Kurdish rebels fled.",
    "Zelenskiy met Scholz in Berlin. They thanked Norway.",
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(TEXTS))))
def test_links_do_not_depend_on_the_order_of_articles(extractor: Extractor, order: Sequence[int]) -> None:
    expected = {i: extractor.mentions(Document(f"text-{i}", TEXTS[i])) for i in range(len(TEXTS))}
    assert {i: extractor.mentions(Document(f"text-{i}", TEXTS[i])) for i in order} == expected


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_links_of_any_text_are_the_same_twice_and_lie_within_it(extractor: Extractor, text: str) -> None:
    safe = text.encode("utf-8", "replace").decode()
    mentions = extractor.mentions(Document("test", safe))
    assert mentions == extractor.mentions(Document("test", safe))
    assert all(0 <= m.start < m.end <= len(safe) and m.text == safe[m.start : m.end] for m in mentions)


def test_office_of_a_part_of_a_state_is_not_that_of_the_state(extractor: Extractor) -> None:
    text = "Ohio's secretary of state rejected the petition of Chad."
    assert not [
        c for c in extractor.extract(Document("test", text, date=datetime.date(2017, 11, 16))) if c.relation == "rejects"
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Labour MP Harriet Colwyn accused Bahrain of theft.", "Harriet Colwyn"),
        ("Fidesz deputy Gergely Halmos condemned Ukraine.", "Gergely Halmos"),
        ("Labour condemned Saudi Arabia.", "Labour"),
        ("Sudan's feared Rapid Support Forces attacked Chad.", "Rapid Support Forces"),
        ("Colombia's leftist National Liberation Army attacked Venezuela.", "ELN"),
        ("Chad's elite presidential guard attacked Boko Haram.", "Chad"),
        ("A US-led coalition bombed a depot in Syria.", "US-led coalition"),
    ],
)
def test_who_acts_is_the_member_or_the_group_and_not_what_stands_before(text: str, subject: str, extractor: Extractor) -> None:
    assert {claim.subject.name for claim in extractor.extract(Document("test", text)) if claim.relation != "represents"} == {
        subject
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kurdish fighters attacked a post in Iran.", None),
        ("A US-led coalition bombed a depot in Syria.", None),
        ("Gunmen from Chad attacked Niger.", "TCD"),
        ("Rebels attacked a convoy in Chad.", "TCD"),
    ],
)
def test_place_of_an_act_is_no_code_of_a_people_or_coalition(text: str, code: str | None, extractor: Extractor) -> None:
    assert extractor.extract(Document("test", text))[0].subject.code == code


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Harriet Colwyn, one of its MPs, accused Bahrain of theft.", "Harriet Colwyn"),
        ("Moussa Sangaré, one of Mali's envoys, condemned Togo.", "Moussa Sangaré"),
        ("Green MEP Lotte Maas condemned Hungary.", "Lotte Maas"),
        ("Gergely Halmos condemned Ukraine.", "Gergely Halmos"),
        ("Her younger sister Ada Nkemelu condemned Niger.", "Ada Nkemelu"),
        ("Weah's son Otis Weah condemned Liberia.", "Otis Weah"),
    ],
)
def test_words_round_a_name_leave_the_person_to_act(text: str, subject: str, extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text))
    assert [claim.subject.name for claim in claims if claim.relation == "accuses"] == [subject]


@pytest.mark.parametrize(
    "text",
    [
        "One of the ministers, Ada Weah, condemned Niger.",
        "Ada Weah, one of a kind, condemned Niger.",
        "Will Kenya condemn Niger?",
    ],
)
def test_one_of_many_and_questions_make_no_other_person(text: str, names: Names) -> None:
    assert set(names(text)) <= {"Ada Weah"}


def test_variant_of_a_dictionary_that_is_one_letter_off_is_another_person(extractor: Extractor) -> None:
    (mention, *_) = extractor.mentions(Document("test", "Grace Okello condemned Uganda."))
    assert mention.actor is not None
    assert mention.actor.name == "Grace Okello"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Jordan Henderson condemned Iran.", "Jordan Henderson"),
        ("Georgia Lund condemned Iran.", "Georgia Lund"),
        ("London Breed condemned Iran.", "London Breed"),
        ("Ireland Baldwin condemned Iran.", "Ireland Baldwin"),
        ("Israel Katz condemned Iran.", "Israel Katz"),
    ],
)
def test_person_called_like_a_state_is_none_and_of_none(text: str, subject: str, extractor: Extractor) -> None:
    (claim,) = extractor.extract(Document("test", text, date=datetime.date(2024, 3, 1)))
    assert (claim.subject.name, claim.subject.kind) == (subject, "Person")
    assert claim.subject.code == ("ISR" if subject == "Israel Katz" else None)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Georgia Power accused Iran of theft.", "Georgia Power"),
        ("Kenya Airways accused Tanzania of theft.", "Kenya Airways"),
        ("Korean Air thanked Japan.", "Korean Air"),
        ("The Turkish Central Bank condemned Greece.", "Turkish Central Bank"),
        ("The French Foreign Ministry condemned Syria.", "France"),
        ("The Russian Air Force attacked Georgia.", "Russia"),
        ("In Tbilisi, Georgia condemned Russia.", "Georgia"),
        ("In Seoul, South Korea also condemned Japan.", "South Korea"),
    ],
)
def test_body_called_by_its_state_is_the_state_only_where_it_is_an_organ(text: str, subject: str, extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text))
    assert {claim.subject.name for claim in claims if claim.relation != "hosts"} == {subject}


def test_city_and_state_behind_another_preposition_are_one_place(extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", "Protesters in Cairo, Egypt condemned Israel."))
    assert [claim.subject.kind for claim in claims] == ["GroupActor"]


@pytest.mark.parametrize(
    ("text", "person", "body"),
    [
        ("Oslo thanked President of the Republic of Turkey Recep Tayyip Erdogan.", "Recep Tayyip Erdoğan", "Turkey"),
        ("President of Belarus Alexander Lukashenko thanked Norway.", "Alexander Lukashenko", "Belarus"),
        ("Prime Minister of the Russian Federation Mikhail Mishustin thanked Norway.", "Mikhail Mishustin", "Russia"),
        ("Minister of Foreign Affairs of Kazakhstan Mukhtar Tleuberdi thanked Norway.", "Mukhtar Tleuberdi", "Kazakhstan"),
        ("Secretary General of the Arab League Ahmed Aboul Gheit thanked Norway.", "Ahmed Aboul Gheit", "Arab League"),
        ("Ireland's Taoiseach Leo Varadkar thanked Norway.", "Leo Varadkar", "Ireland"),
        ("U.S. attorney general Pam Bondi thanked Norway.", "Pam Bondi", "United States"),
        ("The foreign minister of Turkey Mevlut Cavusoglu thanked Norway.", "Mevlüt Çavuşoğlu", "Turkey"),
        ("UN special envoy for Yemen Martin Griffiths thanked Norway.", "Martin Griffiths", "United Nations"),
        ("The UN's envoy for Syria Geir Pedersen thanked Norway.", "Geir Pedersen", "United Nations"),
        ("US ambassador to China Nicholas Burns thanked Norway.", "Nicholas Burns", "United States"),
    ],
)
def test_office_of_a_state_before_a_name_is_that_persons(text: str, person: str, body: str, extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text, date=datetime.date(2020, 8, 5)))
    assert [(c.subject.name, c.object.name) for c in claims if c.relation == "represents"] == [(person, body)]
    assert {c.subject.name for c in claims if c.object.name == "Norway"} <= {person}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Oslo held talks with President of China Xi Jinping.", "Xi Jinping"),
        ("Oslo met the UN special envoy for Yemen Martin Griffiths.", "Martin Griffiths"),
        ("Oslo criticised the leader of Hamas Ismail Haniyeh.", "Ismail Haniyeh"),
    ],
)
def test_person_behind_the_state_of_an_office_is_who_is_dealt_with(text: str, person: str, extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text, date=datetime.date(2020, 8, 5)))
    assert {c.object.name for c in claims if c.subject.name == "Norway"} == {person}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The president of China Daily thanked Norway.", "China Daily"),
        ("Officials of Iran Air thanked Norway.", "Iran Air"),
        ("The prime minister of Spain thanked Norway.", "Spain"),
    ],
)
def test_what_follows_the_state_of_an_office_may_be_no_person(text: str, name: str, extractor: Extractor) -> None:
    mentions = extractor.mentions(Document("test", text))
    assert name in {m.text for m in mentions}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On World Press Freedom Day RSF urged Vietnam to wait.", {"Reporters Without Borders", "Vietnam"}),
        ("On Africa Day AU officials thanked Ghana.", {"African Union", "Ghana"}),
        ("During Ramadan Iraq thanked Kuwait.", {"Iraq", "Kuwait"}),
        ("Hurricane Maria struck Cuba.", set()),
        ("Iraq thanked Kuwait as Typhoon Talim hit China.", {"Iraq", "Kuwait"}),
    ],
)
def test_words_before_an_acronym_feasts_and_storms_are_no_actors(text: str, names: set[str], extractor: Extractor) -> None:
    claims = extractor.extract(Document("test", text))
    assert {actor.name for claim in claims for actor in (claim.subject, claim.object)} == names


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("King Abdullah of Jordan met the Saudi King Abdullah.", ["King Abdullah", "Abdullah of Saudi Arabia"]),
        ("Queen Elizabeth thanked Ireland.", ["Elizabeth II"]),
        ("Sultan Qaboos met Iranian officials.", ["Sultan Qaboos"]),
        ("Pope Francis thanked Cuba.", ["Pope Francis"]),
        ("Pope Benedict thanked Cuba.", ["Pope Benedict XVI"]),
        ("Kenya's Raila Odinga thanked Uganda.", ["Raila Odinga"]),
    ],
)
def test_monarchs_are_known_by_their_first_name_and_title(text: str, persons: list[str], names: Names) -> None:
    assert names(text, "2014-03-20") == persons


@pytest.mark.parametrize("text", ["Charles condemned Chad.", "Abdullah condemned Chad.", "Mohammed condemned Chad."])
def test_first_name_alone_is_no_monarch(text: str, extractor: Extractor) -> None:
    mentions = extractor.mentions(Document("test", text, date=datetime.date(2014, 3, 20)))
    persons = [m.actor for m in mentions if m.actor is not None and m.actor.kind == "Person"]
    assert all("/local-" in actor.iri for actor in persons)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Mr. Whitcomb accused Chad.", ["Mr. Whitcomb"]),
        ("Mr. Whitcomb accused Chad. Jane Whitcomb left.", ["Jane Whitcomb", "Jane Whitcomb"]),
        ("Mullah Nazer Okafor attacked Chad.", ["Mullah Nazer Okafor"]),
        ("Taliban leader Mullah Omar threatened Chad.", ["Mullah Omar"]),
    ],
)
def test_title_is_part_of_what_somebody_is_called_whose_name_is_not_known(text: str, persons: list[str], names: Names) -> None:
    assert names(text) == persons


def test_king_is_no_president_of_that_name(names: Names) -> None:
    assert names("King Hussein joined the talks with Israel.") == ["King Hussein"]


@pytest.mark.parametrize("text", ["LRA leader Joseph Kony threatened Uganda.", "Joseph Kony threatened Uganda."])
def test_leader_of_a_group_is_not_the_group(text: str, names: Names) -> None:
    assert names(text) == ["Joseph Kony"]


def test_first_of_two_surnames_is_the_person_named_with_both(names: Names) -> None:
    assert names("Luis Posada Okafor fled to Chad. Mr. Posada asked for asylum.") == ["Luis Posada Okafor"] * 2
