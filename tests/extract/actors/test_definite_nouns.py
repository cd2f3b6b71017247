from collections.abc import Callable

import pytest
from diplograph.extract import Extractor, LinkedMention
from diplograph.ontology import Document

Refer = Callable[..., list[str]]


@pytest.fixture(scope="session")
def refer(extractor: Extractor) -> Refer:
    """The names of the actors that the last occurrence of some words stands for."""

    def find(text: str, words: str, title: str | None = None) -> list[str]:
        start = text.rindex(words)
        mentions: tuple[LinkedMention, ...] = extractor.mentions(Document("test", text, title=title))
        over = [m for m in mentions if m.start < start + len(words) and start < m.end]
        return [mention.actor.name for mention in over if mention.actor is not None]

    return find


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Georgia appealed to NATO. The alliance declined.", "alliance", "NATO"),
        ("Kenya left the International Criminal Court. The court regretted the step.", "court", "International Criminal Court"),
        ("The African Union met in Accra. The bloc condemned Mali.", "bloc", "African Union"),
        ("Hezbollah attacked Israel. The group took two prisoners.", "group", "Hezbollah"),
        ("The Security Council met. The council condemned Iran.", "council", "UN Security Council"),
        ("Togo's president, Faure Gnassingbe, flew home. The president thanked Ghana.", "president", "Faure Gnassingbé"),
        ("Norway joined NATO in 1949. The country borders Russia.", "country", "Norway"),
        ("Chad attacked Mali. It denied the raid.", "It", "Chad"),
        ("Mr. Bush thanked Malta for its help.", "its", "Malta"),
        ("Palestinian officials said they would protest.", "they", "Palestinian Authority"),
        ("Hezbollah fired on Israel. They took two prisoners.", "They", "Hezbollah"),
    ],
)
def test_description_or_pronoun_stands_for_who_fits(text: str, words: str, actor: str, refer: Refer) -> None:
    assert refer(text, words) == [actor]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Georgia appealed to Russia. The alliance declined.", "alliance"),
        ("NATO met in Riga. The court regretted the step.", "court"),
        ("The minister left. The president thanked Ghana.", "president"),
        ("Malian President Ali Diop met Ghanaian President Kofi Boateng. The president smiled.", "president"),
        ("Chad and Mali quarrelled. The country lost.", "country"),
        ("Chad and Mali quarrelled. It denied the raid.", "It"),
        ("Norway opened. They left.", "They"),
    ],
)
def test_what_two_fit_or_none_stays_unresolved(text: str, words: str, refer: Refer) -> None:
    assert refer(text, words) == []


def test_i_and_we_in_a_quotation_are_the_speaker_and_the_state(refer: Refer) -> None:
    text = '"I welcome the truce and we thank Oman," Kenyan President William Ruto said.'
    assert refer(text, "I ") == ["William Ruto"]
    assert refer(text, "we ") == ["Kenya"]


def test_statement_told_after_a_colon_is_in_the_words_of_its_speaker(refer: Refer) -> None:
    text = "Kenyan President William Ruto said:\n\nI welcome the truce.\n\nWe thank Oman."
    assert refer(text, "I ") == ["William Ruto"]
    assert refer(text, "We ") == ["Kenya"]


def test_statement_is_in_the_words_of_the_person_of_its_title(refer: Refer) -> None:
    assert refer("I welcome the truce.", "I ", "Statement by Kenyan President William Ruto") == ["William Ruto"]


def test_writer_of_a_report_is_nobody_known(refer: Refer) -> None:
    assert refer("I saw the talks fail.", "I ", "Talks between Kenya and Oman fail") == []


def test_we_of_a_text_that_a_state_opens_is_that_state(refer: Refer) -> None:
    assert refer("Oman condemns the attack. We thank Kenya.", "We ") == ["Oman"]
