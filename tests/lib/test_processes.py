"""Work of several processes: in order, and none of them runs the program that began them."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
print("begun")
if __name__ == "__main__":
    from campaign.lib.processes import in_order
    print(list(in_order(divmod, [(7, 2), (9, 4), (1, 1), (5, 3)], processes=2)), __file__)
"""


def test_a_process_does_not_begin_the_program_again(tmp_path: Path) -> None:
    """As `bin/campaign` is begun, which imports all commands."""
    program = tmp_path / "campaign"
    program.write_text(PROGRAM)
    root = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, program], env={**os.environ, "PYTHONPATH": str(root)}, capture_output=True, text=True
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == f"begun\n[(3, 1), (2, 1), (1, 0), (1, 2)] {program}\n"
