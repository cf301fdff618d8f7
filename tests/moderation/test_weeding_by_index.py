"""Signatures taken out of the count by their indexes in the log, and by the worker in the browser's place."""

from pathlib import Path

import pytest
import time_machine

from campaign.lib.progress import untold
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.lists.export import export
from campaign.lists.sealed_export import export_sealed
from campaign.lists.unseal import frame_of, unseal
from campaign.moderation import actions as moderation
from campaign.moderation import background, rules
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought, Stage
from campaign.signing.models import InvalidatedSignature, Invalidation, Signature
from campaign.tally import queries as tally_queries
from campaign.tally.entries import EntryKind
from campaign.tally.models import Entry
from campaign.tally.removal import InvalidationReason
from tests.cast import KEY, SLUG, Site
from tests.lists.test_exporting import read_csv
from tests.moderation.crowd import crowd
from tests.moderation.removals import BEGIN, HOUR, gather_begun, gathered_all, worked
from tests.tables import count, dump, rows
from tests.tally.test_last_seen import run

FRAUD = InvalidationReason.FRAUD


def indexes(country: str) -> list[int]:
    """Where the signatures from there stand in the log."""
    of_them = [row for row in rows(Entry) if row["kind"] == EntryKind.SIGNATURE and row["country"] == country]
    return sorted(row["position"] for row in of_them)


