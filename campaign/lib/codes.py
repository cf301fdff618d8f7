"""The address of a page as a QR code: on paper it leads back to the page."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=100)  # campaigns, a language each
def address_as_code(address: str) -> Markup:
    """In SVG, as large as its style says; it needs no words, since the address stands beside it."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff"))  # nosec B704 # noqa: S704 - drawn here; what it says is dots
