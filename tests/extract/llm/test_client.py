"""The client on a scripted server that answers well and badly."""

import socket
from typing import Any

import pytest
from diplograph.extract.llm import ChatClient, LlmSettings, LlmUsage
from diplograph.extract.llm.client import PassageTooLongError
from diplograph.ontology import InputError, ModelError

ASKED = [{"role": "user", "content": "Who said it?"}]
KEY = "sk-secret-123"


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(settings: LlmSettings, waits: list[float]) -> ChatClient:
    return ChatClient(settings, LlmUsage("small"), schema={"type": "object"}, sleep=waits.append)


def test_answer_comes_with_its_cost(server: Any, client: ChatClient) -> None:
    server.will("Oman")
    assert client.ask(ASKED).content == "Oman"
    assert (client.usage.asked, client.usage.read_tokens, client.usage.written_tokens) == (1, 1000, 50)


def test_structured_output_and_the_model_are_asked_for(server: Any, client: ChatClient) -> None:
    server.will("Oman")
    client.ask(ASKED)
    (body,) = server.asked
    assert (body["model"], body["messages"], body["temperature"]) == ("small", ASKED, 0)
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}


def test_key_is_sent_and_wins_over_netrc(
    server: Any, settings: LlmSettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    server.will("Oman")
    keyed = LlmSettings(settings.url, "small", KEY, settings.cache)
    ChatClient(keyed, LlmUsage("small")).ask(ASKED)
    ChatClient(settings, LlmUsage("small")).ask(ASKED)
    assert [headers.get("Authorization") for headers in server.headers] == [f"Bearer {KEY}", None]


def test_what_stays_on_this_machine_goes_through_no_proxy(
    server: Any, client: ChatClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.will("Oman")
    assert client.ask(ASKED).content == "Oman"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_busy_server_is_asked_again_later_each_time(server: Any, client: ChatClient, waits: list[float], status: int) -> None:
    server.will((status, {}), (status, {}), "Oman")
    assert client.ask(ASKED).content == "Oman"
    assert waits == [1, 2]
    assert client.usage.retries == 2


def test_server_says_how_long_to_wait_but_not_for_ever(server: Any, client: ChatClient, waits: list[float]) -> None:
    server.will((429, {}, {"Retry-After": "7"}), (429, {}, {"Retry-After": "86400"}), "Oman")
    client.ask(ASKED)
    assert waits == [7, 60]


def test_server_that_stays_busy_is_told(server: Any, client: ChatClient, waits: list[float]) -> None:
    server.will((503, {"error": {"message": "loading\x1b[31m"}}))
    with pytest.raises(ModelError, match=r"HTTP 503, also after 5 retries: loading \[31m$"):
        client.ask(ASKED)
    assert waits == [1, 2, 4, 8, 16]


def test_no_server_is_told_at_once(settings: LlmSettings, waits: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ModelError, match="no model can be reached there: Connection refused; start the server"):
        ChatClient(LlmSettings(url, "small"), LlmUsage("small"), sleep=waits.append).ask(ASKED)
    assert waits == []


@pytest.mark.parametrize("status", [401, 403])
def test_refused_key_is_told_without_the_key(server: Any, settings: LlmSettings, status: int) -> None:
    server.will((status, {"error": {"message": f"Incorrect API key provided: {KEY}"}}))
    keyed = LlmSettings(settings.url, "small", KEY)
    with pytest.raises(ModelError, match=r"the key is refused.*DIPLOGRAPH_LLM_KEY") as caught:
        ChatClient(keyed, LlmUsage("small")).ask(ASKED)
    assert KEY not in str(caught.value)


def test_words_of_a_server_never_show_the_key(server: Any, settings: LlmSettings) -> None:
    server.will((418, {"error": f"who is {KEY}?"}))
    with pytest.raises(ModelError, match=r"HTTP 418: who is \.\.\.\?"):
        ChatClient(LlmSettings(settings.url, "small", KEY), LlmUsage("small")).ask(ASKED)


def test_missing_key_is_asked_for(server: Any, client: ChatClient) -> None:
    server.will((401, {}))
    with pytest.raises(ModelError, match="a key is asked for"):
        client.ask(ASKED)


def test_unknown_model_is_told_with_those_that_there_are(server: Any, client: ChatClient) -> None:
    server.will((404, {"error": {"message": "model not found"}}))
    with pytest.raises(ModelError, match=r"has no model 'small'.*it has small, large; see"):
        client.ask(ASKED)


def test_server_that_leads_elsewhere_is_not_followed(server: Any, client: ChatClient) -> None:
    server.will((302, b"", {"Location": "http://127.0.0.1:9/v1"}))
    with pytest.raises(ModelError, match="leads elsewhere"):
        client.ask(ASKED)


def test_answer_of_another_kind_of_server_is_told(server: Any, client: ChatClient) -> None:
    server.will((200, b"<html>It works!</html>"))
    with pytest.raises(ModelError, match="not one of an OpenAI-compatible server"):
        client.ask(ASKED)


def test_answer_without_end_is_not_read(server: Any, client: ChatClient) -> None:
    server.will((200, b"x" * (client.limits.answer_bytes + 1)))
    with pytest.raises(ModelError, match="longer than 4,000,000 bytes"):
        client.ask(ASKED)


def test_server_that_never_answers_is_told(settings: LlmSettings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        with pytest.raises(ModelError, match=r"no answer of small within 0\.05 s; set DIPLOGRAPH_LLM_TIMEOUT"):
            ChatClient(LlmSettings(url, "small", timeout=0.05), LlmUsage("small")).ask(ASKED)


def test_one_question_that_goes_wrong_is_no_fault_of_a_server_that_has_answered(server: Any, client: ChatClient) -> None:
    server.will("Oman", (418, {"error": "I am a teapot"}))
    client.ask(ASKED)
    with pytest.raises(InputError, match="HTTP 418: I am a teapot"):
        client.ask(ASKED)


@pytest.mark.parametrize(
    ("refusal", "left"),
    [
        ("response_format json_schema is not supported", {"response_format": {"type": "json_object"}}),
        ("'temperature' does not support 0 with this model", {"temperature": None}),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", {"max_completion_tokens": 4096}),
        ("bad request", {"response_format": {"type": "json_object"}}),
    ],
)
def test_what_a_server_does_not_take_is_asked_for_no_longer(
    server: Any, client: ChatClient, refusal: str, left: dict[str, Any]
) -> None:
    server.will((400, {"error": {"message": refusal}}), "Oman", "Chad")
    assert client.ask(ASKED).content == "Oman"
    assert client.ask(ASKED).content == "Chad"
    for body in server.asked[1:]:
        assert {name: body.get(name) for name in left} == left
    assert len(server.asked) == 3


def test_server_that_takes_nothing_is_given_up(server: Any, client: ChatClient) -> None:
    server.will((400, {"error": {"message": "bad request"}}))
    with pytest.raises(ModelError, match="HTTP 400: bad request"):
        client.ask(ASKED)


@pytest.mark.parametrize(
    "reply",
    [
        (400, {"error": {"message": "This model's maximum context length is 4096 tokens."}}),
        (413, {}),
        (200, {"choices": [{"message": {"content": '{"statements": ['}, "finish_reason": "length"}]}),
    ],
)
def test_too_long_a_passage_is_told_apart(server: Any, client: ChatClient, reply: Any) -> None:
    server.will(reply)
    with pytest.raises(PassageTooLongError):
        client.ask(ASKED)


def test_empty_answer_is_told(server: Any, client: ChatClient) -> None:
    server.will((200, {"choices": [{"message": {"content": None}, "finish_reason": "content_filter"}]}))
    with pytest.raises(InputError, match=r"gives no answer \(finish reason 'content_filter'\)"):
        client.ask(ASKED)


def test_tokens_that_a_server_does_not_tell_are_told_as_such(server: Any, client: ChatClient) -> None:
    server.will((200, {"choices": [{"message": {"content": "Oman"}}], "usage": {"prompt_tokens": "many"}}))
    client.ask(ASKED)
    assert "of 1 the server tells no tokens" in str(client.usage)
