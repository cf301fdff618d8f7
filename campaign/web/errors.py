"""Errors are sentences: one page for all of them, nothing personal in the log."""

from pathlib import Path
from typing import Any

from flask import Response, g, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from campaign.lib.logs import log
from campaign.web.problems import COME_AGAIN, is_for_programs, problem


def error_page(error: HTTPException, sentence: str | None = None) -> Response | tuple[str, int]:
    """One page for all errors, in words; the same body for everything that isn't found."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # made by us, so one of Flask
    code = error.code or 500
    if is_for_programs():
        return problem(code, sorted(getattr(error, "valid_methods", None) or ()))
    response = said_alone(code, sentence)
    if code == 503:
        response.headers["Retry-After"] = COME_AGAIN
    if code == 405:
        response.headers.extend(error.get_headers(request.environ))
        response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


def said_alone(code: int, sentence: str | None = None) -> Response:
    """A page of an error, with nothing of the page that was begun: a draft and what was never there are the same."""
    g.pop("public", None)
    return make_response(render_template("error.html", code=code, sentence=sentence), code)


def database_away(error: OperationalError) -> Any:
    """503: nothing was stored, so nothing is thanked for; Retry-After says when to come again."""
    log_away(error)
    return error_page(ServiceUnavailable())


def log_away(error: OperationalError) -> None:
    """That the database took or gave nothing, and for which page."""
    log.error("database away", endpoint=request.endpoint, problem=type(error.orig).__name__)


def log_exception(exc_info: Any) -> None:
    """What went wrong and where, without the address of the request, which may be a signer's link."""
    problem, trace = exc_info[0], exc_info[2]
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    log.error("request failed", endpoint=request.endpoint, problem=problem.__name__, where=where)
