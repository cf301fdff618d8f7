"""The desk: the organisers' side of the site, a file a noun. It calls the same actions as the commands."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Hang the desk into the app: who signs in, what each may do, and its pages."""
    from campaign.desk import (
        account_views,
        campaign_views,
        door_views,
        ending_views,
        first_text_views,
        gate,
        invitation_views,
        key_views,
        organisation_views,
        overview_views,
        rehearsal_views,
        risk_views,
        second_views,
        start_views,
        state_views,
    )
    from campaign.organisers import sign_in

    gate.init_app(app)
    sign_in.init_app(app)
    own = (
        invitation_views,
        account_views,
        campaign_views,
        overview_views,
        state_views,
        key_views,
        door_views,
    )
    path = (
        start_views, risk_views, organisation_views, second_views, first_text_views, ending_views, rehearsal_views,
    )  # fmt: skip
    for module in (*own, *path):
        app.register_blueprint(module.pages)
