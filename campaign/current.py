"""What runs now: its settings, which whatever runs in an app asks for here and is given none; its app and request.

Flask's proxies for them take five calls for each look at an attribute. What a busy minute runs asks here once.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.ctx import AppContext, RequestContext
from flask.globals import app_ctx, request_ctx

from campaign.settings import Settings

_app_context: Callable[[], AppContext] = app_ctx._get_current_object  # type: ignore[attr-defined]  # of the proxy
_request_context: Callable[[], RequestContext] = request_ctx._get_current_object  # type: ignore[attr-defined]  # as above


def settings() -> Settings:
    """Those of the app that runs: it serves a request, or its context was pushed by a command or the worker."""
    in_force: Settings = _app_context().app.config["SETTINGS"]
    return in_force


def running_app() -> Flask:
    """The app itself."""
    return _app_context().app


def noted() -> Any:
    """What is noted of the request, or else of the context: Flask's `g`."""
    return _app_context().g


def asked() -> Request:
    """The request that is being answered. Raises RuntimeError outside of one."""
    return _request_context().request
