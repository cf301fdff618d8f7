"""Signatures taken out of the count by organisers: counted first, on hold, undone or numbered; never silently."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from campaign.audit.models import AuditEntry
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.releases import actions as releases
from campaign.releases.figures import check, public_figures
from campaign.signing import actions as signing
from campaign.signing.models import InvalidatedSignature, Invalidation, Signature
from campaign.tally import queries as tally_queries
from campaign.tally.models import Entry
from campaign.vault import tags
from tests.cast import AMELIE, NOUR, SLUG, Client, Person, Site, heading
from tests.moderation.crowd import crowd
from tests.moderation.removals import BEGIN, HOUR, invalidate, worked
from tests.tables import count, dump, rows


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"country": "VA"}, 12),
        ({"country": "VA", "domain": "example.org"}, 0),
        ({"domain": "forged.example"}, 12),
        ({"domain": "Forged.EXAMPLE"}, 12),
        ({"domain": "@forged.example"}, 12),
        ({"domain": "rged.example"}, 0),
        ({"day": BEGIN.date()}, 42),
        ({"day": (BEGIN - 24 * HOUR).date()}, 0),
        ({"since": BEGIN.replace(minute=0)}, 42),
        ({"since": BEGIN.replace(minute=0) + HOUR}, 12),
        ({"since": BEGIN + 3 * HOUR}, 0),
        ({"country": "FR", "day": BEGIN.date(), "domain": "example.org"}, 30),
    ],
)
def test_what_matches(holding: Site, sought: dict[str, Any], found: int) -> None:
    sought = dict(sought)
    if "domain" in sought:
        sought["domain_tag"] = tags.domain_tag(sought.pop("domain"), campaign=SLUG)
    assert moderation_queries.count(holding.campaign.id, Sought(**sought), last=10**9) == found
    assert len(moderation_queries.sample(holding.campaign.id, Sought(**sought), last=10**9)) == min(found, 10)


def test_two_spellings_of_a_provider_are_one_domain(holding: Site) -> None:
    crowd(holding, 3, country="FR", domain="gmail.com", at=BEGIN)
    tag = tags.domain_tag("GoogleMail.com", campaign=SLUG)
    assert moderation_queries.count(holding.campaign.id, Sought(domain_tag=tag), last=10**9) == 3


def test_they_count_while_the_hold_lasts_and_leave_after_it(holding: Site, client: Client) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        before = client.get(f"/{SLUG}/tally.json").json
        invalidate(holding, country="VA")
        assert (worked(holding), client.get(f"/{SLUG}/tally.json").json) == (0, before)
    with time_machine.travel(BEGIN + 4 * HOUR, tick=False):
        assert worked(holding) == 12
        after = tally_queries.public_tally(holding.campaign.id)
        assert (after.total, after.removed) == (30, {"fraud": 12})
        assert worked(holding) == 12
    assert (count(Signature, state="invalidated"), count(InvalidatedSignature)) == (12, 0)
    (done,) = rows(Invalidation)
    assert (done["removed"], done["ended_at"]) == (12, BEGIN + 4 * HOUR)


def test_undone_within_the_hold_nothing_ever_left(holding: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        before = dump()
        number = invalidate(holding, country="VA")
        assert moderation.undo_invalidation(campaign=holding.campaign.id, number=number) == 12
        with pytest.raises(Refusal) as refused:
            moderation.undo_invalidation(campaign=holding.campaign.id, number=number)
        assert sentence(refused.value) == f"Removal {number} is undone."
    with time_machine.travel(BEGIN + 9 * HOUR, tick=False):
        assert worked(holding) == 0
    after = dump()
    assert len(after.pop("invalidations")) == 1
    assert before.pop("invalidations") == []
    acts = [row["act"] for row in rows(AuditEntry)[len(before.pop("audit_entries")) :]]
    assert (acts, len(after.pop("audit_entries"))) == (["invalidate", "invalidate-undo"], count(AuditEntry))
    assert after == before


def test_after_the_hold_nothing_can_be_undone(holding: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        number = invalidate(holding, country="VA")
    with time_machine.travel(BEGIN + 4 * HOUR, tick=False):
        before = dump()
        with pytest.raises(Refusal) as refused:
            moderation.undo_invalidation(campaign=holding.campaign.id, number=number)
        assert sentence(refused.value) == (
            f"The time to undo {number} ended at 2026-10-01 13:20 UTC; it stays in the log for good."
        )
        assert dump() == before


def test_a_signer_who_withdraws_meanwhile_is_counted_once(holding: Site, client: Client) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        link = holding.signed(NOUR)
        holding.number()
        invalidate(holding, country="SY")
        assert heading(client.press(link, "withdrawal").text) == "Your signature is withdrawn"
        assert worked(holding) == 1
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 1
        assert tally_queries.public_tally(holding.campaign.id).removed == {"withdrawn": 1}
        assert heading(client.get(link).text) == "Your signature is withdrawn"


def test_closing_lets_what_is_on_hold_leave_after_it(holding: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        invalidate(holding, country="VA")
        releases.close_campaign(slug=SLUG)
        holding.number()
        assert public_figures(holding.campaign)["total"] == 42
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 12
        assert public_figures(holding.campaign)["total"] == 30


def test_what_came_after_it_was_counted_is_left_alone(holding: Site) -> None:
    last = moderation_queries.newest_signature(holding.campaign.id)
    crowd(holding, 5, country="VA", domain="forged.example", at=BEGIN)
    number = moderation.begin_invalidation(
        campaign=holding.campaign.id, sought=Sought(country="VA"), reason="fraud", last=last, wanted=12
    )
    while moderation.gather(campaign=holding.campaign.id, number=number):
        pass
    assert moderation_queries.gathered(number) == 12


def test_two_invalidations_share_no_signature(holding: Site) -> None:
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        first, second = invalidate(holding, country="VA"), invalidate(holding, "legal", day=BEGIN.date())
        assert (moderation_queries.gathered(first), moderation_queries.gathered(second)) == (12, 30)
        moderation.undo_invalidation(campaign=holding.campaign.id, number=second)
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 12


def test_in_batches_each_of_which_is_whole(holding: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.moderation.actions.invalidating.BATCH", 5)
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        invalidate(holding, country="VA")
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert [moderation.remove_due() for _ in range(5)] == [5, 5, 2, 1, 0]
        holding.number()
        assert (check(holding.campaign), public_figures(holding.campaign)["total"]) == ([], 30)


REASONS = {
    "duplicate": (
        "The organisers have removed it from the count because they believe that one person had signed twice."
    ),
    "fraud": "The organisers have removed it from the count because they believe that it is forged.",
    "legal": "The organisers have removed it from the count for a legal reason.",
}


@pytest.mark.parametrize("reason", REASONS)
def test_its_owner_is_told_by_mail_and_behind_her_link(site: Site, client: Client, reason: str) -> None:
    with time_machine.travel(BEGIN, tick=False):
        link = site.signed(AMELIE)
        invalidate(site, reason, country="FR")
        assert worked(site) == 1
    with time_machine.travel(BEGIN + HOUR, tick=False):
        first = client.sign(AMELIE)
        (mail,) = site.deliver()
        assert (mail.to, mail.subject) == (AMELIE.email, "Please confirm your email address")
        assert mail.body == (
            f"You confirmed before, but your signature is no longer counted. {REASONS[reason]} If you think they "
            f"are mistaken, write to them. The address is on this page:\n\n{mail.link}\n"
        )
        for known in (link, mail.link):
            page = client.get(known)
            assert heading(page.text) == "Your signature is no longer counted"
            said = f"{REASONS[reason]} If you think they are mistaken, write to them."
            assert f'{said} <a class="address" href="mailto:press@example.org"' in page.text
        other = client.sign(Person("Karim", "karim@example.org", "LB"))
        assert (first.status_code, heading(first.text)) == (other.status_code, heading(other.text))
        client.press(mail.link, "confirmation")
        assert (count(Signature, state="counted"), count(Entry, kind="signature")) == (0, 1)


def test_the_purge_takes_the_tag_of_a_domain_that_was_never_let_go(holding: Site) -> None:
    tag = tags.domain_tag("forged.example", campaign=SLUG)
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        moderation.begin_invalidation(
            campaign=holding.campaign.id, sought=Sought(domain_tag=tag), reason="fraud", last=10**6, wanted=12
        )
        releases.close_campaign(slug=SLUG)
        holding.number()
    with time_machine.travel(BEGIN + timedelta(days=91), tick=False):
        signing.purge()
    assert [row["domain_tag"] for row in rows(Invalidation)] == [b""]
