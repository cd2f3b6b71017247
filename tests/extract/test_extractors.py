import subprocess
import sys

import pytest
from diplograph.extract import EXTRACTORS, ClaimExtractor, Extractor
from diplograph.ontology import Document, ModelError


def test_frames_is_the_extractor_that_is_shipped(extractor: Extractor) -> None:
    made = EXTRACTORS["frames"]()
    document = Document("talks", "Oman accused Chad of an attack.")
    assert isinstance(made, Extractor)
    assert made.name == extractor.name
    assert made.extract(document) == extractor.extract(document) != ()


def test_shipped_extractor_keeps_the_protocol(extractor: Extractor) -> None:
    any_extractor: ClaimExtractor = extractor
    assert any_extractor.name.startswith("en_")


@pytest.mark.parametrize("name", EXTRACTORS)
def test_extractor_hands_its_options_on(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DIPLOGRAPH_LLM_MODEL", "small")
    with pytest.raises(ModelError, match="no_such_model"):
        EXTRACTORS[name](model="no_such_model")


def test_names_of_extractors_are_listed_without_spacy() -> None:
    script = "import sys; from diplograph.extract import EXTRACTORS; list(EXTRACTORS); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
