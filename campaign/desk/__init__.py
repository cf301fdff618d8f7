"""The desk: the organisers' side of the site, a file a noun. It calls the same actions as the commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Hang the desk into the app: who signs in, what each may do, and its pages."""
    from campaign.desk import (
        account_views,
        anew_views,
        campaign_views,
        gate,
        invitation_views,
        overview_views,
        people_views,
    )
    from campaign.organisers import sign_in

    gate.init_app(app)
    sign_in.init_app(app)
    for module in (invitation_views, anew_views, account_views, campaign_views, overview_views, people_views):
        app.register_blueprint(module.pages)
