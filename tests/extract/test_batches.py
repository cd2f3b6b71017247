"""Documents that are read together: what comes of one is the same whatever others are beside it."""

from collections.abc import Callable, Iterator

import pytest
from diplograph.extract import Extractor
from diplograph.extract.fused_extractor import FusedExtractor
from diplograph.extract.parsing import in_batches
from diplograph.ontology import Claim, Document, InputError
from hypothesis import given, settings
from hypothesis import strategies as st

HALF_A_PAIR = "Oman met \ud800 Chad."
TEXTS = (
    "Oman accused Chad of an attack.",
    "",
    "Talks Open in Oslo\n\nOSLO, March 10, 2023 (Reuters) – Norway hosts talks of Mali and Niger.\n\nThey met on Monday.",
    "  \n",
    "Peru denied that it had attacked Chile. Its president said Chile was lying.",
    "Chad, Mali and Niger signed a treaty with Oman; France rejected it.",
    HALF_A_PAIR,
)
DOCUMENTS = [
    *(Document(f"d{place}", text=text) for place, text in enumerate(TEXTS)),
    Document("titled", text="Its troops crossed the border of Sudan.", title="Chad Attacks Sudan"),
    Document("repeated", text="Chad Attacks Sudan\n\nIts troops killed rebels on Monday.", title="Chad Attacks Sudan"),
]


def alone(extractor: Extractor, document: Document) -> tuple[Claim, ...] | str:
    try:
        return extractor.extract(document)
    except InputError as error:
        return str(error)


@pytest.fixture(scope="module")
def one_by_one(extractor: Extractor) -> list[tuple[Claim, ...] | str]:
    return [alone(extractor, document) for document in DOCUMENTS]


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(len(DOCUMENTS))), length=st.integers(1, len(DOCUMENTS)))
def test_claims_of_a_document_do_not_hang_on_what_is_read_beside_it(
    extractor: Extractor, one_by_one: list[tuple[Claim, ...] | str], order: list[int], length: int
) -> None:
    found = extractor.extract_all(DOCUMENTS[place] for place in order[:length])
    told = [str(item) if isinstance(item, Exception) else item for item in found]
    assert told == [one_by_one[place] for place in order[:length]]


def test_reader_gives_the_same_together_as_alone() -> None:
    both = FusedExtractor()
    readable = [document for document in DOCUMENTS if document.text != HALF_A_PAIR]
    assert list(both.extract_all(readable)) == [both.extract(document) for document in readable]


def test_error_of_one_document_stays_its_own(extractor: Extractor) -> None:
    found = list(extractor.extract_all([Document("a", TEXTS[0]), Document("bad", HALF_A_PAIR), Document("b", TEXTS[0])]))
    assert isinstance(found[1], InputError)
    assert [isinstance(item, tuple) and len(item) for item in (found[0], found[2])] == [1, 1]


def test_claims_that_cannot_be_made_take_no_other_document_with_them(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., tuple[Claim, ...]] = extractor._claims

    def fail_once(document: Document, *rest: object) -> tuple[Claim, ...]:
        if document.id == "bad":
            raise ZeroDivisionError
        return whole(document, *rest)

    monkeypatch.setattr(extractor, "_claims", fail_once)
    found = list(extractor.extract_all([Document("bad", TEXTS[0]), Document("good", TEXTS[0])]))
    assert isinstance(found[0], ZeroDivisionError)
    assert found[1] == extractor.extract(Document("good", TEXTS[0])) != ()


def test_documents_are_counted_once(extractor: Extractor) -> None:
    before = extractor.coverage
    tuple(extractor.extract_all(DOCUMENTS[:3]))
    together = extractor.coverage
    for document in DOCUMENTS[:3]:
        extractor.extract(document)
    assert extractor.coverage.sentences - together.sentences == together.sentences - before.sentences > 0


def test_batches_hold_all_documents_in_order_and_are_read_as_they_are_asked_for() -> None:
    asked: list[int] = []

    def documents() -> Iterator[Document]:
        for place in range(100):
            asked.append(place)
            yield Document(str(place), text="Oman met Chad. " * (place % 7))

    batches = in_batches(documents())
    first = next(batches)
    assert len(asked) == len(first) < 100
    assert [document.id for batch in (first, *batches) for document in batch] == [str(place) for place in range(100)]


def test_long_document_is_a_batch_of_its_own() -> None:
    long = [Document(str(place), text="word " * 5_000) for place in range(3)]
    assert [len(batch) for batch in in_batches(long)] == [1, 1, 1]
