"""The code on a signer's half of a slip, and the number on both halves. Pure.

A code is 75 random bits and a last sign that tells slips of the hand: one sign that is another, two neighbours that
changed places. It has none of the letters that are taken for digits, and is read with them. A number bears such a last
digit too (ISO 7064, MOD 11,10).
"""

import secrets
from functools import reduce

from campaign.lib import pasted

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U
ALIKE = str.maketrans("ILO", "110")
RANDOM_SIGNS, GROUP = 15, 4
FIELD, MODULUS = 32, 0b100101  # the field of 32 elements, over x^5 + x^2 + 1


def new_code() -> str:
    """Sixteen signs, as they are stored and compared."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return signs + _last_sign(signs)


def in_groups(code: str) -> str:
    """The code as it is printed, to be read and typed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """The code that somebody typed, however she grouped it; None for what can't be one."""
    signs = "".join(c for c in pasted.code(typed).upper().translate(ALIKE) if c.isalnum())
    if len(signs) != RANDOM_SIGNS + 1 or not set(signs) <= set(ALPHABET):
        return None
    return signs if _last_sign(signs[:-1]) == signs[-1] else None


def printed_number(number: int) -> str:
    """The number of a slip as it is printed: with its last digit."""
    return f"{number}{_last_digit(str(number))}"


def read_number(typed: str) -> int | None:
    """The number of the slip that somebody typed as it is printed; None for what can't be one."""
    digits = "".join(c for c in pasted.code(typed) if c not in " -")
    if not (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 12 and digits[0] != "0"):
        return None
    return int(digits[:-1]) if _last_digit(digits[:-1]) == digits[-1] else None


def _last_sign(signs: str) -> str:
    """What makes the sum of all signs, each times another power of x, zero."""
    total = reduce(lambda sum_, sign: _times_x(sum_ ^ ALPHABET.index(sign)), signs, 0)
    return ALPHABET[total]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ MODULUS if doubled >= FIELD else doubled


def _last_digit(digits: str) -> str:
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
