"""The desk: the organisers' side of the site, a file a noun. It calls the same actions as the commands."""

from importlib import import_module

from flask import Flask

NOUNS = (
    "invitation", "anew", "account", "campaign", "overview", "people", "list", "act", "waiting",
    "text", "reading", "drafts", "revisions", "misprint", "taking_down",
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Hang the desk into the app: who signs in, what each may do, and its pages."""
    from campaign.desk import gate, waiting_views
    from campaign.organisers import sign_in

    gate.init_app(app)
    waiting_views.know_kinds()
    sign_in.init_app(app)
    for noun in NOUNS:
        app.register_blueprint(import_module(f"campaign.desk.{noun}_views").pages)
