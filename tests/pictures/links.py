"""A campaign whose links have pictures, and what a crawler reads of a page."""

import io
from collections.abc import Callable
from html.parser import HTMLParser

from PIL import Image

from campaign.pictures import actions
from tests.cast import Client, Site
from tests.paper.signing import harmless


def drawn(site: Site) -> Site:
    """Its pictures as the worker has drawn them by now."""
    harmless(site)
    while actions.draw_due():
        pass
    return site


class Crawled(HTMLParser):
    """What stands in the head of a page: `meta` by name, property or itemprop, and `link` by itemprop or rel."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.head: dict[str, str | None] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tagged = dict(attrs)
        if tag == "head":
            self.head = tagged
        if tag == "meta":
            for kind in ("name", "property", "itemprop"):
                if tagged.get(kind):
                    self.said[f"{kind} {tagged[kind]}"] = tagged["content"] or ""
        if tag == "link" and tagged.get("itemprop"):
            self.said[f"itemprop {tagged['itemprop']}"] = tagged["href"] or ""


def crawled(client: Client, path: str) -> dict[str, str]:
    """The same of a page that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return Crawled(answer.text).said


def opened(png: bytes) -> Image.Image:
    """A picture, decoded whole."""
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture


def box(
    picture: Image.Image, is_ink: Callable[[tuple[int, int, int]], bool]
) -> tuple[int, int, int, int] | None:
    """Where the pixels are that are ink: left, top, right, bottom."""
    plain = picture.convert("RGB")
    mask = Image.new("1", plain.size)
    mask.putdata([is_ink(pixel) for pixel in plain.get_flattened_data()])
    return mask.getbbox()
