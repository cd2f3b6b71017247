from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from diplograph.extract import Extractor
from diplograph.extract.names.mention import Mention
from diplograph.extract.syntax.analysis import Analysis
from diplograph.extract.syntax.mending import NEGATED
from diplograph.extract.syntax.pipeline import load_pipeline
from diplograph.extract.text.normalization import Normalizer
from diplograph.ontology import Document, ModelError
from hypothesis import given, settings
from hypothesis import strategies as st

Analyse = Callable[[str], Analysis]
LABELS = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "case", "conj", "acl:relcl")


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> Analyse:
    return lambda text: extractor.analyse(Document("test", text=text))


def save_pipeline(folder: Path, *pipes: str, labels: tuple[str, ...] = LABELS, language: str = "en") -> str:
    """A tiny pipeline without weights worth the name, saved as a folder."""
    nlp = spacy.blank(language)
    for name in pipes:
        pipe = nlp.add_pipe(name)
        for label in labels if name == "parser" else ("ORG",):
            pipe.add_label(label)  # type: ignore[attr-defined]
    if pipes:
        nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


def test_shipped_pipeline_has_parser_and_entities() -> None:
    assert {"parser", "ner"} <= set(load_pipeline().pipe_names)


def test_shipped_pipeline_is_loaded_once_and_another_each_time(tmp_path: Path) -> None:
    model = save_pipeline(tmp_path / "model", "parser", "ner")
    assert load_pipeline() is load_pipeline()
    assert load_pipeline(model) is not load_pipeline(model)


def test_lemmas_are_looked_up_in_a_pipeline_that_was_saved_too(tmp_path: Path) -> None:
    words = ["Negotiators", "met", "bigger", "parties", "that", "knew", "crises"]
    shipped = load_pipeline()
    shipped.to_disk(tmp_path)
    of_each = []
    for nlp in (shipped, load_pipeline(str(tmp_path))):
        table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
        assert all(isinstance(listed, dict) and len(listed) > 0 for listed in table.values())
        of_each.append([token.lemma_ for token in nlp(" ".join(words))])
    assert of_each[0] == of_each[1] == ["negotiator", "meet", "big", "party", "that", "know", "crisis"]


def test_title_in_front_leaves_tags_and_names_of_the_body_as_they_are(extractor: Extractor) -> None:
    text = "Papua New Guinea met the European Union. Chad did not."
    bare, titled = (extractor.mentions(Document("test", text, title=title)) for title in (None, "Talks in Papua New Guinea"))
    assert [(mention.start, mention.end, mention.actor) for mention in bare] == [
        (mention.start, mention.end, mention.actor) for mention in titled
    ]
    assert len(bare) == len(["Papua New Guinea", "European Union", "Chad"])


def test_pipeline_with_the_labels_needed_is_accepted(tmp_path: Path) -> None:
    assert load_pipeline(save_pipeline(tmp_path / "model", "parser", "ner")).pipe_names == ["parser", "ner"]


def test_pipeline_of_another_language_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is for the language 'de'; diplograph reads 'en' only, name an English one"):
        load_pipeline(save_pipeline(tmp_path / "model", "parser", "ner", language="de"))


@pytest.mark.parametrize("name", ["no_such_package", "./no/such/folder"])
def test_missing_model_is_refused_with_its_name_and_the_remedy(name: str) -> None:
    with pytest.raises(ModelError) as raised:
        load_pipeline(name)
    assert str(raised.value).startswith(f"{name}: cannot load this spaCy pipeline")
    assert "name an installed package or a folder" in str(raised.value)


def test_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load this spaCy pipeline"):
        load_pipeline(str(tmp_path))


