"""Style sheets and scripts, compressed before anybody asks: a phone's first view has a budget."""

import gzip
from functools import lru_cache
from pathlib import Path

import brotli
from flask import Response, current_app

from campaign.current import asked, settings

WINDOW = 16  # bits; more gains 0.4 % of the two largest files, and takes 5 MB that aren't given back


def pack_static(response: Response) -> Response:
    """Send what is text in static/ compressed, by Brotli to whoever takes it, else by gzip."""
    request = asked()
    if request.endpoint != "static" or response.status_code != 200 or settings().testing:
        return response
    if not (response.mimetype or "").startswith("text/") or request.method != "GET":
        return response
    response.headers["Vary"] = "Accept-Encoding"
    if encoding := next((each for each in ("br", "gzip") if request.accept_encodings[each] > 0), None):
        name = (request.view_args or {})["filename"]
        response.close()  # the file, of which nothing is read
        response.direct_passthrough = False
        response.set_data(_packed(str(current_app.static_folder), name, encoding))
        response.headers["Content-Encoding"] = encoding
    return response


def pack_ahead(folder: str) -> None:
    """Compress every file of static/; half a second that no visitor waits for."""
    for path in sorted(path for path in Path(folder).iterdir() if path.is_file()):
        for encoding in ("br", "gzip"):
            _packed(folder, path.name, encoding)


@lru_cache(maxsize=100)  # files of static/, in two encodings
def _packed(folder: str, name: str, encoding: str) -> bytes:
    body = (Path(folder) / name).read_bytes()
    if encoding == "gzip":
        return gzip.compress(body, 9, mtime=0)
    packed: bytes = brotli.compress(body, quality=11, lgwin=WINDOW)
    return packed
