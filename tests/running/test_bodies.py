"""How bodies are waited for: how large, how long, how many, and who may send a file."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock, stamps
from campaign.running import bodies
from campaign.running.bodies import Bodies, Refused, may_upload
from campaign.web.bodies import FORM, UPLOAD

SECRET = b"s" * 32
FILES = "/desk/uploads/logo"


def cookie(secret: bytes = SECRET, purpose: str = "uploads", name: str = "uploads") -> str:
    return f"theme=dark; {name}={stamps.stamp('nour', keys=[secret], purpose=purpose)}"


async def arriving(*pieces: bytes, then: float = 0) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
        await asyncio.sleep(0)
    await asyncio.sleep(then)


async def outcome(
    reading: Bodies, pieces: AsyncIterator[bytes], length: int, allowance: object = FORM
) -> object:
    """The body, or the status it is refused with."""
    try:
        return await reading.read(pieces, length=length, allowance=allowance)  # type: ignore[arg-type]
    except Refused as refused:
        return refused.status


def test_only_the_desks_own_fresh_mark_is_good() -> None:
    good = cookie()
    assert may_upload(good, secret=SECRET)
    assert may_upload(cookie(name="__Secure-uploads"), secret=SECRET)
    for bad in (
        "",
        "uploads",
        "uploads=",
        "theme=dark",
        "uploads=nour",
        cookie(b"t" * 32),
        cookie(purpose="form"),
        good[:-1],
    ):
        assert (bad, may_upload(bad, secret=SECRET)) == (bad, False)
    with time_machine.travel(clock.now() + timedelta(hours=13)):
        assert not may_upload(good, secret=SECRET)


def test_without_a_desk_none_is() -> None:
    assert not may_upload(cookie(), secret=None)
    assert Bodies().allowance(FILES, cookie()) == FORM


def test_files_only_where_the_desk_takes_them() -> None:
    reading = Bodies(SECRET)
    paths = (FILES, "/desk/uploads/", "/desk/uploads", "/en/desk/uploads/x", "/")
    assert [reading.allowance(path, cookie()) for path in paths] == [UPLOAD, UPLOAD, FORM, FORM, FORM]
    assert (UPLOAD.most_bytes, UPLOAD.seconds, FORM.most_bytes, FORM.seconds) == (
        5 * 1024**2,
        300,
        65_536,
        10,
    )


def test_eight_files_at_once() -> None:
    async def try_nine() -> list[int]:
        reading = Bodies(SECRET)
        sent = [asyncio.create_task(outcome(reading, arriving(b"x", then=60), 9, UPLOAD)) for _ in range(8)]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            reading.allowance(FILES, cookie())
        assert reading.allowance("/", cookie()) == FORM
        for each in sent:
            each.cancel()
        await asyncio.gather(*sent, return_exceptions=True)
        assert reading.allowance(FILES, cookie()) == UPLOAD
        return [refused.value.status, reading.held, reading.uploads]

    assert asyncio.run(try_nine()) == [503, 0, 0]


@pytest.mark.parametrize(
    ("pieces", "length", "what"),
    [
        ((b"na", b"me"), 4, b"name"),
        ((b"na",), 4, b"na"),
        ((), 0, b""),
        ((b"name",), 3, 400),
        ((b"x",), 65_537, 413),
    ],
)
def test_what_becomes_of_one(pieces: tuple[bytes, ...], length: int, what: object) -> None:
    assert asyncio.run(outcome(Bodies(), arriving(*pieces), length)) == what


def test_one_that_takes_too_long_is_408() -> None:
    allowance = replace(FORM, seconds=0.05)
    assert asyncio.run(outcome(Bodies(), arriving(b"x", then=60), 9, allowance)) == 408


def test_where_too_much_is_on_its_way_the_longest_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_HELD", 1_000)

    async def fill() -> tuple[object, ...]:
        reading = Bodies()
        slow = [asyncio.create_task(outcome(reading, arriving(b"x" * 400, then=60), 999)) for _ in range(2)]
        await asyncio.sleep(0.01)
        honest = await outcome(reading, arriving(b"y" * 400), 400)
        given_up = await slow[0]
        waits = not slow[1].done()
        slow[1].cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return honest, given_up, waits, reading.held, reading.waiting

    assert asyncio.run(fill()) == (b"y" * 400, 408, True, 0, {})
