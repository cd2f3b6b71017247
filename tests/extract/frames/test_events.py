from collections.abc import Callable

import pytest
from diplograph.extract.frames.events import EventRegistry
from diplograph.extract.syntax.analysis import Analysis
from diplograph.ontology import Document, Event
from diplograph.ontology.identifiers import EVENT

Analyse = Callable[..., Analysis]


def events(analysis: Analysis, *words: str, document: str = "test") -> list[Event | None]:
    """The event of the tokens with these words, in the order of the text."""
    registry = EventRegistry(Document(document), analysis)
    return [registry.event(token) for token in analysis.doc if token.text in words]


@pytest.mark.parametrize(
    ("word", "lemma", "kind"),
    [
        ("talks", "talk", "Negotiation"),
        ("negotiations", "negotiation", "Negotiation"),
        ("summit", "summit", "Meeting"),
        ("election", "election", "Election"),
        ("parade", "parade", "Event"),
    ],
)
def test_noun_of_an_event_tells_its_class(word: str, lemma: str, kind: str, analyse: Analyse) -> None:
    (event,) = events(analyse(f"{word} {lemma} NOUN NN 0 root"), word)
    assert event == Event(f"{EVENT}test-{word}", word, kind)


def test_noun_of_a_thing_is_no_event(analyse: Analyse) -> None:
    assert events(analyse("table table NOUN NN 0 root"), "table") == [None]


def test_verb_that_holds_an_event_is_one(analyse: Analyse) -> None:
    (event,) = events(analyse("met meet VERB VBD 0 root"), "met")
    assert event is not None
    assert (event.name, event.kind) == ("meeting", "Meeting")


def test_name_of_an_event_has_the_words_before_it(analyse: Analyse) -> None:
    (event,) = events(analyse("peace peace NOUN NN 2 compound\ntalks talk NOUN NNS 0 root"), "talks")
    assert event is not None
    assert (event.name, event.iri) == ("peace talks", EVENT + "test-peace-talks")


def test_round_of_talks_is_the_talks(analyse: Analyse) -> None:
    lines = """
        round round NOUN NN 0 root
        of of ADP IN 4 case
        peace peace NOUN NN 4 compound
        talks talk NOUN NNS 1 nmod
    """
    (event,) = events(analyse(lines), "round")
    assert event is not None
    assert event.name == "peace talks"


TWO = """
{first} {first_lemma} NOUN NN 2 compound
talks talk NOUN NNS 3 nsubj
ended end VERB VBD 0 root
{determiner} {determiner} DET DT 6 det
{second} {second} NOUN NN 6 compound
talks talk NOUN NNS 7 nsubj
failed fail VERB VBD 3 parataxis
"""


@pytest.mark.parametrize(
    ("determiner", "second", "shared"),
    [("the", "peace", True), ("the", "trade", False), ("some", "trade", False), ("these", "peace", True)],
)
def test_definite_mention_goes_on_with_an_event_that_it_may_be(
    determiner: str, second: str, shared: bool, analyse: Analyse
) -> None:
    lines = TWO.format(first="peace", first_lemma="peace", determiner=determiner, second=second)
    one, other = events(analyse(lines), "talks")
    assert (one == other) is shared


def test_event_is_the_same_however_often_it_is_asked_for(analyse: Analyse) -> None:
    analysis = analyse("the the DET DT 2 det\nsummit summit NOUN NN 0 root")
    registry = EventRegistry(Document("test"), analysis)
    assert registry.event(analysis.doc[1]) is registry.event(analysis.doc[1])


def test_events_of_two_documents_are_two(analyse: Analyse) -> None:
    analysis = analyse("summit summit NOUN NN 0 root")
    assert events(analysis, "summit", document="a") != events(analysis, "summit", document="b")


@pytest.mark.parametrize("id_", ["../../x", "<script>", "a b"])
def test_iri_of_an_event_is_safe_whatever_the_id_of_the_document(id_: str, analyse: Analyse) -> None:
    (event,) = events(analyse("summit summit NOUN NN 0 root"), "summit", document=id_)
    assert event is not None
    assert event.iri.removeprefix(EVENT).replace("-", "").isalnum()
