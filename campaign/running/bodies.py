"""Bodies, read in the event loop: no thread waits for a stranger's bytes, and none of them stays for long."""

import asyncio
from collections.abc import AsyncIterable, Callable
from dataclasses import dataclass, field

from campaign.lib import stamps
from campaign.web.bodies import FORM, SECURE, UPLOAD, UPLOAD_COOKIE, Allowance, is_upload

MOST_UPLOADS = 8
MOST_HELD = 64 * 1024 * 1024
HALF_A_DAY = 12 * 3600


class Refused(Exception):
    """A body that isn't waited for any longer; `status` is what to answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def may_upload(cookies: str, *, secret: bytes | None) -> bool:
    """Whether a `Cookie` header has the mark that the desk gives whoever is signed in, made with this secret.

    Without a secret there is no desk, and no cookie is good.
    """
    if secret is None:
        return False
    for cookie in cookies.split(";"):
        name, _, value = cookie.strip().partition("=")
        if name.removeprefix(SECURE) == UPLOAD_COOKIE:
            try:
                stamps.read(value, keys=[secret], purpose="uploads", most=HALF_A_DAY)
            except (stamps.Forged, stamps.TooOld):
                return False
            return True
    return False


@dataclass
class Bodies:
    """All that are being read by this process.

    `secret` is the desk's, for `may_upload`. Past `MOST_HELD` bytes the body that has been on its way for longest is
    given up: honest ones arrive within a second.
    """

    secret: bytes | None = None
    uploads: int = 0
    held: int = 0
    waiting: dict[int, Callable[[], None]] = field(default_factory=dict)

    def allowance(self, path: str, cookies: str) -> Allowance:
        """What a body sent there may have. Raises Refused where too many files are on their way already."""
        if not is_upload(path) or not may_upload(cookies, secret=self.secret):
            return FORM
        if self.uploads >= MOST_UPLOADS:
            raise Refused(503)
        return UPLOAD

    async def read(self, pieces: AsyncIterable[bytes], *, length: int, allowance: Allowance) -> bytes:
        """The body, or as much of it as came before the sender ended it. Raises Refused."""
        if length > allowance.most_bytes:
            raise Refused(413)
        self.uploads += allowance is UPLOAD
        body = bytearray()
        try:
            async with asyncio.timeout(allowance.seconds) as limit:
                self.waiting[id(body)] = lambda: limit.reschedule(0)
                async for piece in pieces:
                    body += piece
                    self._hold(len(piece))
                    if len(body) >= length:
                        break  # whole: to be told that nothing comes after it would take another turn of the loop
        except TimeoutError:
            raise Refused(408) from None
        else:
            if len(body) > length:
                raise Refused(400)
        finally:
            self.uploads -= allowance is UPLOAD
            self.waiting.pop(id(body), None)
            self.held -= len(body)
        return bytes(body)

    def _hold(self, more: int) -> None:
        self.held += more
        if self.held > MOST_HELD and self.waiting:
            self.waiting.pop(next(iter(self.waiting)))()
