"""Finding what a link leads to, and reading signatures for those who may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from campaign.extensions import db
from campaign.lib import clock
from campaign.lib.tokens import hash_token, well_formed
from campaign.mail import queries as mailed
from campaign.releases import queries as released
from campaign.signing.models import Signature, Submission, WidenedNetwork
from campaign.signing.records import Record
from campaign.signing.unsubscribing import PURPOSE, Meant, meant
from campaign.tally import queries as tallied
from campaign.vault.copies import open_copy
from campaign.vault.keys import accepted, exists
from campaign.vault.tags import folder

PAGE = 2_000
MOST_WIDENED = 500
KNOWN = ("counted", "invalidated")
LISTED = (
    "id", "campaign_id", "record", "sealed", "hour", "language", "country", "text", "wants_updates", "stop_tag",
)  # fmt: skip
# Built once: a busy minute asks these for each button.
WAITING = select(Submission).where(
    Submission.token_hash == bindparam("digest"), Submission.state != "expired"
)
SIGNED = select(Signature).where(Signature.token_hash == bindparam("digest"))
OF_ADDRESS = select(Signature).where(
    Signature.campaign_id == bindparam("campaign"), Signature.address_tag == bindparam("tag")
)


@dataclass(frozen=True)
class Found:
    """What stands behind a link: a submission, and the signature of its address, or one of the two."""

    submission: Submission | None
    signature: Signature | None

    @property
    def campaign_id(self) -> int:
        """The campaign both belong to."""
        row = self.submission or self.signature
        assert row is not None
        return row.campaign_id

    @property
    def state(self) -> str:
        """`counted`, `withdrawn` or `invalidated` of a signature; else the submission's own state."""
        row = self.signature or self.submission
        assert row is not None
        return row.state

    @property
    def readable(self) -> bool:
        """Whether what stands is what this link was made for: a known address's next link only leads to withdrawing."""
        own = self.submission is None or self.signature is None
        return own and self.state in {"waiting", *KNOWN}

    def record(self, token: str) -> Record | None:
        """What the signer gave, opened with her link; None once it is erased."""
        row = self.submission or self.signature
        if row is None or row.copy is None or row.record is None:
            return None
        return Record.unpacked(open_copy(row.copy, token=token, record=row.record))


def mail_due() -> tuple[int, datetime | None]:
    """How many submissions are due to be written to, and since when the longest due of them is."""
    query = select(func.count(), func.min(Submission.mail_due_at)).where(
        Submission.mail_due_at <= clock.now()
    )
    count, oldest = db.session.execute(query).one()
    return count, oldest


def behind(token: str, *, lock: bool = False) -> Found | None:
    """What a mail link leads to; None for a token that is unknown, expired or never was one."""
    if not well_formed(token):
        return None
    digest = {"digest": hash_token(token, purpose="link")}
    submission = db.session.scalar(WAITING.with_for_update() if lock else WAITING, digest)
    if submission is None:
        signature = db.session.scalar(SIGNED, digest)
        return Found(None, signature) if signature else None
    return Found(submission, signature_of(submission.campaign_id, submission.address_tag))


def signature_of(campaign: int, address_tag: bytes) -> Signature | None:
    """The signature that an address has given."""
    return db.session.scalar(OF_ADDRESS, {"campaign": campaign, "tag": address_tag})


def ends_updates(token: str) -> Meant | None:
    """Whose updates carry this link, whether her signature is still there or not; None for a link that isn't ours."""
    if not exists(folder(), PURPOSE):
        return None  # no list was ever made, and no page that is opened makes a key
    found = meant(token, accepted(folder(), PURPOSE))
    return found if found is not None and released.is_public(found.campaign) else None


def wanting(signatures: Sequence[Any]) -> set[int]:
    """The ids of those who asked for updates and didn't say "never write to this address again" since."""
    asked = [each for each in signatures if each.wants_updates]
    stopped = mailed.stopped(each.stop_tag for each in asked if each.stop_tag)
    return {each.id for each in asked if each.stop_tag not in stopped}


def known(pairs: Iterable[tuple[int, bytes]]) -> dict[tuple[int, bytes], str | None]:
    """Those of these (campaign, address tag) that have a signature; with the reason where it was invalidated."""
    tagged: dict[int, set[bytes]] = defaultdict(set)
    for campaign, tag in pairs:
        tagged[campaign].add(tag)
    columns = Signature.campaign_id, Signature.address_tag, Signature.id, Signature.state
    rows: list[Any] = []
    for campaign, hers in tagged.items():
        # By their own index, which begins with the campaign: the one by state has all that ever signed.
        query = select(*columns).where(Signature.campaign_id == campaign, Signature.address_tag.in_(hers))
        rows += [row for row in db.session.execute(query) if row.state in KNOWN]
    reasons = tallied.removed_because([row.id for row in rows if row.state == "invalidated"])
    return {
        (row.campaign_id, row.address_tag): reasons.get(row.id, "") if row.state == "invalidated" else None
        for row in rows
    }


def numbered(signature: Signature) -> bool:
    """Whether the public count knows of it."""
    return tallied.position_of(signature.id) is not None


def signatures(campaign: int, *, country: str | None = None, wants_updates: bool = False) -> Iterator[Any]:
    """What lists need (LISTED) of the signatures that count, in the order they came."""
    where = [Signature.state == "counted"]
    if country:
        where.append(Signature.country == country)
    if wants_updates:
        where.append(Signature.wants_updates.is_(True))
    for rows in _pages(campaign, *where):
        wanted = wanting(rows) if wants_updates else {row.id for row in rows}
        yield from (row for row in rows if row.id in wanted)


def removed(campaign: int) -> Iterator[tuple[Any, str]]:
    """The same of signatures that organisers took out of the count, and why; not of those who said "never again"."""
    for rows in _pages(campaign, Signature.state == "invalidated", Signature.sealed.is_not(None)):
        stopped = mailed.stopped(row.stop_tag for row in rows if row.stop_tag)
        reasons = tallied.removed_because([row.id for row in rows])
        yield from (
            (row, reasons[row.id]) for row in rows if row.stop_tag not in stopped and row.id in reasons
        )


def _pages(campaign: int, *where: Any) -> Iterator[Sequence[Any]]:
    """Rows, not objects: of a hundred thousand, objects cost more than opening them does."""
    after = 0
    while True:
        query = select(*(getattr(Signature, name) for name in LISTED))
        query = query.where(Signature.campaign_id == campaign, Signature.id > after, *where)
        rows = db.session.execute(query.order_by(Signature.id).limit(PAGE)).all()
        if not rows:
            return
        yield rows
        after = rows[-1].id


def days_waiting() -> set[date]:
    """The days under whose keys submissions keep a mail that isn't queued yet."""
    query = select(Submission.mail_day).where(Submission.mail_day.is_not(None)).distinct()
    return {day for day in db.session.scalars(query) if day}


def widened() -> list[WidenedNetwork]:
    """The networks with a wider budget, in order of their text; never more than MOST_WIDENED."""
    query = select(WidenedNetwork).where(WidenedNetwork.until >= clock.now())
    return list(db.session.scalars(query.order_by(WidenedNetwork.network).limit(MOST_WIDENED)))
