"""Turns at the processes that answer: first come, first served, and one process that heavy requests leave to others."""

import asyncio

from diplograph.graph.server.turns import Turns


def test_heavy_requests_wait_in_line_with_all_others_and_leave_one_process() -> None:
    async def play() -> list[str]:
        turns, heard, ends = Turns(2), [], asyncio.Event()

        async def take(name: str) -> None:
            async with turns.turn(is_heavy=name.startswith("heavy")):
                heard.append(name)
                await ends.wait()

        tasks = [asyncio.create_task(take(name)) for name in ("heavy 1", "heavy 2", "light 1", "light 2")]
        await asyncio.sleep(0)
        assert heard == ["heavy 1", "light 1"]
        ends.set()
        await asyncio.gather(*tasks)
        return heard

    assert asyncio.run(play()) == ["heavy 1", "light 1", "heavy 2", "light 2"]


def test_whoever_hangs_up_while_waiting_or_when_called_leaves_the_turn_to_the_next() -> None:
    async def play() -> list[str]:
        turns, heard = Turns(1), []

        async def take(name: str) -> None:
            async with turns.turn(is_heavy=True):
                heard.append(name)

        async with turns.turn(is_heavy=True):
            first, second, third = (asyncio.create_task(take(name)) for name in ("first", "second", "third"))
            await asyncio.sleep(0)
            first.cancel()
            await asyncio.sleep(0)
        second.cancel()  # called by now, and has not heard of it
        await asyncio.gather(first, second, third, return_exceptions=True)
        return heard

    assert asyncio.run(play()) == ["third"]
