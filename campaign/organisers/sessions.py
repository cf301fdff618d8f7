"""The cookie of who is signed in, under /desk alone, and the rows that say which browsers are."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import delete, select, update

from campaign.current import settings
from campaign.extensions import db, transaction
from campaign.lib import clock, stamps, tokens
from campaign.organisers.browsers import kind_of_browser
from campaign.organisers.desk_keys import of_desk, session_keys
from campaign.organisers.models import DeskSession, Organiser
from campaign.web.bodies import SECURE, UPLOAD_COOKIE, UPLOADS

UNDER = "/desk"
IDLE, LONGEST = timedelta(minutes=60), timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
TOKEN = "token"  # nosec B105 # noqa: S105 - what it is called in the cookie
PURPOSE = "desk-session"
BATCH = 1_000
MOST_AT_ONCE = (
    10  # browsers of one person; with one more the one that was heard of least lately is signed out
)


def is_desk(path: str) -> bool:
    """Whether a request is for the desk, which alone has cookies."""
    return path == UNDER or path.startswith(UNDER + "/")


def cookie_name(name: str) -> str:
    """With a prefix that browsers take over TLS alone, where there is TLS."""
    return (SECURE if settings().https else "") + name


def set_cookie(response: Response, name: str, value: str, *, max_age: timedelta, path: str = UNDER) -> None:
    """One of the desk's: for no page outside it, for no script, and with no request that another site starts."""
    response.set_cookie(
        cookie_name(name), value,
        max_age=max_age, path=path, httponly=True, secure=settings().https, samesite="Lax",
    )  # fmt: skip


class DeskCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, for the desk. Elsewhere there is no session: it is empty, and can't be written to."""

    digest_method = staticmethod(sha256)  # Flask's own is SHA-1

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the browser carries; None outside the desk."""
        return super().open_session(app, request) if is_desk(request.path) else None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """By the keys of now. Raises NoSecret."""
        return URLSafeTimedSerializer(
            session_keys(), salt=PURPOSE, serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )  # fmt: skip

    def save_session(self, app: Flask, session: SessionMixin, response: Any) -> None:
        """Set, renew or delete the cookie."""
        super().save_session(app, session, response)

    def get_cookie_name(self, app: Flask) -> str:
        """As those of the desk are called."""
        return cookie_name("desk")

    def get_cookie_path(self, app: Flask) -> str:
        """Under the desk."""
        return UNDER

    def get_cookie_secure(self, app: Flask) -> bool:
        """Over TLS, where there is TLS."""
        return settings().https

    def get_cookie_samesite(self, app: Flask) -> str:
        """Not with requests that other sites start, but for links."""
        return "Lax"


def begin(organiser: Organiser) -> None:
    """Sign this browser in: a row of its own, under a token that only its cookie has."""
    token, now = tokens.new_token(), clock.now()
    browser, system = kind_of_browser(request.user_agent.string)
    with transaction() as writing:
        of_hers = select(DeskSession.id).where(DeskSession.organiser_id == organiser.id)
        by_seen = of_hers.order_by(DeskSession.seen_at.desc(), DeskSession.id.desc())
        too_many = writing.scalars(by_seen.offset(MOST_AT_ONCE - 1)).all()
        writing.execute(delete(DeskSession).where(DeskSession.id.in_(too_many)))
        writing.add(
            DeskSession(
                token_hash=tokens.hash_token(token, purpose=PURPOSE),
                organiser_id=organiser.id,
                begun_at=now,
                seen_at=now,
                browser=browser,
                system=system,
            )
        )
    session[TOKEN] = token


def renew() -> None:
    """Give this browser a token of its own anew, once somebody has said again who she is: a copy of its cookie that
    lies elsewhere serves nobody any more.
    """
    token = tokens.new_token()
    with transaction() as writing:
        renewed = update(DeskSession).where(_of_this_browser())
        renewed = renewed.values(token_hash=tokens.hash_token(token, purpose=PURPOSE))
        if writing.scalar(renewed.returning(DeskSession.id)) is not None:
            session[TOKEN] = token


def of_organiser(organiser_id: int) -> Sequence[DeskSession]:
    """Where she is signed in, the newest first."""
    now = clock.now()
    hers = (
        DeskSession.organiser_id == organiser_id,
        DeskSession.seen_at > now - IDLE,
        DeskSession.begun_at > now - LONGEST,
    )
    query = select(DeskSession).where(*hers).order_by(DeskSession.begun_at.desc(), DeskSession.id.desc())
    return db.session.scalars(query.limit(MOST_AT_ONCE)).all()


def this_one(organiser_id: int) -> int | None:
    """The number of this browser's."""
    mine = (_of_this_browser(), DeskSession.organiser_id == organiser_id)
    return db.session.scalar(select(DeskSession.id).where(*mine))


