"""The QR code that leads from the paper to the letter's own page."""

import io
from functools import lru_cache

import segno


def qr_code(address: str, *, like: str) -> str:
    """The address as a QR code, in SVG without a quiet zone: the page's white is the zone.

    `like` is another address of the same length; the mask that suits it serves this one too, as trying all
    eight for each of 193 letters takes longer than the rest of the composition.
    """
    svg = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=_mask(like)).save(
        svg, kind="svg", border=0, xmldecl=False
    )
    return svg.getvalue().decode()


@lru_cache(maxsize=1000)  # a set of letters and more
def _mask(address: str) -> int:
    return int(segno.make(address, error="m", micro=False).mask)
