"""`python -m tests.running.served MODULE:APP`: the production server in front of the site, or of another app."""

import sys

from granian._internal import load_target

from campaign import config, create_app
from campaign.app import app_without_pages
from campaign.running.web_server import serve_web

APP = "campaign.running.rsgi:app"


def server_command() -> list[str]:
    """As an operator starts it, with a word of its own for what it serves."""
    return [sys.executable, "-m", "tests.running.served", APP]


def serve_site() -> None:
    """It is loaded before the server forks, as `campaign web` has it."""
    from campaign.running.before_forking import be_forked
    from campaign.running.rsgi import answering

    site = create_app()
    with site.app_context():
        be_forked(site)
        serve_web(lambda: answering(site))


def serve_other(target: str) -> None:
    """It is loaded in each process of the server, and needs nothing of a site but the settings."""
    with app_without_pages(config.load()).app_context():
        serve_web(lambda: load_target(target))


if __name__ == "__main__":
    serve_site() if sys.argv[1] == APP else serve_other(sys.argv[1])
