"""Pictures of links are drawn by the worker, one at a turn, and go where none may be shown."""

from hashlib import sha256

from sqlalchemy import delete

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.pictures import queries
from campaign.pictures.drawing import draw
from campaign.pictures.models import LONGEST_NAME, SharedPicture
from campaign.pictures.sharing import SHOWN, Figure, fingerprint, is_shared, values
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.tally import queries as tally_queries


def draw_due() -> bool:
    """Draw one picture that is missing, or isn't of today, or of these words any more; whether there was one.

    What typst can't set is left out until its words change.
    """
    forget_unshared()
    return any(map(_draw_one, filter(is_shared, releases_queries.each_in_state(*SHOWN))))


def forget_unshared() -> None:
    """No picture stays of a campaign whose links are shown with none."""
    for key in queries.campaigns_shared():
        if not is_shared(releases_queries.campaign_by_id(key)):
            with transaction() as session:
                session.execute(delete(SharedPicture).where(SharedPicture.campaign_id == key))


def _draw_one(campaign: Campaign) -> bool:
    drawn = queries.shared_of(campaign.id)
    figure = _figure(campaign, drawn)
    for language in campaign.languages:
        text = releases_queries.text_for(campaign.id, language)
        wanted = values(campaign, text, figure, language) if text.sha256 else None
        mark = fingerprint(wanted) if wanted else ""
        if wanted is None or (language in drawn and drawn[language].drawn_of == mark):
            continue
        key = campaign.id
        db.session.rollback()  # no transaction is open while type is set
        try:
            content = draw(wanted)
        except Refusal:
            continue
        _keep(key, language, content, figure, mark)
        return True
    return False


def _figure(campaign: Campaign, drawn: dict[str, SharedPicture]) -> Figure:
    """The total of a day is the one that its first picture had, in whichever language; none before it is sure which day
    it is. On the day of the opening none is told.
    """
    today = clock.today()
    for row in drawn.values():
        if row.day == today:
            return Figure(today, row.total)
    newest = max(drawn.values(), key=lambda row: row.day, default=None)
    if not tally_queries.day_is_sure():
        return Figure(newest.day, newest.total) if newest else Figure(today, 0)
    opened = campaign.opened_at
    if opened is not None and opened.date() == today:
        return Figure(today, 0)
    return Figure(today, tally_queries.public_tally(campaign.id).total)


def _keep(campaign: int, language: str, content: bytes, figure: Figure, mark: str) -> None:
    shown = {
        "name": sha256(content).hexdigest()[:LONGEST_NAME], "content": content, "day": figure.day,
        "total": figure.total, "drawn_of": mark,
    }  # fmt: skip
    statement = insert(SharedPicture).values(campaign_id=campaign, language=language, **shown)
    with transaction() as session:
        session.execute(
            statement.on_conflict_do_update(index_elements=["campaign_id", "language"], set_=shown)
        )
