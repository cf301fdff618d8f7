"""The key of a campaign's log among several machines: made once, known again, and gone with its campaign."""

from collections.abc import Callable

import pytest

from campaign.checks.cli import findings
from campaign.running.setting_up import require_set_up
from campaign.vault import fingerprints, keys, shared, tags
from campaign.vault.shared import OtherSecrets
from tests.cast import NOUR, SLUG, Site, heading
from tests.refused import refused
from tests.vault.machines import Of
from tests.vault.test_shared_secrets import ALL, first, said, second

__all__ = ["first", "second"]


def test_without_a_campaigns_key_its_forms_alone_are_refused(site: Site, second: Of) -> None:
    Of(site.settings.instance, "").copy_to(second)
    site.open_campaign("later")
    second.set_up()
    assert second.do(lambda: second.client().sign(NOUR).status_code) == 200
    refused_one = second.do(lambda: second.client().sign(NOUR, slug="later"))
    assert (refused_one.status_code, heading(refused_one.text)) == (503, "We can’t accept this right now")
    found = second.do(lambda: [each.sentence for each in findings() if "later" in each.sentence])
    assert found == [
        f"Keys: tag-later.key isn't in {second.keys}, so nobody can sign later. Bring it from the worker's machine or "
        "a backup; a new one would let the same addresses sign again."
    ]
    (second.keys / "tag-later.key").write_text("cd" * 32 + "\n")
    assert second.do(lambda: second.client().sign(NOUR, slug="later")).status_code == 503
    with refused(said(second.keys, "tag-later.key (another one)"), kind=OtherSecrets):
        second.do(require_set_up)


def test_a_campaign_is_opened_where_the_logs_key_is(site: Site, second: Of) -> None:
    Of(site.settings.instance, "").copy_to(second)
    second.set_up()
    not_here = (
        f"log.key of this site isn't in {second.keys}, or a different one is: it signs every log, and is on the "
        "worker's machine alone. Open campaigns there. If it is lost, restore it from a backup; if nobody has it "
        "any more, campaign log new-key SLUG, of each campaign that was open."
    )
    with refused(not_here, kind=OtherSecrets):
        second.do(lambda: Site(second.app).open_campaign("later"))
    (second.keys / "log.key").write_text("ab" * 32 + "\n")
    with refused(not_here, kind=OtherSecrets):
        second.do(lambda: Site(second.app).open_campaign("later"))
    assert "tag-later" not in second.files()
    site.open_campaign("later")
    assert sorted(fingerprints.recorded()) == sorted([*ALL, f"tag-{SLUG}", "tag-later"])


def test_of_two_machines_one_makes_a_campaigns_key(first: Of, second: Of) -> None:
    first.set_up()
    first.copy_to(second)
    first.do(lambda: shared.make("tag-x"))
    not_here = (
        f"tag-x.key isn't in {second.keys}. Copy it from the keys folder of the site's other machine, or "
        "restore it from "
        "a backup. It is never made again automatically."
    )
    with refused(not_here, kind=keys.NoSecret):
        second.do(lambda: shared.make("tag-x"))
    assert "tag-x" not in second.files()


def test_of_two_that_open_at_once_the_slower_ones_key_goes(
    first: Of, second: Of, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.set_up()
    first.copy_to(second)
    record = shared.record

    def late(*purposes: str) -> None:
        monkeypatch.undo()
        first.do(lambda: shared.make("tag-x"))
        with second.app.app_context():
            record(*purposes)

    monkeypatch.setattr(shared, "record", late)
    with refused(said(second.keys, "tag-x.key (another one)"), kind=OtherSecrets):
        second.do(lambda: shared.make("tag-x"))
    assert "tag-x" in first.files()
    assert "tag-x" not in second.files()


def test_the_purge_takes_the_row_too_wherever_it_stops(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    purpose = f"tag-{SLUG}"
    assert purpose in fingerprints.recorded()
    forget: Callable[[str], bool] = shared.forget
    with monkeypatch.context() as patch:
        patch.setattr(shared, "forget", stops)
        with pytest.raises(KeyboardInterrupt):
            tags.destroy_tag_key(SLUG)
    assert tags.taggable(SLUG) is False
    assert purpose in fingerprints.recorded()
    assert (tags.destroy_tag_key(SLUG), tags.destroy_tag_key(SLUG)) == (True, False)
    assert purpose not in fingerprints.recorded()
    assert forget(purpose) is False


def stops(*_given: object, **_more: object) -> bool:
    raise KeyboardInterrupt
