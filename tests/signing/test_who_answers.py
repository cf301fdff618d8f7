"""The privacy page says who answers for the data by law, whom to complain to, where the server is: if it was said."""

import re
from html import unescape

import pytest
from flask import Flask

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.releases import actions as releases
from campaign.releases.facts_cli import set_facts
from campaign.releases.models import Campaign
from tests.cast import SLUG, Site
from tests.desk.walking import HERE, ORGANISATION, answers, campaign, drafted, owner
from tests.tables import rows

NOTICES = {
    "controller": "Rooftop Watch e. V., 1 Example Street, Example Town",
    "representative": "Example Law Office, 2 Example Street, Dublin",
    "authority": "Example Data Protection Commissioner, www.example.org",
    "server_country": "DE",
}
SAID = {
    "en": [
        ("Responsible by law", NOTICES["controller"]),
        ("Representative in the European Union", NOTICES["representative"]),
        ("Where the server is", "Germany"),
    ],
}


def section(html: str, name: str) -> str:
    found = re.search(rf'<section id="{name}">(.*?)</section>', html, re.DOTALL)
    assert found
    return found[1]


def told(html: str) -> list[tuple[str, str]]:
    """(what, words) of the section on who is responsible."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", section(html, "who"), re.DOTALL)
    return [(unescape(what), unescape(re.sub("<.*?>", "", words))) for what, words in pairs]


def test_it_says_what_was_set_and_nothing_where_nothing_was(site: Site) -> None:
    client, page = site.client(), f"/en/{SLUG}/privacy"
    before = client.get(page).text
    assert told(before) == []
    assert "The one for these organisers:" not in before
    releases.change(slug=SLUG, notices=NOTICES)
    after = client.get(page).text
    assert told(after) == SAID["en"]
    assert (
        "such as the one where you live. The one for these organisers: "
        f"<bdi>{NOTICES['authority']}</bdi></p>" in section(after, "rights")
    )
    arabic = told(client.get(f"/ar/{SLUG}/privacy").text)
    assert [words for _, words in arabic] == [
        NOTICES["controller"], NOTICES["representative"], "ألمانيا",
    ]  # fmt: skip
    releases.change(slug=SLUG, notices={"representative": "", "server_country": ""})
    assert told(client.get(page).text) == SAID["en"][:1]


def test_it_can_be_set_after_the_close_while_the_data_is_there(site: Site) -> None:
    releases.close_campaign(slug=SLUG)
    releases.change(slug=SLUG, notices={"controller": NOTICES["controller"]})
    assert told(site.client().get(f"/en/{SLUG}/privacy").text) == SAID["en"][:1]


def run(app: Flask, *words: str) -> tuple[int, list[str]]:
    answer = app.test_cli_runner().invoke(set_facts, [SLUG, *words])
    return answer.exit_code, [" ".join(line.split()) for line in answer.output.splitlines()]


def test_commands_set_it_and_note_which_fields_changed(site: Site) -> None:
    code, lines = run(
        site.app, "--controller", NOTICES["controller"], "--server-country", "Germany", "--authority", "A. B."
    )
    assert code == 0
    assert f"controller none → {NOTICES['controller']}" in lines
    assert "server country none → DE" in lines
    entry = [row for row in rows(AuditEntry) if row["act"] == Act.CHANGE][-1]
    assert entry["facts"] == {"fields": ["controller", "authority", "server_country"]}
    code, lines = run(site.app, "--server-country", "none", "--authority", "")
    assert "server country DE → none" in lines
    assert "authority A. B. → none" in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--server-country", "DE,FR"), "No country has this code: DE,FR."),
        (("--server-country", "Atlantis"), "No country has this code: ATLANTIS."),
        (
            ("--controller", "x" * 201),
            "This can't be stored: it has to be a line of at most 200 characters, without control characters.",
        ),
    ],
)
def test_what_it_cannot_be_is_refused(site: Site, words: tuple[str, ...], said: str) -> None:
    assert run(site.app, *words) == (2, [said])


def test_the_step_about_who_you_are_asks_for_it(site: Site) -> None:
    rima = owner(site)
    answers(rima, "organisation", {**ORGANISATION, **NOTICES})
    found: Campaign = campaign()
    assert {name: getattr(found, name) for name in NOTICES} == NOTICES
    page = rima.get(f"{HERE}/start/organisation").text
    assert 'value="Rooftop Watch e. V., 1 Example Street, Example Town"' in page
    assert '<option value="DE" selected>Germany</option>' in page
    answers(rima, "organisation", {**ORGANISATION, **NOTICES, "server_country": "QQ"})
    assert rima.page.status_code == 422
    assert "No country has this code: QQ." in rima.page.text
    drafted()
    answers(rima, "organisation", ORGANISATION)
    assert [getattr(campaign(), name) for name in NOTICES] == [None] * 4
