"""Interview: a passage of text put to a language model, its answer from the cache where it was given before."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from diplograph.ontology import InputError, Schema

from .cache import Answer, AnswerCache
from .client import ChatClient
from .prompt import answer_schema, question, reminder
from .settings import LlmSettings
from .statements import Statement, read_statements
from .usage import Drop, LlmUsage

__all__ = ["Interview"]


class _Read(NamedTuple):
    answer: Answer
    statements: list[Statement]
    malformed: int


class Interview:
    """Asks the model of ``settings`` for the relations of ``schema``; ``usage`` counts what that costs."""

    def __init__(self, settings: LlmSettings, schema: Schema, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.schema = schema
        self.model = settings.model
        self.usage = LlmUsage(settings.model)
        self._url = settings.url
        self._cache = AnswerCache(settings.cache)
        self._client = ChatClient(settings, self.usage, schema=answer_schema(schema), sleep=sleep)

    def statements(self, text: str) -> Sequence[Statement]:
        """What the model states of a passage.

        Raises ``ModelError`` where no model answers, ``InputError`` where it answers no JSON or too much of it, and
        ``PassageTooLongError`` where it cannot hold the passage and its answer.
        """
        messages = question(text, self.schema)
        key = AnswerCache.key(self.model, messages)
        kept = self._cache.get(key)
        read = _read(kept) if kept is not None else None
        if read is not None:
            self.usage.cached += 1
        else:
            read = self._ask(messages)
            self._cache.put(key, read.answer)
        self.usage.stated += len(read.statements) + read.malformed
        self.usage.dropped.update([Drop.FORM] * read.malformed)
        return read.statements

    def _ask(self, messages: list[dict[str, str]]) -> _Read:
        """The first answer that can be read, of two."""
        answer = self._client.ask(messages)
        read = _read(answer)
        if read is None:
            again = [*messages, {"role": "assistant", "content": answer.content}, reminder()]
            read = _read(self._client.ask(again))
        if read is None:
            raise InputError(
                f"{self._url}: {self.model} answers no JSON of the form that is asked for, asked twice; take another model"
            )
        return read


def _read(answer: Answer) -> _Read | None:
    try:
        return _Read(answer, *read_statements(answer.content))
    except ValueError:
        return None
