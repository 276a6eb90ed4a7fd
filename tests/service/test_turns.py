"""Turns are taken in order, within bounds, and none is lost with who waited for it."""

from __future__ import annotations

import asyncio

import pytest

from pigraph.service.problems import Problem
from pigraph.service.turns import Turns


def run(work: object) -> None:
    asyncio.run(asyncio.wait_for(work, 10))  # type: ignore[arg-type]


def soon(seconds: float = 5) -> float:
    return asyncio.get_running_loop().time() + seconds


async def asleep(turns: Turns[str], waiting: int) -> None:
    while turns.load[1] != waiting:
        await asyncio.sleep(0)


def test_who_waits_longest_is_first() -> None:
    async def work() -> None:
        turns: Turns[str] = Turns(2)
        turns.put("a")
        assert await turns.take(soon()) == "a"
        first = asyncio.ensure_future(turns.take(soon()))
        await asleep(turns, 1)
        second = asyncio.ensure_future(turns.take(soon()))
        await asleep(turns, 2)
        assert turns.load == (1, 2)
        with pytest.raises(Problem, match="busy"):
            await turns.take(soon())
        turns.done("a")
        assert await first == "a"
        assert not second.done()
        turns.done()  # what served the first is not fit for another
        turns.put("b")
        assert await second == "b"
        turns.done("b")
        assert (turns.load, turns.free) == ((0, 0), 1)

    run(work())


def test_waiting_ends_in_time() -> None:
    async def work() -> None:
        turns: Turns[str] = Turns(2)
        with pytest.raises(Problem) as problem:
            await turns.take(soon(0.05))
        assert problem.value.headers == {"Retry-After": "1"}
        assert turns.load == (0, 0)
        turns.put("a")
        assert turns.free == 1

    run(work())


@pytest.mark.parametrize("late", [False, True])
def test_a_turn_of_who_leaves_is_not_lost(late: bool) -> None:
    async def work() -> None:
        turns: Turns[str] = Turns(2)
        waiting = asyncio.ensure_future(turns.take(soon()))
        await asleep(turns, 1)
        if late:
            turns.put("a")  # it is its turn, but it has not run since
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        if not late:
            turns.put("a")
        assert (turns.load, turns.free) == ((0, 0), 1)

    run(work())


def test_what_is_gone_is_not_given() -> None:
    async def work() -> None:
        turns: Turns[str] = Turns(2)
        turns.put("a")
        turns.put("b")
        turns.drop("b")
        turns.drop("c")
        assert await turns.take(soon()) == "a"

    run(work())


def test_it_is_drained_when_nobody_holds_it_and_nothing_runs() -> None:
    async def work() -> None:
        turns: Turns[str] = Turns(2)
        turns.put("a")
        drained = asyncio.ensure_future(turns.drained())
        with turns.held():
            await turns.take(soon())
            drained = asyncio.ensure_future(turns.drained())
            await asyncio.sleep(0.05)
            assert not drained.done()
        await asyncio.sleep(0.05)
        assert not drained.done()
        turns.done("a")
        await drained

    run(work())
