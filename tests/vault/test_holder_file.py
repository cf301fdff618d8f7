"""The page for holders as a file: the same bytes everywhere, alone, and the hash that is printed of it."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from campaign import create_app
from campaign.cli import campaign
from campaign.vault import holder_page
from tests.conftest import settings_for

STATIC = Path(holder_page.__file__).parents[2] / "static"


@pytest.fixture
def alone(tmp_path: Path) -> Flask:
    return create_app(settings_for(tmp_path, ""))


def test_the_same_bytes_for_everyone(alone: Flask) -> None:
    answers = [
        alone.test_client().get(path, headers={"Accept-Language": language})
        for path in ("/holder-file.html", "/holder-file.html?any=1")
        for language in ("en", "ar", "zh")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert {answer.headers["Cache-Control"].split(",")[0] for answer in answers} == {"public"}
    assert {answer.headers["Content-Disposition"] for answer in answers} == {
        'attachment; filename="holder-file.html"'
    }
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 6


def test_the_same_whatever_the_settings(alone: Flask, tmp_path: Path) -> None:
    other = create_app(settings_for(tmp_path, "", CAMPAIGN_SOURCE_URL="https://a.example"))
    holder_page.page_file.cache_clear()
    one = alone.test_client().get("/holder-file.html").data
    holder_page.page_file.cache_clear()
    assert other.test_client().get("/holder-file.html").data == one


def test_the_served_page_prints_the_hash_and_the_command_writes_the_same(
    alone: Flask, tmp_path: Path
) -> None:
    file = alone.test_client().get("/holder-file.html").data
    digest = sha256(file).hexdigest()
    assert alone.test_client().get("/holder.html").text.count(digest) == 2
    holder_page.page_file.cache_clear()
    result = CliRunner().invoke(campaign, ["holder", "--page", str(tmp_path / "saved.html")])
    assert (result.exit_code, result.output) == (0, f"{digest}  {tmp_path}/saved.html\n")
    assert (tmp_path / "saved.html").read_bytes() == file
    result = CliRunner().invoke(campaign, ["holder", "--page", str(tmp_path / "saved.html" / "x")])
    assert (result.exit_code, result.output) == (
        1,
        f"Error: {tmp_path}/saved.html/x can't be written: File exists.\n",
    )


def test_it_allows_itself_what_stands_in_it_and_nothing_else(alone: Flask) -> None:
    text = alone.test_client().get("/holder-file.html").text
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    hashed = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in (*scripts, style)]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; script-src {hashed[0]} {hashed[1]}; style-src {hashed[2]}; img-src data:; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )
    assert [(STATIC / name).read_text() for name in ("holder-floor.js", "holder.js")] == scripts
    assert "SPDX-License-Identifier: 0BSD" in text[:60]
    assert text.index("age-encryption 0") > text.index("<script>") > text.index("</template>")
    assert re.findall(r'(?:src|href|action)="(?!#|data:,)([^"]*)"', text) == []
