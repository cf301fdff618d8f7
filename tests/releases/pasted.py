"""Press releases as organisers paste them: one in words of our own, and the real one where it lies beside the clone."""

from pathlib import Path

import pytest

OURS = Path(__file__).with_name("aleppo.txt")
HEADLINE = "Nowhere Left to Hide in Aleppo: Syrian Groups Call for an End to Bombing from the Air"
REAL = Path(__file__).parents[3] / "shared" / "release" / "aleppo-2016-09-24.txt"
needs_the_real_one = pytest.mark.skipif(
    not REAL.is_file(),
    reason="The real release isn't part of this repository and doesn't lie beside this clone; ours was tested.",
)
