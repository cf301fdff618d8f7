"""What the desk keeps of what people type is hashed by argon2id, one at a time: 19 MiB and two rounds each."""

import base64
import threading
from typing import Any

HASHING: dict[str, Any] = {
    "argon2__type": "ID",
    "argon2__memory_cost": 19 * 1024,
    "argon2__time_cost": 2,
    "argon2__parallelism": 1,
}
# Each takes some hundredths of a second of a processor.
ONE_AT_A_TIME = threading.Lock()


def hashed_slowly(words: str, *, salt: bytes) -> str:
    """With its salt and what it cost, in the usual notation."""
    cost = (HASHING["argon2__time_cost"], HASHING["argon2__memory_cost"], HASHING["argon2__parallelism"])
    return _argon2id(words, salt, cost)


def hashed_like(words: str, stored: str) -> str:
    """With the salt and at the cost of one that is stored, and so the same if the words are."""
    from argon2 import extract_parameters  # no command needs it

    its = extract_parameters(stored)
    salt = stored.split("$")[-2]
    padded = salt + "=" * (-len(salt) % 4)
    return _argon2id(words, base64.b64decode(padded), (its.time_cost, its.memory_cost, its.parallelism))


def _argon2id(words: str, salt: bytes, cost: tuple[int, int, int]) -> str:
    from argon2.low_level import Type, hash_secret  # as above

    time_cost, memory_cost, parallelism = cost
    with ONE_AT_A_TIME:
        stored = hash_secret(
            words.encode(), salt, time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism,
            hash_len=32, type=Type.ID,
        )  # fmt: skip
    return stored.decode()
