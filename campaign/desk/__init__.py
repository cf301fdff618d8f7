"""The desk: the organisers' side of the site, a file a noun. It calls the same actions as the commands."""

from importlib import import_module

from flask import Flask

NOUNS = (
    "invitation", "anew", "account", "password", "campaign", "overview", "people", "list", "act", "waiting",
    "text", "reading", "drafts", "revisions", "misprint", "taking_down", "picture",
    "letter", "letter_page", "issuing", "sending", "answer", "mission_table", "mission", "group",
    "press", "own_site", "passing", "update", "conclusion", "outcome", "report",
    "signature", "names", "held", "invalidation", "unusual", "paper", "paper_rows", "paper_file",
    "trial", "start", "risk", "organisation", "languages", "second", "ending", "rehearsal", "state", "key", "door",
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Hang the desk into the app: who signs in, what each may do, and its pages."""
    from campaign.desk import gate, next_step_words, waiting_views
    from campaign.notifications import weeks
    from campaign.organisers import sign_in

    gate.init_app(app)
    waiting_views.know_kinds()
    sign_in.init_app(app)
    weeks.init_app(app, what_next=next_step_words.what_next)
    # Several files of views may add their pages to one blueprint.
    modules = [import_module(f"campaign.desk.{noun}_views") for noun in NOUNS]
    for pages in dict.fromkeys(module.pages for module in modules):
        app.register_blueprint(pages)
