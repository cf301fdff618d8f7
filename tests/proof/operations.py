"""What is broken call by call, how to get on afterwards, and what has to be so in the end."""

import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from pyrage import decrypt
from sqlalchemy import func, select

from campaign.audit.actors import Actor, ActorKind, acting
from campaign.backup import workdirs
from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.running.setting_up import require_set_up, set_up
from campaign.signing.models import Signature
from campaign.tally import queries as tally_queries
from tests.cast import DEMAND, KEY, SLUG, Person, Site
from tests.proof.copies import Case, Ground, in_app, let_go
from tests.proof.forked import attempt
from tests.proof.verdict import note, roots_at

PROOF = Actor(ActorKind.COMMAND, "proof")
NUMBERED, WAITING = 24, 7


@dataclass
class Operation:
    """What is done, on what; what it takes to get on afterwards; and what has to be so in the end, each a sentence."""

    base: Callable[[Ground], Case | None]
    act: Callable[[Case, Ground], None]
    recover: Callable[[Case, Ground], None]
    wrong: Callable[[Case, Ground], Iterator[str]]


def _site(ground: Ground) -> Case:
    """Keys, and no campaign."""
    case = ground.new("site", None)
    with case.app().app_context() as context, acting(PROOF):
        set_up()
        Site(context.app).with_keys()
        let_go()
    return case


def _signed(ground: Ground) -> Case:
    """A campaign with signatures that are numbered, and some that wait."""
    case = ground.new("signed", None)
    with case.app().app_context() as context, acting(PROOF):
        set_up()
        site = Site(context.app).with_keys().open_campaign()
        for number in range(NUMBERED + WAITING):
            if number == NUMBERED:
                sequencer.number_entries()
            site.signed(Person(f"Signer {'abc'[number % 3]}", f"s{number}@example.org", "FR"))
        let_go()
    return case


def _publish(case: Case, ground: Ground) -> None:
    release = ground.folder / "release.txt"
    release.write_text(
        "Clear the skies\n\nNew York, 24 September 2016\n\nHospitals were hit.\n\nWe ask for action.\n"
    )
    state = in_app(case, lambda: (row := releases_queries.campaign(SLUG)) and row.state)
    if state is None:
        words = (
            "publish",
            release,
            "--slug",
            SLUG,
            "--date",
            "2016-09-24",
            "--demand",
            DEMAND,
            "--withhold",
            "SY",
        )
        _without_end(case, *words, "--organiser", "Skies")
    if state != "open":
        _without_end(case, "open", SLUG)
    in_app(case, sequencer.number_entries)


def _without_end(case: Case, *words: object) -> None:
    try:
        case.campaign(*words)
    except SystemExit as end:
        if end.code:
            raise


def _sequence(case: Case, ground: Ground) -> None:
    in_app(case, sequencer.number_entries)


def _sequence_after_a_start(case: Case, ground: Ground) -> None:
    stopped = in_app(case, sequencer.stopped_logs)
    if stopped:
        raise SystemExit(f"the log has stopped: {stopped}")
    _sequence(case, ground)


def _back_up(case: Case, ground: Ground) -> None:
    _without_end(case, "backup", case.folder / "proof.backup")


def _back_up_again(case: Case, ground: Ground) -> None:
    file = case.folder / "proof.backup"
    if file.exists():
        _require_whole(file)
        file.unlink()
    _back_up(case, ground)
    _require_whole(file)
    in_app(case, lambda: workdirs.tidy(*workdirs.places()))


def _backed_up(ground: Ground) -> None:
    """A backup lies beside the copies, which begin with nothing."""
    case = _signed(ground)
    if attempt(lambda: _without_end(case, "backup", ground.folder / "made.backup")).code:
        raise SystemExit("the backup that is to be restored could not be made")


def _restore(case: Case, ground: Ground) -> None:
    _without_end(case, "restore", ground.folder / "made.backup", "--identity", ground.key)


def _restore_again(case: Case, ground: Ground) -> None:
    """Unless all is there: whoever was killed before she read that it is looks first."""
    if any(True for _ in _not_restored(case, ground)):
        _restore(case, ground)


