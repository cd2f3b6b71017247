from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.extract.circumstances.attribution import find_attribution
from diplograph.ontology import Claim

Refer = Callable[..., Referents]
PERSON = {"Jane Doe": "PERSON", "Reuters": "outlet"}
INDIRECT = """
{speaker} {speaker} PROPN NNP 2 nsubj
{verb} VERB VBD 0 root
that that SCONJ IN 5 mark
Chad Chad PROPN NNP 5 nsubj
attacked attack VERB VBD 2 ccomp
Mali Mali PROPN NNP 5 obj
"""
TAG = """
Chad Chad PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Mali Mali PROPN NNP 2 obj
, , PUNCT , 6 punct
{speaker} {speaker} PROPN NNP 6 nsubj
said say VERB VBD 2 parataxis
"""
ACCORDING = """
according accord VERB VBG 3 case
to to ADP IN 1 fixed
{speaker} {speaker} PROPN NNP 5 obl
Chad Chad PROPN NNP 5 nsubj
attacked attack VERB VBD 0 root
"""


def speaker(referents: Referents) -> tuple[str | None, str | None]:
    token = next(token for token in referents.analysis.doc if token.text == "attacked")
    found = find_attribution(token, referents)
    return (found.speaker.name if found.speaker is not None else None, found.outlet)


@pytest.mark.parametrize(
    "lines", [INDIRECT.format(speaker="{speaker}", verb="said say"), TAG, ACCORDING], ids=["indirect", "tag", "according"]
)
def test_speaker_is_found_in_every_form_of_report(lines: str, refer: Refer) -> None:
    assert speaker(refer(lines.format(speaker="Jane_Doe"), PERSON)) == ("Jane Doe", None)
    assert speaker(refer(lines.format(speaker="Oman"), PERSON)) == ("Oman", None)


@pytest.mark.parametrize(
    "lines",
    [INDIRECT.format(speaker="{speaker}", verb="reported report"), TAG, ACCORDING],
    ids=["indirect", "tag", "according"],
)
def test_outlet_reports_and_does_not_speak(lines: str, refer: Refer) -> None:
    assert speaker(refer(lines.format(speaker="Reuters"), PERSON)) == (None, "Reuters")


def test_verb_that_is_no_report_has_no_speaker(refer: Refer) -> None:
    assert speaker(refer(INDIRECT.format(speaker="Oman", verb="ensured ensure"))) == (None, None)


def test_plain_statement_has_no_speaker(refer: Refer) -> None:
    assert speaker(refer("Chad Chad PROPN NNP 2 nsubj\nattacked attack VERB VBD 0 root")) == (None, None)


def test_nearest_speaker_is_taken(refer: Refer) -> None:
    lines = """
        Oman Oman PROPN NNP 2 nsubj
        said say VERB VBD 0 root
        Jane_Doe Doe PROPN NNP 4 nsubj
        claimed claim VERB VBD 2 ccomp
        Chad Chad PROPN NNP 6 nsubj
        attacked attack VERB VBD 4 ccomp
    """
    assert speaker(refer(lines, PERSON)) == ("Jane Doe", None)


def test_who_is_told_something_does_not_say_it(refer: Refer) -> None:
    lines = """
        Jane_Doe Doe PROPN NNP 2 nsubj
        told tell VERB VBD 0 root
        Reuters Reuters PROPN NNP 2 obj
        Chad Chad PROPN NNP 5 nsubj
        attacked attack VERB VBD 2 ccomp
    """
    assert speaker(refer(lines, PERSON)) == ("Jane Doe", None)


@pytest.mark.parametrize(
    ("text", "relation", "speaker"),
    [
        ("Chad met Mali; Niger says that Togo was there too.", "consultsWith", None),
        ('"We will not attack Togo; Mali has been warned," Niger said.', "assaults", "Niger"),
        ("Chad did not attack Mali, the ministry in N'Djamena said, and blamed Niger.", "assaults", "Chad"),
        ("Chad did not attack Mali, the ministry in N'Djamena said, and blamed Niger.", "accuses", None),
        ("The foreign ministry in Athens said that Turkey attacked a Greek boat.", "assaults", "Greece"),
    ],
)
def test_speaker_is_who_says_this_and_nothing_beside_it(
    text: str, relation: str, speaker: str | None, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    (claim,) = (claim for claim in claims_of(text) if claim.relation == relation)
    assert (claim.speaker.name if claim.speaker is not None else None) == speaker
