from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.extract.frames.bids import find_bids

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
