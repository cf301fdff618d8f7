"""Recovery codes: ten, shown once, stored as slow hashes with a salt of the ten; each is used up by being tried."""

import secrets
from hashlib import sha256
from typing import Any

from flask import Flask
from flask_security import MfRecoveryCodesUtil
from sqlalchemy import select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.lib import pasted
from campaign.organisers.models import Organiser
from campaign.organisers.slow_hashes import hashed_like, hashed_slowly

NUMBER = 10
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS, IN_GROUP = 4, 4


def new_codes() -> list[str]:
    """Each of 16 signs, 79 random bits, in groups that can be read aloud."""
    return [
        "-".join("".join(secrets.choice(SIGNS) for _ in range(IN_GROUP)) for _ in range(GROUPS))
        for _ in range(NUMBER)
    ]


def _stored(codes: list[str]) -> list[str]:
    salt = secrets.token_bytes(16)
    return [hashed_slowly(_plain(code), salt=salt) for code in codes]


def _candidates(code: str, left: list[str]) -> set[str]:
    """What would be stored of a code beside those that are left. Of codes from before 0.2.0 a quick hash is stored."""
    plain = _plain(code)
    quick = sha256(f"campaign/recovery-code/v1\n{plain}".encode()).hexdigest()
    by_salt = {stored.rpartition("$")[0]: stored for stored in left if stored.startswith("$")}
    return {quick, *(hashed_like(plain, stored) for stored in by_salt.values())}


def _plain(code: str) -> str:
    """However it was typed: blanks, dashes and capitals don't matter."""
    return "".join(sign for sign in pasted.code(code).casefold() if sign.isalnum())


class RecoveryCodes(MfRecoveryCodesUtil):
    """Flask-Security's, over hashes."""

    def __init__(self, app: Flask) -> None:
        """It has no keys: hashes need none."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        """Ten new ones in place of any before; this is the only time that they can be read."""
        codes, organiser_id = new_codes(), user.id
        stored = _stored(codes)
        with transaction() as session:
            values = {"mf_recovery_codes": stored, "codes_proved_at": None}
            session.execute(update(Organiser).where(Organiser.id == organiser_id).values(**values))
            audit.note(Act.SECOND_FACTOR, kind="recovery-codes", person=organiser_id)
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:
        """None can be shown again."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        """Whether it is one of hers; then it is used up, so that of two who type it at once one is let in."""
        return use_up(organiser_id=user.id, code=code)

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        """It is gone since it was checked."""
        return True


def use_up(*, organiser_id: int, code: str, proved: Any = None) -> bool:
    """Take a code off somebody's list; False if it isn't there. `proved` is the moment to note that she has them."""
    mine = Organiser.id == organiser_id
    hers = select(Organiser.mf_recovery_codes).where(mine)
    candidates = _candidates(code, db.session.scalar(hers) or [])  # hashing holds up no writer
    with transaction() as session:
        left = session.scalar(hers.with_for_update()) or []
        remaining = [each for each in left if each not in candidates]
        if len(remaining) == len(left):
            return False
        values: dict[str, Any] = {"mf_recovery_codes": remaining}
        if proved is not None:
            values["codes_proved_at"] = proved
        session.execute(update(Organiser).where(mine).values(**values))
        return True
