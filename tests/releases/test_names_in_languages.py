"""Those behind a campaign, where its letters are written and who signs them may be called otherwise in a language."""

import pytest

from campaign.audit import queries as audit_queries
from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from tests.cast import SLUG, Site
from tests.tally.test_last_seen import run

NAMES = (
    "--organiser",
    "Skies",
    "--organiser",
    "E=mc2",
    "--organiser",
    "ar=السماء",
    "--organiser",
    "ar=المطر",
)


def stored() -> tuple[object, ...]:
    found = releases_queries.campaign(SLUG)
    assert found is not None
    return found.organisers, found.called, found.letter_places, found.signatories


def test_a_command_says_them(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = (
        "--letter-place", "ar=غازي عنتاب", "--letter-place", "Gaziantep", "--signatory", "A. B., Chair",
        "--signatory", "ar=أ. ب.، الرئيسة",
    )  # fmt: skip
    code, said = run(site.app, monkeypatch, "set", SLUG, *NAMES, *letters)
    assert code == 0
    for line in (
        "organisers           Skies  →  Skies, E=mc2", "organisers, ar       none  →  السماء; المطر",
        "letters from         none  →  Gaziantep", "letters from, ar     none  →  غازي عنتاب",
        "letters signed by, ar none  →  أ. ب.، الرئيسة",
    ):  # fmt: skip
        assert line in said.splitlines()
    assert stored() == (
        ["Skies", "E=mc2"], {"ar": ["السماء", "المطر"]}, {"": "Gaziantep", "ar": "غازي عنتاب"},
        {"": ["A. B., Chair"], "ar": ["أ. ب.، الرئيسة"]},
    )  # fmt: skip


def test_what_is_not_given_stays_and_nothing_takes_it_back(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site.app, monkeypatch, "set", SLUG, *NAMES)
    run(site.app, monkeypatch, "set", SLUG, "--organiser", "fr=Ciels")
    assert stored()[:2] == (["Skies", "E=mc2"], {"ar": ["السماء", "المطر"], "fr": ["Ciels"]})
    code, said = run(site.app, monkeypatch, "set", SLUG, "--organiser", "ar=")
    assert (code, stored()[1]) == (0, {"fr": ["Ciels"]})
    assert "organisers, ar       السماء; المطر  →  none" in said.splitlines()


def test_a_language_that_nothing_is_written_in_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = run(site.app, monkeypatch, "set", SLUG, "--organiser", "it=Cielo")
    assert code == 2
    assert (
        "it is no language of pages or letters; those are ar, ckb, de, en, es, fa, fr, ku, pt, ru, tr, uk, zh."
        in said
    )
    assert stored()[:2] == (["Skies"], None)


@pytest.mark.parametrize(
    ("given", "reason", "field"),
    [
        ({"called": {"ar": ["x" * 201]}}, "releases/unfit-line", "organisers-ar"),
        ({"called": {"ar": ["a\x1b[0m"]}}, "releases/unfit-line", "organisers-ar"),
        ({"organisers": ["x"] * 41}, "releases/too-many-names", "organisers"),
        ({"letter_places": {"": "a\0b"}}, "releases/unfit-line", "place"),
        ({"signatories": {"fr": ["A"] * 7}}, "releases/too-many-signatories", "signatories-fr"),
        ({"signatories": {"": [", Chair"]}}, "releases/nameless-signatory", "signatories"),
    ],
)
def test_what_no_letter_has_room_for_is_refused_at_its_field(
    site: Site, given: dict[str, object], reason: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.change(slug=SLUG, **given)  # type: ignore[arg-type]
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_after_the_close_questions_and_letters_go_on(site: Site) -> None:
    actions.close_campaign(slug=SLUG)
    actions.change(
        slug=SLUG, contact="later@example.org", letter_places={"": "Beirut"}, signatories={"": ["A. B."]}
    )
    closed = releases_queries.campaign(SLUG)
    assert closed is not None
    assert (closed.contact, closed.letter_places, closed.signatories) == (
        "later@example.org", {"": "Beirut"}, {"": ["A. B."]},
    )  # fmt: skip
    for others in ({"goal": 5}, {"organisers": ["Rain"]}, {"called": {"ar": ["المطر"]}}, {"at_risk": True}):
        with pytest.raises(Refusal) as refused:
            actions.change(slug=SLUG, contact="x@example.org", **others)  # type: ignore[arg-type]
        assert refused.value.reason == "releases/closed-for-changes"
    assert closed.contact == "later@example.org"


def test_after_the_close_a_command_changes_the_contact(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.close_campaign(slug=SLUG)
    code, said = run(site.app, monkeypatch, "set", SLUG, "--contact", "later@example.org")
    assert code == 0
    assert "contact              press@example.org  →  later@example.org" in said.splitlines()
    assert 'href="mailto:later@example.org"' in site.client().get(f"/en/{SLUG}").text
    code, said = run(site.app, monkeypatch, "set", SLUG, "--goal", "5")
    assert (code, said) == (
        2,
        f"{SLUG} is closed. Where questions go, and where and by whom letters are signed, is all that can change.\n",
    )


def test_the_audit_says_which_facts_changed_and_not_what_they_say(site: Site) -> None:
    actions.change(
        slug=SLUG, called={"ar": ["السماء"]}, letter_places={"": "Beirut"}, contact="press@example.org"
    )
    (newest,) = audit_queries.newest(limit=1)
    assert newest.facts == {"fields": ["called", "letter_places"]}
