"""Turns at the processes that answer: first come, first served, and one process that heavy requests leave to others."""

import asyncio

import pytest
from diplograph.graph.server.turns import Turns
from diplograph.graph.server.workers import WorkerError


def called(number: int, first: list[str], then: list[str]) -> list[str]:
    """Who is called in which order: while the first are answered, the others come."""

    async def play() -> list[str]:
        turns, heard, ends = Turns(number), [], asyncio.Event()

        async def take(name: str) -> None:
            async with turns.turn(is_heavy=name.startswith("heavy"), patience=60):
                heard.append(name)
                await ends.wait()

        tasks = []
        for names in (first, then):
            tasks += [asyncio.create_task(take(name)) for name in names]
            await asyncio.sleep(0)
        ends.set()
        await asyncio.gather(*tasks)
        return heard

    return asyncio.run(play())


def test_heavy_requests_leave_one_process_to_others() -> None:
    assert called(2, ["heavy 1", "heavy 2", "light 1"], []) == ["heavy 1", "light 1", "heavy 2"]
    assert called(3, ["heavy 1", "heavy 2", "heavy 3", "light 1"], []) == ["heavy 1", "heavy 2", "light 1", "heavy 3"]


def test_heavy_requests_are_not_kept_waiting_by_ever_so_many_others() -> None:
    assert called(2, ["light 1", "light 2"], ["light 3", "light 4", "heavy 1"])[2] == "heavy 1"


def test_others_go_before_a_second_heavy_request() -> None:
    first = ["light 1", "heavy 1", "light 2"]
    assert called(3, first, ["heavy 2", "light 3", "light 4"])[3:] == ["light 3", "heavy 2", "light 4"]


def test_whoever_hangs_up_while_waiting_or_when_called_leaves_the_turn_to_the_next() -> None:
    async def play() -> list[str]:
        turns, heard = Turns(1), []

        async def take(name: str) -> None:
            async with turns.turn(is_heavy=True, patience=60):
                heard.append(name)

        async with turns.turn(is_heavy=True, patience=60):
            first, second, third = (asyncio.create_task(take(name)) for name in ("first", "second", "third"))
            await asyncio.sleep(0)
            first.cancel()
            await asyncio.sleep(0)
        second.cancel()  # called by now, and has not heard of it
        await asyncio.gather(first, second, third, return_exceptions=True)
        return heard

    assert asyncio.run(play()) == ["third"]


def test_whoever_has_waited_long_is_told_to_come_back_and_takes_no_turn() -> None:
    async def play() -> str:
        turns = Turns(1)
        async with turns.turn(is_heavy=False, patience=60):
            with pytest.raises(WorkerError, match="ask again in a moment") as told:
                async with turns.turn(is_heavy=False, patience=0.01):
                    raise AssertionError("it was nobody's turn")
            assert told.value.status == 503
        async with turns.turn(is_heavy=False, patience=60):
            return "the next"

    assert asyncio.run(play()) == "the next"
