"""Headlines that open a text: evidence like its sentences, where the body does not tell the same."""

from diplograph.extract import Extractor
from diplograph.ontology import Claim, Document, Modality


def extract(extractor: Extractor, text: str, title: str | None = None) -> list[Claim]:
    return list(extractor.extract(Document("test", text=text, title=title)))


def test_headline_claims_what_the_body_does_not(extractor: Extractor) -> None:
    text = "Hungary Vetoes Ukraine\u2019s EU Bid\n\nThe decision came on Monday.\n"
    vetoes = [claim for claim in extract(extractor, text) if claim.relation == "opposesMembership"]
    assert [(claim.subject.name, claim.object.name) for claim in vetoes] == [("Hungary", "Ukraine")]
    (evidence,) = vetoes[0].evidence
    assert evidence.quote == text[evidence.start : evidence.end] == "Hungary Vetoes Ukraine\u2019s EU Bid"


def test_body_tells_better_what_both_tell(extractor: Extractor) -> None:
    text = "Kenya Condemns Uganda\n\nKenyan officials condemned Uganda on Monday, and met envoys of Chad.\n"
    found = extract(extractor, text)
    assert {claim.relation for claim in found} == {"accuses", "consultsWith"}
    assert all(evidence.start > text.index("\n") for claim in found for evidence in claim.evidence)


def test_person_of_the_body_is_known_in_the_headline(extractor: Extractor) -> None:
    text = "Macron Urges Mali to Free Soldiers\n\nPresident Emmanuel Macron spoke in Paris.\n"
    (request,) = (claim for claim in extract(extractor, text) if claim.relation == "requests")
    assert (request.subject.name, request.object.name) == ("Emmanuel Macron", "Mali")


def test_question_and_plan_of_a_headline_are_no_facts(extractor: Extractor) -> None:
    for headline in ("Will Turkey Attack Syria?", "Turkey to Attack Syria", "Turkey May Attack Syria"):
        found = extract(extractor, f"{headline}\n\nNobody knows.\n")
        assert all(claim.modality is not Modality.ACTUAL for claim in found)


def test_headline_of_its_own_field_claims_nothing(extractor: Extractor) -> None:
    assert extract(extractor, "The decision came on Monday.", "Hungary Vetoes Ukraine's EU Bid") == []


def test_headline_tells_nobody_s_office(extractor: Extractor) -> None:
    text = "Kenyan President William Ruto Lands in Oslo\n\nThe visit is short.\n"
    assert [claim for claim in extract(extractor, text) if claim.relation == "represents"] == []
