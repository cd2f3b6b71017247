"""Unlinked parties: bare nouns and unknown places are candidates of the reader, called as the text calls them."""

import pytest
from diplograph.extract import Extractor
from diplograph.extract.claims import ClaimFinder, MentionLinker
from diplograph.extract.frames import EventRegistry
from diplograph.extract.learned import Candidate, CandidateFinder
from diplograph.ontology import Document


def candidates(extractor: Extractor, text: str) -> list[Candidate]:
    document = Document("text", text)
    analysis = extractor.analyse(document)
    linker = MentionLinker(ClaimFinder(document, analysis, extractor.resources))
    finder = CandidateFinder(analysis, linker, EventRegistry(document, analysis))
    return [candidate for sentence in analysis.sentences for candidate in finder.of_sentence(sentence)]


def unlinked(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    found = (candidate for candidate in candidates(extractor, text) if not candidate.is_linked)
    return {(candidate.actor.name, candidate.actor.kind) for candidate in found if candidate.actor is not None}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Chad accused foreign researchers of lying.", ("foreign researchers", "GroupActor")),
        ("Oman sanctioned nine firms on Friday.", ("firms", "GroupActor")),
        ("Chad arrested 253 people on Friday.", ("253 people", "GroupActor")),
        ("The crowd attacked Chad and Oman.", ("crowd", "Organization")),
        ("Chad urged several other donors to pay.", ("donors", "GroupActor")),
    ],
)
def test_bare_noun_is_a_party_called_as_the_text_calls_it(extractor: Extractor, text: str, party: tuple[str, str]) -> None:
    assert party in unlinked(extractor, text)


def test_organ_is_the_only_state_of_its_sentence(extractor: Extractor) -> None:
    assert ("Chad", "State") in unlinked(extractor, "In Chad, the government rejected the offer.")


def test_organ_of_one_of_several_states_keeps_its_noun(extractor: Extractor) -> None:
    found = unlinked(extractor, "Chad and Oman met while the government rejected the offer.")
    assert ("government", "Organization") in found


def test_name_before_a_participle_is_a_party(extractor: Extractor) -> None:
    assert ("Oman", "State") in unlinked(extractor, "An Oman-backed operation pushed the rebels from the valley.")


def test_linked_phrases_stay_linked(extractor: Extractor) -> None:
    (party,) = [c for c in candidates(extractor, "Omani officials spoke.") if c.actor is not None]
    assert party.actor is not None
    assert (party.actor.name, party.is_linked) == ("Oman", True)


@pytest.mark.parametrize(
    "text",
    [
        "The rocket hit a school in the valley.",
        "The agreement was a step towards peace.",
        "It rained in the mountains all day.",
    ],
)
def test_things_are_no_parties(extractor: Extractor, text: str) -> None:
    assert unlinked(extractor, text) == set()


def test_noun_that_only_modifies_a_party_is_none(extractor: Extractor) -> None:
    assert {name for name, _ in unlinked(extractor, "Chad jailed four terrorist suspects.")} <= {"terrorist suspects"}


def test_frames_make_no_claims_of_unlinked_parties(extractor: Extractor) -> None:
    claims = extractor.extract(Document("text", "Chad accused foreign researchers of lying."))
    assert "foreign researchers" not in {claim.object.name for claim in claims}


def test_unknown_place_in_a_list_is_a_party_beside_the_others(extractor: Extractor) -> None:
    found = candidates(extractor, "Europe and the United States have warned they will refer Iran to the council.")
    assert {"Europe", "United States"} <= {candidate.actor.name for candidate in found if candidate.actor is not None}


def names(extractor: Extractor, text: str) -> set[str]:
    return {candidate.actor.name for candidate in candidates(extractor, text) if candidate.actor is not None}


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Raila Odinga spoke. Mr. Odinga's supporters attacked the police.", "Raila Odinga's supporters"),
        ("Chad's main rebel group rejected the offer of Oman.", "Chad's main rebel group"),
        ("The cleric's bloc rejected the offer of Oman.", "cleric's bloc"),
        ("Moscow's theater community criticized Oman.", "Russia's theater community"),
        ("Oman criticized the supporters of presidential candidate Raila Odinga.", "supporters of Raila Odinga"),
        ("Oman jailed residents of the town of Zavrosk.", "residents of Zavrosk"),
        ("Oman attacked opponents of the plan.", "opponents of the plan"),
        ("Oman mediated between the parties to the conflict.", "parties to the conflict"),
        ("Lawyers for the group criticized Oman.", "lawyers for the group"),
    ],
)
def test_group_is_called_by_whose_it_is(extractor: Extractor, text: str, group: str) -> None:
    assert group in names(extractor, text)


def test_day_owns_nobody(extractor: Extractor) -> None:
    assert "protesters" in names(extractor, "Oman criticized Monday's protesters.")


def test_name_that_modifies_a_party_is_one_beside_it(extractor: Extractor) -> None:
    found = names(extractor, "Raila Odinga spoke. Oman criticized the Odinga legal team.")
    assert {"Raila Odinga", "Odinga legal team"} <= found


def test_agencies_of_a_state_are_none_beside_it(extractor: Extractor) -> None:
    assert names(extractor, "Russian intelligence agencies attacked Oman.") == {"Russia", "Oman"}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Oman freed two anti-whaling activists.", "anti-whaling activists"),
        ("Oman jailed a 37-year-old woman.", "37-year-old woman"),
        ("Oman jailed several thousand people.", "people"),
        ("Oman evicted the islanders.", "islanders"),
        ("Oman fought armed insurgents.", "armed insurgents"),
        ("Oman and coalition forces attacked. Afghan and coalition forces attacked the rebels.", "coalition forces"),
        ("Oman criticized the political and religious leaders.", "political and religious leaders"),
        ("Oman criticized Chadian and Sudanese exiles.", "Sudanese exiles"),
    ],
)
def test_words_before_a_noun_are_part_of_its_name(extractor: Extractor, text: str, party: str) -> None:
    assert party in names(extractor, text)


@pytest.mark.parametrize("people", ["Latin American", "Central American", "South American"])
def test_adjective_of_a_region_names_no_state(extractor: Extractor, people: str) -> None:
    found = names(extractor, f"{people} leaders criticized Oman.")
    assert found == {f"{people} leaders", "Oman"}
