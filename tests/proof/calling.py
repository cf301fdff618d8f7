"""A process that does one operation again and again, under the shim: each time another file-system call ends badly.

It loads the program once and forks for each attempt, which begins on a copy of the same site. What is left is looked at
in a process without the shim's doings, as is the recovery: the same command, or the worker's next turn.
"""

import argparse
import ctypes
import io
import json
import os
import shutil
import signal
import sys
import tarfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from pyrage import decrypt
from sqlalchemy import create_engine, func, select, text

from campaign import config, create_app
from campaign.audit.actors import WORKER, Actor, ActorKind, acting
from campaign.backup import workdirs
from campaign.cli import campaign as command
from campaign.extensions import db
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.running.setting_up import require_set_up, set_up
from campaign.signing.models import Signature
from campaign.tally import queries as tally_queries
from campaign.vault.identities import write_identity
from tests.cast import DEMAND, KEY, SLUG, Person, Site
from tests.proof.shim import WAYS
from tests.proof.verdict import note, roots_at

PROOF = Actor(ActorKind.COMMAND, "proof")
READING = {
    "read",
    "pread",
    "pread64",
}  # these fail with EIO; to be killed there is the same as at the call before
NUMBERED, WAITING = 24, 7
DIED = 99


@dataclass
class Case:
    """One copy of the site: its instance, its database, and what the operation makes."""

    folder: Path
    url: str

    @property
    def instance(self) -> Path:
        """The folder that everything is in."""
        return self.folder / "instance"

    @property
    def environment(self) -> dict[str, str]:
        """Settings."""
        named = {"CAMPAIGN_DATABASE_URL": self.url} if self.url else {}
        return named | {
            "CAMPAIGN_INSTANCE": str(self.instance),
            "CAMPAIGN_BIND": "127.0.0.1:8999",
            "CAMPAIGN_SIGN_LIMITS": "100000 per minute",
        }

    def app(self) -> Any:
        """One of its own."""
        return create_app(config.load(self.environment))

    def campaign(self, *words: object) -> None:
        """A command, which ends this process as it does."""
        os.environ.update(self.environment)
        command.main([str(word) for word in words], standalone_mode=True)


class Ground:
    """Where the copies come from; on PostgreSQL each has a database like `template`."""

    def __init__(self, folder: Path, server: str) -> None:
        self.folder, self.server, self.cases = folder, server, 0
        self.key = folder / "identity.txt"
        if not self.key.exists():
            write_identity(self.key, KEY)

    def new(self, name: str, like: "Case | None") -> Case:
        """A copy of a case, or one with nothing in it."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if like:
            shutil.copytree(like.instance, folder / "instance")
        else:
            (folder / "instance").mkdir(mode=0o700)
        return Case(folder, self._database(name, like))

    def _database(self, name: str, like: "Case | None") -> str:
        if not self.server:
            return ""
        named = f"{self.folder.name}_{name}".lower().replace("-", "_")
        template = like.url.rpartition("/")[2] if like else "template1"
        engine = create_engine(f"{self.server}/postgres", isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{named}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{named}" TEMPLATE "{template}"'))
        engine.dispose()
        return f"{self.server.replace('+psycopg', '')}/{named}"


@dataclass
class Operation:
    """What is done, on what; what it takes to get on afterwards; and what has to be so in the end, each a sentence."""

    base: Callable[[Ground], Case | None]
    act: Callable[[Case, Ground], None]
    recover: Callable[[Case, Ground], None]
    wrong: Callable[[Case, Ground], Iterator[str]]


def in_app(case: Case, work: Callable[[], Any]) -> Any:
    """In a context of the case's own app, as the worker."""
    with case.app().app_context(), acting(WORKER):
        try:
            return work()
        finally:
            db.session.remove()
            db.engine.dispose()


def _site(ground: Ground) -> Case:
    """Keys, and no campaign."""
    case = ground.new("site", None)
    with case.app().app_context() as context, acting(PROOF):
        set_up()
        Site(context.app).with_keys()
        _let_go()
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
        _let_go()
    return case


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


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
        path.name for folder in (case.folder, case.instance) for path in folder.iterdir()
        if path.name.endswith(".part") or path.name.startswith(".backup-")
    ]  # fmt: skip
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


@dataclass
class Ended:
    """How a forked process ended: its code, or minus the signal; what it said."""

    code: int
    said: str


def attempt(work: Callable[[], object]) -> Ended:
    """In a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os._exit(_in_child(work, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        text_said = said.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), text_said)


def _in_child(work: Callable[[], object], writing: int) -> int:
    code = 0
    out = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(out):
            work()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        out.write(end.code if isinstance(end.code, str) else "")
    except BaseException:
        code = DIED
        out.write(traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(out.getvalue().encode())
    return code


def calls_of(operation: Operation, ground: Ground, base: Case | None) -> list[str]:
    """The names of all file-system calls below the case, in order."""
    case, log = ground.new("case", base), ground.folder / "calls"
    with log.open("wb") as out:
        ended = attempt(lambda: (_arm(case, 0, 0, out.fileno()), operation.act(case, ground)))
    if ended.code:
        raise SystemExit(f"without any fault it ended with {ended.code}: {ended.said}")
    return log.read_text().split()


def _arm(case: Case, nth: int, way: int, log: int = -1) -> None:
    ctypes.CDLL(None).proof_arm(str(case.folder).encode(), nth, way, log)


def try_one(operation: Operation, ground: Ground, base: Case | None, nth: int, way: str) -> dict[str, Any]:
    """One attempt that ends badly, and what became of it."""
    case = ground.new("case", base)
    if base:
        attempt(lambda: keep_shown(case))
    ended = attempt(lambda: (_arm(case, nth, WAYS[way]), operation.act(case, ground)))
    broken = []
    if base and operation is not OPERATIONS["publication"]:
        attempt(lambda: keep_shown(case))
    recovered = attempt(lambda: operation.recover(case, ground))
    if recovered.code:
        broken.append(f"it could not be done again: {recovered.code} {recovered.said[-400:]}")
    looked = attempt(lambda: print(json.dumps(list(operation.wrong(case, ground)))))
    if looked.code:
        broken.append(f"nobody could look: {looked.said[-400:]}")
    else:
        broken += json.loads(looked.said)
    return {
        "nth": nth, "way": way, "killed": ended.code == -signal.SIGKILL, "refused": ended.code in {1, 2},
        "traceback": ended.said[-600:] if ended.code == DIED else "", "broken": broken,
    }  # fmt: skip


def main() -> None:
    """A line of JSON for each attempt, the number of calls first."""
    words = argparse.ArgumentParser()
    words.add_argument("operation", choices=OPERATIONS)
    words.add_argument("folder", type=Path)
    words.add_argument("--server", default="")
    words.add_argument("--every", type=int, default=1)
    words.add_argument("--first", type=int, default=0)
    given = words.parse_args()
    out = sys.stdout
    operation, ground = OPERATIONS[given.operation], Ground(given.folder, given.server)
    base = operation.base(ground)
    calls = calls_of(operation, ground, base)
    print(json.dumps({"calls": len(calls)}), file=out, flush=True)
    for nth in range(1 + given.first, len(calls) + 1, given.every):
        ways = ["EIO"] if calls[nth - 1] in READING else list(WAYS)
        for way in ways:
            line = try_one(operation, ground, base, nth, way) | {"call": calls[nth - 1]}
            print(json.dumps(line), file=out, flush=True)


if __name__ == "__main__":
    main()
