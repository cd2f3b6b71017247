"""Client of an OpenAI-compatible server: one question, one answer, with time-outs, retries and bounds.

Whatever a server cannot do of what is asked (structured output, a temperature, the name of a limit) is asked for no longer
once it has said so.
"""

import datetime
import json
import time
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from diplograph.ontology import InputError, ModelError
from requests.auth import AuthBase

from .cache import Answer
from .limits import load_limits
from .settings import LlmSettings
from .usage import LlmUsage

__all__ = ["ChatClient", "PassageTooLongError"]

_BUSY = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_CHUNK = 65_536
_WORDS_SHOWN = 300
_MODELS_SHOWN = 8


class PassageTooLongError(Exception):
    """Question and answer are longer than the model holds; half of the text may do."""


class _BrokenOffError(Exception):
    """A server has begun to answer and not come to the end."""


class _Bearer(AuthBase):
    """The key in its header; as an ``auth``, it wins over what a .netrc has for the host."""

    def __init__(self, key: str | None) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._key is not None:
            request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class ChatClient:
    """Asks one model; ``usage`` counts what is asked and what it costs, ``sleep`` waits before a retry.

    ``ask`` raises ``ModelError`` where nothing will be answered (no server, key refused, unknown model), ``InputError`` where
    one question has no answer and others had.
    """

    def __init__(
        self,
        settings: LlmSettings,
        usage: LlmUsage,
        *,
        schema: Mapping[str, Any] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings
        self.usage = usage
        self.limits = load_limits()
        self._sleep = sleep
        self._has_answered = False
        self._session = requests.Session()
        self._session.auth = _Bearer(settings.key)
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity"})
        # A proxy is somebody else's machine.
        self._session.trust_env = not settings.is_on_this_machine
        self._options: dict[str, Any] = {"temperature": 0, "max_tokens": self.limits.answer_tokens}
        if schema is not None:
            named = {"name": "statements", "strict": True, "schema": schema}
            self._options["response_format"] = {"type": "json_schema", "json_schema": named}

    def ask(self, messages: Sequence[Mapping[str, str]]) -> Answer:
        """What the model writes; raises ``PassageTooLongError`` where it cannot hold question and answer."""
        self.usage.asked += 1
        started = time.monotonic()
        try:
            answer = self._read_answer(self._negotiate(messages))
        finally:
            self.usage.seconds += time.monotonic() - started
        self._has_answered = True
        return answer

    def _negotiate(self, messages: Sequence[Mapping[str, str]]) -> bytes:
        """The body of a success; what the server does not take is left out one by one."""
        while True:
            body = {"model": self.settings.model, "messages": list(messages), "stream": False, **self._options}
            status, content = self._send("POST", "/chat/completions", json=body)
            if status == HTTPStatus.OK:
                return content
            words = _words(content)
            if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
                if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or self._is_too_long(words):
                    raise PassageTooLongError
                if self._concede(words.lower()):
                    continue
            self._refuse(status, words)

    def _is_too_long(self, words: str) -> bool:
        return any(sign in words.lower() for sign in self.limits.too_long)

    def _concede(self, words: str) -> bool:
        """Ask for less than before, by the words of a refusal; False where there is nothing left that it could be about."""
        if "max_completion_tokens" in words and "max_tokens" in self._options:
            self._options["max_completion_tokens"] = self._options.pop("max_tokens")
            return True
        for word, option in self.limits.concessions.items():
            if word in words and self._give_up(option):
                return True
        # Not every server says what it does not take.
        return not self._has_answered and self._give_up("response_format")

    def _give_up(self, option: str) -> bool:
        if option not in self._options:
            return False
        given_up = self._options.pop(option)
        if option == "response_format" and given_up["type"] == "json_schema":
            self._options[option] = {"type": "json_object"}
        return True

    def _refuse(self, status: int, words: str) -> None:
        where, model = self.settings.url, self.settings.model
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            # Its words may hold a part of the key.
            has_key = "the key is refused" if self.settings.key is not None else "a key is asked for"
            raise ModelError(f"{where}: {has_key} (HTTP {status}); set DIPLOGRAPH_LLM_KEY to one that may use {model}")
        if status == HTTPStatus.NOT_FOUND:
            raise ModelError(f"{where}: has no model {model!r}, or the address is wrong{self._offer()}; see docs/llm.md")
        if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
            raise ModelError(f"{where}: leads elsewhere (HTTP {status}); name the address itself, which mostly ends in /v1")
        if status in _BUSY:
            raise ModelError(f"{where}: answers HTTP {status}, also after {self.limits.retries} retries: {self._shown(words)}")
        if "model" in words.lower() and not self._has_answered:
            raise ModelError(f"{where}: HTTP {status}: {self._shown(words)}{self._offer()}")
        raise self._fault(f"{where}: HTTP {status}: {self._shown(words)}")

    def _fault(self, message: str) -> ModelError | InputError:
        """Of the server, where it never answered; else of the one question."""
        return InputError(message) if self._has_answered else ModelError(message)

    def _shown(self, words: str) -> str:
        shown = words[:_WORDS_SHOWN]
        return shown.replace(self.settings.key, "...") if self.settings.key is not None else shown

    def _offer(self) -> str:
        """The models that the server has, where it tells."""
        try:
            status, content = self._send("GET", "/models", retries=0)
            names = [str(model["id"]) for model in json.loads(content)["data"]] if status == HTTPStatus.OK else []
        except (ModelError, InputError, ValueError, KeyError, TypeError, RecursionError):
            return ""
        more = f" and {len(names) - _MODELS_SHOWN:,} more" if len(names) > _MODELS_SHOWN else ""
        return f"; it has {', '.join(name[:80] for name in names[:_MODELS_SHOWN])}{more}" if names else ""

    def _send(self, method: str, path: str, *, retries: int | None = None, **request: Any) -> tuple[int, bytes]:
        """Status and body of a response; a busy or faulty server is asked again, later each time."""
        limits = self.limits
        left = limits.retries if retries is None else retries
        wait = limits.first_wait_seconds
        while True:
            asked_to_wait: float | None = None
            try:
                status, content, asked_to_wait = self._send_once(method, path, **request)
                if status not in _BUSY or not left:
                    return status, content
            except requests.exceptions.ConnectTimeout:
                raise self._away("no connection within the time") from None
            except requests.exceptions.Timeout:
                raise self._late() from None
            except requests.exceptions.SSLError as error:
                raise self._away(_reason(error)) from None
            except _BrokenOffError:
                if not left:
                    often = f"also after {limits.retries} retries"
                    raise self._fault(f"{self.settings.url}: breaks its answers off before their end, {often}") from None
            except requests.exceptions.RequestException as error:
                # Whoever has answered is restarting; whoever never has is not there.
                if not (left and self._has_answered):
                    raise self._away(_reason(error)) from None
            left -= 1
            self.usage.retries += 1
            self._sleep(min(max(wait, asked_to_wait or 0.0), limits.longest_wait_seconds))
            wait *= 2

    def _send_once(self, method: str, path: str, **request: Any) -> tuple[int, bytes, float | None]:
        until = time.monotonic() + self.settings.timeout
        with self._session.request(
            method,
            self.settings.url + path,
            timeout=(self.limits.connect_seconds, self.settings.timeout),
            allow_redirects=False,
            stream=True,
            **request,
        ) as response:
            content = self._read_body(response, until)
            return response.status_code, content, _seconds(response.headers.get("Retry-After"))

    def _read_body(self, response: requests.Response, until: float) -> bytes:
        """All that comes before ``until``, however little comes at once."""
        content = bytearray()
        try:
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                content += chunk
                if len(content) > self.limits.answer_bytes:
                    most = self.limits.answer_bytes
                    raise self._fault(f"{self.settings.url}: the answer is longer than {most:,} bytes; it was not read")
                if time.monotonic() > until:
                    raise requests.exceptions.ReadTimeout
        except urllib3.exceptions.ReadTimeoutError:
            raise requests.exceptions.ReadTimeout from None
        except urllib3.exceptions.HTTPError:
            raise _BrokenOffError from None
        return bytes(content)

    def _late(self) -> ModelError | InputError:
        return self._fault(
            f"{self.settings.url}: no answer of {self.settings.model} within {self.settings.timeout:g} s; "
            "set DIPLOGRAPH_LLM_TIMEOUT to more, or take a smaller model"
        )

    def _away(self, reason: str) -> ModelError:
        return ModelError(f"{self.settings.url}: no model can be reached there: {reason}; start the server, or name another")

    def _read_answer(self, content: bytes) -> Answer:
        where = self.settings.url
        try:
            told = json.loads(content)
            choice = told["choices"][0]
            written = choice["message"].get("content")
            reason = choice.get("finish_reason")
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            message = f"{where}: the answer is not one of an OpenAI-compatible server; name its address up to /v1"
            raise self._fault(message) from None
        tokens = told.get("usage")
        read, wrote = (_number(tokens, name) for name in ("prompt_tokens", "completion_tokens"))
        self.usage.read_tokens += read or 0
        self.usage.written_tokens += wrote or 0
        self.usage.untold += read is None and wrote is None
        self._has_answered = True
        if reason == "length":
            raise PassageTooLongError
        if not isinstance(written, str) or not written.strip():
            raise InputError(f"{where}: {self.settings.model} gives no answer (finish reason {str(reason)[:40]!r})")
        return Answer(written, read, wrote)


def _number(tokens: object, name: str) -> int | None:
    value = tokens.get(name) if isinstance(tokens, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000_000 else None


def _seconds(header: str | None) -> float | None:
    """How long a server asks to wait: it says the seconds, or the time."""
    if header is None:
        return None
    if header.isascii() and header.isdigit() and len(header) < 10:
        return float(header)
    try:
        return (parsedate_to_datetime(header).astimezone() - datetime.datetime.now().astimezone()).total_seconds()
    except (ValueError, OverflowError):
        return None


def _words(content: bytes) -> str:
    """What a refusal says, on one line."""
    try:
        told = json.loads(content)
        error = told.get("error", told) if isinstance(told, dict) else told
        words = error.get("message", error) if isinstance(error, dict) else error
    except (ValueError, RecursionError):
        words = content[:_CHUNK].decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in str(words)[:_CHUNK]).split()) or "without a word"


def _reason(error: Exception) -> str:
    """The innermost words of an error of requests."""
    cause: BaseException = error
    while (inner := getattr(cause, "reason", None) or cause.__cause__ or cause.__context__) is not None:
        if inner is cause or not isinstance(inner, BaseException):
            break
        cause = inner
    return str(getattr(cause, "strerror", None) or cause).split("\n")[0][:200]
