"""The page that checks a letter, a count or a receipt in the reader's browser, and the same as a file."""

from typing import Any

from flask import Response

from campaign.letters import check_page
from campaign.letters.views import letters
from campaign.lib.languages import LANGUAGES
from campaign.web import POLICY, public_page
from campaign.web.downloads import download

# The one page that may ask other servers: for a log that somebody else keeps.
WIDER = POLICY.replace("connect-src 'self'", "connect-src 'self' https:")


@letters.get("/verify.html")
@public_page
def verifier_page() -> Any:
    """One document for all languages, the same bytes for everyone: see /holder.html."""
    response = Response(check_page.served(), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = WIDER
    return response


@letters.get(f"/verify/<any({','.join(LANGUAGES)}):code>.html")
@public_page
def verifier_part(code: str) -> Any:
    """The page in one language, for the page itself: the same bytes for everyone too."""
    return Response(check_page.served_part(code), content_type="text/html; charset=utf-8")


@letters.get("/verify-file.html")
@public_page
def verifier_file() -> Any:
    """The file to save; opened here it would be ours to change, so it comes as a download."""
    return download(check_page.page_file(), kind="text/html", name="verify-file.html")
