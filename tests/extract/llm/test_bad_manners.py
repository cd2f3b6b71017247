"""The client on a server with bad manners: it dawdles, hangs, breaks off, never ends, or answers in another shape."""

import datetime
import time
from collections.abc import Callable
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from diplograph.extract.llm import ChatClient, LlmSettings, LlmUsage
from diplograph.ontology import InputError, ModelError

ASKED = [{"role": "user", "content": "Who said it?"}]
Handler = BaseHTTPRequestHandler
Manners = Callable[[Handler], None]


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(settings: LlmSettings, waits: list[float]) -> ChatClient:
    return ChatClient(settings, LlmUsage("small"), sleep=waits.append)


@pytest.fixture
def hasty(settings: LlmSettings, waits: list[float]) -> ChatClient:
    """One that waits for less than half a second."""
    soon = LlmSettings(settings.url, "small", cache=settings.cache, timeout=0.4)
    return ChatClient(soon, LlmUsage("small"), sleep=waits.append)


def begin(handler: Handler, **headers: str) -> None:
    handler.send_response(200)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def break_off(handler: Handler) -> None:
    begin(handler, Content_Length="1000")
    handler.wfile.write(b'{"choices": [')


def break_off_a_chunk(handler: Handler) -> None:
    begin(handler, Transfer_Encoding="chunked")
    handler.wfile.write(b'd\r\n{"choices": [\r\n')


def hang_up(handler: Handler) -> None:
    del handler


def dawdle(handler: Handler) -> None:
    begin(handler, Content_Length="100000")
    for _ in range(300):
        handler.wfile.write(b" ")
        time.sleep(0.02)


def dawdle_by_chunks(handler: Handler) -> None:
    begin(handler, Transfer_Encoding="chunked")
    for _ in range(300):
        handler.wfile.write(b"1\r\n \r\n")
        time.sleep(0.02)


def hang(handler: Handler) -> None:
    begin(handler, Content_Length="1000")
    handler.wfile.write(b'{"choices": [')
    handler.wfile.flush()
    time.sleep(1.5)


def never_end(handler: Handler) -> None:
    begin(handler, Transfer_Encoding="chunked")
    while True:
        handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


@pytest.mark.parametrize("manners", [break_off, break_off_a_chunk])
def test_answer_that_is_broken_off_is_asked_for_again(
    server: Any, client: ChatClient, waits: list[float], manners: Manners
) -> None:
    server.will(manners, manners, "Oman")
    assert client.ask(ASKED).content == "Oman"
    assert (waits, client.usage.retries) == ([1, 2], 2)


@pytest.mark.parametrize("manners", [break_off, break_off_a_chunk])
def test_answers_that_are_always_broken_off_are_told(server: Any, client: ChatClient, manners: Manners) -> None:
    server.will(manners)
    with pytest.raises(ModelError, match="breaks its answers off before their end, also after 5 retries"):
        client.ask(ASKED)
    assert len(server.asked) == 6


def test_one_answer_that_is_always_broken_off_leaves_out_its_article(server: Any, client: ChatClient) -> None:
    server.will("Oman", break_off)
    client.ask(ASKED)
    with pytest.raises(InputError, match="breaks its answers off"):
        client.ask(ASKED)


def test_server_that_hangs_up_at_once_is_told_with_its_address(server: Any, client: ChatClient) -> None:
    server.will(hang_up)
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:\d+/v1: no model can be reached there: .*; start the server"):
        client.ask(ASKED)


def test_server_that_hangs_up_after_it_has_answered_is_asked_again(server: Any, client: ChatClient, waits: list[float]) -> None:
    server.will("Oman", hang_up, "Chad")
    assert [client.ask(ASKED).content for _ in range(2)] == ["Oman", "Chad"]
    assert waits == [1]


@pytest.mark.parametrize("manners", [dawdle, dawdle_by_chunks, hang])
def test_server_that_dawdles_or_hangs_is_given_up_when_the_time_is_over(
    server: Any, hasty: ChatClient, manners: Manners
) -> None:
    server.will(manners)
    started = time.monotonic()
    with pytest.raises(ModelError, match=r"no answer of small within 0\.4 s; set DIPLOGRAPH_LLM_TIMEOUT"):
        hasty.ask(ASKED)
    assert time.monotonic() - started < 4, "the whole answer counts, not what comes of it at once"


def test_answer_in_chunks_without_end_is_not_read(server: Any, client: ChatClient) -> None:
    server.will(never_end)
    with pytest.raises(ModelError, match="longer than 4,000,000 bytes; it was not read"):
        client.ask(ASKED)


def test_server_may_say_the_time_at_which_to_ask_again(server: Any, client: ChatClient, waits: list[float]) -> None:
    then = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    server.will((429, {"error": "busy"}, {"Retry-After": format_datetime(then, usegmt=True)}), "Oman")
    assert client.ask(ASKED).content == "Oman"
    assert 20 < waits[0] <= 30


@pytest.mark.parametrize("when", ["soon", "-5", "Tue, 99 Feb 2025 99:00:00 GMT", "Mon, 06 Jan 2020 10:00:00 GMT", "1" * 40])
def test_time_that_is_none_or_past_is_not_waited_for(server: Any, client: ChatClient, waits: list[float], when: str) -> None:
    server.will((429, {"error": "busy"}, {"Retry-After": when}), "Oman")
    assert client.ask(ASKED).content == "Oman"
    assert waits == [1]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"Oman"',
        b"{}",
        b'{"choices": []}',
        b'{"choices": {}}',
        b'{"choices": [{"message": "Oman"}]}',
        b'{"choices": [{"text": "Oman"}]}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_json_of_another_shape_is_told(server: Any, client: ChatClient, body: bytes) -> None:
    server.will((200, body))
    with pytest.raises(ModelError, match="not one of an OpenAI-compatible server; name its address up to /v1"):
        client.ask(ASKED)


@pytest.mark.parametrize("content", [None, 5, ["Oman"], {"text": "Oman"}, "", "  \n"])
def test_message_without_words_leaves_out_its_article(server: Any, client: ChatClient, content: object) -> None:
    server.will((200, {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}))
    with pytest.raises(InputError, match="small gives no answer"):
        client.ask(ASKED)
