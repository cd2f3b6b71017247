"""Pages on their way: one process makes what several ask for at once, and stops when the last of them hangs up."""

import asyncio
from typing import Any

import pytest
from diplograph.graph.server.pages import Shared
from starlette.requests import ClientDisconnect, Request


def request_that_hangs_up(at: asyncio.Event) -> Request:
    async def receive() -> dict[str, Any]:
        await at.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http"}, receive)


def test_answer_is_made_once_for_all_and_one_who_hangs_up_takes_it_from_nobody() -> None:
    async def play() -> None:
        made, ready, gone, never = [], asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def make() -> str:
            made.append("begun")
            await ready.wait()
            return "page"

        shared = Shared(make())
        impatient = asyncio.create_task(shared.wait(request_that_hangs_up(gone)))
        patient = [asyncio.create_task(shared.wait(request_that_hangs_up(never))) for _ in range(3)]
        await asyncio.sleep(0)
        gone.set()
        with pytest.raises(ClientDisconnect):
            await impatient
        ready.set()
        assert (await asyncio.gather(*patient), made) == (["page"] * 3, ["begun"])

    asyncio.run(play())


def test_nobody_works_on_what_all_have_given_up_and_nobody_joins_it() -> None:
    async def play() -> None:
        stopped, gone = [], asyncio.Event()

        async def make() -> str:
            try:
                return await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                stopped.append("stopped")
                raise

        shared = Shared(make())
        waiting = asyncio.create_task(shared.wait(request_that_hangs_up(gone)))
        await asyncio.sleep(0)
        assert not shared.is_over
        gone.set()
        with pytest.raises(ClientDisconnect):
            await waiting
        assert shared.is_over
        await asyncio.sleep(0)
        assert stopped == ["stopped"]

    asyncio.run(play())
