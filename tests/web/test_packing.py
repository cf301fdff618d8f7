"""Style sheets and scripts come by Brotli to whoever takes it, else by gzip, compressed before anybody asked."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask

from campaign.paths import ROOT
from campaign.web import packing
from tests.cast import change

STYLE = (ROOT / "static/site.css").read_bytes()
READ = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_each_gets_what_it_takes(app: Flask, takes: str, encoding: str | None) -> None:
    change(app, testing=False)
    answer = app.test_client().get("/static/site.css", headers={"Accept-Encoding": takes})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, encoding)
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert READ[encoding](answer.data) == STYLE
    answer.close()


def test_brotli_is_the_lighter(app: Flask) -> None:
    change(app, testing=False)
    client = app.test_client()
    sizes = {
        takes: len(client.get("/static/site.css", headers={"Accept-Encoding": takes}).data)
        for takes in ("br", "gzip")
    }
    assert sizes["br"] < sizes["gzip"] * 0.9


def test_all_of_it_is_there_before_anybody_asks(app: Flask) -> None:
    packing._packed.cache_clear()
    packing.pack_ahead(str(app.static_folder))
    made = packing._packed.cache_info()
    files = sum(path.is_file() for path in (ROOT / "static").iterdir())
    assert made.currsize == 2 * files <= (made.maxsize or 0)
    change(app, testing=False)
    app.test_client().get("/static/page.js", headers={"Accept-Encoding": "br"})
    assert packing._packed.cache_info()[:2] == (made.hits + 1, made.misses)


def test_a_part_of_a_file_is_sent_as_it_is(app: Flask) -> None:
    change(app, testing=False)
    asked = {"Accept-Encoding": "br", "Range": "bytes=0-9"}
    answer = app.test_client().get("/static/verify.py", headers=asked)
    assert answer.headers.get("Content-Encoding") is None
    assert answer.data == (ROOT / "static/verify.py").read_bytes()[:10]
    answer.close()


def test_a_folder_among_the_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").mkdir()  # as whoever imports verify.py leaves it
    (tmp_path / "site.css").write_bytes(STYLE)
    before = packing._packed.cache_info().currsize
    packing.pack_ahead(str(tmp_path))
    assert packing._packed.cache_info().currsize == before + 2
