"""What a start has to find: the database in this version's shape, and the site's secrets on this machine."""

import sys
import threading
from collections.abc import Iterator

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from campaign.backup import versions
from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.mail import queries as mail_queries
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import CONFIRMABLE, CampaignState
from campaign.vault import shared
from campaign.vault.fingerprints import LOG

PAUSE = 1


def set_up() -> None:
    """Bring the database into shape, and make the secrets of a site that has none; safe to repeat, also at once.

    Raises Refusal for a database of another version, and on a machine that has to be given the site's secrets first.
    """
    with versions.alone():
        versions.bring_to_shape()
        opened = [campaign.slug for campaign in releases_queries.each_in_state(*CONFIRMABLE)]
        shared.make_missing(lost=list(_in_use()), opened=opened)


def require_set_up() -> None:
    """Raises Refusal where the program mustn't begin: another version's database, secrets that aren't the site's."""
    versions.require_known()
    if versions.shape() == versions.newest_shape():
        shared.require_same()


def wait_until_set_up(app: Flask, stopping: threading.Event) -> bool:
    """For a process that began while the database was away. False when it is told to stop before that comes.

    Ends it with a sentence where `require_set_up` refuses.
    """
    while not stopping.is_set():
        with app.app_context():
            try:
                require_set_up()
            except SQLAlchemyError:
                stopping.wait(PAUSE)
            except Refusal as refusal:
                sys.exit(sentence(refusal))
            else:
                return True
            finally:
                db.session.remove()
    return False


def _in_use() -> Iterator[str]:
    """The secrets that the database shows to have been there, so that a missing one is lost."""
    if mail_queries.anybody_stopped():
        yield "stop-list"
    if organisers_queries.anybody():
        yield "desk"
    if any(
        releases_queries.each_in_state(*CONFIRMABLE, CampaignState.CLOSED)
    ):  # each has a log, which it signs
        yield LOG
