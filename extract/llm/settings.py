"""Settings of the language model that reads: where it answers, which it is, and where its answers are kept.

The key comes from the environment alone, where no list of processes and no shell history shows it.
"""

import ipaddress
import math
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from diplograph.ontology import InputError

from .limits import load_limits

__all__ = ["LlmSettings", "read_settings"]

_URL, _MODEL, _KEY = "DIPLOGRAPH_LLM_URL", "DIPLOGRAPH_LLM_MODEL", "DIPLOGRAPH_LLM_KEY"
_CACHE, _TIMEOUT = "DIPLOGRAPH_LLM_CACHE", "DIPLOGRAPH_LLM_TIMEOUT"
_ENDING = "/chat/completions"
_LONGEST_NAME = 200
# Names of hosts that no public name server resolves.
_LOCAL_ENDINGS = (".local", ".lan", ".internal", ".localhost", ".home.arpa")


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """A model behind an OpenAI-compatible server: ``url`` is its base, up to "/v1".

    ``cache`` is the folder of its answers, None for that of the platform. ``key`` is shown nowhere. Raises ``InputError``
    for an address or a name that cannot be one, and where the key would go over a public network unencrypted.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    cache: Path | None = None
    timeout: float = field(default_factory=lambda: load_limits().answer_seconds)

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", self.url.strip().rstrip("/").removesuffix(_ENDING))
        try:
            parts = urlsplit(self.url)
            host, has_user = parts.hostname or "", parts.username is not None or parts.password is not None
            _ = parts.port
        except ValueError:
            raise InputError("the address of the language model is none: write http://HOST:PORT/v1") from None
        if has_user:
            raise InputError(f"{host}: set {_KEY} instead of writing a key into the address of the language model")
        if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
            raise InputError(f"{self.url}: is no address of a language model; write http://HOST:PORT/v1 or https://HOST/v1")
        if not self.model.isprintable() or not 0 < len(self.model) <= _LONGEST_NAME or self.model != self.model.strip():
            raise InputError(f"the name of the language model must be 1 to {_LONGEST_NAME} printable characters")
        if self.key is not None and not (self.key.isascii() and self.key.isprintable() and " " not in self.key):
            raise InputError(f"{_KEY}: holds white space or characters that no key has; copy it again")
        if self.key is not None and parts.scheme == "http" and not _is_private(host):
            raise InputError(f"{self.url}: the key would go there unencrypted; use https://, or unset {_KEY}")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise InputError(f"{_TIMEOUT}: write a number of seconds above 0")

    @property
    def is_on_this_machine(self) -> bool:
        """True where nothing leaves this machine."""
        host = urlsplit(self.url).hostname or ""
        address = _address(host)
        return host == "localhost" or host.endswith(".localhost") or (address is not None and address.is_loopback)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_private(host: str) -> bool:
    """True for hosts of a private network, this machine among them."""
    address = _address(host)
    return address.is_private if address is not None else "." not in host or host.endswith(_LOCAL_ENDINGS)


def read_settings(url: str | None = None, model: str | None = None, cache: Path | str | None = None) -> LlmSettings:
    """The settings that are given, and for those that are not the environment's.

    It is asked for DIPLOGRAPH_LLM_URL, _MODEL, _KEY, _CACHE and _TIMEOUT. Raises ``InputError`` where no address or no model is
    named, and as ``LlmSettings`` does.
    """
    found_url, found_model = url or os.environ.get(_URL), model or os.environ.get(_MODEL)
    if not found_url:
        raise InputError(
            f"the extractor llm needs a server: give --llm-url or set {_URL}, for Ollama on this machine to "
            "http://localhost:11434/v1 (see docs/llm.md)"
        )
    if not found_model:
        raise InputError(f"the extractor llm needs the name of a model: give --llm-model or set {_MODEL} (see docs/llm.md)")
    folder, timeout = cache or os.environ.get(_CACHE), os.environ.get(_TIMEOUT)
    try:
        seconds = float(timeout) if timeout else load_limits().answer_seconds
    except ValueError:
        raise InputError(f"{_TIMEOUT}: write a number of seconds above 0") from None
    return LlmSettings(
        found_url, found_model, os.environ.get(_KEY) or None, Path(folder) if folder is not None else None, seconds
    )
