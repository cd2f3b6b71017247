"""Where the names of persons begin and end, beside titles, bodies and states."""

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document


def persons(text: str, extractor: Extractor) -> list[str]:
    mentions = extractor.mentions(Document("test", text))
    return [m.actor.name for m in mentions if m.actor is not None and m.actor.kind == "Person"]


def others(text: str, extractor: Extractor) -> list[str]:
    mentions = extractor.mentions(Document("test", text))
    return [m.actor.name for m in mentions if m.actor is not None and m.actor.kind != "Person"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U.N. Secretary-General Ban Ki-moon urged Syria to stop the attacks.", "Ban Ki-moon"),
        ("U.S. Undersecretary of State Nicholas Burns has expressed doubt that India will sign.", "Nicholas Burns"),
        ("The United Nations High Commissioner for Human Rights Volker Türk urged Iran to stop.", "Volker Türk"),
        ("President Musharraf dismissed Chief Justice Iftikhar Mohammed Chaudry in March.", "Iftikhar Mohammed Chaudry"),
        ("His Majesty King Mswati III thanked South Africa.", "Mswati III"),
        ("Roscosmos State Corporation Dmitry Rogozin met Putin.", "Dmitry Rogozin"),
    ],
)
def test_person_is_apart_from_the_title_and_body_before_the_name(text: str, name: str, extractor: Extractor) -> None:
    assert name in persons(text, extractor)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Carter Center criticized Chad.", "Carter Center"),
        ("The Bank of China aided Chad.", "Bank of China"),
        ("The Prosecutor General's Office of Ukraine accused Russia.", "Ukraine"),
    ],
)
def test_body_with_a_name_or_an_office_in_it_is_no_person(text: str, body: str, extractor: Extractor) -> None:
    assert persons(text, extractor) == []
    assert body in others(text, extractor)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vladimir Putin met with Emir of the State of Qatar Tamim bin Hamad Al Thani in Sochi.", "Tamim bin Hamad Al Thani"),
        ("The Iraqi police killed Abdallah Maki Mosleh al-Rifai in Al Anbar.", "Abdallah Maki Mosleh al-Rifai"),
        ("Insurgents accuse Grand Ayatollah Ali al-Sistani of approving the invasion.", "Ali al-Sistani"),
        ("Prime Minister Madhav Kumar Nepal is scheduled to visit India.", "Madhav Kumar Nepal"),
    ],
)
def test_name_goes_on_over_particles_hyphens_and_a_state(text: str, name: str, extractor: Extractor) -> None:
    assert name in persons(text, extractor)


def test_name_does_not_go_on_into_a_compound(extractor: Extractor) -> None:
    assert "Germany" in others("Merkel-led Germany urged Russia to stop.", extractor)


def test_state_behind_a_surname_is_no_part_of_it(extractor: Extractor) -> None:
    assert persons("President Sisi of Egypt met President Abbas of Fatah.", extractor) == [
        "Abdel Fattah el-Sisi",
        "Mahmoud Abbas",
    ]


def test_name_behind_a_courtesy_title_is_a_person(extractor: Extractor) -> None:
    assert "Mr. Roed-Larsen" in persons("Mr. Roed-Larsen urged Syria to leave Lebanon.", extractor)


def test_envoy_for_a_state_is_named_right_behind_it(extractor: Extractor) -> None:
    text = "UN Special Envoy for Syria Staffan de Mistura visited Iran."
    assert persons(text, extractor) == ["Staffan de Mistura"]
    # Whom somebody is sent to is part of the title, and no party.
    assert set(others(text, extractor)) == {"United Nations", "Iran"}


def test_last_word_of_a_body_is_nobody_who_holds_an_office_of_it(extractor: Extractor) -> None:
    assert persons("Somalia asked Norway to head the Organization of America States.", extractor) == []
    assert persons("Norway thanked the president of Turkey Erdogan.", extractor) == ["Recep Tayyip Erdoğan"]


