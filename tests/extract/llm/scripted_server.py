"""A scripted server on the loopback: it answers what a test tells it to, well or badly, and keeps what it was asked."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["ScriptedServer", "scripted_server", "statement"]


def statement(**fields: Any) -> dict[str, Any]:
    """A statement as a model answers it; ``fields`` override."""
    return {
        "quote": "Oman accused Chad of lying.",
        "trigger": "accused",
        "subject": "Oman",
        "relation": "accuses",
        "object": "Chad",
        "organization": None,
        "polarity": "affirmed",
        "modality": "actual",
        "manner": None,
        "role": None,
        "speaker": None,
        **fields,
    }


@dataclass
class ScriptedServer:
    """``replies`` are given in turn, the last again and again; ``asked`` are the bodies of questions, ``headers`` theirs."""

    url: str
    replies: deque[Any] = field(default_factory=deque)
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def will(self, *replies: Any) -> "ScriptedServer":
        """Replies: a status with body and headers, a list of statements, the text that the model writes, or bad manners.

        Bad manners are a function that is given the handler of the request, and may break off, dawdle or never end.
        """
        self.replies = deque(map(_reply, replies))
        return self


def _reply(given: Any) -> tuple[int, Any, dict[str, str]] | Callable[[BaseHTTPRequestHandler], None]:
    if callable(given):
        return given  # type: ignore[no-any-return]
    if isinstance(given, tuple):
        status, body, *headers = given
        return status, body, headers[0] if headers else {}
    content = given if isinstance(given, str) else json.dumps({"statements": given})
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return 200, {"choices": [choice], "usage": {"prompt_tokens": 1000, "completion_tokens": 50}}, {}


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """A server that answers as it is told while the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            self.send(200, {"data": [{"id": "small"}, {"id": "large"}]}, {})

        def do_POST(self) -> None:
            script.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            script.headers.append(dict(self.headers))
            reply = script.replies.popleft() if len(script.replies) > 1 else script.replies[0]
            if callable(reply):
                with suppress(OSError):  # whoever asked has hung up
                    reply(self)
                self.close_connection = True
            else:
                self.send(*reply)

        def send(self, status: int, body: Any, headers: dict[str, str]) -> None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        script = ScriptedServer(f"http://127.0.0.1:{listening.server_port}/v1")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield script
        listening.shutdown()
        thread.join()
