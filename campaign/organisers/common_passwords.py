"""Whether a password stands among the commonest, or is one of them with a tail.

The file has the first six bytes of a SHA-256 for each, sorted: it is searched where it lies, and nothing of it stays in
memory. Of a thousand million others one or two are taken for one that is in it.
"""

import unicodedata
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).parents[1] / "lib" / "data" / "common_passwords.bin"
SIZE = 6
LOOKALIKES = str.maketrans("@4831!0$57", "aabeiiosst")


def plain(password: str) -> str:
    """However it was typed: one form of each sign, without capitals."""
    return unicodedata.normalize("NFKC", password).casefold().strip()


def mark(word: str) -> bytes:
    """What stands in the file of it."""
    return sha256(word.encode()).digest()[:SIZE]


def is_common(password: str) -> bool:
    """Whether it is one of them as it is, or what is left of it is: without digits and signs around it, with letters
    in place of the signs that look like them, or once where it is said several times.
    """
    whole = plain(password)
    return any(_is_listed(word) for word in {whole, *_roots(whole)} if word)


def _roots(whole: str) -> set[str]:
    cores = {_core(whole), _core(whole.translate(LOOKALIKES)), _core(whole).translate(LOOKALIKES)}
    return cores | {_once(core) for core in {whole, *cores}}


def _core(word: str) -> str:
    """Without what isn't a letter at both ends."""
    letters = [at for at, sign in enumerate(word) if sign.isalpha()]
    return word[letters[0] : letters[-1] + 1] if letters else ""


def _once(word: str) -> str:
    """What it says again and again; itself if it doesn't."""
    return word[: (word + word).find(word, 1)] if word else ""


def _is_listed(word: str) -> bool:
    sought = mark(word)
    with FILE.open("rb") as file:
        low, high = 0, file.seek(0, 2) // SIZE
        while low < high:
            middle = (low + high) // 2
            file.seek(middle * SIZE)
            if (here := file.read(SIZE)) == sought:
                return True
            low, high = (middle + 1, high) if here < sought else (low, middle)
    return False
