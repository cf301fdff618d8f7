"""Pages that are the same for everybody but for a few places: made once in two seconds, and filled for each reader.

What stands in a place is escaped as a template does it.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence

from markupsafe import escape

from campaign.web.caching import briefly


class Page:
    """The pieces of a page around its places."""

    def __init__(self, pieces: Sequence[str], names: Sequence[str]) -> None:
        self._pieces = list(pieces)  # text and the name of a place by turns; text first and last
        self._places = self._pieces[1::2]
        self._names = names

    def filled(self, values: Mapping[str, str]) -> str:
        """With each value in all of its places. Raises KeyError where one is missing."""
        safe = {name: escape(values[name]) for name in self._names}
        pieces = self._pieces[:]
        pieces[1::2] = [safe[name] for name in self._places]
        return "".join(pieces)


def page_with_places(names: Sequence[str], render: Callable[[dict[str, str]], str]) -> Page:
    """The page that `render` makes of a mark for each name.

    A mark is chance, of letters and digits alone, so that no text of ours is one and no filter changes it. Raises
    ValueError where a mark isn't on the page: what a reader gave would be lost.
    """
    chance = secrets.token_hex(16)
    page = render({name: f"{chance}{name}{chance}" for name in names})
    pieces = re.split(f"{chance}([a-z]+){chance}", page)
    if set(pieces[1::2]) != set(names) or chance in "".join(pieces):
        raise ValueError("a page without one of its places")
    return Page(pieces, names)


def filled_page(
    key: tuple[object, ...], values: Mapping[str, str], render: Callable[[dict[str, str]], str]
) -> str:
    """A page that is kept under this key for a moment, with these values in their places.

    All that it says else has to be the same for whoever gets the key's page.
    """
    page: Page = briefly(("places", *key), lambda: page_with_places(tuple(values), render))
    return page.filled(values)
