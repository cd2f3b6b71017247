"""Whose "I" and "we" a text has that says it only in its title, or in the name of who publishes it."""

import pytest
from diplograph.extract import Extractor
from diplograph.ontology import Document

TALKS = "Remarks by President Emmanuel Macron and Chancellor Olaf Scholz of Germany"


@pytest.mark.parametrize(
    ("text", "title", "outlet", "who"),
    [
        ("We thank Chad.", "Briefing", "President of Kenya (president.example)", "Kenya"),
        ("We thank Chad.", "Briefing", "The White House", "United States"),
        ("We thank Chad.", "Briefing", "Ministry of Foreign Affairs of Japan", "Japan"),
        ("We thank Chad.", "Belize: statement in the general debate", None, "Belize"),
        ("We thank Chad.", "Belize: statement of Jane Qvarn", "UN General Assembly", "Belize"),
        ("We thank President Macron.", TALKS, None, "Germany"),
        ("We thank Chancellor Scholz.", TALKS, None, "France"),
        ("We thank Chad.", TALKS, None, "France"),
        ("We thank Chad.", "Statement by Emmanuel Macron on the visit of Olaf Scholz", "The White House", "France"),
    ],
)
def test_we_of_a_text_is_who_speaks_in_it(text: str, title: str, outlet: str | None, who: str, extractor: Extractor) -> None:
    assert spoken_for(extractor, text, title, outlet) == [who]


@pytest.mark.parametrize(
    ("text", "title", "outlet"),
    [
        ("We thank Chad.", "Chad: a country in turmoil", "Voice of America"),
        ("We thank Chad.", "News of the day", "Bank of England"),
        ("We thank Chad.", "News of the day", "Le Monde"),
        ("We thank Chad.", "Briefing on Kenya", None),
        ("I thank Chad.", "Briefing", "The White House"),
        ('"We thank Chad," said a voice.', "Briefing", "The White House"),
    ],
)
def test_newsroom_speaks_for_no_state_and_a_state_says_no_i(
    text: str, title: str, outlet: str | None, extractor: Extractor
) -> None:
    assert spoken_for(extractor, text, title, outlet) == []


def spoken_for(extractor: Extractor, text: str, title: str, outlet: str | None) -> list[str]:
    """Whom the first person of a text stands for."""
    mentions = extractor.mentions(Document("test", text, title, outlet=outlet))
    return [m.actor.name for m in mentions if m.text in ("I", "We") and m.actor is not None]
