"""A held submission says why it is held, under a number that never comes to mean another."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from campaign.extensions import db
from campaign.moderation import actions as moderation
from campaign.signing.models import HeldReason, Submission
from tests.cast import AMELIE, NOUR, Client, Site, hidden
from tests.tables import count, rows


def held(site: Site) -> list[tuple[int, str | None]]:
    return [(row["id"], row["held_because"]) for row in rows(Submission) if row["state"] == "held"]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"website": "x"}, HeldReason.HIDDEN_FIELD),
        ({"wait": 0}, HeldReason.TOO_FAST),
        ({"wait": 0, "website": "x"}, HeldReason.HIDDEN_FIELD),
        ({}, None),
    ],
)
def test_each_form_says_what_a_program_would_have_done(
    site: Site, client: Client, sent: dict[str, object], reason: HeldReason | None
) -> None:
    client.sign(AMELIE, **sent)
    assert [row["held_because"] for row in rows(Submission)] == [reason]


@pytest.mark.parametrize("reason", HeldReason)
def test_a_correction_is_held_for_what_the_first_was(site: Site, client: Client, reason: HeldReason) -> None:
    first = client.sign(AMELIE, **({"website": "x"} if reason == HeldReason.HIDDEN_FIELD else {"wait": 0}))
    client.sign(AMELIE, email="amelie.d@example.org", replaces=hidden(first.text, "replaces"))
    assert rows(Submission)[-1]["held_because"] == reason


def test_one_that_was_let_in_is_held_for_nothing(site: Site, client: Client) -> None:
    client.sign(AMELIE, wait=0)
    moderation.accept_held(campaign=site.campaign.id, numbers=None)
    assert [(row["state"], row["held_because"]) for row in rows(Submission)] == [("waiting", None)]


def test_a_number_is_never_used_again(site: Site, client: Client) -> None:
    client.sign(AMELIE, wait=0)
    ((number, _),) = held(site)
    moderation.refuse_held(campaign=site.campaign.id, numbers=[number])
    client.sign(NOUR, wait=0)
    ((next_number, _),) = held(site)
    assert next_number > number
    assert moderation.refuse_held(campaign=site.campaign.id, numbers=[number]) == 0


def test_forms_held_before_reasons_were_noted_stay_and_keep_their_numbers(site: Site, client: Client) -> None:
    client.sign(AMELIE, wait=0)
    client.sign(NOUR, website="x")
    numbers = [number for number, _ in held(site)]
    indexes = _indexes()
    downgrade(revision="0006")
    upgrade()
    assert (held(site), count(Submission)) == ([(number, None) for number in numbers], 2)
    assert _indexes() == indexes
    moderation.refuse_held(campaign=site.campaign.id, numbers=numbers[1:])
    client.sign(NOUR, wait=0)
    assert held(site)[1][0] > numbers[1]


def _indexes() -> dict[str, list[str | None]]:
    found = db.inspect(db.engine).get_indexes("submissions")
    db.session.remove()
    return {str(each["name"]): each["column_names"] for each in found}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_held_is_still_looked_for_in_its_own_index(site: Site) -> None:
    query = text("SELECT sql FROM sqlite_master WHERE name = 'ix_submissions_held'")
    assert db.session.scalar(query).endswith("WHERE state = 'held'")
