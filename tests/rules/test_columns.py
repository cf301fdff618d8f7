"""Each CSV file that we write begins with its mark, and docs/columns.md says what its columns are."""

import re
from pathlib import Path

from campaign.audit import table
from campaign.letters import files as letters
from campaign.letters import sending_cli
from campaign.lib.spreadsheets import MARK, as_csv
from campaign.lists import files as lists
from campaign.missions import importing
from campaign.releases import figures

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "columns.md").read_text()
FILES = {
    "The list of signers": lists.COLUMNS,
    "letters.csv": letters.COLUMNS,
    "Letters that were sent": sending_cli.COLUMNS,
    "The tally": figures.COLUMNS,
    "Addresses of missions": importing.COLUMNS,
    "The audit": table.COLUMNS,
}
# What writes a CSV file, and begins it with the mark.
WRITERS = {"audit/table.py", "lib/spreadsheets.py", "lists/files.py"}


def described() -> dict[str, tuple[str, ...]]:
    """The columns of each section, in their order."""
    sections = re.split(r"^## (.+)$", TEXT, flags=re.MULTILINE)[1:]
    return {
        title: tuple(re.findall(r"^\| `([^`]+)` \| .+ \|$", section, re.MULTILINE))
        for title, section in zip(sections[::2], sections[1::2], strict=True)
    }


def test_every_column_is_described_in_its_order() -> None:
    assert described() == {title: tuple(columns) for title, columns in FILES.items()}


def test_nothing_else_writes_csv() -> None:
    folder = ROOT / "campaign"
    writers = {path for path in folder.rglob("*.py") if "csv.writer(" in path.read_text()}
    assert {str(path.relative_to(folder)) for path in writers} == WRITERS


def test_each_writer_begins_with_the_mark(tmp_path: Path) -> None:
    lists.kind_of(Path("x.csv")).write(tmp_path / "list.csv", [])
    whole = [as_csv([("a", "é")]), "".join(table.csv_lines([])), (tmp_path / "list.csv").read_text("utf-8")]
    assert [text[:1] for text in whole] == [MARK] * 3
    assert whole[0] == f"{MARK}a,é\r\n"
