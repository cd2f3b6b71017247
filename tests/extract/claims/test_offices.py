from collections.abc import Callable

import pytest
from diplograph.extract.actors.referents import Referents
from diplograph.extract.claims.offices import Holding, find_holdings, find_standings
from diplograph.extract.names.mention import Mention, Title
from diplograph.extract.words.nouns import Lexicon
from diplograph.ontology import Claim
from diplograph.ontology.actors import ActorBase

Refer = Callable[..., Referents]
DOE_LEFT = "Jane_Doe Doe PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root"


def holdings(referents: Referents, lexicon: Lexicon) -> list[Holding]:
    return list(find_holdings(referents.analysis.doc, referents, referents.linker, lexicon))


def titled(base: ActorBase, role: str, *, is_former: bool = False) -> dict[str, Mention]:
    of = Mention(0, 1, "Chad", "known", base.names["Chad"])
    return {"Jane Doe": Mention(0, 1, "Jane Doe", "PERSON", title=Title(role, of, is_former, is_counterpart=False))}


@pytest.mark.parametrize("is_former", [False, True])
def test_title_is_an_office_held_or_held_once(is_former: bool, refer: Refer, base: ActorBase, lexicon: Lexicon) -> None:
    (holding,) = holdings(refer(DOE_LEFT, titled(base, "President", is_former=is_former)), lexicon)
    assert (holding.person.name, holding.role, holding.body.name, holding.is_former) == (
        "Jane Doe",
        "President",
        "Chad",
        is_former,
    )


def test_person_without_a_title_holds_nothing(refer: Refer, lexicon: Lexicon) -> None:
    assert holdings(refer(DOE_LEFT, {"Jane Doe": "PERSON"}), lexicon) == []


APPOSITION = """
Jane_Doe Doe PROPN NNP 8 nsubj
, , PUNCT , 6 punct
the the DET DT 6 det
{modifier} 6 amod
{word} 6 amod
{noun} NOUN NN 1 appos
, , PUNCT , 6 punct
left leave VERB VBD 0 root
"""


def test_apposition_after_a_name_is_an_office(refer: Refer, lexicon: Lexicon) -> None:
    lines = APPOSITION.format(modifier="Chadian Chadian ADJ JJ", word="foreign foreign ADJ JJ", noun="minister minister")
    (holding,) = holdings(refer(lines, {"Jane Doe": "PERSON"}), lexicon)
    assert (holding.role, holding.body.name, holding.is_former) == ("foreign minister", "Chad", False)


def test_former_office_in_an_apposition_is_marked(refer: Refer, lexicon: Lexicon) -> None:
    lines = APPOSITION.format(modifier="former former ADJ JJ", word="Chadian Chadian ADJ JJ", noun="minister minister")
    (holding,) = holdings(refer(lines, {"Jane Doe": "PERSON"}), lexicon)
    assert holding.is_former


def test_apposition_that_is_no_office_is_none(refer: Refer, lexicon: Lexicon) -> None:
    lines = APPOSITION.format(modifier="old old ADJ JJ", word="Chadian Chadian ADJ JJ", noun="singer singer")
    assert holdings(refer(lines, {"Jane Doe": "PERSON"}), lexicon) == []


def test_name_after_an_office_is_its_holder(refer: Refer, lexicon: Lexicon) -> None:
    lines = """
        the the DET DT 2 det
        president president NOUN NN 7 nsubj
        of of ADP IN 4 case
        Chad Chad PROPN NNP 2 nmod
        , , PUNCT , 6 punct
        Jane_Doe Doe PROPN NNP 2 appos
        left leave VERB VBD 0 root
    """
    (holding,) = holdings(refer(lines, {"Jane Doe": "PERSON"}), lexicon)
    assert (holding.person.name, holding.role, holding.body.name) == ("Jane Doe", "president", "Chad")


@pytest.mark.parametrize("standing", ["member", "candidate"])
def test_standing_before_a_state_relates_it_to_the_organization(standing: str, refer: Refer, base: ActorBase) -> None:
    of = Mention(0, 1, "EU", "known", base.names["EU"])
    title = Title(standing, of, is_former=False, is_counterpart=False)
    mention = Mention(0, 1, "Chad", "known", base.names["Chad"], title=title)
    referents = refer("EU_thing_Chad Chad PROPN NNP 2 nsubj\nleft leave VERB VBD 0 root", {"EU thing Chad": mention})
    found = [(state.name, word, body.name) for state, word, body, _ in find_standings(referents.analysis.doc, referents)]
    assert found == [("Chad", standing, "European Union")]


@pytest.mark.parametrize(
    ("text", "represented"),
    [
        ("President Emmanuel Macron met Angela Merkel in France.", {"France"}),
        ("French President Emmanuel Macron met Angela Merkel.", {"France"}),
        ("President Emmanuel Macron met Angela Merkel.", set()),
        ("Ukrainian opposition candidate Viktor Yushchenko met Angela Merkel.", set()),
    ],
)
def test_office_is_that_of_a_state_only_where_the_text_says_of_which(
    text: str, represented: set[str], claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert {claim.object.name for claim in claims_of(text) if claim.relation == "represents"} == represented


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("President George W. Bush spoke of American farms.", True),
        ("President Bush spoke about the United States.", True),
        ("President Bush spoke of American farms.", False),
        ("President Bush spoke in Washington.", False),
    ],
)
def test_last_name_alone_tells_the_office_only_where_the_state_is_named(
    text: str, is_told: bool, claims_of: Callable[[str], tuple[Claim, ...]]
) -> None:
    assert ("represents" in {claim.relation for claim in claims_of(text)}) is is_told
