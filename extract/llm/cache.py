"""Cache of answers: a file for each question to a model, known by the hash of model, prompt and text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from diplograph.ontology import ModelError

from .limits import load_limits

__all__ = ["Answer", "AnswerCache"]

# Of another version nothing is read: answers are asked for anew.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, and how many tokens it read and wrote; None where its server does not tell."""

    content: str
    read_tokens: int | None = None
    written_tokens: int | None = None


class AnswerCache:
    """Answers in a folder that only its owner reads: they quote articles.

    A file that is cut off, altered or of another version is no answer. Raises ``ModelError`` where the folder cannot be
    written.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else _platform_folder()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> ModelError:
        reason = error.strerror or error
        return ModelError(f"{self.folder}: answers of the model cannot be kept there: {reason}; name another --llm-cache")

    @staticmethod
    def key(model: str, messages: Sequence[Mapping[str, str]]) -> str:
        """The hash of a question: of the model's name and of all that it is told, text and prompt."""
        asked = json.dumps([_VERSION, model, list(messages)], ensure_ascii=False, sort_keys=True)
        return sha256(asked.encode("utf-8", "backslashreplace")).hexdigest()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"

    def get(self, key: str) -> Answer | None:
        """The answer that is kept, None where there is none that is whole."""
        try:
            with self._path(key).open("rb") as file:
                kept = json.loads(file.read(2 * load_limits().answer_bytes))
            told = kept["answer"]
            answer = Answer(told["content"], told["read_tokens"], told["written_tokens"])
            is_whole = kept["key"] == key and kept["digest"] == _digest(answer)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return answer if is_whole else None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, whole or not at all."""
        path = self._path(key)
        content = json.dumps({"key": key, "digest": _digest(answer), "answer": asdict(answer)})
        temporary: Path | None = None
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, suffix=".part", delete=False) as file:
                temporary = Path(file.name)
                file.write(content)
            temporary.replace(path)
        except OSError as error:
            raise self._unwritable(error) from None
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)


def _digest(answer: Answer) -> str:
    return sha256(json.dumps(asdict(answer)).encode()).hexdigest()


def _platform_folder() -> Path:
    try:
        from platformdirs import user_cache_path
    except ImportError:
        raise ModelError(
            "the extractor llm keeps its answers where the platform keeps caches, for which it needs platformdirs: "
            "pip install 'diplograph[llm]', or name a folder with --llm-cache"
        ) from None
    return Path(user_cache_path("diplograph", appauthor=False), "llm")