def _log_wrong(case: Case, standing: int) -> Iterator[str]:
    """What is shown is a log that holds, of so many signatures."""

    def look() -> Iterator[str]:
        require_set_up()
        row = releases_queries.campaign(SLUG)
        if row is None:
            yield "no campaign is there"
            return
        published = tally_queries.published_checkpoint(row.id)
        if published is None:
            yield "nothing is published"
            return
        _, size, root = note(published.note)
        entries = [line for _, line, _ in islice(tally_queries.lines(row.id), size)]
        if roots_at(entries, {size}).get(size) != root:
            yield "what is published isn't over these entries"
        lines = [line for line in entries if line.startswith("signature ")]
        if (len(lines), len(set(lines)), published.total) != (standing, standing, standing):
            yield f"of {standing} confirmed {len(lines)} are numbered, and {published.total} counted"

    yield from in_app(case, lambda: list(look()))
    kept = case.folder / "shown"
    if kept.exists():
        seen = [note(each) for each in json.loads(kept.read_text())]
        now = in_app(case, lambda: _entries())
        for _, size, root in seen:
            if roots_at(now, {size}).get(size) != root:
                yield f"a checkpoint of {size} that was shown is no beginning of the log any more"


def _entries() -> list[str]:
    row = releases_queries.campaign(SLUG)
    return [line for _, line, _ in tally_queries.lines(row.id)] if row else []


def keep_shown(case: Case) -> None:
    """The checkpoint that the public sees now, to be held against what comes."""

    def look() -> str | None:
        row = releases_queries.campaign(SLUG)
        published = tally_queries.published_checkpoint(row.id) if row else None
        return published.note if published else None

    kept = case.folder / "shown"
    before = json.loads(kept.read_text()) if kept.exists() else []
    if shown := in_app(case, look):
        kept.write_text(json.dumps([*before, shown]))


def _not_published(case: Case, ground: Ground) -> Iterator[str]:
    yield from _log_wrong(case, 0)


def _not_sequenced(case: Case, ground: Ground) -> Iterator[str]:
    yield from _log_wrong(case, NUMBERED + WAITING)


def _not_backed_up(case: Case, ground: Ground) -> Iterator[str]:
    yield from _log_wrong(case, NUMBERED)
    left = [
        path.name
        for folder in (case.folder, case.instance)
        for path in folder.iterdir()
        if path.name.endswith(".part") or (path.name.startswith(".backup-") and any(path.iterdir()))
    ]  # fmt: skip - an empty one goes an hour later: it may be one that is just being made
    if left:
        yield f"left behind: {', '.join(left)}"


def _not_restored(case: Case, ground: Ground) -> Iterator[str]:
    """Database, keys, counts: all, or a sentence."""
    if not case.url and not (case.instance / "campaign.sqlite3").exists():
        yield "no database"
        return
    keys = case.instance / "keys"
    base = ground.folder / "signed" / "instance" / "keys"
    lacking = [file.name for file in base.glob("*.key") if not (keys / file.name).exists()]
    if lacking:
        yield f"no {', '.join(sorted(lacking))}"
        return

    def look() -> list[str]:
        require_set_up()
        rows = db.session.scalar(select(func.count()).select_from(Signature))
        return [] if rows == NUMBERED + WAITING else [f"{rows} signatures"]

    try:
        yield from in_app(case, look)
    except Exception as problem:
        yield f"{type(problem).__name__}"


def _require_whole(file: Path) -> None:
    """A backup with a name is one that can be restored."""
    raw = decrypt(file.read_bytes(), [KEY])
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        sums = tar.extractfile("SHA256SUMS")
        assert sums is not None
        for line in sums.read().decode().splitlines():
            digest, name = line.split(maxsplit=1)
            member = tar.extractfile(name.lstrip("*"))
            assert member is not None
            if sha256(member.read()).hexdigest() != digest:
                raise SystemExit(f"{name} of the backup isn't what its sum says")


OPERATIONS = {
    "publication": Operation(_site, _publish, _publish, _not_published),
    "checkpoint": Operation(_signed, _sequence, _sequence_after_a_start, _not_sequenced),
    "backup": Operation(_signed, _back_up, _back_up_again, _not_backed_up),
    "restore": Operation(_backed_up, _restore, _restore_again, _not_restored),
}  # fmt: skip
