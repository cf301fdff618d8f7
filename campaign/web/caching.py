"""Public pages, and facts that every request asks for, kept for a moment."""

from collections.abc import Callable, Hashable
from functools import wraps
from hashlib import sha256
from typing import Any

from flask import Response, current_app, g, make_response, request

from campaign.current import noted, running_app, settings
from campaign.lib.caches import Briefly, Shelf

# What is taken down is gone from every cache that keeps to the rules within a minute: it may be fresh for so long, and
# stale for as long again while it is fetched anew, or can't be.
MOST_SECONDS = 25


def _kept_for(seconds: float) -> str:
    return f"public, max-age={seconds}, stale-while-revalidate={seconds}, stale-if-error={seconds}"


RECALLED_WITHIN_A_MINUTE = _kept_for(MOST_SECONDS)


def briefly(key: Hashable, make: Callable[[], Any], *, seconds: float | None = None) -> Any:
    """What `make` gives, kept by this process for so many seconds: for facts that every request asks for.

    Without `seconds` it is a fact that the public sees: two, or less where the count moves faster. None is never kept.
    """
    extensions, in_force = running_app().extensions, settings()
    memory: Briefly | None = extensions.get("briefly")
    if memory is None:
        memory = extensions.setdefault("briefly", Briefly())
    if in_force.testing:
        seconds = 0
    elif seconds is None:
        seconds = min(2, in_force.sequence_seconds)
    return memory.get(key, make, seconds=seconds)


def public_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose 200 is the same bytes for everyone: no cookie, no query, nothing about who asks.

    It is kept in memory for a second or two, and by browsers and proxies for an interval.
    """

    @wraps(view)
    def marked(**arguments: Any) -> Response:
        g.public = True
        return make_response(view(**arguments))

    return marked


def tagged_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same for programs, which ask again and again: with a tag, by which they are told that nothing changed."""

    @wraps(view)
    def marked(**arguments: Any) -> Response:
        g.public, g.tagged = True, True
        return make_response(view(**arguments))

    return marked


def newest_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same for what must never go back: processes that kept it would tell one reader now more, now less.

    So no process keeps it, and each answer is what the database has.
    """

    @wraps(view)
    def marked(**arguments: Any) -> Response:
        g.public, g.newest = True, True
        return make_response(view(**arguments))

    return marked


def keep_public(response: Response) -> Response:
    """Let a public page be cached, and put it on the shelf."""
    if response.status_code != 200 or not noted().get("public"):
        return response
    seconds = min(settings().sequence_seconds, MOST_SECONDS)
    response.headers["Cache-Control"] = _kept_for(seconds)
    if g.get("tagged"):  # weak, as the body may be compressed
        response.set_etag(sha256(response.get_data()).hexdigest()[:32], weak=True)
    shelved = request.method == "GET" and not request.query_string and not g.get("newest")
    if shelved and not settings().testing:
        headers = [(name, value) for name, value in response.headers if name != "Content-Length"]
        shelf: Shelf = current_app.extensions["shelf"]
        packed = shelf.put(
            request.environ["PATH_INFO"],
            response.get_data(),
            headers,
            seconds=min(2, seconds),
        )
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.set_data(packed)
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
    if g.get("tagged"):
        response.make_conditional(request)
    return response
