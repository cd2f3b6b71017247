"""The cache of answers: whole or not there, and only for its owner."""

import builtins
import stat
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.llm import AnswerCache
from diplograph.extract.llm.cache import Answer
from diplograph.ontology import ModelError

ASKED = [{"role": "user", "content": "Who?"}]


@pytest.fixture
def cache(tmp_path: Path) -> AnswerCache:
    return AnswerCache(tmp_path / "answers")


def only_file(cache: AnswerCache) -> Path:
    (path,) = [path for path in cache.folder.rglob("*") if path.is_file()]
    return path


def test_answer_comes_back(cache: AnswerCache) -> None:
    key = AnswerCache.key("small", ASKED)
    assert cache.get(key) is None
    cache.put(key, Answer("Oman", 10, None))
    assert cache.get(key) == Answer("Oman", 10, None)
    assert only_file(cache).name == f"{key}.json"


def test_question_is_known_by_model_and_all_of_its_words() -> None:
    keys = {AnswerCache.key(model, [{"role": "user", "content": text}]) for model in ("a", "b") for text in ("x", "y", "ü")}
    assert len(keys) == 6


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("Oman", "Chad"),
        lambda text: "",
        lambda text: "[1, 2]",
        lambda text: "[" * 100_000,
        lambda text: '{"key": 1}',
    ],
)
def test_spoilt_answer_is_none(cache: AnswerCache, spoil: Any) -> None:
    key = AnswerCache.key("small", ASKED)
    cache.put(key, Answer("Oman"))
    path = only_file(cache)
    path.write_text(spoil(path.read_text()))
    assert cache.get(key) is None


def test_answer_of_another_question_is_none(cache: AnswerCache) -> None:
    one, other = AnswerCache.key("small", ASKED), AnswerCache.key("large", ASKED)
    cache.put(one, Answer("Oman"))
    path = cache.folder / other[:2] / f"{other}.json"
    path.parent.mkdir(exist_ok=True)
    only_file(cache).rename(path)
    assert cache.get(other) is None


def test_answers_are_for_their_owner_alone(cache: AnswerCache) -> None:
    cache.put(AnswerCache.key("small", ASKED), Answer("Oman"))
    path = only_file(cache)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"answers of the model cannot be kept there: .*; name another --llm-cache"):
        AnswerCache(tmp_path / "file" / "below")


def test_platform_says_where_caches_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = AnswerCache().folder
    assert folder.is_relative_to(tmp_path)
    assert folder.name == "llm"


def test_without_platformdirs_a_folder_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: Any) -> Any:
        if name == "platformdirs":
            raise ImportError(name)
        return real(name, *arguments)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModelError, match=r"pip install 'diplograph\[llm\]', or name a folder with --llm-cache"):
        AnswerCache()
