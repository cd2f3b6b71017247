"""The component in a pipeline of somebody else's: claims, entities, spans, one document or many, and what goes wrong."""

import datetime
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from diplograph.extract.spacy_component import SPANS_KEY, make_component
from diplograph.ontology import Document, InputError
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Span

TEXTS = ["Norway accused Iceland on Monday.", "Nobody said anything.", "Sweden supports Denmark's plan."]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplograph", config={"extractor": "frames"})
    return nlp


def test_entry_point_names_the_factory() -> None:
    root = Path(__file__).parents[2]
    points = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    module, _, function = points["diplograph"].partition(":")
    assert getattr(import_module(module), function) is make_component


def test_doc_has_claims_whose_evidence_is_in_its_text(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    (claim,) = doc._.claims
    assert (claim.subject.name, claim.relation, claim.object.name) == ("Norway", "accuses", "Iceland")
    assert doc.text[claim.evidence[0].start : claim.evidence[0].end] == claim.evidence[0].quote == TEXTS[0]
    assert [mention.text for mention in doc._.mentions] == ["Norway", "Iceland"]


def test_entities_are_linked(nlp: Language) -> None:
    found = [(entity.text, entity.label_, entity.kb_id_.rsplit("/", 1)[1]) for entity in nlp(TEXTS[0]).ents]
    assert found == [("Norway", "GPE", "NOR"), ("Iceland", "GPE", "ISL")]


def test_entities_are_wikidata_items_on_request() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("diplograph", config={"extractor": "frames", "kb": "wikidata"})
    assert [entity.kb_id_ for entity in nlp(TEXTS[0]).ents] == ["Q20", "Q189"]


def test_entities_of_others_stay_where_they_do_not_overlap() -> None:
    nlp = spacy.blank("en")

    @Language.component("others_entities")
    def others(doc):
        doc.ents = [Span(doc, 0, 2, "WRONG"), Span(doc, 4, 5, "DATE")]
        return doc

    nlp.add_pipe("others_entities")
    nlp.add_pipe("diplograph", config={"extractor": "frames"})
    assert [(entity.text, entity.label_) for entity in nlp(TEXTS[0]).ents] == [
        ("Norway", "GPE"),
        ("Iceland", "GPE"),
        ("Monday", "DATE"),
    ]


def test_pipe_gives_the_same_as_one_by_one(nlp: Language) -> None:
    piped = [[claim.relation for claim in doc._.claims] for doc in nlp.pipe(TEXTS, batch_size=2)]
    assert piped == [[claim.relation for claim in nlp(text)._.claims] for text in TEXTS] == [["accuses"], [], ["supports"]]
    assert [context for _, context in nlp.pipe(zip(TEXTS, "abc", strict=True), as_tuples=True)] == ["a", "b", "c"]


def test_article_gives_the_day_from_which_days_count(nlp: Language) -> None:
    doc = nlp.make_doc(TEXTS[0])
    doc._.article = Document("talks", date=datetime.date(2025, 2, 19), outlet="The Example")
    (claim,) = nlp(doc)._.claims
    assert (claim.document, claim.date.start) == ("talks", "2025-02-17")
    doc = nlp.make_doc(TEXTS[0])
    doc._.article = "talks"
    with pytest.raises(InputError, match="give a diplograph"):
        nlp(doc)


def test_words_of_claims_are_spans_that_displacy_draws(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert [(span.text, span.label_) for span in doc.spans[SPANS_KEY]] == [("accused", "accuses")]
    drawn = displacy.render(doc, style="span", options={"spans_key": SPANS_KEY}, jupyter=False)
    assert "accuses" in drawn


def test_text_that_cannot_be_read_goes_to_the_error_handler(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    component = nlp.get_pipe("diplograph")
    monkeypatch.setattr(component.extractor.reader.nlp, "max_length", 40)
    long = TEXTS[0] * 3
    with pytest.raises(InputError, match="characters; split it"):
        nlp(long)
    failed: list[str] = []
    nlp.set_error_handler(lambda name, component, docs, error: failed.append(str(error)))
    try:
        assert [doc.text for doc in nlp.pipe([TEXTS[0], long])] == [TEXTS[0]]
        assert len(failed) == 1
    finally:
        nlp.set_error_handler(spacy.util.raise_error)


@pytest.mark.parametrize(("config", "message"), [({"extractor": "magic"}, "magic"), ({"kb": "dbpedia"}, "dbpedia")])
def test_setting_that_there_is_not_is_refused(config: dict[str, str], message: str) -> None:
    with pytest.raises((InputError, ValueError), match=message):
        spacy.blank("en").add_pipe("diplograph", config=config)
