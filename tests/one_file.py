"""Pages that are one file too, as tests look at them: the same bytes for everyone, alone, with their hash."""

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from campaign.cli import campaign

STATIC = Path(__file__).parents[1] / "static"


def same_for_everyone(app: Flask, path: str) -> list[TestResponse]:
    """What six readers get, which is the same."""
    answers = [
        app.test_client().get(where, headers={"Accept-Language": language})
        for where in (path, f"{path}?any=1")
        for language in ("en", "ar", "zh")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    assert {answer.headers["Cache-Control"].split(",")[0] for answer in answers} == {"public"}
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 6
    return answers


def saved_by(command: str, folder: Path, *, file: bytes) -> None:
    """`campaign COMMAND --page` writes this very file and says its hash; or why it can't."""
    saved = folder / "saved.html"
    result = CliRunner().invoke(campaign, [command, "--page", str(saved)])
    assert (result.exit_code, result.output) == (0, f"{sha256(file).hexdigest()}  {saved}\n")
    assert saved.read_bytes() == file
    result = CliRunner().invoke(campaign, [command, "--page", str(saved / "x")])
    assert (result.exit_code, result.output) == (2, f"Error: {saved}/x can't be written: File exists.\n")


def stands_alone(text: str, *, scripts: tuple[str, str], bundles: str) -> None:
    """It may run these scripts, which stand in it, and nothing else; it names what it bundles, and no address."""
    within = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    hashed = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in (*within, style)]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; script-src {hashed[0]} {hashed[1]}; style-src {hashed[2]}; img-src data:; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )
    assert [(STATIC / name).read_text() for name in scripts] == within
    assert "SPDX-License-Identifier: 0BSD" in text[:60]
    assert text.index(bundles) > text.index("<script>") > text.index("</template>")
    assert re.findall(r'(?:src|href|action)="(?!#|data:,)([^"]*)"', text) == []


def whatever_the_settings(one: Flask, other: Flask, path: str, *, forget: Callable[[], None]) -> None:
    """Two sites serve the same; `forget` empties what one of them has cached for the other."""
    forget()
    served = one.test_client().get(path).data
    forget()
    assert other.test_client().get(path).data == served
