"""Two workers at once, and a third: each numbers, mails and tidies as if it were alone; now and then one is killed."""

import time

from tests.proof.turn import Turn

TIMES = {"once": 2, "proof": 10, "full": 100}
AT_ONCE = 20


def run(turn: Turn) -> None:
    """Beside the program's own worker; who is killed is replaced."""
    with turn.world() as world:
        beside = [world.program.beside("worker") for _ in range(2)]
        try:
            time.sleep(6)
            turn.require(all(each.poll() is None for each in beside), "a second worker ended by itself")
            for number in range(turn.times):
                at = time.monotonic()
                beside[number % 2].kill()
                beside[number % 2].wait()
                beside[number % 2] = world.program.beside("worker")
                turn.count("kills of a second worker")
                turn.tell(f"    a worker of three killed: all went on after {world.recovered(at):.1f} s")
        finally:
            for each in beside:
                each.terminate()
                each.wait()
