"""Drills at the desk: without a link, due again, and for a holder whose line was lost."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

from campaign.extensions import db
from campaign.lib import clock
from campaign.vault import queries as vault_queries
from campaign.vault.laptop_cli import drilled_word
from tests.cast import KEY, Site
from tests.desk.test_keys import MAYA, PUBLIC, here, knocks, rima
from tests.organisers.browser import Desk

__all__ = ["here", "rima"]


def test_a_drill_without_a_link(site: Site, rima: Desk, here: str, tmp_path: Path) -> None:
    rima.get(here)
    rima.post(f"{here}/pasted", {"public": f"# name: maya\n{PUBLIC}\n"})
    page = rima.post(f"{here}/drill").text
    drill = re.search(r'<textarea id="f-drill"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert drill
    (tmp_path / "drill.txt").write_text(unescape(drill[1]))
    rima.post(f"{here}/proof", {"word": "bafokeni"})
    assert rima.page.status_code == 422
    assert "Nobody was given this word." in rima.page.text
    rima.post(f"{here}/proof", {"word": drilled_word(tmp_path / "drill.txt", [MAYA])})
    assert "maya can open what is sealed." in rima.page.text


def test_a_key_that_was_proved_is_due_again_after_sixty_days(
    site: Site, rima: Desk, here: str, tmp_path: Path
) -> None:
    assert "Prove that they can read" not in rima.get(here).text
    holder = vault_queries.holders()[0]
    holder.proved_at = clock.now() - timedelta(days=61)
    db.session.commit()
    assert "Prove that they can read" in rima.get(here).text
    page = rima.post(f"{here}/drill").text
    (tmp_path / "drill.txt").write_text(
        unescape(re.findall(r'<textarea id="f-drill"[^>]*>(.*?)</textarea>', page, re.S)[0])
    )
    rima.post(f"{here}/proof", {"word": drilled_word(tmp_path / "drill.txt", [KEY])})
    assert vault_queries.due_for_drill() == []
    assert "Prove that they can read" not in rima.get(here).text


def test_a_holder_whose_line_was_lost_proves_her_key_by_a_new_one(
    site: Site, rima: Desk, here: str, tmp_path: Path
) -> None:
    rima.get(here)
    rima.post(f"{here}/pasted", {"public": f"# name: maya\n{PUBLIC}\n"})
    maya = vault_queries.holder("maya")
    assert maya is not None
    page = rima.post(f"{here}/{maya.id}/link").text
    (line,) = re.findall(r'<pre class="command"[^>]*><code>(.*?)</code>', page)
    base, fragment = unescape(line).split("#drill&")
    assert base == "http://127.0.0.1:8000/holder.html"
    facts = parse_qs(fragment)
    assert facts["name"] == ["maya"]
    (token,) = facts["invitation"]
    status, answer = knocks(site, "drill", invitation=token)
    assert status == 200
    (tmp_path / "drill.txt").write_text(answer["drill"])  # type: ignore[index]  # a JSON object
    word = drilled_word(tmp_path / "drill.txt", [MAYA])
    assert knocks(site, "proved", invitation=token, word=word, by="file") == (200, {})
    rima.get(here)
    assert rima.post(f"{here}/99/link").status_code == 422