def begin(site: Site, *parts: Sought, reason: InvalidationReason = FRAUD) -> list[int]:
    last = moderation_queries.newest_signature(site.campaign.id)
    counts = moderation_queries.count_each(site.campaign.id, parts, last=last)
    return background.begin_batch(
        campaign=site.campaign, parts=list(zip(parts, counts, strict=True)), reason=reason, last=last
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{0}\n{1}\r\n{2}\n", 3),
        ("{0}, {1};{2}", 3),
        ("\ufeff{0}\t{0} {1},", 2),
        ("  ", 0),
    ],
)
def test_a_list_is_read_as_people_write_one(holding: Site, written: str, read: int) -> None:
    there = indexes("VA")
    text = written.format(*there)
    signatures = tally_queries.signatures_at(holding.campaign.id, there[:read])
    assert rules.listed(holding.campaign, text) == tuple(sorted(signatures.values()))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3 x", "'x' is not an index in the log; write whole numbers, one per line."),
        ("1,204", "'1,204' is not an index in the log; write whole numbers, one per line."),
        ("-1", "'-1' is not an index in the log; write whole numbers, one per line."),
        (str(2**63), "'9223372036854775808' is not an index in the log; write whole numbers, one per line."),
        ("0 2", "There is no signature in the log at 0."),
        (str(2**63 - 1), "There is no signature in the log at 9223372036854775807."),
        ("91 92 93 94 95 96", "There is no signature in the log at 91, 92, 93, 94, 95, …."),
    ],
)
def test_what_is_no_signatures_index_is_refused_whole(holding: Site, written: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.listed(holding.campaign, written)
    assert sentence(refused.value) == said


def test_indexes_of_another_log_are_none_of_this_one(holding: Site) -> None:
    site = Site(holding.app, "other").open_campaign("other")
    with pytest.raises(Refusal):
        rules.listed(site.campaign, str(max(indexes("FR"))))


def test_the_command_takes_out_what_a_file_lists(
    holding: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = indexes("FR")[:7]
    file = tmp_path / "list.txt"
    file.write_text("\n".join(map(str, chosen)))
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        words = ("invalidate", SLUG, "--index", str(file), "--reason", "legal", "--confirm", "7")
        assert run(holding.app, monkeypatch, *words)[0] == 0
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list")[1] == (
            f"    1  2026-10-01 12:20  legal      {'7 listed':<40}  7 on hold until 2026-10-01 13:20\n"
        )
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 7
        left = [row["line"].split()[1] for row in rows(Entry) if row["kind"] == EntryKind.WITHDRAWAL]
        assert sorted(map(int, left)) == chosen
        assert run(holding.app, monkeypatch, "invalidate", SLUG, "--list")[1] == (
            f"    1  2026-10-01 12:20  legal      {'a list':<40}  removed 7\n"
        )
    assert [row["listed"] for row in rows(Invalidation)] == [[]]


def test_several_rules_at_once_count_nobody_twice(holding: Site) -> None:
    crowd(holding, 5, country="VA", domain="example.org", at=BEGIN)
    listed = rules.listed(holding.campaign, "\n".join(map(str, indexes("FR")[:4])))
    parts = (
        Sought(country="VA"),
        Sought(since=BEGIN + 2 * HOUR),
        Sought(day=BEGIN.date()),
        Sought(listed=listed),
    )
    last = moderation_queries.newest_signature(holding.campaign.id)
    assert moderation_queries.count_each(holding.campaign.id, parts, last=last) == [17, 0, 30, 0]
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        numbers = begin(holding, *parts)
        gathered_all()
        assert [moderation_queries.gathered(number) for number in numbers] == [17, 0, 30, 0]
    with time_machine.travel(BEGIN + 5 * HOUR, tick=False):
        assert worked(holding) == 47
    assert [row["removed"] for row in rows(Invalidation)] == [17, 0, 30, 0]


def test_the_same_batch_sent_twice_is_begun_once(holding: Site) -> None:
    parts = Sought(country="VA"), Sought(country="FR")
    first = begin(holding, *parts)
    assert begin(holding, *parts) == first
    assert begin(holding, *parts, reason=InvalidationReason.LEGAL) != first
    assert count(Invalidation) == 4


def test_the_worker_gathers_until_it_is_stopped_and_goes_on(
    holding: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("campaign.moderation.actions.gathering.BATCH", 5)
    campaign = holding.campaign.id
    with time_machine.travel(BEGIN + 3 * HOUR, tick=False):
        (number,) = begin(holding, Sought(country="VA"))
        assert gather_begun() == 5
        background.stop(campaign=holding.campaign, number=number)
        assert (gather_begun(), count(InvalidatedSignature)) == (0, 5)
        assert moderation_queries.stage(moderation_queries.invalidation(campaign, number)) == Stage.STOPPED
        background.go_on(campaign=holding.campaign, number=number)
        assert moderation_queries.stage(moderation_queries.invalidation(campaign, number)) == Stage.GATHERING
        gathered_all()
        assert moderation_queries.stage(moderation_queries.invalidation(campaign, number)) == Stage.HELD
        with pytest.raises(Refusal) as refused:
            background.go_on(campaign=holding.campaign, number=number)
        assert sentence(refused.value) == "The signatures of removal 1 have already been collected."
        moderation.undo_invalidation(campaign=campaign, number=number)
        assert gather_begun() == 0
    assert (count(InvalidatedSignature), count(Signature, state="counted")) == (0, 42)


def test_a_restored_one_waits_for_a_person(holding: Site) -> None:
    (number,) = begin(holding, Sought(country="VA"))
    assert [each.id for each in moderation.stop_restored(since=BEGIN)] == [number]
    before = dump()
    assert gather_begun() == 0
    assert dump() == before


def test_fakes_that_a_holder_sees_in_her_list_are_pointed_at(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(site, 12, country="FR", domain="example.org", at=BEGIN)
    site.number()
    export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    export_sealed(campaign=site.campaign, out=tmp_path / "list.sealed")
    unseal(
        path=tmp_path / "list.sealed", out=tmp_path / "opened.csv", identities=[KEY],
        frame=frame_of(tmp_path / "list.sealed"), progress=untold, processes=1,
    )  # fmt: skip
    lists = [read_csv(tmp_path / name) for name in ("list.csv", "opened.csv")]
    assert [row["index"] for row in lists[0]] == [row["index"] for row in lists[1]] != [""] * 12
    fakes = lists[0][3:5]
    (tmp_path / "fakes").write_text("".join(f"{row['index']}\n" for row in fakes))
    words = ("--index", str(tmp_path / "fakes"), "--reason", "fraud", "--confirm", "2")
    code, said = run(site.app, monkeypatch, "invalidate", SLUG, *words)
    assert code == 0
    assert "2 signatures match, 16.7 % of the 12 that count. A random sample:" in said
    assert worked(site) == 2
    export(campaign=site.campaign, identity=KEY, out=tmp_path / "rest.csv")
    left = [row["email"] for row in read_csv(tmp_path / "rest.csv")]
    assert left == [row["email"] for row in lists[0] if row not in fakes]


def test_one_that_waits_for_its_place_has_none_in_the_list(site: Site, tmp_path: Path) -> None:
    crowd(site, 2, country="FR", domain="example.org", at=BEGIN)
    export(campaign=site.campaign, identity=KEY, out=tmp_path / "list.csv")
    assert [row["index"] for row in read_csv(tmp_path / "list.csv")] == ["", ""]
