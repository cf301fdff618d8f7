"""What a campaign lacks to open in public with more than one person in charge."""

import itertools
from datetime import date

import pytest
from flask import Flask

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.organisers.roles import Role
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.readiness import HolderFacts, OwnerFacts, holders_suffice, lacking, owners_suffice
from campaign.vault import actions as vault
from tests.cast import change
from tests.organisers.browser import member
from tests.tables import dump
from tests.tally.test_last_seen import run

FULL = (
    "Too much of s depends on one person to open it in public. Missing: an answer to whether having signed could harm "
    "somebody (campaign set s --risk yes), two owners who each sign in with a second factor, or one who has entered a "
    "recovery code (campaign organiser invite MAIL --campaign s), two holders of keys in two places, or one whose "
    "key somebody else keeps on paper (campaign keys place NAME PLACE). To open it all the same: campaign open s "
    "--alone"
)


def test_two_owners_with_a_second_factor_or_one_with_paper() -> None:
    bare, guarded, paper = OwnerFacts(False), OwnerFacts(True), OwnerFacts(True, codes_proved=True)
    codes_alone = OwnerFacts(False, codes_proved=True)
    assert [owners_suffice(owners) for owners in ([], [bare, bare], [guarded, bare], [codes_alone])] == [
        False
    ] * 4
    assert [owners_suffice(owners) for owners in ([guarded, guarded], [paper], [bare, paper])] == [True] * 3


def test_two_places_or_paper_with_somebody_else() -> None:
    """Places and names are compared as people write them."""
    beirut, same, paris = HolderFacts("a", "Beirut"), HolderFacts("b", " beirut "), HolderFacts("c", "Paris")
    own = HolderFacts("Maya", "Beirut", "maya", "Beirut")
    placeless = HolderFacts("maya", "Beirut", "Nour", "")
    elsewhere = HolderFacts("maya", "", "Nour", "Paris")
    for holders in ([], [beirut], [beirut, same], [beirut, HolderFacts("d")], [own], [placeless]):
        assert (holders, holders_suffice(holders)) == (holders, False)
    for holders in ([beirut, paris], [elsewhere], [own, paris]):
        assert (holders, holders_suffice(holders)) == (holders, True)


@pytest.mark.parametrize(("risk", "owners", "holders"), [*itertools.product([True, False], repeat=3)])
def test_each_is_named_alone(risk: bool, owners: bool, holders: bool) -> None:
    missing = lacking(
        slug="s",
        risk_answered=risk,
        owners=[OwnerFacts(True, codes_proved=owners)],
        holders=[HolderFacts("maya", "Beirut", "Nour" if holders else "", "Paris")],
    )
    names = {"releases/lacks-risk": risk, "releases/lacks-owners": owners, "releases/lacks-holders": holders}
    assert [each.reason for each in missing] == [name for name, is_there in names.items() if not is_there]


def drafted(app: Flask) -> None:
    change(app, base_url="https://skies.example.org")
    actions.publish(
        slug="s", language="en", headline="Clear the skies", place=None, day=date(2016, 9, 24),
        demand="We ask for action.", body="Hospitals were hit.",
    )  # fmt: skip
    actions.change(slug="s", organisers=["Skies"], contact="press@example.org", withhold=[])


def test_in_public_the_command_names_what_is_missing_and_changes_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted(app)
    before = dump()
    assert run(app, monkeypatch, "open", "s") == (2, f"{FULL}\n")
    assert dump() == before


def test_alone_it_opens_and_says_what_is_missing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(app)
    assert run(app, monkeypatch, "set", "s", "--risk", "no")[0] == 0
    code, said = run(app, monkeypatch, "open", "s", "--alone")
    assert code == 0
    assert [line for line in said.splitlines() if line.startswith("Still missing")] == [
        "Still missing: two owners who each sign in with a second factor, or one who has entered a recovery code "
        "(campaign organiser invite MAIL --campaign s)",
        "Still missing: two holders of keys in two places, or one whose key somebody else keeps on paper "
        "(campaign keys place NAME PLACE)",
    ]
    campaign = releases_queries.campaign("s")
    assert campaign is not None
    assert (campaign.state, campaign.protects_signers) == ("open", False)


