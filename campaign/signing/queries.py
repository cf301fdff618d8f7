"""Finding what a link leads to, and reading signatures for those who may."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select

from campaign.driver import Prepared
from campaign.extensions import db, look
from campaign.lib import clock
from campaign.lib.tokens import hash_token, well_formed
from campaign.signing.models import Signature, SignatureState, Submission, SubmissionState
from campaign.signing.records import Record
from campaign.tally import queries as tally_queries
from campaign.tally.removal import InvalidationReason
from campaign.vault.signer_copies import open_copy

KNOWN = (SignatureState.COUNTED, SignatureState.INVALIDATED)
# Built once: a busy minute asks these for each button.
WAITING = select(Submission).where(
    Submission.token_hash == bindparam("digest"), Submission.state != SubmissionState.EXPIRED
)
SIGNED = select(Signature).where(Signature.token_hash == bindparam("digest"))
OF_ADDRESS = select(Signature).where(
    Signature.campaign_id == bindparam("campaign"), Signature.address_tag == bindparam("tag")
)

# On the bare tables: a session costs more than the whole of what confirming asks.
SENT: Any = Submission.__table__
GIVEN: Any = Signature.__table__
TO_CONFIRM = Prepared(
    select(
        *(SENT.c[name] for name in (
            "id", "campaign_id", "state", "record_id", "copy", "text", "country", "hour", "wants_updates",
        )),
        GIVEN.c.id.label("signed"),
        tally_queries.origin_of(SENT.c.campaign_id).label("origin"),
    )
    .outerjoin_from(
        SENT,
        GIVEN,
        (GIVEN.c.campaign_id == SENT.c.campaign_id) & (GIVEN.c.address_tag == SENT.c.address_tag),
    )
    .where(SENT.c.token_hash == bindparam("digest"), SENT.c.state != SubmissionState.EXPIRED)
)  # fmt: skip
SIGNED_BY = Prepared(select(GIVEN.c.id).where(GIVEN.c.token_hash == bindparam("digest")))


@dataclass(frozen=True)
class Behind:
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
    def state(self) -> SignatureState | SubmissionState:
        """The signature's; else the submission's own state."""
        row = self.signature or self.submission
        assert row is not None
        return row.state

    @property
    def readable(self) -> bool:
        """Whether what stands is what this link was made for: a known address's next link only leads to withdrawing."""
        own = self.submission is None or self.signature is None
        return own and self.state in {SubmissionState.WAITING, *KNOWN}

    def record(self, token: str) -> Record | None:
        """What the signer gave, opened with her link; None once it is erased."""
        row = self.submission or self.signature
        if row is None or row.copy is None or row.record_id is None:
            return None
        return Record.unpacked(open_copy(row.copy, token=token, record_id=row.record_id))


@dataclass(frozen=True)
class Standing:
    """How a signature stands; `reason` of an invalidated one, as far as the log has it."""

    state: SignatureState
    reason: InvalidationReason | None


def mail_due() -> tuple[int, datetime | None]:
    """How many submissions are due to be written to, and since when the longest due of them is."""
    query = select(func.count(), func.min(Submission.mail_due_at)).where(
        Submission.mail_due_at <= clock.now()
    )
    count, oldest = db.session.execute(query).one()
    return count, oldest


def behind(token: str, *, lock: bool = False) -> Behind | None:
    """What a mail link leads to; None for a token that is unknown, expired or never was one."""
    if not well_formed(token):
        return None
    digest = {"digest": hash_token(token, purpose="link")}
    submission = db.session.scalar(WAITING.with_for_update() if lock else WAITING, digest)
    if submission is None:
        signature = db.session.scalar(SIGNED, digest)
        return Behind(None, signature) if signature else None
    return Behind(submission, signature_of(submission.campaign_id, submission.address_tag))


def to_confirm(token: str) -> Any:
    """What a button confirms: its submission, `signed`, the number of the signature that its address has given, and
    `origin`, of its campaign's log. None for a token that is unknown, expired, or was confirmed.
    """
    rows = look(TO_CONFIRM, {"digest": hash_token(token, purpose="link")}) if well_formed(token) else []
    return rows[0] if rows else None


def is_signed(token: str) -> bool:
    """Whether a token leads to a signature."""
    return well_formed(token) and bool(look(SIGNED_BY, {"digest": hash_token(token, purpose="link")}))


def signature_of(campaign: int, address_tag: bytes) -> Signature | None:
    """The signature that an address has given."""
    return db.session.scalar(OF_ADDRESS, {"campaign": campaign, "tag": address_tag})


def known(pairs: Iterable[tuple[int, bytes]]) -> dict[tuple[int, bytes], Standing]:
    """Those of these (campaign, address tag) that have a signature, and how it stands; not those withdrawn."""
    tagged: dict[int, set[bytes]] = defaultdict(set)
    for campaign, tag in pairs:
        tagged[campaign].add(tag)
    columns = Signature.campaign_id, Signature.address_tag, Signature.id, Signature.state
    rows: list[Any] = []
    for campaign, hers in tagged.items():
        # By their own index, which begins with the campaign: the one by state has all that ever signed.
        query = select(*columns).where(Signature.campaign_id == campaign, Signature.address_tag.in_(hers))
        rows += [row for row in db.session.execute(query) if row.state in KNOWN]
    invalidated = [row.id for row in rows if row.state == SignatureState.INVALIDATED]
    reasons = tally_queries.removed_because(invalidated)
    return {(row.campaign_id, row.address_tag): Standing(row.state, reasons.get(row.id)) for row in rows}


def in_state(state: SignatureState) -> tuple[Any, ...]:
    """What holds of signatures in it; where they don't count, in the words of their index, which has those alone."""
    others = () if state == SignatureState.COUNTED else (Signature.state != literal_column("'counted'"),)
    return Signature.state == state, *others


def days_waiting() -> set[date]:
    """The days under whose keys submissions keep a mail that isn't queued yet."""
    query = select(Submission.mail_day).where(Submission.mail_day.is_not(None)).distinct()
    return {day for day in db.session.scalars(query) if day}


def standing_by_text(campaign: int) -> dict[str, int]:
    """How many signatures stand under each text, by its hash; exact, and not for passing on."""
    query = select(Signature.text, func.count().label("total")).where(
        Signature.campaign_id == campaign, Signature.state == SignatureState.COUNTED
    )
    rows = db.session.execute(query.group_by(Signature.text))
    return {row.text: row.total for row in rows}
