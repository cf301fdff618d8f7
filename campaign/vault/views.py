"""The page of holders, keys and lists in a browser, and the same as a file."""

from typing import Any

from flask import Blueprint, Response

from campaign.vault import holder_page
from campaign.web import public_page

vault = Blueprint("vault", __name__)


@vault.get("/holder.html")
@public_page
def holder() -> Any:
    """Each language in one document: its address names none, and its bytes are the same for everyone.

    So it may be kept by every cache, and whoever compares two copies of it needn't know who asked for them.
    """
    return holder_page.served()


@vault.get("/holder-file.html")
@public_page
def holder_file() -> Any:
    """The file to save; opened here it would be ours to change, so it comes as a download."""
    response = Response(holder_page.page_file(), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="holder-file.html"'
    return response
