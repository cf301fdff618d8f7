"""The secrets that all machines of a site share: made once, by one of them, and known again by rows of fingerprints.

They are made beside a database that has no rows of theirs, and a campaign's own when it opens; never where somebody
reads. A machine whose files don't fit the rows has to be given those of another one: under secrets of its own it would
write to who said "never again", twice as often, and make links that the others don't know.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import repeat
from typing import assert_never

from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.lib import clock, durable
from campaign.lib.refusal import Refusal
from campaign.vault import keys
from campaign.vault.fingerprints import (
    FITS,
    LOG,
    SHARED,
    Rows,
    Standing,
    recorded,
    standing,
    standings,
    tag_purpose,
)
from campaign.vault.models import Fingerprint
from campaign.web.caching import briefly

REMEMBERED_SECONDS = 60
LOCK = ".rotating"


class OtherSecrets(Refusal):
    """This machine's secrets are not the site's."""


def require_same() -> None:
    """Raises OtherSecrets where this machine mustn't run: under other secrets, or before any were recorded.

    A campaign's key that isn't here stops that campaign's forms alone; another one in its place stops all.
    """
    rows = recorded()
    here = standings(rows)
    if not rows or Standing.UNRECORDED in here.values():
        raise OtherSecrets("vault/secrets-unrecorded")
    if wrong := {
        purpose: each
        for purpose, each in here.items()
        if each not in FITS and (purpose in SHARED or each != Standing.MISSING)
    }:
        raise _others(wrong)


def as_recorded(*purposes: str) -> list[bytes]:
    """The secrets, for who is about to use them. Raises OtherSecrets where one was exchanged since the start, NoSecret
    where one isn't here that no row knows of.

    The rows are looked at once a minute, and again before anything is refused.
    """
    rows: Rows = briefly("fingerprints", recorded, seconds=REMEMBERED_SECONDS)
    folder = settings().keys
    with suppress(keys.NoSecret, ValueError):
        present = [keys.secret(folder, purpose) for purpose in purposes]
        if all(map(_is_recorded, present, purposes, repeat(rows))):
            return present
    if not all(_is_good(purpose, rows) for purpose in purposes):
        rows = recorded()
        wrong = {purpose: standing(purpose, rows) for purpose in purposes if not _is_good(purpose, rows)}
        if wrong:
            raise _others(wrong)
    return [keys.secret(folder, purpose) for purpose in purposes]


def make_missing(*, lost: Collection[str], opened: Collection[str]) -> None:
    """Make what no row knows of, and write rows of what is here; safe to repeat. Raises OtherSecrets.

    Where rows are, a file that is missing isn't made: the site has it. Nor are those of `lost`, which the database
    shows to have been used. `opened` are the slugs of campaigns that take signatures; keys of theirs that are here get
    rows, too, and none is made.
    """
    folder, rows = settings().keys, recorded()
    new = [purpose for purpose in (*SHARED, LOG) if purpose not in rows]
    for purpose in set(new) - set(lost):
        keys.make(folder, purpose)
    new += [purpose for slug in opened if (purpose := tag_purpose(slug)) not in rows]
    record(*(purpose for purpose in new if keys.exists(folder, purpose)))
    require_same()


def make(purpose: str) -> None:
    """Make the one secret that nobody has yet, with its row, in the caller's transaction; safe to repeat.

    Raises OtherSecrets where another machine made it, and NoSecret where that one has it alone.
    """
    folder, rows = settings().keys, recorded()
    made = purpose not in rows and keys.make(folder, purpose)
    record(purpose)
    if (stands := standing(purpose, recorded())) not in FITS:
        if made:
            keys.destroy(folder, purpose)
        raise _others({purpose: stands})


def require_log_key() -> None:
    """Raises OtherSecrets where the key that signs checkpoints isn't here: a second one would sign the next log."""
    rows = recorded()
    if not _is_good(LOG, rows) or not keys.exists(settings().keys, LOG):
        raise OtherSecrets("vault/not-the-workers", folder=settings().keys)


