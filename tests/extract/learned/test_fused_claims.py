"""Claims of frames and reader together: who found them is told, and what a text denies stays denied."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from diplograph.extract import EXTRACTORS, ClaimExtractor, Extractor
from diplograph.extract.learned import FusedClaimFinder, Signs, load_reader
from diplograph.ontology import Claim, Document, Modality, Polarity


@pytest.fixture(scope="module")
def both() -> ClaimExtractor:
    return EXTRACTORS["both"]()


@pytest.fixture(scope="module")
def learned() -> ClaimExtractor:
    return EXTRACTORS["learned"]()


def read(extractor: ClaimExtractor, text: str) -> tuple[Claim, ...]:
    return extractor.extract(Document("text", text))


def stated(claims: Sequence[Claim]) -> set[tuple[str, str, str]]:
    return {(claim.subject.name, claim.relation, claim.object.name) for claim in claims}


def test_name_tells_the_pipeline_and_the_version_of_the_reader(both: ClaimExtractor, extractor: Extractor) -> None:
    assert both.name.startswith(extractor.name)
    assert "frames and reader 1" in both.name


def test_claim_that_both_find_names_the_frame_and_the_reader(both: ClaimExtractor) -> None:
    (claim,) = read(both, "Oman accused Chad of arming the rebels of Mali.")[:1]
    assert stated([claim]) == {("Oman", "accuses", "Chad")}
    assert " + reader 1" in claim.frame


def test_claim_of_the_reader_alone_names_no_frame(learned: ClaimExtractor) -> None:
    claims = read(learned, "Oman accused Chad of lying.")
    assert ("Oman", "accuses", "Chad") in stated(claims)
    assert all(claim.frame.startswith("reader 1") for claim in claims)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Brazilians protested against the Brazilian government.", ("Brazilians", "protestsAgainst", "Brazil")),
        ("The United States withdrew its troops from Chicago.", ("United States", "retreatsFrom", "Chicago")),
    ],
)
def test_people_and_place_of_a_state_are_parties_of_their_own_at_home(
    text: str, claim: tuple[str, str, str], learned: ClaimExtractor
) -> None:
    assert claim in stated(read(learned, text))


def test_place_that_tells_where_is_no_party(learned: ClaimExtractor) -> None:
    claims = read(learned, "Egypt deployed its troops in Cairo and Alexandria.")
    assert not any(claim.object.kind == "Territory" for claim in claims)


def test_state_does_nothing_to_itself(learned: ClaimExtractor) -> None:
    claims = read(learned, "Russia and Moscow's officials condemned Russia.")
    assert all(claim.subject.name != getattr(claim.object, "name", "") for claim in claims)


def test_evidence_of_the_reader_is_the_sentence_of_its_trigger(learned: ClaimExtractor) -> None:
    text = "It rained. Oman accused Chad of lying. Nothing else happened."
    (evidence,) = read(learned, text)[0].evidence
    assert text[evidence.start : evidence.end] == evidence.quote == "Oman accused Chad of lying."
    assert evidence.trigger == "accused"


@pytest.mark.parametrize(
    "text",
    [
        "Oman did not attack Chad.",
        "Oman has never bombed Chad.",
        "Oman denied that it had attacked Chad.",
        "Oman no longer opposes Chad's membership of the Arab League.",
    ],
)
def test_denial_is_never_a_stated_fact(both: ClaimExtractor, text: str) -> None:
    acts = ("assaults", "opposesMembership")
    assert [claim for claim in read(both, text) if claim.relation in acts and claim.is_stated_fact] == []


@pytest.mark.parametrize("text", ["Oman will meet Chad in May.", "Oman may impose sanctions on Chad."])
def test_plan_or_possibility_is_never_a_stated_fact(both: ClaimExtractor, text: str) -> None:
    assert all(claim.modality is not Modality.ACTUAL for claim in read(both, text))


def test_fact_is_told_as_one(both: ClaimExtractor) -> None:
    (claim,) = [claim for claim in read(both, "Oman attacked Chad on Monday.") if claim.relation == "assaults"]
    assert (claim.polarity, claim.modality) == (Polarity.AFFIRMED, Modality.ACTUAL)


def test_text_of_one_actor_gives_nothing(both: ClaimExtractor) -> None:
    assert read(both, "Oman is a country. It is hot there.") == ()


def test_same_text_gives_the_same_claims_again(both: ClaimExtractor) -> None:
    text = "Oman accused Chad of lying. Chad rejected the charge and expelled two diplomats of Oman."
    assert read(both, text) == read(both, text)


def test_word_without_end_between_two_names_is_read_over(both: ClaimExtractor) -> None:
    assert isinstance(read(both, f"Oman accused Chad of {'x' * 300_000} and lying."), tuple)


def test_frames_alone_load_neither_the_reader_nor_its_runtime() -> None:
    script = (
        "import sys; from diplograph.extract import EXTRACTORS; from diplograph.ontology import Document;"
        "EXTRACTORS['frames']().extract(Document('text', 'Oman accused Chad.'));"
        "sys.exit('onnxruntime' in sys.modules or 'tokenizers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Sweden, not Norway, attacked Denmark.", {"Sweden"}),
        ("Denmark was attacked by Sweden, not by Norway.", {"Sweden"}),
        ("Qatar and Egypt, not Turkey, attacked Denmark.", {"Qatar", "Egypt"}),
        # Who is not alone is set against nobody.
        ("Many states, not least Norway, attacked Denmark.", {"Norway"}),
    ],
)
def test_who_is_set_against_those_who_act_does_not_act(both: ClaimExtractor, text: str, actors: set[str]) -> None:
    assert {claim.subject.name for claim in read(both, text) if claim.is_stated_fact and claim.relation == "assaults"} == actors


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("Chad was barred from the summit of the Arab League in Oman.", "kept out"),
        ("Chad was not invited to the talks in Oman.", "kept out"),
        ("Chad boycotted the summit in Oman.", "stayed away"),
        ("Chad's delegation walked out of the talks in Oman.", "walked out"),
    ],
)
def test_reader_tells_in_which_manner_somebody_was_not_there(learned: ClaimExtractor, text: str, manner: str) -> None:
    assert {claim.manner for claim in read(learned, text) if claim.manner is not None} == {manner}


def test_reader_tells_the_office_that_the_text_names(learned: ClaimExtractor) -> None:
    claims = read(learned, "Idriss Deby, the president of Chad, met the king of Oman on Friday.")
    assert {claim.role for claim in claims if claim.subject.name == "Idriss Déby"} <= {"president", None}
    offices = {claim.role for claim in read(learned, "Chadian Foreign Minister Mahamat Saleh Annadif accused Oman of lying.")}
    assert any(role is not None and "Minister" in role for role in offices)


@pytest.mark.parametrize(
    "text",
    [
        "Oman is setting up a meeting with Chadian President Idriss Deby and his Malian counterpart Assimi Goita.",
        "French President Emmanuel Macron met Chadian Prime Minister Allamaye Halina in Oman on Friday.",
    ],
)
def test_nobody_holds_the_office_of_a_second_state(both: ClaimExtractor, text: str) -> None:
    states: dict[str, set[str]] = {}
    for subject, relation, state in stated(read(both, text)):
        if relation == "represents":
            states.setdefault(subject, set()).add(state)
    assert states
    assert all(len(found) == 1 for found in states.values()), states


def test_word_of_a_relation_that_the_reader_does_not_know_says_nothing_else_of_the_same_two(both: ClaimExtractor) -> None:
    claims = stated(read(both, "President Xi Jinping called Taiwan an inalienable part of China."))
    assert {relation for subject, relation, place in claims if (subject, place) == ("Xi Jinping", "Taiwan")} == {
        "claimsTerritory"
    }


def signs_of(text: str, relation: str, subject: str, object_: str) -> Signs:
    """What speaks for the claim of the reader alone."""
    extractor = Extractor()
    document = Document("text", text)
    finder = FusedClaimFinder(document, extractor.analyse(document), extractor.resources, load_reader(), with_frames=False)
    (signs,) = [
        item.signs
        for item in finder.weigh()
        if (item.claim.relation, item.claim.subject.name, item.claim.object.name) == (relation, subject, object_)
    ]
    return signs


def test_likeliest_party_of_a_word_is_contested_by_nobody() -> None:
    assert signs_of("Oman accused Chad of lying, and Mali thanked Niger.", "accuses", "Oman", "Chad").contested == 0


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Vladimir Putin met Recep Tayyip Erdogan in Sochi.", ("Russia", "Turkey")),
        ("The delegation of Oman met the president of Chad.", ("Oman", "Chad")),
    ],
)
def test_no_state_meets_its_own_office_holder(both: ClaimExtractor, text: str, parties: tuple[str, str]) -> None:
    for claim in read(both, text):
        if claim.relation == "consultsWith":
            assert {claim.subject.code, claim.object.code} != {claim.subject.code}, stated([claim])


def test_body_of_a_membership_may_stand_in_the_sentence_before(both: ClaimExtractor) -> None:
    claims = read(both, "The European Union met on Monday. Hungary opposed the accession of Ukraine.")
    bids = [claim for claim in claims if claim.relation == "opposesMembership"]
    assert [(claim.subject.name, claim.object.name, claim.organization and claim.organization.name) for claim in bids] == [
        ("Hungary", "Ukraine", "European Union")
    ]


def test_known_office_holder_of_one_state_holds_none_of_another(both: ClaimExtractor) -> None:
    claims = stated(read(both, "Canadian Prime Minister Stephen Harper and Emmanuel Macron announced a fund in Ottawa."))
    assert ("Stephen Harper", "represents", "Canada") in claims
    assert ("Emmanuel Macron", "represents", "Canada") not in claims


def test_who_is_named_first_stands_first_in_what_both_do(learned: ClaimExtractor) -> None:
    claims = [
        claim for claim in read(learned, "Oman and Chad signed a trade agreement in Muscat.") if claim.relation == "agreesWith"
    ]
    assert stated(claims) == {("Oman", "agreesWith", "Chad")}


def test_quote_of_the_reader_names_both_parties(learned: ClaimExtractor) -> None:
    text = (
        "He has met with the king. Presidents of Chad, Idriss Deby, Oman, Haitham bin Tariq, and Mali, Assimi Goita, came. "
        "They agreed on nothing. Chad, Niger, Mali and Oman. Talks were held."
    )
    for claim in read(learned, text):
        quotes = " ".join(evidence.quote for evidence in claim.evidence)
        assert any(word in quotes for word in ("Chad", "Oman", "Mali", "Niger")), (claim, quotes)
