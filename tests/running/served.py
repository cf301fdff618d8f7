"""`python -m tests.running.served MODULE:APP`: the production server in front of the site, or of another app."""

import sys

from granian._internal import load_target

from campaign import create_app
from campaign.app import Site
from campaign.running.before_forking import be_forked
from campaign.running.rsgi import answering
from campaign.running.web_server import serve_web

APP = "campaign.running.rsgi:app"


def server_command() -> list[str]:
    """As an operator starts it, with a word of its own for what it serves."""
    return [sys.executable, "-m", "tests.running.served", APP]


def main(target: str) -> None:
    """The site is loaded before the server forks, as in production; another app in each process, as it is."""
    site: Site = create_app()
    with site.app_context():
        be_forked(site)
        serve_web((lambda: answering(site)) if target == APP else (lambda: load_target(target)))


if __name__ == "__main__":
    main(sys.argv[1])
