"""An answer whose headers are put together and sent without a copy, and without a look at those that all have."""

from collections.abc import Iterable
from typing import Any

from flask import Response
from werkzeug.datastructures import Headers

LED_ON = frozenset({"location", "content-location"})


class Fields(Headers):
    """Headers to which several are added at once."""

    def add_all(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Those of ours, which have no line breaks."""
        self._list += pairs


class Answer(Response):
    """One of Flask's, which is sent once."""

    def __init__(self, response: Any = None, status: Any = None, headers: Any = None, **more: Any) -> None:
        super().__init__(
            response, status, headers if isinstance(headers, Headers) else Fields(headers), **more
        )

    def get_wsgi_headers(self, environ: dict[str, Any]) -> Headers:
        """Of a whole page the headers themselves: Werkzeug changes nothing in a copy of them."""
        names = {name.lower() for name, _ in self.headers}
        if self.status_code == 200 and "content-length" in names and names.isdisjoint(LED_ON):
            return self.headers
        return super().get_wsgi_headers(environ)
