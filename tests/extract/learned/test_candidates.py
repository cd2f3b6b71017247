"""Candidates of the reader: whom each stretch of a text stands for, and what that party is called."""

import pytest
from diplograph.extract import Extractor
from diplograph.extract.claims import ClaimFinder, MentionLinker
from diplograph.extract.frames import EventRegistry
from diplograph.extract.learned import CandidateFinder
from diplograph.ontology import Document


def parties(extractor: Extractor, text: str) -> dict[str, str]:
    """The names of the parties of a text by the words that stand for them."""
    document = Document("text", text)
    analysis = extractor.analyse(document)
    linker = MentionLinker(ClaimFinder(document, analysis, extractor.resources))
    finder = CandidateFinder(analysis, linker, EventRegistry(document, analysis))
    found = [candidate for sentence in analysis.sentences for candidate in finder.of_sentence(sentence)]
    return {text[c.start : c.end]: c.actor.name for c in found if c.actor is not None}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # Initials with a hyphen behind them.
        ("The U.S.-led invasion angered Oman.", "U.S.", "United States"),
        ("They praised the U.S.-Omani partnership.", "Omani", "Oman"),
        ("The U.N.-brokered truce pleased Chad.", "U.N.", "United Nations"),
        # Groups behind the noun of another.
        ("Opposition supporters attacked the army of Chad.", "Opposition supporters", "Opposition supporters"),
        ("In Chad, coalition forces killed two gunmen.", "coalition forces", "coalition forces"),
        ("In Chad, foreign troops killed two gunmen.", "foreign troops", "foreign troops"),
        ("The rebels thanked mediators in Chad.", "mediators", "mediators"),
        ("Chad arrested several key activists.", "activists", "activists"),
        # Titles that the pipeline takes into a name.
        ("Umoja Research Institute Director Jane Okello accused Chad.", "Jane Okello", "Jane Okello"),
        ("KZTU secretary-general Peter Okello accused Chad.", "KZTU", "KZTU"),
        ("Chief Superintendent Peter Okello accused Chad.", "Peter Okello", "Peter Okello"),
        # The way in which the text spells a name.
        ("Chad fought al-Qaida in the desert.", "al-Qaida", "Al-Qaida"),
        ("Chad fought al-Qaida in Iraq for years.", "al-Qaida in Iraq", "Al-Qaida in Iraq"),
        # Regions that are called like somebody.
        ("Iran accused the West of lying.", "West", "West"),
        # Descriptions.
        ("Taiwan thanked Chad. China claims the island.", "island", "Taiwan"),
        ("Chad thanked Cuba, and Oman blockaded the island.", "island", "Cuba"),
        # A continent's name before what a body does.
        ("Chad rejected the European draft resolution.", "European", "European Union"),
        # What an event includes it is not.
        ("Officials of Chad left the rally, including Peter Okello.", "Peter Okello", "Peter Okello"),
    ],
)
def test_party_is_called_as_a_reader_would_call_it(text: str, words: str, name: str, extractor: Extractor) -> None:
    assert parties(extractor, text).get(words) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Several speakers met at the rally, including Peter Okello.", "rally"),
        ("Chad thanked Oman. China claims the island.", "island"),
        ("Opposition supporters attacked the army of Chad.", "Opposition"),
        ("In Chad, coalition forces killed two gunmen.", "coalition"),
        ("Chad bought European cars.", "European"),
    ],
)
def test_what_names_nobody_of_its_own_is_no_party(text: str, words: str, extractor: Extractor) -> None:
    assert words not in parties(extractor, text)