def test_with_everything_there_it_opens_and_says_no_more_of_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted(app)
    campaign = releases_queries.campaign("s")
    assert campaign is not None
    change(app, base_url="http://127.0.0.1:8000")
    for email in ("rima@example.org", "nour@example.org"):
        member(app, email, Role.OWNER, campaign.id).with_codes()
    change(app, base_url="https://skies.example.org")
    actions.change(slug="s", at_risk=True)
    words = ("keys", "place", "skies", "Beirut", "--paper", "Nour", "--paper-at", "a bank in Paris")
    assert run(app, monkeypatch, *words) == (
        0, "skies's key is kept at Beirut, and on paper with Nour, a bank in Paris.\n",
    )  # fmt: skip
    code, said = run(app, monkeypatch, "open", "s")
    assert code == 0
    assert "Missing" not in said


def test_what_was_open_once_goes_on_without_being_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(app)
    actions.open_campaign(slug="s", alone=True)
    run(app, monkeypatch, "pause", "s")
    assert run(app, monkeypatch, "open", "s")[0] == 0


def test_harm_is_assumed_until_it_is_ruled_out_and_not_ruled_out_once_people_can_sign(app: Flask) -> None:
    drafted(app)
    campaign = releases_queries.campaign("s")
    assert campaign is not None
    assert (campaign.at_risk, campaign.protects_signers) == (None, True)
    assert actions.change(slug="s", at_risk=False).protects_signers is False
    assert actions.change(slug="s", at_risk=True).protects_signers is True
    actions.open_campaign(slug="s", alone=True)
    with pytest.raises(Refusal) as refused:
        actions.change(slug="s", at_risk=False)
    assert sentence(refused.value) == (
        "People sign here on the promise that nothing gives them away; the answer can no longer become no."
    )
    assert actions.change(slug="s", at_risk=True).at_risk is True


def test_a_place_is_a_line(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(app, monkeypatch, "keys", "place", "skies", "x" * 101) == (
        2, "A place or a name has at most 100 characters, and no control characters.\n",
    )  # fmt: skip
    assert run(app, monkeypatch, "keys", "place", "skies", "Beirut\x1b[2J") == (
        2,
        "What was typed holds a sign that nobody can read (U+001B). Take it out. Nothing was changed.\n",
    )
    assert run(app, monkeypatch, "keys", "place", "nobody", "Beirut")[0] == 2
    assert vault.keep_apart(name="skies", place=" Beirut,  Hamra ").place == "Beirut, Hamra"


# Asked before the opening, at the command line.

UNASKED = "Nobody said that signing harms nobody: mails, titles and thanks keep the campaign to themselves."
QUESTION = "Could it harm anyone to have signed: arrest, family, work, asylum?"


@pytest.mark.parametrize(("word", "stored"), [("no", False), ("yes", True)])
@pytest.mark.parametrize("option", ["--harm", "--risk"])
def test_the_answer_can_be_given_as_it_opens(
    app: Flask, monkeypatch: pytest.MonkeyPatch, option: str, word: str, stored: bool
) -> None:
    drafted(app)
    code, said = run(app, monkeypatch, "open", "s", "--alone", option, word)
    assert code == 0
    assert UNASKED not in said
    opened = releases_queries.campaign("s")
    assert opened is not None
    assert (opened.state, opened.at_risk) == ("open", stored)


def test_unanswered_it_counts_as_yes_and_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(app)
    code, said = run(app, monkeypatch, "open", "s", "--alone")
    assert code == 0
    assert UNASKED in said.splitlines()
    opened = releases_queries.campaign("s")
    assert opened is not None
    assert (opened.at_risk, opened.protects_signers) == (None, True)


@pytest.mark.parametrize(
    ("typed", "stored"), [("\n", True), ("yes\n", True), ("no\n", False), ("x\nno\n", False)]
)
def test_at_a_terminal_it_is_asked_once_and_yes_is_the_default(
    app: Flask, monkeypatch: pytest.MonkeyPatch, typed: str, stored: bool
) -> None:
    drafted(app)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda stream: True, raising=False)
    code, said = run(app, monkeypatch, "open", "s", "--alone", typed=typed)
    assert code == 0
    assert f"{QUESTION} (yes, no) [yes]: " in said
    opened = releases_queries.campaign("s")
    assert opened is not None
    assert opened.at_risk is stored
    assert run(app, monkeypatch, "pause", "s")[0] == 0
    assert QUESTION not in run(app, monkeypatch, "open", "s")[1]


def test_no_cannot_be_said_any_more_once_people_can_sign(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(app)
    run(app, monkeypatch, "open", "s", "--alone")
    for words in (("open", "s", "--harm", "no"), ("set", "s", "--harm", "no")):
        code, said = run(app, monkeypatch, *words)
        assert (code, said) == (
            2,
            "People sign here on the promise that nothing gives them away; the answer can no longer become no.\n",
        )
