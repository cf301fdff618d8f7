"""Answers that a browser saves as a file."""

from flask import Response


def download(content: str | bytes, *, kind: str, name: str) -> Response:
    """`kind` is a media type, `name` what the file is called."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
