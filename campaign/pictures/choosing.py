"""The organisers' picture: received, made smaller by the worker, described, put on the page, and taken off.

The file that it came as may tell who took it, where and when. It lies in the database until its sizes are made, and its
erasure is noted, so that it leaves the database's files too.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, transaction
from campaign.jobs import actions as jobs
from campaign.jobs import queries as jobs_queries
from campaign.jobs.kinds import JobKind
from campaign.jobs.leases import Taken
from campaign.jobs.models import Job
from campaign.jobs.runner import Telling
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import short_line
from campaign.pictures import queries
from campaign.pictures.decoding import require_picture, sizes_of
from campaign.pictures.models import CampaignPicture, PictureSize, PictureState
from campaign.releases import queries as releases_queries
from campaign.releases.actions.refusing import existing
from campaign.vault.wiping import note_erased

LONGEST_ALTERNATIVE, LONGEST_CREDIT = 300, 120
ORIGINAL_KEPT = timedelta(hours=1)  # of a picture that the worker could never make
TABLES = ("campaign_pictures", "picture_sizes")
Words = Mapping[str, Mapping[str, str]]


def fit(words: Words, languages: list[str]) -> dict[str, dict[str, str]]:
    """The two sentences in each of the languages. Raises Refusal, about `<name>-<language>`."""
    fitting = {}
    for code in languages:
        said = words.get(code, {})
        fitting[code] = {
            "alternative": _line(said, "alternative", code, most=LONGEST_ALTERNATIVE),
            "credit": _line(said, "credit", code, most=LONGEST_CREDIT),
        }
    return fitting


def _line(said: Mapping[str, str], name: str, code: str, *, most: int) -> str:
    try:
        line = short_line(said.get(name, ""), most=most)
    except Refusal as refusal:
        raise refusal.about(f"{name}-{code}") from None
    if not line and name == "alternative":
        raise Refusal("pictures/no-alternative", language=code).about(f"{name}-{code}")
    if not line:
        raise Refusal("pictures/no-credit", language=code).about(f"{name}-{code}")
    return line


def receive(*, slug: str, raw: bytes, words: Words, nobody_harmed: bool) -> str:
    """Take a picture, and have the worker make its sizes; the job's id. The public sees nothing of it yet.

    `nobody_harmed`: it was ticked that nobody wounded or dead can be recognised. Another that waits is replaced.
    Raises Refusal.
    """
    require_picture(raw)
    with transaction() as session:
        campaign = existing(slug)
        fitting = fit(words, releases_queries.page_languages(campaign.id))
        if not nobody_harmed:
            raise Refusal("pictures/no-promise").about("nobody")
        _forget(campaign.id, PictureState.RECEIVED, PictureState.READY)
        row = {
            "campaign_id": campaign.id, "state": PictureState.RECEIVED, "words": fitting, "original": raw,
            "received_at": clock.now(),
        }  # fmt: skip
        key = session.execute(
            insert(CampaignPicture).values(**row).returning(CampaignPicture.id)
        ).scalar_one()
        audit.note(Act.PICTURE_UPLOAD, campaign=slug, languages=sorted(fitting))
        return jobs.enqueue(kind=JobKind.PICTURE, campaign=slug, picture=key)


def newest(slug: str) -> Job | None:
    """The work on the one that was uploaded last."""
    return next(iter(jobs_queries.newest(campaign=slug, kind=JobKind.PICTURE, limit=1)), None)


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself: the sizes of what was uploaded, unless it was replaced since. The file itself is erased."""
    key = job.arguments["picture"]
    raw = queries.original(key)
    db.session.rollback()  # no transaction is open while it is read
    if raw is None:
        raise Refusal("pictures/not-there")
    try:
        sizes = sizes_of(raw)
    except Refusal:
        _erase_original(key)
        raise
    tell(1)
    with transaction() as session:
        mine = CampaignPicture.id == key, CampaignPicture.state == PictureState.RECEIVED
        ready = update(CampaignPicture).where(*mine).values(state=PictureState.READY, original=None)
        if session.scalar(ready.returning(CampaignPicture.id)) is None:
            raise Refusal("pictures/not-there")
        rows = [
            {"picture_id": key, "width": each.width, "height": each.height, "name": each.name, "content": each.content}
            for each in sizes
        ]  # fmt: skip
        session.execute(insert(PictureSize), rows)
        note_erased("campaign_pictures")
    return {}


def describe(*, slug: str, state: PictureState, words: Words) -> None:
    """Change what is said of a picture that is ready, or on the page. Raises Refusal."""
    with transaction() as session:
        campaign = existing(slug)
        fitting = fit(words, releases_queries.page_languages(campaign.id))
        mine = CampaignPicture.campaign_id == campaign.id, CampaignPicture.state == state
        told = update(CampaignPicture).where(*mine).values(words=fitting).returning(CampaignPicture.id)
        if session.scalar(told) is None:
            raise Refusal("pictures/not-there")
        audit.note(Act.PICTURE_DESCRIBE, campaign=slug, languages=sorted(fitting))


def publish(*, slug: str) -> None:
    """Put the one that is ready on the page, in the place of the one that is there. Raises Refusal."""
    with transaction() as session:
        campaign = existing(slug)
        ready = queries.picture(campaign.id, PictureState.READY)
        if ready is None:
            raise Refusal("pictures/not-there")
        fit(ready.words, releases_queries.page_languages(campaign.id))  # a language may have come since
        _forget(campaign.id, PictureState.PUBLIC)
        shown = update(CampaignPicture).where(CampaignPicture.id == ready.id)
        session.execute(shown.values(state=PictureState.PUBLIC))
        audit.note(Act.PICTURE_PUBLISH, campaign=slug)


def remove(*, slug: str, state: PictureState) -> None:
    """Take the picture off the page, or throw away the one that waits, for good; safe to repeat."""
    states = [state] if state == PictureState.PUBLIC else [PictureState.RECEIVED, PictureState.READY]
    with transaction():
        campaign = existing(slug)
        if _forget(campaign.id, *states):
            audit.note(Act.PICTURE_REMOVE, campaign=slug)


def forget_all(*, campaign: int) -> int:
    """With what a purge erases: every picture of a campaign; returns how many."""
    if not any(queries.picture(campaign, state) for state in PictureState):
        return 0
    with transaction():
        return _forget(campaign, *PictureState)


def forget_originals(*, now: datetime) -> int:
    """Erase files whose sizes could not be made since an hour before `now`, a trusted time; returns how many."""
    late = CampaignPicture.original.is_not(None), CampaignPicture.received_at < now - ORIGINAL_KEPT
    keys = db.session.scalars(select(CampaignPicture.id).where(*late)).all()
    for key in keys:
        _erase_original(key)
    return len(keys)


def _erase_original(key: int) -> None:
    with transaction() as session:
        session.execute(update(CampaignPicture).where(CampaignPicture.id == key).values(original=None))
        note_erased("campaign_pictures")


def _forget(campaign: int, *states: PictureState) -> int:
    """In the caller's transaction."""
    theirs = select(CampaignPicture.id).where(
        CampaignPicture.campaign_id == campaign, CampaignPicture.state.in_(states)
    )
    keys = db.session.scalars(theirs).all()
    if keys:
        db.session.execute(delete(PictureSize).where(PictureSize.picture_id.in_(keys)))
        db.session.execute(delete(CampaignPicture).where(CampaignPicture.id.in_(keys)))
        note_erased(*TABLES)
    return len(keys)