def test_where_a_body_is_based_is_no_part_of_its_name(extractor: Extractor) -> None:
    assert "Citgo" in others("The agreement with U.S.-based Citgo allows families to buy oil.", extractor)


def test_first_member_behind_an_organization_is_no_part_of_it(extractor: Extractor) -> None:
    found = others("Chile signed a deal with the Andean Community of Bolivia, Colombia and Peru.", extractor)
    assert {"Andean Community", "Bolivia", "Colombia", "Peru"} <= set(found)


def test_group_of_members_names_its_organization_too(extractor: Extractor) -> None:
    found = others("Ireland and Malta are EU members outside NATO.", extractor)
    assert {"European Union", "European Union members"} <= set(found)


def test_ministry_of_a_spokesman_is_its_state(extractor: Extractor) -> None:
    assert others("Egyptian Foreign Ministry spokesman Hossam Zaki criticized Iran.", extractor) == ["Egypt", "Iran"]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Idriss Deby and President of Togo Faure Gnassingbe met on Friday.", {"Idriss Déby", "Faure Gnassingbé"}),
        (
            "Talks between Idriss Deby and President of the Republic of Azerbaijan Ilham Aliyev.",
            {"Idriss Déby", "Ilham Aliyev"},
        ),
        ("Mahmoud Abbas, Chancellor Idriss Deby and President of Togo Faure Gnassingbe met.", {"Mahmoud Abbas", "Idriss Déby"}),
    ],
)
def test_person_before_and_is_no_part_of_the_next_ones_title(text: str, others: set[str], extractor: Extractor) -> None:
    assert others <= set(persons(text, extractor))


def test_name_of_a_body_ends_before_a_semicolon(extractor: Extractor) -> None:
    text = "Chad blocked the entry of Mali into the New Development Bank; Togo announced that it would oppose it."
    assert "New Development Bank" in others(text, extractor)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr. Okafor and Director Wang Yi agreed on talks.", ["Mr. Okafor", "Wang Yi"]),
        ("Deputy National Security Advisor KT McFarland praised Israel.", ["KT McFarland"]),
        ("BEN OKELLO qu'on accuse France.", ["BEN OKELLO"]),
        ("Sabah Abd al-Karim threatened Iraq.", ["Sabah Abd al-Karim"]),
        ("West African fishermen were detained by Ghana.", []),
    ],
)
def test_name_ends_where_the_next_one_or_another_word_begins(text: str, names: list[str], extractor: Extractor) -> None:
    assert persons(text, extractor) == names


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "The Kenyan League for the Defence of Human Rights accused Chad.",
            ["Kenyan League for the Defence of Human Rights", "Chad"],
        ),
        (
            "The United States Court of International Trade rejected the tariffs.",
            ["United States Court of International Trade"],
        ),
        (
            "Jane Smith, director of the United States Office of Management and Budget, praised Israel.",
            ["United States", "Israel"],
        ),
        ("Bank of America and Citigroup sued Iran.", ["Bank of America", "Citigroup", "Iran"]),
        ("United Nations Security Council Resolution 1701 supports Lebanon.", ["UN Security Council", "Lebanon"]),
        ("The South American group Mercosur criticized Chad.", ["Mercosur", "Chad"]),
        ("The al-Qaida-linked militant group Abu Sayyaf attacked Manila.", ["Abu Sayyaf", "Philippines"]),
        ("The Association of Southeast Asian nations criticized Chad.", ["ASEAN", "Chad"]),
        ("Chad banned TikTok and MoveOn.org.", ["Chad", "TikTok", "MoveOn.org"]),
        ("U.S forces attacked Chad.", ["United States", "United States", "Chad"]),
    ],
)
def test_name_of_a_body_is_whole_and_nothing_more(text: str, bodies: list[str], extractor: Extractor) -> None:
    assert others(text, extractor) == bodies
