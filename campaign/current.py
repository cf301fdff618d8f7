"""The settings in force: whatever runs in an app asks here, and is given none."""

from flask import current_app

from campaign.settings import Settings


def settings() -> Settings:
    """Those of the app that runs: it serves a request, or its context was pushed by a command or the worker."""
    in_force: Settings = current_app.config["SETTINGS"]
    return in_force
