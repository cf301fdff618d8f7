"""Passwords: how one may look, and how it is kept (argon2id, 19 MiB, two rounds, behind a secret of the desk).

Refused are those that would be guessed: the commonest, with a tail too, and what is made of words of the place.
"""

from collections.abc import Iterable

from campaign.lib.refusal import Refusal
from campaign.organisers import desk_keys
from campaign.organisers.common_passwords import is_common, plain
from campaign.organisers.slow_hashes import ONE_AT_A_TIME

SHORTEST, LONGEST = 12, 200
PROGRAM = "campaign"
REFUSED = "organisers/password-"  # what each refusal of a password begins with
LEAST_OF_OWN = 4  # letters that aren't words of the place; a word of fewer isn't one of them either


def hashed(password: str, *, email: str, names: Iterable[str] = ()) -> str:
    """What is stored of a new password. `names` are those of the person, the site and the groups behind it.

    Raises Refusal for one that would be guessed, NoSecret without the desk's.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal("organisers/password-length", shortest=SHORTEST, longest=LONGEST)
    if len(set(password)) < 5:
        raise Refusal("organisers/password-guessed")
    if _is_of_the_place(password, [PROGRAM, email, email.partition("@")[0], *names]):
        raise Refusal("organisers/password-of-the-place")
    if is_common(password):
        raise Refusal("organisers/password-common")
    desk_keys.require()
    from flask_security import hash_password  # who signs in needs it, and no command that makes no password
    from flask_security.proxies import _security

    with ONE_AT_A_TIME:
        return str(hash_password(_security._password_util.normalize(password)))


def matches(password: str, stored: str | None) -> bool:
    """Whether it is the one that this is stored of. Raises NoSecret without the desk's secret."""
    if not stored or len(password) > LONGEST:
        return False
    desk_keys.require()
    from flask_security import verify_password  # as above
    from flask_security.proxies import _security

    with ONE_AT_A_TIME:
        return bool(verify_password(_security._password_util.normalize(password), stored))


def _is_of_the_place(password: str, names: Iterable[str]) -> bool:
    """Whether next to nothing is left of its letters without these names and their words."""
    words = {_letters(part) for name in names for part in (name, *_words(name))}
    typed = left = _letters(password)
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= LEAST_OF_OWN:
            left = left.replace(word, " ")
    return left != typed and len(left.replace(" ", "")) < LEAST_OF_OWN


def _words(name: str) -> list[str]:
    return "".join(sign if sign.isalpha() else " " for sign in plain(name)).split()


def _letters(words: str) -> str:
    return "".join(sign for sign in plain(words) if sign.isalpha())
