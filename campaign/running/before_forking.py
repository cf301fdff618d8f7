"""What a process is before others are forked from it: what it has loaded they share, and each needn't load it again."""

import ctypes
import gc
import sys

from sqlalchemy.exc import SQLAlchemyError

from campaign.app import Site
from campaign.current import settings
from campaign.extensions import db
from campaign.lib.on_demand import load_everything
from campaign.lib.side_threads import SideThread
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState
from campaign.web.packing import pack_ahead

# What serves for weeks lets go of what it no longer needs sooner than a command that ends.
COLLECTED = (50_000, 20, 20)


def be_forked(app: Site) -> None:
    """Have everything loaded, and nothing open that a child must not share. Call it in the app's context."""
    packing = SideThread(pack_ahead, str(app.static_folder))
    packing.start()  # half a second, in which another processor loads the rest
    app.complete()
    load_everything()
    _make_pages(app)
    packing.join()
    db.session.remove()
    db.engine.dispose()
    gc.collect()
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)  # what importing left behind
    gc.freeze()  # what is loaded isn't looked through, and so stays shared
    gc.set_threshold(*COLLECTED)


def _make_pages(app: Site) -> None:
    """The page of the newest campaign in each of its languages, its tally, and what watches ask for: with templates,
    catalogs and locales that are in use.

    While the database is away there is none, and each process loads these for itself.
    """
    try:
        newest = releases_queries.in_state(CampaignState.OPEN)[:1]
    except SQLAlchemyError:
        return
    pages = [f"/{language}/{campaign.slug}" for campaign in newest for language in campaign.languages]
    for path in [*pages, *(f"{page}/tally" for page in pages[:1]), "/healthz"]:
        app.test_client().get(path, base_url=settings().base_url)
