"""The desk: the organisers' side of the site, a file a noun. It calls the same actions as the commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Hang the desk into the app: who signs in, what each may do, and its pages."""
    from campaign.desk import (
        account_views,
        campaign_views,
        gate,
        held_views,  # noqa: F401 - it adds its pages to `signatures`, and so do the next two
        invalidation_views,  # noqa: F401
        invitation_views,
        overview_views,
        signature_views,
        unusual_views,  # noqa: F401
    )
    from campaign.organisers import sign_in

    gate.init_app(app)
    sign_in.init_app(app)
    for module in (invitation_views, account_views, campaign_views, overview_views, signature_views):
        app.register_blueprint(module.pages)
