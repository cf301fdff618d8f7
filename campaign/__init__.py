"""Petitions and calls to action whose count anyone can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Flask

    from campaign.app import Site
    from campaign.settings import Settings


def create_app(settings: Settings | None = None, *, serving: bool = False) -> Site:
    """The whole site for these settings, or for those of the environment. Raises BadSetting.

    `serving` is for processes that answer visitors: they wait less long for the database than the worker and commands.
    """
    app = app_for_commands(settings, serving=serving)
    app.complete()
    return app


def app_for_commands(settings: Settings | None = None, *, serving: bool = False) -> Site:
    """The same, and only as much of it as is asked for: most commands need no page."""
    # Imported here: a holder's computer imports this package too, and need not have what a site needs.
    from campaign import config
    from campaign.app import app_without_pages

    app = app_without_pages(settings or config.load(), serving=serving)
    app.later += [tell_rooms, hang_pages]
    return app


def hang_pages(app: Flask) -> None:
    """What concerns every page, and every page."""
    from campaign import web

    web.init_web(app)
    register_rooms(app)


def register_rooms(app: Flask) -> None:
    """Every room with pages, and those that every request passes."""
    from campaign import desk
    from campaign.limits import requests as limits
    from campaign.pictures import about
    from campaign.releases import near_addresses, speaking_pages
    from campaign.running.by_address import ByAddress
    from campaign.vault import errors as vault_errors

    for blueprint in rooms_with_pages():
        app.register_blueprint(blueprint)
    about.init_app(app)
    limits.init_app(app)
    desk.init_app(app)
    near_addresses.init_app(app)
    speaking_pages.init_app(app)
    vault_errors.init_app(app)
    host = app.config["SETTINGS"].authority
    app.wsgi_app = ByAddress(app.wsgi_app, host=host)  # type: ignore[method-assign]  # as Flask documents it


def rooms_with_pages() -> Sequence[Blueprint]:
    """In the order of the rooms."""
    from campaign.api.views import api
    from campaign.letters import check_views  # noqa: F401 - it adds its pages to `letters`
    from campaign.letters.views import letters
    from campaign.lists import copies_views  # noqa: F401 - it adds its pages to `lists`
    from campaign.lists.views import lists
    from campaign.mail.views import mail_folder
    from campaign.paper.views import paper
    from campaign.pictures.views import pictures
    from campaign.press import card_views  # noqa: F401 - it adds its pages to `press`
    from campaign.press.views import press
    from campaign.releases import log_views  # noqa: F401 - it adds its pages to `releases`
    from campaign.releases.views import releases
    from campaign.running.views import running
    from campaign.signing import link_views, privacy_views, refusal_views  # noqa: F401 - they add theirs to `signing`
    from campaign.signing.views import signing
    from campaign.updates.views import updates
    from campaign.vault.views import vault

    return (
        vault,
        mail_folder,
        releases,
        updates,
        letters,
        pictures,
        signing,
        paper,
        lists,
        press,
        api,
        running,
    )


def tell_rooms(app: Flask) -> None:
    """What rooms above know and a room below asks the app for."""
    from campaign.letters import glyphs
    from campaign.letters import queries as letters_queries
    from campaign.missions.states import with_a_mission
    from campaign.paper import actions as paper_actions
    from campaign.paper import queries as paper_queries
    from campaign.releases import outlook, printing, signed
    from campaign.releases.actions import addressing, closing
    from campaign.signing import queries as signing_queries
    from campaign.signing.actions import purging

    addressing.init_app(app, with_a_mission=with_a_mission)
    outlook.init_app(app, written=letters_queries.written)
    printing.init_app(
        app, fonts=printing.Fonts(unprintable=glyphs.unprintable, awaits_fonts=glyphs.awaits_fonts)
    )
    closing.init_app(app, joins_last=paper_actions.enter_all)
    purging.init_app(app, goes_too=paper_actions.purge_slips, would_go=paper_queries.personal_slips)
    signed.init_app(app, count=signing_queries.standing_by_text)
