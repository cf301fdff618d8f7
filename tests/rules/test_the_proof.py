"""What the README says of the proof is what docs/proof.md says: the same commit, days and figures."""

from pathlib import Path

from tests.proof.report import LINE_BEGIN, LINE_END, line

ROOT = Path(__file__).parents[2]


def test_the_readme_and_the_page_say_the_same() -> None:
    readme = (ROOT / "README.md").read_text()
    assert readme.count(LINE_BEGIN) == 1
    said = readme.partition(LINE_BEGIN)[2].partition(LINE_END)[0]
    assert said == line((ROOT / "docs" / "proof.md").read_text())