def take_log_key() -> None:
    """The key that lies here signs from now on, or a new one: a person has said that the one before is lost."""
    keys.make(settings().keys, LOG)
    rows = recorded()
    if standing(LOG, rows) not in FITS:
        _follow(LOG, rows.get(LOG, ()))


def record(*purposes: str) -> None:
    """Write rows of the secrets that are here, where none are. Raises NoSecret."""
    with transaction() as session:
        for purpose in purposes:
            statement = insert(Fingerprint).values(_row(purpose, 1)).on_conflict_do_nothing()
            session.execute(statement)


def replace(purpose: str) -> None:
    """Put a new secret in the place of one that is here, or lost. Raises OtherSecrets where a newer one is elsewhere.

    Files first, the row last: whoever stops in between has a present secret or one before that the rows know, and the
    next time finishes it.
    """
    folder = settings().keys
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with durable.locked(folder / LOCK):
        rows = recorded()
        match before := standing(purpose, rows):
            case Standing.SAME | Standing.UNRECORDED:
                keys.rotate(folder, purpose)
            case Standing.MISSING:
                keys.make(folder, purpose)
            case Standing.UNFINISHED:
                pass
            case Standing.BEFORE | Standing.OTHER:
                raise _others({purpose: before})
            case _:
                assert_never(before)
        with transaction():
            follows = _follow(purpose, rows.get(purpose, ()))
            if follows:
                audit.note(Act.SECRET_ROTATE, purpose=purpose)
        if not follows:
            _undo(purpose, before)
            raise _others({purpose: standing(purpose, recorded())})


def forget(purpose: str) -> bool:
    """Delete the rows of a secret that was destroyed; whether there were any."""
    mine = Fingerprint.purpose == purpose
    if db.session.scalar(select(Fingerprint.generation).where(mine).limit(1)) is None:
        return False
    with transaction() as session:
        session.execute(delete(Fingerprint).where(mine))
    return True


def _follow(purpose: str, expected: Sequence[bytes]) -> bool:
    """Write the next row, if those of before are `expected`: another machine may have been faster."""
    mine = Fingerprint.purpose == purpose
    with transaction() as session:
        query = select(Fingerprint.generation, Fingerprint.fingerprint).where(mine)
        there = session.execute(query.order_by(Fingerprint.generation.desc())).all()
        if [mark for _, mark in there] != list(expected):
            return False
        next_one = there[0].generation + 1 if there else 1
        statement = insert(Fingerprint).values(_row(purpose, next_one)).on_conflict_do_nothing()
        if session.scalar(statement.returning(Fingerprint.generation)) is None:
            return False
        session.execute(delete(Fingerprint).where(mine, Fingerprint.generation < next_one - 1))
        return True


def _undo(purpose: str, before: Standing) -> None:
    if before == Standing.MISSING:
        keys.destroy(settings().keys, purpose)
    else:
        keys.take_back(settings().keys, purpose)


def _row(purpose: str, generation: int) -> dict[str, object]:
    mark = keys.fingerprint(keys.secret(settings().keys, purpose), purpose)
    return {"purpose": purpose, "generation": generation, "fingerprint": mark, "made_at": clock.now()}


def _is_recorded(key: bytes, purpose: str, rows: Rows) -> bool:
    """Nearly always so, and told without the file of the one before."""
    return purpose not in rows or keys.fingerprint(key, purpose) in rows[purpose]


def _is_good(purpose: str, rows: Rows) -> bool:
    """What has no row isn't compared: who starts has looked that the shared ones have theirs."""
    return purpose not in rows or standing(purpose, rows) in FITS


def _others(wrong: Mapping[str, Standing]) -> OtherSecrets:
    files = [f"{purpose}.key ({_in_words(each)})" for purpose, each in wrong.items()]
    return OtherSecrets("vault/other-secrets", files=files, folder=settings().keys)


def _in_words(of_file: Standing) -> str:
    match of_file:
        case Standing.MISSING:
            return "missing"
        case Standing.BEFORE:
            return "replaced elsewhere"
        case Standing.OTHER | Standing.UNRECORDED:
            return "another one"
        case Standing.UNFINISHED:
            return "half replaced"
        case Standing.SAME:
            return "the site's again"  # since it was looked at
        case _:
            assert_never(of_file)
