"""What is told of a run: the table adds up what its units counted, and the README's line adds up the table."""

from tests.proof.report import BEGIN, END, LINE_BEGIN, LINE_END, line, told, written
from tests.proof.states import Unit

PAGE = f"# Proof\n{BEGIN}\nold\n{END}\nMore.\n"
FIGURES = {"forms thanked for": 1200, "confirmations answered": 1100, "recoveries": 2,
           "recovery, median seconds": 2.0, "recovery, longest seconds": 9.4}  # fmt: skip


def unit(
    part: str, kind: str, *, day: str = "2026-11-30 22:27 UTC", broken: tuple[str, ...] = (), **more: float
) -> Unit:
    """One of a part with what it counted; the names of figures have spaces."""
    counted = {name.replace("_", " "): number for name, number in more.items()}
    return Unit(part, kind, 1, 5, FIGURES | counted, list(broken), 60, "abc123abc123", day)


def page() -> str:
    """Of kills on both databases, and calls with a lost signature."""
    return written(PAGE, [
        unit("kills", "sqlite", kills_of_web=50), unit("kills", "sqlite", kills_of_whole=49),
        unit("kills", "postgresql", kills_of_PostgreSQL=1),
        unit("calls", "sqlite", faults_in_a_backup=1500, lost_signatures=1, broken=("1 signature is lost",)),
        unit("machines", "postgresql", **{"2 web machines: forms a second": 81.5}),
    ])  # fmt: skip


def test_a_row_adds_up_what_its_units_counted() -> None:
    rows = page().splitlines()
    assert rows[0] == "# Proof"
    assert rows[-1] == "More."
    end = "2,400 | 2,200 | 0 | 0 | 0 | 0 | 2.0 s, 9.4 s | 0 | abc123ab |"
    assert f"| kills | sqlite | 50 kills of web; 49 kills of whole | {end}" in rows
    end = "1,200 | 1,100 | 1 | 0 | 0 | 0 | 2.0 s, 9.4 s | 1 | abc123ab |"
    assert f"| calls | sqlite | 1,500 faults in a backup | {end}" in rows


def test_what_is_measured_stands_where_it_is_used() -> None:
    assert "| machines | postgresql | figures in [scale.md](scale.md) | 1,200 |" in page()
    assert "81.5" not in page()


def test_the_line_adds_up_the_table() -> None:
    assert line(page()) == (
        "`make proof`, 2026-11-30, commit abc123abc123: 100 `kill -9`, 1,500 faults at a file-system call, "
        "0 cut connections, 0 moves of the clock and [more](docs/proof.md) under load: of 6,000 forms that were "
        "thanked for and 5,500 confirmations 1 lost, 0 counted twice, 0 forks of the log; all went on without "
        "hands within 9 s; 1 promises were broken."
    )


def test_a_run_of_two_days_says_both() -> None:
    both = [unit("kills", "sqlite"), unit("kills", "postgresql", day="2026-12-01 00:10 UTC")]
    said = line(written(PAGE, both))
    assert said.startswith("`make proof`, 2026-11-30 to 2026-12-01, commit abc123abc123: ")
    assert said.endswith("; every promise held.")


def test_the_readme_gets_the_line_in_its_place() -> None:
    readme = told(f"Before.\n* {LINE_BEGIN}old{LINE_END}\nAfter.\n", page())
    assert readme == f"Before.\n* {LINE_BEGIN}{line(page())}{LINE_END}\nAfter.\n"
