"""As much work as the desk could do, spent outside of the program: what a busy machine alone costs its visitors."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager

from argon2.low_level import Type, hash_secret

from campaign.running.desk_process import give_way


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """While the block runs: so many processes that hash passwords, after all others, as the desk's do."""
    context = multiprocessing.get_context("fork")
    started = [context.Process(target=_hash, daemon=True) for _ in range(processes)]
    for process in started:
        process.start()
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.join()


def _hash() -> None:
    give_way()
    while True:
        hash_secret(
            b"lantern orchard sixteen", b"salt" * 4,
            time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID,
        )  # fmt: skip
