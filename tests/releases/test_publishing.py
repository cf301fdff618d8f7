"""`campaign publish`, `set`, `open`, `list`, `tally`: what an organiser types and reads."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from campaign.cli import campaign as command
from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, SLUG, Site
from tests.patience import PATIENCE
from tests.releases.pasted import HEADLINE, OURS

DEMAND = "We call on Member States to enforce a nationwide no-bomb zone."
TEXT = "Clear the skies\n\n[24 September 2016, New York] Hospitals were hit.\n\nWe ask for action.\n"


def run(app: Flask, *words: str, given: str | bytes | None = None) -> Result:
    """One `campaign` command, not on a terminal."""
    return CliRunner().invoke(command, words, input=given, obj=ScriptInfo(create_app=lambda: app))


@pytest.fixture(autouse=True)
def same_app(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.cli.app_for_commands", lambda: app)


@pytest.mark.parametrize("demand", ["We ask Member States to …", "We ask Member States to..."])
def test_a_demand_that_ends_in_the_middle_is_refused(app: Flask, demand: str) -> None:
    """It was copied from a page of ours, and would be signed."""
    got = run(app, "publish", "-", "--slug", "s", "--demand", demand, given=TEXT)
    assert (got.exit_code, got.output.splitlines()[-1]) == (
        2,
        f"The demand ends in the middle: {demand!r}. Write it whole: it is what people sign.",
    )
    assert releases_queries.campaign("s") is None


def test_a_pasted_release_becomes_a_draft_once_its_year_and_demand_are_given(app: Flask) -> None:
    first = run(app, "publish", str(OURS), "--slug", "aleppo")
    assert (first.exit_code, first.stderr) == (
        2,
        "Missing: the year: the dateline says only day 24 of month 9 (--date YYYY-09-24); the demand, the one or two "
        "sentences that are signed (--demand).\n",
    )
    assert releases_queries.campaign("aleppo") is None

    made = run(app, "publish", str(OURS), "--slug", "aleppo", "--date", "2016-09-24", "--demand", DEMAND)
    assert made.exit_code == 0
    preview = re.search(r"http://127.0.0.1:8000(/en/p/[\w-]{32})\n", made.output)
    assert preview
    drafted = releases_queries.campaign("aleppo")
    assert drafted is not None
    assert drafted.state == "draft"
    text = releases_queries.text_for(drafted.id, "en")
    assert (text.headline, text.place, str(text.date), text.demand) == (
        HEADLINE, "New York", "2016-09-24", DEMAND,
    )  # fmt: skip
    assert "media inquiries" not in text.body

    page = app.test_client().get(preview[1])
    assert page.status_code == 200
    assert "This form can’t be sent: it is here to be looked at, until the campaign is open." in page.text
    assert re.search(r'<form novalidate>.*<button disabled aria-describedby="unsent">', page.text, re.DOTALL)
    assert 'name="token"' not in page.text
    public = app.test_client().get("/en/aleppo").text
    assert [said for said in (text.headline, DEMAND) if said in public] == []
    assert app.test_client().get("/en/p/" + "a" * 32).status_code == 404


def test_standard_input_and_a_second_language(app: Flask) -> None:
    assert run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT).exit_code == 0
    arabic = "صفّوا السماء\n\n[نيويورك، 24 أيلول 2016] قُصفت المشافي.\n\nنطالب بالتحرك.\n"
    made = run(
        app, "publish", "-", "--slug", "s", "--language", "ar", "--demand", "نطالب بمنطقة حظر", given=arabic
    )
    assert made.exit_code == 0
    found = releases_queries.campaign("s")
    assert found is not None
    assert [text.language for text in releases_queries.texts(found.id)] == ["en", "ar"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\x00\x01\x02", "This is not a text file. Save the release as plain text (.txt, UTF-8)."),
        (b"", "There is nothing in it. Check that the file was saved, or the text pasted."),
        (
            b"%PDF-1.7 x",
            "This is a PDF. Open it, select everything, copy, and paste it with: campaign publish -",
        ),
        (
            b"x" * 2_000_000,
            "This file is too large for a press release: 1953 KB, and at most 256 KB are read.",
        ),
        (
            b"Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1",
            "This text is not encoded as UTF-8 (line 1), and its words don't show what else it is. "
            "Save it again as UTF-8.",
        ),
    ],
)
def test_what_is_no_text_gets_a_sentence(app: Flask, tmp_path: Path, raw: bytes, said: str) -> None:
    file = tmp_path / "release"
    file.write_bytes(raw)
    got = run(app, "publish", str(file), "--slug", "s", "--demand", DEMAND)
    assert (got.exit_code, got.output) == (2, f"{said}\n")
    assert releases_queries.campaigns() == []


@pytest.mark.parametrize(
    "slug", ["en", "ar", "desk", "c", "p", "mail", "Aleppo", "a--b", "-a", "a b", "ж", "a" * 61]
)
def test_an_address_of_our_own_or_no_address_is_refused(app: Flask, slug: str) -> None:
    got = run(app, "publish", "-", "--slug", slug, "--demand", DEMAND, given=TEXT)
    assert (got.exit_code, releases_queries.campaigns()) == (2, [])


def test_a_revision_stands_beside_the_older_and_signatures_keep_theirs(app: Flask) -> None:
    run(app, "publish", "-", "--slug", SLUG, "--demand", DEMAND, "--withhold", "none", given=TEXT)
    assert run(app, "open", SLUG).exit_code == 0
    site = Site(app)
    first = releases_queries.text_for(site.campaign.id, "en")
    site.signed(AMELIE)
    same = run(app, "publish", "-", "--slug", SLUG, given=TEXT).output
    assert "Revision 1 in English is stored under clear-skies.\nIt already says the same" in same

    other = run(app, "publish", "-", "--slug", SLUG, "--demand", "Another.", given=TEXT)
    assert (other.exit_code, other.stderr) == (
        2,
        "People have signed this demand; it can no longer be changed. Publish another campaign for another demand.\n",
    )

    revised = run(
        app, "publish", "-", "--slug", SLUG, "--kind", "spelling", given=TEXT.replace("action", "action now")
    )
    assert "A draft in English is waiting" in revised.output
    assert "Revision 2" in run(app, "publish", SLUG, "--confirm").output
    second = releases_queries.text_for(site.campaign.id, "en")
    raw = app.test_client().get(f"/{SLUG}/texts/{first.sha256}").get_data(as_text=True)
    assert raw.splitlines()[:4] == ["en", "Clear the skies", "2016-09-24", DEMAND]
    assert f'href="/{SLUG}/texts/{first.sha256}"' in app.test_client().get(f"/en/{SLUG}").text
    site.number()
    lines = [line for _, line, _ in tally_queries.lines(site.campaign.id)]
    assert lines[:2] == ["rules 1", f"text {first.sha256}"]
    assert sorted(line for line in lines if line.startswith("text")) == sorted(
        [f"text {first.sha256}", f"text {second.sha256}"]
    )


def test_set_prints_before_and_after_and_never_unwithholds(app: Flask) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, "--withhold", "SY", given=TEXT)
    got = run(app, "set", "s", "--goal", "500", "--withhold", "IR", "--contact", "press@example.org")
    assert re.search(r"goal +none  →  500\n", got.output)
    assert re.search(r"withheld countries +SY  →  IR, SY\n", got.output)
    assert "IR, SY" in run(app, "set", "s", "--withhold", "none").output
    assert run(app, "set", "s", "--withhold", "XX").exit_code == 2
    assert run(app, "set", "s", "--closes", "2000-01-01").exit_code == 2
    assert run(app, "set", "s", "--contact", "nobody").exit_code == 2


def test_open_gives_a_closing_day_and_list_and_tally_show_it(app: Flask) -> None:
    run(app, "publish", "-", "--slug", "s", "--demand", DEMAND, given=TEXT)
    assert run(app, "open", "s").exit_code == 0
    found = releases_queries.campaign("s")
    assert found is not None
    assert found.closes is not None
    assert re.search(r"^s +open +0  none$", run(app, "list").output, re.MULTILINE)
    figures = json.loads(run(app, "tally", "s", "--format", "json").output)
    assert figures == {"total": 0, "countries": {}, "waiting": 0}
    assert run(app, "tally", "--check").output == "s: agrees\n"
    assert run(app, "open", "nobody").exit_code == 2


def test_the_tally_in_each_shape(app: Flask) -> None:
    run(app, "publish", "-", "--slug", SLUG, "--demand", DEMAND, "--withhold", "SY", given=TEXT)
    run(app, "open", SLUG)
    site = Site(app)
    for number, country in enumerate(["FR"] * 13 + ["SY"] * 12):
        tally.append_signature(
            campaign=site.campaign.id, signature=number, commitment=f"{number:064x}", country=country
        )
    site.number()
    assert run(app, "tally", SLUG, "--format", "csv").output.split() == [
        "\ufeffcountry,signatures", "FR,13", "SY,12", "total,25", "waiting,0",
    ]  # fmt: skip
    assert run(app, "tally", SLUG, "--format", "csv", "--public").output.splitlines() == [
        "\ufeffcountry,signatures", "FR,10", "not shown,15", "by country,25", "total,25",
    ]  # fmt: skip
    assert run(app, "tally", SLUG).output.split() == ["FR", "13", "SY", "12", "total", "25", "waiting", "0"]
    assert (
        json.loads(run(app, "tally", SLUG, "--format", "json", "--public").output)["stated"]["not_shown"]
        == 15
    )


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    """A real terminal: the year is asked for until the answer is a day, then the demand."""
    pty = pytest.importorskip("pty")
    environment = {
        **os.environ,
        "CAMPAIGN_INSTANCE": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    subprocess.run(
        [sys.executable, "-m", "campaign", "migrate"], env=environment, check=True, capture_output=True
    )
    controller, terminal = pty.openpty()
    words = [sys.executable, "-m", "campaign", "publish", str(OURS), "--slug", "aleppo"]
    asked = subprocess.Popen(words, env=environment, stdin=terminal, stdout=subprocess.PIPE, stderr=terminal)
    os.write(controller, f"24 September\n2016-09-24\n{DEMAND}\n".encode())
    output, _ = asked.communicate(timeout=PATIENCE)
    os.close(terminal)
    os.close(controller)
    assert asked.returncode == 0
    assert b"Revision 1" in output


def test_a_count_that_was_changed_by_hand_is_named_and_exits_with_1(app: Flask) -> None:
    run(app, "publish", "-", "--slug", SLUG, "--demand", DEMAND, given=TEXT)
    run(app, "open", SLUG)
    site = Site(app)
    tally.append_signature(campaign=site.campaign.id, signature=1, commitment="a" * 64, country="FR")
    site.number()
    assert run(app, "tally", "--check").exit_code == 0
    db.session.execute(db.text("UPDATE country_counts SET count = 2"))
    db.session.commit()
    checked = run(app, "tally", "--check")
    assert (checked.exit_code, checked.output) == (
        1, f"{SLUG}:\n  FR: the lines give 1, the count says 2\n",
    )  # fmt: skip
