from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.extract.frames.prospects import find_bids
from diplograph.ontology import Claim, Polarity

Refer = Callable[..., Referents]


def bids(referents: Referents, word: str) -> list[tuple[str | None, str]]:
    """Candidate and organization of each bid that a word carries."""
    token = next(token for token in referents.analysis.doc if token.text == word)
    found = find_bids(token, referents)
    return [(bid.candidate.name if bid.candidate is not None else None, bid.organization.name) for bid in found]


NOUN = """
Kyiv Kyiv PROPN NNP 4 nmod:poss
's 's PART POS 1 case
EU EU PROPN NNP 4 compound
{noun} {noun} NOUN NN 0 root
"""


@pytest.mark.parametrize("noun", ["membership", "accession", "bid", "candidacy", "entry"])
def test_prospect_stands_in_a_noun_with_candidate_and_organization(noun: str, refer: Refer) -> None:
    assert bids(refer(NOUN.format(noun=noun)), noun) == [("Ukraine", "European Union")]


@pytest.mark.parametrize("preposition", ["of", "to", "in"])
def test_organization_may_stand_after_a_preposition(preposition: str, refer: Refer) -> None:
    lines = f"""
        Chad Chad PROPN NNP 3 nmod:poss
        's 's PART POS 1 case
        membership membership NOUN NN 0 root
        {preposition} {preposition} ADP IN 5 case
        NATO NATO PROPN NNP 3 nmod
    """
    assert bids(refer(lines), "membership") == [("Chad", "NATO")]


def test_prospect_without_a_candidate_leaves_it_open(refer: Refer) -> None:
    lines = "NATO NATO PROPN NNP 2 compound\nmembership membership NOUN NN 0 root"
    assert bids(refer(lines), "membership") == [(None, "NATO")]


def test_noun_without_an_organization_is_no_prospect(refer: Refer) -> None:
    lines = "Chad Chad PROPN NNP 3 nmod:poss\n's 's PART POS 1 case\nhope hope NOUN NN 0 root"
    assert bids(refer(lines), "hope") == []


JOIN = """
Chad Chad PROPN NNP 2 {dep}
joining join VERB VBG 0 root
NATO NATO PROPN NNP 2 obj
"""


def test_joining_has_its_subject_as_candidate(refer: Refer) -> None:
    assert bids(refer(JOIN.format(dep="nsubj")), "joining") == [("Chad", "NATO")]


def test_several_candidates_are_a_bid_each(refer: Refer) -> None:
    lines = """
        Chad Chad PROPN NNP 4 nsubj
        and and CCONJ CC 3 cc
        Mali Mali PROPN NNP 1 conj
        joining join VERB VBG 0 root
        NATO NATO PROPN NNP 4 obj
    """
    assert bids(refer(lines), "joining") == [("Chad", "NATO"), ("Mali", "NATO")]


def test_admitting_has_its_object_as_candidate(refer: Refer) -> None:
    lines = """
        France France PROPN NNP 2 nsubj
        admitted admit VERB VBD 0 root
        Chad Chad PROPN NNP 2 obj
        to to ADP IN 5 case
        NATO NATO PROPN NNP 2 obl
    """
    assert bids(refer(lines), "admitted") == [("Chad", "NATO")]


def test_joining_what_is_no_organization_is_no_prospect(refer: Refer) -> None:
    assert bids(refer(JOIN.format(dep="nsubj").replace("NATO NATO", "Mali Mali")), "joining") == []


def test_prospect_is_found_inside_a_phrase(refer: Refer) -> None:
    lines = """
        prospect prospect NOUN NN 0 root
        of of SCONJ IN 4 mark
        Chad Chad PROPN NNP 4 nsubj
        joining join VERB VBG 1 acl
        NATO NATO PROPN NNP 4 obj
    """
    assert bids(refer(lines), "prospect") == [("Chad", "NATO")]


def test_what_moves_to_a_body_and_is_no_actor_is_no_candidate(refer: Refer) -> None:
    lines = """
        brought bring VERB VBD 0 root
        matter matter NOUN NN 1 obj
        to to ADP IN 4 case
        NATO NATO PROPN NNP 1 obl
    """
    assert bids(refer(lines), "brought") == []