def _of_this_browser() -> Any:
    token = session.get(TOKEN, "")
    mark = tokens.hash_token(token, purpose=PURPOSE) if tokens.well_formed(token) else b""
    return DeskSession.token_hash == mark


def is_on(organiser_id: int) -> bool:
    """Whether this browser is signed in as her still; it was heard of now."""
    token, now = session.get(TOKEN, ""), clock.now()
    if not tokens.well_formed(token):
        return False
    mine = DeskSession.token_hash == tokens.hash_token(token, purpose=PURPOSE)
    row = db.session.execute(
        select(DeskSession.begun_at, DeskSession.seen_at).where(
            mine, DeskSession.organiser_id == organiser_id
        )
    ).one_or_none()
    if row is None or now - row.seen_at >= IDLE or now - row.begun_at >= LONGEST:
        return False
    if now - row.seen_at >= SEEN_EVERY:
        with transaction() as writing:
            writing.execute(update(DeskSession).where(mine).values(seen_at=now))
    return True


def let_upload(response: Response) -> Response:
    """The mark by which the server takes files from this browser; what they are for is asked once they are here."""
    mark = stamps.stamp("files", keys=[of_desk("uploads")], purpose="uploads")
    set_cookie(response, UPLOAD_COOKIE, mark, max_age=LONGEST, path=UPLOADS)
    return response


def end() -> None:
    """Sign this browser out."""
    token = session.pop(TOKEN, "")
    if tokens.well_formed(token):
        with transaction() as writing:
            mine = DeskSession.token_hash == tokens.hash_token(token, purpose=PURPOSE)
            writing.execute(delete(DeskSession).where(mine))


def end_all(*, organiser_id: int) -> None:
    """Sign her out everywhere, in the caller's transaction."""
    with transaction() as writing:
        writing.execute(delete(DeskSession).where(DeskSession.organiser_id == organiser_id))


def end_one(*, organiser_id: int, session_id: int) -> bool:
    """Sign her out in one browser, in the caller's transaction; False where she isn't signed in there."""
    with transaction() as writing:
        mine = (DeskSession.id == session_id, DeskSession.organiser_id == organiser_id)
        return writing.scalar(delete(DeskSession).where(*mine).returning(DeskSession.id)) is not None


def end_others(*, organiser_id: int) -> int:
    """Sign her out in all browsers but this one, in the caller's transaction; in how many."""
    with transaction() as writing:
        others = (DeskSession.organiser_id == organiser_id, ~_of_this_browser())
        return len(writing.scalars(delete(DeskSession).where(*others).returning(DeskSession.id)).all())


def tidy() -> int:
    """Forget a batch of what has ended by itself; returns how many."""
    over = DeskSession.seen_at < clock.now() - LONGEST
    ids = db.session.scalars(select(DeskSession.id).where(over).limit(BATCH)).all()
    if ids:
        with transaction() as writing:
            writing.execute(delete(DeskSession).where(DeskSession.id.in_(ids)))
    return len(ids)
