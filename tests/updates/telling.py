"""Updates of the cast's campaign, written and published as the desk does."""

from datetime import date

from campaign.lib import clock
from campaign.releases.models import CorrectionKind
from campaign.updates import actions
from campaign.updates.wording import Words
from tests.cast import SLUG

KEY = "x" * 22
MET = Words("The Council has met", "It met on Monday.\n\n- Fifteen members spoke.\n- None objected.")
MET_IN_ARABIC = Words("اجتمع المجلس", "اجتمع المجلس يوم الاثنين في نيويورك.")


def write(key: str = KEY, *, day: date | None = None, **words: Words) -> str:
    """A draft; its key."""
    actions.write(slug=SLUG, key=key, day=day or clock.today(), words=words or {"en": MET})
    return key


def publish(key: str = KEY, *, kind: CorrectionKind | None = None, **corrected: str) -> None:
    actions.publish(slug=SLUG, key=key, kind=kind, corrected=corrected)


def told(key: str = KEY, *, day: date | None = None, **words: Words) -> str:
    """One that the public reads; its key."""
    publish(write(key, day=day, **words))
    return key
