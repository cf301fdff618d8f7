"""The page of holders, keys and lists in a browser, and the same as a file."""

from typing import Any

from flask import Blueprint

from campaign.vault import holder_page
from campaign.web import public_page
from campaign.web.downloads import download

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
    return download(holder_page.page_file(), kind="text/html", name="holder-file.html")
