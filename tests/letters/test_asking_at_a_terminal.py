"""At a terminal too, a State that the demand is about, or whose figure is withheld, needs a yes."""

from pathlib import Path

import pytest

from campaign.letters import queries as letters_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.moderation.letters_cli import letters
from campaign.releases import actions as releases
from tests.cast import SLUG, Site
from tests.letters.desk import FOUR, count, make, run

ABOUT = "Syrian Arab Republic: the demand is about this State."


@pytest.fixture
def folder(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Letters to two States, and a terminal."""
    count(site, FOUR)
    made = make(site, tmp_path / "letters")
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)
    return made


def issue(site: Site, folder: Path, *keys: str) -> tuple[int, str]:
    typed = "".join(f"{key}\n" for key in keys)
    result = site.app.test_cli_runner().invoke(letters, ["issue", SLUG, "--from", str(folder)], input=typed)
    return result.exit_code, result.output


def test_a_no_issues_nothing_and_names_the_way(site: Site, folder: Path) -> None:
    follow_up(campaign_id=site.campaign.id, slug=SLUG, code="SY", intent=Intent(concerned=True))
    code, said = issue(site, folder, "n")
    assert code == 2
    assert f"{ABOUT} Publish the letter to it? [y/n]: n" in said
    assert said.splitlines()[-1] == (
        "You said no to Syrian Arab Republic. Nothing was issued or sent. To leave it out: --except SY"
    )
    assert letters_queries.last_issued(site.campaign.id) is None


def test_enter_is_no_answer_and_a_yes_issues(site: Site, folder: Path) -> None:
    follow_up(campaign_id=site.campaign.id, slug=SLUG, code="SY", intent=Intent(concerned=True))
    code, said = issue(site, folder, "", "y", "y")
    assert code == 0
    assert said.count(ABOUT) == 2
    assert "2 letters issued, dated 2016-10-03" in said


def test_where_none_is_concerned_none_is_asked_about(site: Site, folder: Path) -> None:
    code, said = issue(site, folder, "y")
    assert code == 0
    assert "Publish the letter to it?" not in said


def test_sending_asks_of_those_who_would_get_one(site: Site, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "missions.csv"
    file.write_text("code,address,source,date\nFR,fr@example.org,a site,2016-09-24\n")
    assert run(site, "missions", "import", file).code == 0
    releases.change(slug=SLUG, contact="press@example.org")
    for code in ("FR", "SY"):
        follow_up(campaign_id=site.campaign.id, slug=SLUG, code=code, intent=Intent(concerned=True))
    result = site.app.test_cli_runner().invoke(letters, ["send", SLUG, "--from", str(folder)], input="n\n")
    assert result.exit_code == 2
    assert "France: the demand is about this State. Write to it? [y/n]: n" in result.output
    assert "Syrian Arab Republic:" not in result.output
    assert letters_queries.last_issued(site.campaign.id) is None