@pytest.mark.parametrize(("pipes", "missing"), [((), "parser"), (("ner",), "parser"), (("parser",), "ner")])
def test_pipeline_without_a_component_that_is_needed_is_refused(pipes: tuple[str, ...], missing: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as raised:
        load_pipeline(save_pipeline(tmp_path / "model", *pipes))
    assert f"the pipeline has no {missing!r} component; it has {', '.join(pipes) or 'none'}" in str(raised.value)


def test_pipeline_with_other_labels_than_universal_dependencies_is_refused(tmp_path: Path) -> None:
    model = save_pipeline(tmp_path / "model", "parser", "ner", labels=("nsubj", "dobj", "pobj", "prep"))
    with pytest.raises(ModelError) as raised:
        load_pipeline(model)
    assert "the parser has no label 'acl:relcl'" in str(raised.value)
    assert "Universal Dependencies" in str(raised.value)


def test_name_of_the_extractor_is_that_of_the_pipeline_with_its_version(extractor: Extractor) -> None:
    language, _, version = extractor.name.partition(" ")
    assert language.startswith("en_")
    assert version[0].isdigit()


def test_mention_is_one_token_with_all_its_characters(read: Analyse) -> None:
    text = "The European Union met Papua New Guinea."
    analysis = read(text)
    assert {analysis.words(analysis.doc[i]) for i in analysis.mentions} == {"European Union", "Papua New Guinea"}


def test_span_gives_the_original_words_between_two_tokens(read: Analyse) -> None:
    analysis = read("Papua New Guinea met, on Tuesday, the European Union.")
    first, last = (analysis.doc[i] for i in sorted(analysis.mentions))
    assert analysis.span(first, last) == "Papua New Guinea met, on Tuesday, the European Union"


def test_nor_is_read_as_and_with_a_mark(read: Analyse) -> None:
    analysis = read("Neither farmers nor fishermen left.")
    (index,) = analysis.doc.user_data[NEGATED]
    assert (analysis.doc[index].text, analysis.words(analysis.doc[index])) == ("and", "nor")


def test_text_without_words_gives_an_empty_analysis(read: Analyse) -> None:
    assert len(read("").doc) == 0
    assert read("   \n ").mentions == {}


def check_offsets(analysis: Analysis, normalizer: Normalizer) -> None:
    """The law of the reduced text: its tokens stand in order, apart, and over the characters that they replace."""
    assert len(analysis.offsets) == len(analysis.doc)
    position = 0
    for token, (start, end) in zip(analysis.doc, analysis.offsets, strict=True):
        if token.i in analysis.repeated:
            # What a clause leaves out stands at the word before.
            assert (start, end) == analysis.offsets[token.i - 1]
            continue
        assert position <= start < end <= len(analysis.text)
        position = end
        # Inside a line, since signs at its head and its end may be read otherwise.
        plain = " ".join(normalizer.normalize(f"§ {analysis.text[start:end]} §").text.split())
        original = plain.removeprefix("§").removesuffix("§").strip()
        text = " ".join(token.text.split())
        if token.i in analysis.mentions:
            name = "".join(analysis.mentions[token.i].text.split())
            assert name.casefold() in original.replace(" ", "").casefold() or analysis.mentions[token.i].label == "outlet"
        else:
            # A picture between two sentences is read as a full stop, which may be one token with the letter before it.
            is_full_stop = (text, original) == (".", "") or text == f"{original}."
            stands_for_other = (text, original.lower()) in (("and", "nor"), (";", "and")) or is_full_stop
            assert text.casefold() == original.casefold() or stands_for_other


PIECES = st.sampled_from(
    [
        *(
            "Russia",
            "Iranian",
            "the European Union",
            "US-Russia",
            "Kremlin spokesman Jane Doe",
            "EU member Slovenia",
            "Reuters",
        ),
        *("France, Britain and Germany", "neither Chad nor Mali", "NORTH KOREA", "Moscow, Russia", "al-Qaida", "pro-Syrian"),
        *(
            "on Tuesday",
            "two days ago",
            "late Friday,",
            "Tuesday’s",
            "met",
            "attacked",
            "said that",
            "will not",
            "of the",
            "’s",
        ),
        *(
            "\n\n",
            "\t",
            "\r\n",
            "  ",
            ".",
            "…",
            "\u202e",
            "\u200b",
            "\x00",
            "\x1b[31m",
            "—",
            "“",
            "🇷🇺",
            "<b>",
            "&amp;",
            "&nbsp;",
            "🚨",
            "#SouthKorea",
            "@abc",
            "https://example.org/a",
            "-\n",
            "ﬁ",
            "e\u0301",
            "a" * 300,
            "x" * 5000,
        ),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=18).flatmap(
    lambda parts: st.sampled_from([" ", "", ", "]).map(lambda s: s.join(parts))
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_offsets_of_any_text_map_to_the_original(read: Analyse, extractor: Extractor, text: str) -> None:
    check_offsets(read(text), extractor.normalizer)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mentions_of_any_text_stand_on_tokens_of_the_reduced_text(read: Analyse, text: str) -> None:
    analysis = read(text)
    assert all(0 <= i < len(analysis.doc) and isinstance(mention, Mention) for i, mention in analysis.mentions.items())
