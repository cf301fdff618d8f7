"""`campaign invalidate`: it counts, shows and asks, and says how to go on where it was stopped."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from campaign.moderation import actions as moderation
from campaign.vault import tags
from tests.cast import SLUG, Site
from tests.moderation.crowd import crowd
from tests.moderation.removals import BEGIN, HOUR, invalidate, worked
from tests.tables import dump
from tests.tally.test_last_seen import run


def shown(output: str) -> list[str]:
    """The lines of a command without those of the sample."""
    return [line for line in output.splitlines() if "2026-10-01 1" not in line or "removed" in line]


def test_the_command_counts_shows_and_asks(holding: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("invalidate", SLUG, "--country", "va", "--reason", "fraud")
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        before = dump()
        seen = [
            "12 signatures match, 28.6 % of the 42 that count. A random sample:",
            "     INDEX  COUNTRY  HOUR (UTC)        DOMAIN",
            "Reason: fraud (forged). It stays in the log for good.",
            "The log shows which entries are removed, and the next figures show that they were from VA: anyone who "
            "knows how they were chosen can tell this of each one. To hide it, withhold the country.",
        ]
        code, output = run(holding.app, monkeypatch, *words, "--confirm", "11")
        assert (code, shown(output)) == (2, [*seen, "12 match, not 11. Nothing was changed."])
        code, output = run(holding.app, monkeypatch, *words, typed="yes\n")
        asked = "Type the number of signatures to remove: "
        assert (code, shown(output)) == (
            2, [*seen, f"{asked}yes", "12 match, not yes. Nothing was changed."],
        )  # fmt: skip
        assert dump() == before
        code, output = run(holding.app, monkeypatch, *words, typed="12\n")
        assert (code, shown(output)) == (
            0,
            [*seen, f"{asked}12", "Gathering",
             "Invalidation 1: 12 signatures will be removed from the count after 2026-10-01 13:20 UTC. "
             f"Until then: campaign invalidate {SLUG} --undo 1"],
        )  # fmt: skip
        tag = tags.domain_tag("forged.example", campaign=SLUG).hex()[:8]
        sampled = [line.split() for line in output.splitlines() if "  VA  " in line]
        assert len(sampled) == 10
        assert {tuple(line[1:]) for line in sampled} == {("VA", "2026-10-01", "11:00", tag)}
        assert {int(line[0]) for line in sampled} <= set(range(2, 44))
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--undo", "1") == (
            0, "Invalidation 1 is undone: 12 signatures still count.\n",
        )  # fmt: skip


def test_the_command_refuses_what_would_mean_everyone_or_nobody(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump()
    for words, said in (
        ((), "Which? Give at least one of --country, --day, --since, --domain, --index."),
        (("--country", "VA"), "Why? --reason duplicate|fraud|legal: it stays in the log for good."),
        (("--country", "QQ"), "'QQ' is not a country code; write it like FR."),
        (("--domain", "a b"), "'a b' is not a mail domain; write it like example.org."),
        (
            ("--country", "DE", "--reason", "legal"),
            "No signature that counts matches. Nothing was changed.",
        ),
        (("--undo", "7"), "This campaign has no invalidation 7. --list shows those it has."),
    ):
        assert run(holding.app, monkeypatch, "invalidate", SLUG, *words) == (2, f"{said}\n")
    assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list") == (0, "Nothing was invalidated.\n")
    assert dump() == before


def test_where_those_stand_that_an_invalidation_has_already(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("invalidate", SLUG, "--country", "VA", "--reason", "fraud")
    assert invalidate(holding, country="VA") == 1
    said = "All that match are already in an invalidation: 12 in 1, {}. Nothing was changed.\n"
    assert run(holding.app, monkeypatch, *words) == (
        2, said.format("which is on hold (--undo 1 lets them go on counting)")
    )  # fmt: skip
    moderation.stop_restored(since=datetime.now(UTC))
    assert run(holding.app, monkeypatch, *words) == (
        2, said.format("which is stopped (--go-on 1, or --undo 1)")
    )  # fmt: skip


def test_stopped_in_the_middle_it_says_how_to_go_on_or_leave_it(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.moderation.actions.gathering.BATCH", 5)
    real, batches = moderation.gather, iter(range(2))

    def interrupted(**given: Any) -> int:
        if next(batches, None) is None:
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(moderation, "gather", interrupted)
    words = f"campaign invalidate {SLUG}"
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        code, output = run(
            holding.app, monkeypatch, "invalidate", SLUG, "--domain", "forged.example", "--reason", "fraud",
            "--confirm", "12",
        )  # fmt: skip
        assert (code, output.splitlines()[-1]) == (
            2,
            "Stopped: 10 of 12 have been collected, and all of them still count. "
            f"To continue: {words} --go-on 1. To drop it: {words} --undo 1",
        )
        monkeypatch.setattr(moderation, "gather", real)
        tag = tags.domain_tag("forged.example", campaign=SLUG).hex()[:8]
        begun = f"    1  2026-10-01 12:20  fraud      {f'domain {tag}':<40}  "
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list") == (
            0, f"{begun}stopped, 10 of 12 collected; all still count\n",
        )  # fmt: skip
    with time_machine.travel(BEGIN + 9 * HOUR, tick=False):
        assert worked(holding) == 0
        code, output = run(holding.app, monkeypatch, "invalidate", SLUG, "--go-on", "1")
        assert (code, output.splitlines()[-1][:38]) == (0, "Invalidation 1: 12 signatures will be ")
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list")[1] == (
            f"{begun}12 on hold until 2026-10-01 19:20\n"
        )
    with time_machine.travel(BEGIN + 11 * HOUR, tick=False):
        assert worked(holding) == 12
        gone = f"    1  2026-10-01 12:20  fraud      {'a domain':<40}  removed 12\n"
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list")[1] == gone


def test_on_this_machine_they_leave_at_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    crowd(site, 2, country="VA", domain="forged.example", at=BEGIN)
    code, output = run(
        site.app,
        monkeypatch,
        "invalidate",
        SLUG,
        "--day",
        "2026-10-01",
        "--reason",
        "legal",
        "--confirm",
        "2",
    )
    assert (code, output.splitlines()[-1]) == (
        0,
        "Invalidation 1: 2 signatures are being removed from the count now.",
    )
    assert worked(site) == 2
