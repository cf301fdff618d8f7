"""A thread that works for an event loop goes on for as long as the loop does, whatever its work ends with."""

import asyncio
from typing import Any

import pytest

from campaign.running.lanes import Lane


class Scant(asyncio.SelectorEventLoop):
    """A loop that has no memory for the first answers that it is told of from another thread."""

    lacks = 0

    def call_soon_threadsafe(self, *call: Any, **more: Any) -> Any:
        """As any, but for those."""
        if self.lacks:
            self.lacks -= 1
            raise MemoryError
        return super().call_soon_threadsafe(*call, **more)


@pytest.fixture
def loop() -> Any:
    made = Scant()
    yield made
    made.close()


def raise_it(problem: BaseException) -> None:
    raise problem


@pytest.mark.parametrize(
    "problem", [ValueError(), MemoryError(), SystemExit(1)], ids=lambda problem: type(problem).__name__
)
def test_what_one_work_raises_is_its_own(loop: Scant, problem: BaseException) -> None:
    async def both() -> tuple[object, int]:
        lane = Lane("reading", loop)
        with pytest.raises(type(problem)) as raised:
            await lane.run(lambda: raise_it(problem))
        return raised.value, await lane.run(lambda: 7)

    assert loop.run_until_complete(both()) == (problem, 7)


def test_an_answer_that_there_is_no_memory_for_is_given_once_there_is(loop: Scant) -> None:
    async def answers() -> list[int]:
        lane = Lane("reading", loop)
        loop.lacks = 3
        return [await asyncio.wait_for(lane.run(lambda number=number: number), 10) for number in range(4)]

    assert loop.run_until_complete(answers()) == [0, 1, 2, 3]
