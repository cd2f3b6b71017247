"""Many articles at once: each stands alone, and none is lost in silence."""

import warnings
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import diplograph.extract
import pytest
from diplograph.extract.claims import Coverage
from diplograph.extract.readers import find_articles
from diplograph.graph import KnowledgeGraph
from diplograph.graph.building import ArticleWarning, Failure, extract_documents, make_extractor
from diplograph.ontology import Claim, DataError, Document, InputError

pytestmark = pytest.mark.usefixtures("fake_extractor")


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in ("a", "b", "c")]
    for path in paths:
        path.write_text(f"Text of {path.stem}.")
    return paths


def test_article_that_breaks_extraction_is_listed_and_the_others_are_read(three: list[Path]) -> None:
    def extract(document: Document) -> tuple[str, ...]:
        if document.id == "b":
            raise RecursionError("too deep")
        return (document.id,)

    failures: list[Failure] = []
    found = list(extract_documents(find_articles(three), extract, failures.append))
    assert [claims for _, claims in found] == [("a",), ("c",)]
    ((failure),) = failures
    assert failure.path == three[1]
    assert isinstance(failure.error, InputError)
    assert str(failure.error).startswith(
        f"{three[1]}: 'b' could not be read to its end and is left out (RecursionError: too deep); cut it"
    )


def test_article_that_the_extractor_refuses_is_listed_with_its_file(three: list[Path]) -> None:
    def extract(document: Document) -> tuple[str, ...]:
        raise InputError(f"{document.id}: the text is too long")

    failures: list[Failure] = []
    assert list(extract_documents(find_articles(three[:1]), extract, failures.append)) == []
    assert [str(failure.error) for failure in failures] == [f"{three[0]}: a: the text is too long"]


def test_fault_of_the_data_is_no_fault_of_an_article(three: list[Path]) -> None:
    def extract(document: Document) -> tuple[str, ...]:
        raise DataError("frames.yaml: wrong")

    with pytest.raises(DataError):
        list(extract_documents(find_articles(three), extract, [].append))


def test_one_path_is_read_as_one_file(three: list[Path]) -> None:
    for path in (three[0], str(three[0])):
        assert [document.id for document in KnowledgeGraph.build(path).documents] == ["a"]


def test_folder_is_read_with_all_its_articles(three: list[Path]) -> None:
    (three[0].parent / "map.png").write_bytes(b"\x89PNG")
    with pytest.warns(ArticleWarning, match=r"map\.png: skipped"):
        graph = KnowledgeGraph.build(three[0].parent)
    assert [document.id for document in graph.documents] == ["a", "b", "c"]
    assert [skipped.path.name for skipped in graph.skipped] == ["map.png"]


def test_file_that_cannot_be_read_is_warned_of(three: list[Path]) -> None:
    with pytest.warns(ArticleWarning, match=r"missing\.txt: no such file") as caught:
        graph = KnowledgeGraph.build([*three, "missing.txt"])
    assert caught[0].filename == __file__
    assert len(graph.documents) == 3


def test_many_faults_are_cut_short_in_the_warning(three: list[Path]) -> None:
    with pytest.warns(ArticleWarning, match="and 3 more: see failures and skipped of the graph"):
        KnowledgeGraph.build([three[0], *(f"missing-{number}.txt" for number in range(8))])


def test_nothing_readable_at_all_is_raised() -> None:
    with pytest.raises(InputError, match=r"missing\.txt: no such file"):
        KnowledgeGraph.build("missing.txt")


def test_caller_that_asks_for_failures_is_not_warned() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = KnowledgeGraph.build(["missing.txt"], on_error="collect")
    assert [failure.path for failure in graph.failures] == [Path("missing.txt")]


def test_no_claims_are_warned_of_with_what_was_read(three: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    silent = SimpleNamespace(name="en_fake 0.1", extract=lambda document: (), coverage=Coverage(sentences=7, naming_two=2))
    monkeypatch.setitem(vars(diplograph.extract), "EXTRACTORS", {"both": lambda **options: silent})
    with pytest.warns(ArticleWarning, match="no claims: 7 sentences read; 2 of them name two actors"):
        graph = KnowledgeGraph.build(three)
    assert graph.coverage == Coverage(7, 2)


def test_no_articles_are_an_empty_graph_and_said() -> None:
    with pytest.warns(ArticleWarning, match="no article was named"):
        graph = KnowledgeGraph.build([])
    assert graph.documents == graph.claims == ()


def test_article_in_another_language_is_named_with_what_to_do(three: list[Path]) -> None:
    three[1].write_text("Die Minister haben sich am Montag in Oslo auf ein neues Abkommen mit der Schweiz geeinigt.")
    graph = KnowledgeGraph.build(three, on_error="collect")
    assert [document.id for document in graph.documents] == ["a", "c"]
    ((failure),) = graph.failures
    assert str(failure.error) == (
        f"{three[1]}: is in German, it seems; diplograph reads English only: translate it first, or leave it out"
    )


def test_article_of_an_archive_in_another_language_is_named_by_its_id(tmp_path: Path) -> None:
    german = "Die Minister haben sich am Montag in Oslo auf ein neues Abkommen mit der Schweiz geeinigt."
    archive = tmp_path / "archive.jsonl"
    archive.write_text(f'{{"id": "n1", "text": "{german}"}}\n{{"id": "n2", "text": "Text."}}\n')
    graph = KnowledgeGraph.build(archive, on_error="collect")
    assert [document.id for document in graph.documents] == ["n2"]
    assert str(graph.failures[0].error).startswith(f"{archive}: 'n1' is in German, it seems;")


class OwnExtractor:
    """Finds a claim in each document, without a pipeline."""

    name = "own 1.0"

    def __init__(self, claim: Claim) -> None:
        self.claim = claim

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return (replace(self.claim, document=document.id),)


def test_graph_is_built_with_an_extractor_of_ones_own(tmp_path: Path, claims: list[Claim]) -> None:
    article = tmp_path / "talks.txt"
    article.write_text("Russia rejects what was proposed.", "utf-8")
    graph = KnowledgeGraph.build(article, extractor=OwnExtractor(claims[0]))
    assert [claim.relation for claim in graph.claims] == [claims[0].relation]
    assert graph.query("SELECT ?name { [] dg:model ?name }").rows == (("own 1.0",),)


def test_own_extractor_brings_its_own_model_and_actors(claims: list[Claim]) -> None:
    with pytest.raises(InputError, match="give them to your own"):
        make_extractor(OwnExtractor(claims[0]), model="en_other")


def test_unknown_extractor_is_told_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"no extractor 'neural'; use one of .*both"):
        make_extractor("neural")


def test_language_of_each_article_is_told_and_kept_whatever_it_declares(tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    english = "The two ministers met in Oslo on Monday, and said that the talks would go on."
    archive.write_text(
        f'{{"id": "a", "text": "{english}", "language": "de"}}\n'
        '{"id": "b", "text": "Scholz, Merz, Kallas.", "language": "de-AT"}\n'
        '{"id": "c", "text": "Scholz, Merz, Kallas."}\n'
    )
    graph = KnowledgeGraph.build(archive, on_error="collect")
    assert [(document.id, document.language) for document in graph.documents] == [("a", "en"), ("c", None)]
    (failure,) = graph.failures
    assert "'b' is in German, it seems" in str(failure.error)
