"""Connections: who says nothing, or takes nothing, is let go, and the first to go is who has not asked yet."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import uvicorn
from diplograph.graph.server import connections
from diplograph.graph.server.connections import TimedProtocol

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


async def application(scope: Any, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    size = 2**26 if scope["path"] == "/much" else 2
    await send({"type": "http.response.body", "body": b"x" * size})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> uvicorn.Server:
    quick = replace(connections.settings(), header_seconds=1, silence_seconds=1, connections=3)
    monkeypatch.setattr(connections, "settings", lambda: quick)
    config = uvicorn.Config(application, http=TimedProtocol, ws="none", lifespan="off", log_config=None, timeout_keep_alive=30)
    return uvicorn.Server(config)


@pytest.fixture
def connect(server: uvicorn.Server) -> Iterator[Callable[[], socket.socket]]:
    listening = socket.create_server(("127.0.0.1", 0))
    running = threading.Thread(target=server.run, args=([listening],))
    running.start()
    made: list[socket.socket] = []

    def open_one() -> socket.socket:
        made.append(socket.create_connection(listening.getsockname(), timeout=30))
        return made[-1]

    yield open_one
    for each in made:
        each.close()
    server.should_exit = True
    running.join()
    listening.close()


def is_closed(client: socket.socket) -> bool:
    """Whether the other side closes it, within the time-out."""
    try:
        while client.recv(2**16):
            pass
    except ConnectionResetError:
        pass
    return True


def answer(client: socket.socket) -> bytes:
    """A whole answer, which comes in chunks."""
    data = b""
    while not data.endswith(b"\r\n0\r\n\r\n"):
        data += client.recv(2**12)
    return data


@pytest.mark.parametrize(
    "told",
    [b"", b"GET / HT", HEAD + b"X: y", b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc"],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_request_that_is_not_told_to_its_end_is_not_waited_for(connect: Callable[[], socket.socket], told: bytes) -> None:
    client = connect()
    client.sendall(told)
    assert is_closed(client)


def test_answer_that_nobody_takes_is_not_waited_for(server: uvicorn.Server, connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(b"GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n")
    received = len(client.recv(1))  # it has begun
    until = time.monotonic() + 60
    while server.server_state.connections:
        assert time.monotonic() < until
        time.sleep(0.05)
    try:
        while piece := client.recv(2**20):
            received += len(piece)
    except ConnectionResetError:
        pass
    assert received < 2**26


def test_beyond_so_many_connections_the_oldest_that_asked_nothing_makes_room(connect: Callable[[], socket.socket]) -> None:
    asking = connect()
    asking.sendall(HEAD + b"\r\n")
    assert b"200" in answer(asking)
    silent = [connect() for _ in range(2)]
    newest = connect()
    newest.sendall(HEAD + b"\r\n")
    assert b"200" in answer(newest)
    assert is_closed(silent[0])
    asking.sendall(HEAD + b"\r\n")
    assert b"200" in answer(asking)


def test_what_is_no_http_is_refused_with_the_headers_of_all_answers(connect: Callable[[], socket.socket]) -> None:
    client = connect()
    client.sendall(b"\x16\x03\x01 hello\r\n\r\n")
    answer = client.recv(2**12).lower()
    assert b"400" in answer and b"nosniff" in answer and b"content-security-policy" in answer
