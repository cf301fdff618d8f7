"""Another version: upgrading while it runs is refused, an unknown shape isn't touched, an upgrade loses nothing."""

import time

from flask_migrate import downgrade
from sqlalchemy import text

from campaign import config, create_app
from campaign.extensions import db
from tests.proof.turn import Turn
from tests.proof.world import World

TIMES = {"once": 1, "proof": 3, "full": 20}
AT_ONCE = 3


def run(turn: Turn) -> None:
    """All three under load, or as near to it as a stopped program is."""
    with turn.world() as world:
        for _ in range(turn.times):
            _refused_while_it_runs(turn, world)
            _unknown_shape(turn, world)
            _upgrade(turn, world)


def _refused_while_it_runs(turn: Turn, world: World) -> None:
    ended = world.program.command("upgrade", check=False)
    turn.require(
        ended.returncode == 2, f"an upgrade under load ended with {ended.returncode}: {ended.stderr}"
    )
    turn.count("upgrades refused under load")
    world.recovered(time.monotonic())


def _unknown_shape(turn: Turn, world: World) -> None:
    """A database that a later version made: the start is refused, and nothing in it changes."""
    world.program.stop()
    before = _shape(world, "9999")
    for words in (("run", "--no-example"), ("migrate",), ("upgrade",), ("worker",)):
        ended = world.program.command(*words, check=False)
        turn.require(
            ended.returncode == 2, f"campaign {words[0]} on a later shape ended with {ended.returncode}"
        )
    turn.require(_shape(world, before) == "9999", "the shape of a later version was changed")
    turn.count("downgrades refused")
    at = time.monotonic()
    world.program.start()
    world.recovered(at)


def _upgrade(turn: Turn, world: World) -> None:
    """The database is brought back to the shape of before, as the version of then had it, and upgraded."""
    world.program.stop()
    with _app(world).app_context():
        downgrade(revision="-1")
        _let_go()
    world.control.move_clock(
        ahead=world.control.ahead + 40
    )  # the heart of who was stopped has to be silent for long
    ended = world.program.command("upgrade", check=False)
    turn.require(ended.returncode == 0, f"the upgrade ended with {ended.returncode}: {ended.stderr}")
    turn.count("upgrades")
    at = time.monotonic()
    world.program.start()
    turn.tell(f"    refused, untouched, upgraded: all went on after {world.recovered(at):.1f} s")


def _shape(world: World, other: str) -> str:
    """The revision that the database says it has, and from now on another one."""
    with _app(world).app_context():
        with db.engine.begin() as connection:
            before = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            connection.execute(text("UPDATE alembic_version SET version_num = :other"), {"other": other})
        _let_go()
    return str(before)


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _app(world: World) -> object:
    ours = {name: value for name, value in world.program.environment.items() if name.startswith("CAMPAIGN_")}
    return create_app(config.load(ours))
