"""The scripted server, and settings of a language model behind it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from diplograph.extract.llm import LlmSettings
from scripted_server import ScriptedServer, scripted_server, statement

__all__: list[str] = []


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as script:
        yield script


@pytest.fixture
def settings(server: ScriptedServer, tmp_path: Path) -> LlmSettings:
    return LlmSettings(server.url, "small", cache=tmp_path / "answers", timeout=20)


@pytest.fixture
def state() -> Callable[..., dict[str, Any]]:
    return statement
