"""A restore of every age of backup: taken under load, brought back to an empty machine, its log resumed from a copy."""

import shutil
import time
from pathlib import Path

from tests.cast import SLUG
from tests.proof.databases import PostgreSQL
from tests.proof.program import Program, environment_for
from tests.proof.turn import Turn
from tests.proof.verdict import Log, log, note, roots_at
from tests.proof.world import World, named_database

TIMES = {"once": 2, "proof": 6, "full": 60}
AT_ONCE = 6
APART = 6  # seconds between two backups


def run(turn: Turn) -> None:
    """The oldest first; what was acknowledged before a backup began has to be in it."""
    with turn.world() as world:
        ages = [_back_up(world, number) for number in range(turn.times)]
        time.sleep(APART)
        turn.take(world.settle())
        world.program.command("log", "export", SLUG, str(world.folder / "mirror"))
        whole = log(world.read, SLUG)
        world.program.stop()
        for number, (file, confirmed) in enumerate(ages):
            _bring_back(turn, world, whole, file, confirmed, number)
        at = time.monotonic()
        world.program.start()
        world.crowd.come.set()
        world.recovered(at)


def _back_up(world: World, number: int) -> tuple[Path, set[str]]:
    """The file, and whose confirmations had been answered before it was begun."""
    time.sleep(APART)
    confirmed = set(world.ledger.confirmed)
    file = world.folder / f"{number}.backup"
    world.program.command("backup", str(file))
    return file, confirmed


def _bring_back(turn: Turn, world: World, whole: Log, file: Path, confirmed: set[str], number: int) -> None:
    """On another machine for each; every second one is the machine itself, which remembers what it published."""
    instance = world.folder / f"restored-{number}"
    instance.mkdir(mode=0o700)
    if number % 2:
        shutil.copytree(world.instance / "checkpoints", instance / "checkpoints")
    settings = dict(world.settings)
    if isinstance(world.database, PostgreSQL):
        settings["CAMPAIGN_DATABASE_URL"] = named_database(world.database)
    program = Program(environment_for(instance, **settings, **world.control.environment), world.folder)
    program.command("restore", str(file), "--identity", str(world.folder / "identity.txt"))
    shown = log_of(program, world)
    is_beginning = roots_at(whole.entries, {shown.size}).get(shown.size) == shown.root
    turn.require(is_beginning, "a restored log went on before anybody said how")
    said = program.command("log", "resume", SLUG, "--last", str(world.folder / "mirror")).stdout
    after = log_of(program, world)
    _judge(turn, world, after, confirmed, said)
    turn.count("backups restored")
    turn.tell(f"    a backup of {len(confirmed)} confirmed: {said.splitlines()[0] if said else 'resumed'}")


def log_of(program: Program, world: World) -> Log:
    """As the restored program serves it; it is stopped again."""
    program.start()
    try:
        world.until(lambda: world.crowd.ask("GET", f"/en/{SLUG}").status == 200, "what was restored came up")
        time.sleep(3)  # a sequencer that goes on would have
        return log(world.read, SLUG)
    finally:
        program.stop()


def _judge(turn: Turn, world: World, after: Log, confirmed: set[str], said: str) -> None:
    """The same log, with all that was seen of it; or the next one, which names the last checkpoint that was seen."""
    seen = [note(each) for each in world.ledger.checkpoints]
    last = max(seen, key=lambda each: each[1])
    if after.origin == last[0]:
        roots = roots_at(after.entries, {size for _, size, _ in seen})
        turn.require(all(roots.get(size) == root for _, size, root in seen), "a restored log is a fork")
        turn.count("logs that went on")
    else:
        named = [line.split() for line in after.entries if line.startswith("continues ")]
        turn.require(
            named and int(named[0][2]) == last[1], f"the next log doesn't name {last[1]}: {named} {said}"
        )
        turn.count("next logs that name the last checkpoint")
    stands = set(confirmed) - set(world.ledger.withdrawn)
    lines = {line for line in after.entries if line.startswith("signature ")}
    turn.require(
        len(lines) >= len(stands), f"of {len(stands)} confirmed before a backup {len(lines)} are in its log"
    )
