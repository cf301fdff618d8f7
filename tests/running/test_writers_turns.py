"""Nobody holds the write lock for long: every writer takes its work in batches, however many rows there are."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import time_machine

from campaign import create_app
from campaign.extensions import db
from campaign.lib import clock
from campaign.limits import refusals
from campaign.limits.refusals import _unwritten
from campaign.mail import delivering
from campaign.mail.transports import Folder
from campaign.moderation import actions as moderation
from campaign.moderation import queries as moderation_queries
from campaign.moderation.queries import Sought
from campaign.paper import actions as paper
from campaign.paper.importing import MOST as LARGEST_FILE
from campaign.paper.rows import Row
from campaign.releases import actions as releases
from campaign.running import schedule
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.vault import trusted_time
from tests.cast import NOUR, SLUG, Site, change
from tests.conftest import settings_for
from tests.running.many import (
    give_to_one_address,
    make_due,
    make_reminders_due,
    print_slips,
    queue_mails,
    write_many,
)
from tests.running.turns import Turn, turns
from tests.tables import count

AFTER = " after the close"
MOST_ROWS, MOST_STATEMENTS, MOST_SECONDS = 3_500, 500, 0.5
# What one row costs little in.
MORE_ROWS = {"number entries": 5_500, "write refusals": 5_000, "tidy refusals": 5_500}


@pytest.fixture
def crowded(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> Iterator[Site]:
    """A site with as many signatures as the test asks for."""
    shutil.copy(migrated_sqlite, tmp_path / "campaign.sqlite3")
    app = create_app(settings_for(tmp_path, ""))
    with app.app_context():
        site = Site(app).with_keys().open_campaign()
        write_many(site, request.param)
        yield site
        db.session.remove()
        db.engine.dispose()


def writers(site: Site) -> Iterator[tuple[str, Callable[[], object]]]:
    """Everything that writes much, each with something to do; called again and again until it says that it is through.

    What makes the work ready happens between two of them.
    """
    campaign = site.campaign.id
    last = moderation_queries.newest_signature(campaign)
    for undone in (True, False):
        number = moderation.begin_invalidation(
            campaign=campaign, sought=Sought(country="VA"), reason="fraud", last=last, wanted=0
        )
        yield "gather", partial(_gather, site, number, iter(range(5 if undone else last)))
        if undone:
            yield "undo", partial(_undo, site, number)
    make_due(150)
    yield (
        "accept held",
        lambda: moderation.accept_held(campaign=campaign, numbers=[*range(1, last, 9)]) and None,
    )
    yield "refuse held", lambda: moderation.refuse_held(campaign=campaign, numbers=None) and None
    queue_mails(200)
    give_to_one_address(1_500, clock.today())
    yield "forget", lambda: _forgotten(site)
    make_reminders_due(150)
    yield "deliver", lambda: delivering.deliver(transport=Folder(site.folder))
    listed = Sought(listed=tuple(range(2, last, 4)))
    number = moderation.begin_invalidation(
        campaign=campaign, sought=listed, reason="fraud", last=last, wanted=len(range(2, last, 4))
    )
    yield "gather listed", partial(_gather, site, number, iter(range(last)))
    slips = print_slips(site, LARGEST_FILE)
    change(site.app, hold_seconds=600)
    yield "import paper", partial(_imported, slips)
    yield "undo paper", _undone
    change(site.app, hold_seconds=0)
    paper.take_file(slug=SLUG, rows=slips)
    for chore in schedule.chores():
        yield chore.name, chore.work
    _unwritten().add(
        Counter(
            {(clock.today(), kind, f"{n:04x}"): 1 for n in range(10_000) for kind in ("limited", "garbled")}
        )
    )
    yield "write refusals", refusals.write_refusals
    releases.close_campaign(slug=SLUG)
    with time_machine.travel(clock.now() + timedelta(days=91)):
        trusted_time.accept()
        for chore in schedule.chores():
            yield chore.name + AFTER, chore.work


def _gather(site: Site, number: int, left: Iterator[int]) -> bool:
    if next(left, None) is None:
        return False
    return moderation.gather(campaign=site.campaign.id, number=number) > 0


def _undo(site: Site, number: int) -> None:
    assert moderation.undo_invalidation(campaign=site.campaign.id, number=number) == 5_000


def _imported(rows: Sequence[Row]) -> None:
    paper.take_file(slug=SLUG, rows=rows)


def _undone() -> None:
    assert paper.undo_import(slug=SLUG, number=1) == LARGEST_FILE


def _forgotten(site: Site) -> None:
    done = signing.forget(campaign=site.campaign, address=NOUR.email)
    assert done == signing.Forgotten(submissions=1_500, withdrawn=False, erased=False)


def measured(site: Site) -> dict[str, list[Turn]]:
    """The turns of each writer."""
    taken: dict[str, list[Turn]] = {}
    for name, work in writers(site):
        with turns() as ended:
            while work():
                pass
        db.session.remove()
        taken.setdefault(name, []).extend(ended)
    return taken


def over(taken: dict[str, list[Turn]], too_much: Callable[[str, Turn], bool]) -> list[tuple[str, Turn]]:
    return [(name, turn) for name, ended in taken.items() for turn in ended if too_much(name, turn)]


def grows(name: str, turn: Turn) -> bool:
    most = MORE_ROWS.get(name.removesuffix(AFTER), MOST_ROWS)
    return turn.rows > most or turn.statements > MOST_STATEMENTS


@pytest.mark.parametrize("crowded", [24_000, pytest.param(50_000, marks=pytest.mark.full)], indirect=True)
def test_no_turn_grows_with_the_number_of_rows(crowded: Site) -> None:
    taken = measured(crowded)
    assert over(taken, grows) == []
    # The work was there, and is done: else a turn that does nothing would be the best of all.
    changed = {name: sum(turn.rows for turn in ended) for name, ended in taken.items()}
    idle = {name for name, rows in changed.items() if not rows}
    assert (
        idle
        & {
            "gather",
            "gather invalidated",
            "undo",
            "refuse held",
            "remind",
            "forget",
            "write refusals",
            "expire",
            "tidy outbox",
            "survey signatures",
            "import paper",
            "undo paper",
            "enter paper",
        }
        == set()
    )
    signatures = count(Signature)
    assert changed["number entries"] > signatures // 20
    assert (count(Submission), count(Signature, sealed=None, token_hash=None)) == (0, signatures)


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("crowded", [1_000_000], indirect=True)
def test_at_a_million_signatures_nobody_holds_the_lock_for_half_a_second(crowded: Site) -> None:
    taken = measured(crowded)
    every = [turn for ended in taken.values() for turn in ended]
    # Others may use this machine too, and everything took so many times longer for that.
    slower = max(1.0, sum(turn.seconds for turn in every) / sum(turn.busy for turn in every))
    for name, ended in taken.items():
        if ended:
            longest = max(ended, key=lambda turn: turn.seconds)
            print(f"{name:40} {len(ended):6,} turns, at most {max(turn.rows for turn in ended):6,} rows, the longest "
                  f"{longest.seconds:.3f} s, {max(turn.busy for turn in ended):.3f} s of a processor")  # fmt: skip
    print(f"everything took {slower:.2f} times as long as the processor needed")
    assert over(taken, lambda _name, turn: turn.seconds > MOST_SECONDS * slower) == []
    assert (count(Submission), count(Signature, sealed=None, token_hash=None)) == (0, 1_000_000)
