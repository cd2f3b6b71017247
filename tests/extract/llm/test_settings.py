"""Settings of a language model: from options and environment, the key from the environment alone."""

from pathlib import Path

import pytest
from diplograph.extract import LlmSettings, read_settings
from diplograph.ontology import InputError

NAMES = ("URL", "MODEL", "KEY", "CACHE", "TIMEOUT")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"DIPLOGRAPH_LLM_{name}", raising=False)


def test_options_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPLOGRAPH_LLM_URL", "http://localhost:1/v1/")
    monkeypatch.setenv("DIPLOGRAPH_LLM_MODEL", "one")
    monkeypatch.setenv("DIPLOGRAPH_LLM_KEY", "sk-1")
    monkeypatch.setenv("DIPLOGRAPH_LLM_TIMEOUT", "12.5")
    settings = read_settings(model="two", cache="here")
    assert settings == LlmSettings("http://localhost:1/v1", "two", "sk-1", Path("here"), 12.5)


def test_key_is_in_no_words_of_the_settings() -> None:
    assert "sk-1" not in repr(LlmSettings("http://localhost/v1", "one", "sk-1"))


def test_address_may_be_that_of_the_question_itself() -> None:
    assert LlmSettings("http://localhost:8000/v1/chat/completions", "one").url == "http://localhost:8000/v1"


def test_nothing_is_asked_without_a_server_and_a_model() -> None:
    with pytest.raises(InputError, match="--llm-url or set DIPLOGRAPH_LLM_URL"):
        read_settings()
    with pytest.raises(InputError, match="--llm-model or set DIPLOGRAPH_LLM_MODEL"):
        read_settings("http://localhost/v1")


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://localhost/v1", "http:///v1", "http://localhost/v1?key=1", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="is no address of a language model"):
        LlmSettings(url, "one")


@pytest.mark.parametrize("url", ["http://[::1/v1", "http://localhost:99999/v1"])
def test_broken_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="is none: write"):
        LlmSettings(url, "one")


def test_key_in_an_address_is_refused_and_not_shown() -> None:
    with pytest.raises(InputError, match="DIPLOGRAPH_LLM_KEY instead") as caught:
        LlmSettings("https://user:sk-1@models.example/v1", "one")
    assert "sk-1" not in str(caught.value)


@pytest.mark.parametrize("host", ["models.example", "8.8.8.8"])
def test_key_goes_over_no_public_network_unencrypted(host: str) -> None:
    with pytest.raises(InputError, match="unencrypted"):
        LlmSettings(f"http://{host}/v1", "one", "sk-1")
    assert LlmSettings(f"https://{host}/v1", "one", "sk-1").key == "sk-1"


@pytest.mark.parametrize("host", ["localhost:8000", "192.168.1.7", "gpu", "gpu.lan"])
def test_key_may_go_unencrypted_in_a_private_network(host: str) -> None:
    assert LlmSettings(f"http://{host}/v1", "one", "sk-1").key == "sk-1"


@pytest.mark.parametrize("key", ["sk 1", "sk-1\n", "schlüssel"])
def test_key_that_is_none_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(InputError, match="copy it again") as caught:
        LlmSettings("https://models.example/v1", "one", key)
    assert key not in str(caught.value)


@pytest.mark.parametrize("model", ["", "a\nb", "x" * 201, "a\u202eb"])
def test_name_that_no_model_has_is_refused(model: str) -> None:
    with pytest.raises(InputError, match="printable characters"):
        LlmSettings("http://localhost/v1", model)


@pytest.mark.parametrize("timeout", ["soon", "0", "nan", "-1"])
def test_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, timeout: str) -> None:
    monkeypatch.setenv("DIPLOGRAPH_LLM_TIMEOUT", timeout)
    with pytest.raises(InputError, match="DIPLOGRAPH_LLM_TIMEOUT: write a number of seconds"):
        read_settings("http://localhost/v1", "one")


@pytest.mark.parametrize(
    ("url", "is_here"), [("http://localhost/v1", True), ("http://[::1]:8/v1", True), ("http://192.168.1.7/v1", False)]
)
def test_this_machine_is_told_from_others(url: str, is_here: bool) -> None:
    assert LlmSettings(url, "one").is_on_this_machine is is_here