def test_members_that_only_say_who_they_are_have_no_prospect(refer: Refer) -> None:
    lines = "NATO NATO PROPN NNP 2 compound\nmembers member NOUN NNS 3 nsubj\nmet meet VERB VBD 0 root"
    assert bids(refer(lines), "members") == []


def test_being_in_a_body_has_its_subject_as_candidate(refer: Refer) -> None:
    lines = """
        Chad Chad PROPN NNP 4 nsubj
        be be AUX VB 4 cop
        in in ADP IN 4 case
        NATO NATO PROPN NNP 0 root
    """
    assert bids(refer(lines), "NATO") == [("Chad", "NATO")]


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object_"),
    [
        (
            "Chad hopes to join NATO. Mali may hold up Chad's candidate status.",
            "opposesMembership",
            "Mali",
            "Chad",
        ),
        ("France backs Chad's NATO membership. Mali opposes the idea.", "opposesMembership", "Mali", "Chad"),
        ("Mali spoke against the return of Chad to the African Union.", "opposesMembership", "Mali", "Chad"),
        ("Mali would like Chad to be in NATO.", "supportsMembership", "Mali", "Chad"),
    ],
)
def test_prospect_is_told_in_other_words(
    text: str, relation: str, subject: str, object_: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert (relation, subject, object_) in {(c.relation, c.subject.name, c.object.name) for c in claims_of(text)}


def test_plan_to_bring_a_matter_to_a_body_is_no_bid(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    claims = claims_of("Iran agreed to stop, staving off a push by Chad to bring the matter to the Security Council.")
    assert not [claim for claim in claims if claim.relation in ("seeksMembership", "supportsMembership")]


def test_who_rules_out_the_joining_of_another_does_not_renounce_it(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    assert not [claim for claim in claims_of("Mali rejected Chad joining NATO.") if claim.relation == "seeksMembership"]


def test_who_urges_others_to_block_a_bid_does_not_support_it(claims_of: Callable[[str], tuple[Claim, ...]]) -> None:
    claims = claims_of("Mali called on NATO to disavow a pledge that Chad could join the alliance.")
    assert "supportsMembership" not in {claim.relation for claim in claims}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kosovo wants to join Interpol. Serbia voted no.", ("opposesMembership", "Serbia", "Kosovo", "Interpol")),
        ("Spain recognises Chad and will vote for its admission to NATO.", ("supportsMembership", "Spain", "Chad", "NATO")),
        (
            "Until Croatia settles the border, Slovenia will hold up its entry into the European Union.",
            ("opposesMembership", "Slovenia", "Croatia", "European Union"),
        ),
        ("Mali backs Chad in its effort to join NATO.", ("seeksMembership", "Chad", "NATO", None)),
        (
            "Japan wants a permanent seat at the United Nations.",
            ("seeksMembership", "Japan", "UN Security Council", None),
        ),
        ("Turkey began accession talks in 2005.", ("seeksMembership", "Turkey", "European Union", None)),
        (
            "The European Parliament called for accession talks with Turkey to be frozen.",
            ("opposesMembership", "European Parliament", "Turkey", "European Union"),
        ),
    ],
)
def test_party_that_a_prospect_leaves_unsaid_is_known(
    text: str, expected: tuple[str, str, str, str | None], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    found = {(c.relation, c.subject.name, c.object.name, c.organization and c.organization.name) for c in claims_of(text)}
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "Chad wants to join NATO. Mali vetoed a resolution on Togo.",
        "Chad wants to join NATO. Mali objected to the budget.",
        "Mali froze its application to join NATO. Chad was surprised.",
        "Mali wants its troops out of Chad.",
        "Mali called for the expulsion of a Chadian diplomat.",
        "Mali opened the door of the embassy to Chad.",
        "Mali is welcome in Chad, Togo said.",
        "Chad's place is in the north of the list, Mali said.",
        "Mali sees no reason to block Chad from joining NATO.",
    ],
)
def test_words_that_are_about_no_membership_oppose_and_support_none(
    text: str, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    told = [c for c in claims_of(text) if c.relation in ("opposesMembership", "supportsMembership")]
    assert not [claim for claim in told if claim.polarity is Polarity.AFFIRMED]
