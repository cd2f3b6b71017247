"""Bulleted lists are read as one sentence with the line that opens them; quotes keep the lines of the text."""

from collections.abc import Callable

import pytest
from diplograph.extract import Extractor
from diplograph.extract.text.alignment import AlignedText
from diplograph.extract.text.lists import with_joined_lists
from diplograph.ontology import Claim, Document

Claims = Callable[[str], tuple[Claim, ...]]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Chad halted sales to:\n- Libya\n- Syria\n- Togo", "Chad halted sales to Libya, Syria and Togo."),
        ("Chad fined:\n• Libya;\n• Syria; and\n• Togo.\nIt rained.", "Chad fined: Libya, Syria and Togo.\nIt rained."),
        ("Talks with:\n\n1. Mali\n\n2. Niger", "Talks with Mali and Niger."),
        ("Speakers:\n* Tonga", "Speakers: Tonga."),
    ],
)
def test_items_follow_their_line(text: str, joined: str) -> None:
    assert with_joined_lists(AlignedText(text)).text == joined


@pytest.mark.parametrize(
    "text",
    [
        "Chad halted sales.\n- Libya\n- Syria",
        "The day in brief:\n- The minister of Chad met the envoy of Mali in Oslo\n- Rain",
        "He said:\nLibya is far.",
        "At 10:\n30 people met.",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert with_joined_lists(AlignedText(text)).text == text


def test_quote_is_that_of_the_text(extractor: Extractor) -> None:
    text = "It rained.\n\nNorway has suspended aid to:\n- Mali\n- Niger\n\nIt snowed."
    claims = extractor.extract(Document("test", text=text))
    assert {(claim.relation, claim.object.name) for claim in claims} == {("sanctions", "Mali"), ("sanctions", "Niger")}
    assert {claim.evidence[0].quote for claim in claims} == {"Norway has suspended aid to:\n- Mali\n- Niger"}
