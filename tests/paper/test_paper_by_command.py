"""`campaign paper`: the desk's own actions, with files."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from xlsxwriter import Workbook

from campaign.audit.models import AuditEntry
from campaign.lib import clock
from campaign.lists.cli import export
from campaign.lists.sealed_format import read_frame
from campaign.paper import queries as paper_queries
from campaign.paper.cli import paper
from campaign.paper.models import SlipState
from tests.cast import SLUG, Site, change
from tests.paper.signing import entered, harmless, read_off
from tests.tables import rows

KEEPER = "Nour, Skies, Paris"


def run(site: Site, *words: object) -> tuple[int, str]:
    """Exit code and what was said."""
    result = site.app.test_cli_runner().invoke(paper, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def counted(site: Site) -> dict[SlipState, int]:
    return {state: count for state, count in paper_queries.figures(site.campaign.id).items() if count}


def table(folder: Path, *lines: str) -> Path:
    (folder / "rows.csv").write_text("".join(f"{line}\n" for line in lines))
    return folder / "rows.csv"


def workbook(folder: Path, lines: list[list[str]]) -> Path:
    raw = io.BytesIO()
    with Workbook(raw) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    (folder / "rows.xlsx").write_bytes(raw.getvalue())
    return folder / "rows.xlsx"


def test_the_whole_way_by_commands(site: Site, tmp_path: Path) -> None:
    harmless(site)
    change(site.app, hold_seconds=600)
    shred = (clock.today() + timedelta(days=90)).isoformat()
    pdf = tmp_path / "slips.pdf"
    assert run(site, "slips", SLUG, pdf) == (
        2,
        "First say who keeps the slips and when they are shredded: it is printed on each.\n",
    )
    assert list(tmp_path.glob("*slips*")) == []
    assert run(site, "keep", SLUG, "--keeper", KEEPER, "--shred-on", shred)[0] == 0
    assert run(site, "slips", SLUG, pdf, "--count", "4")[0] == 0
    assert pdf.stat().st_mode & 0o777 == 0o600
    one, two, three, four = read_off(pdf.read_bytes())

    lines = ("slip,name,land", f"{one.number},Nour,Syria", f"{two.number},,Syria", f"{three.number},Zoé,")
    file = table(tmp_path, *lines, "12345,Sam,France", f"{one.number},Ali,")
    looked = (
        "number   column 1, slip\nname     column 2, name\ncountry  column 3, land\n"
        "Line 3: The name is missing.\n"
        "Line 5: This isn’t the number of a slip. Compare it with the slip, up to its last digit.\n"
        "Line 6: This slip is in the file twice.\n"
    )
    assert run(site, "import", SLUG, file, "--dry-run") == (0, f"{looked}Would be taken: 2. Nothing was.\n")
    assert counted(site) == {SlipState.PRINTED: 4}
    code, said = run(site, "import", SLUG, file)
    (imported,) = paper_queries.imports(site.campaign.id)
    assert (code, said) == (
        0,
        f"{looked}Taken: 2. To undo it: campaign paper undo {SLUG} --file {imported.id}\n",
    )
    assert counted(site) == {SlipState.PRINTED: 2, SlipState.TYPED: 2}
    assert run(site, "undo", SLUG, "--file", imported.id) == (0, "Undone: 2. The slips can be typed anew.\n")
    assert run(site, "import", SLUG, file)[0] == 0
    assert run(site, "undo", SLUG, "--row", three.number) == (0, "Undone: 1. The slip can be typed anew.\n")
    assert run(site, "erase", SLUG, four.number) == (0, "Erased. The log says so from its next entries on.\n")
    with time_machine.travel(clock.now() + timedelta(seconds=700)):
        entered(site)
        assert run(site, "undo", SLUG, "--row", one.number) == (
            2,
            "This can’t be undone any more: it is in the log. It can be erased by its number.\n",
        )
    listed = run(site, "list", SLUG)[1].splitlines()
    assert listed[:5] == [
        "printed              2",
        "on hold              0",
        "in the log           1",
        "erased               1",
        f"kept by {KEEPER}, until {shred}",
    ]
    assert [line.partition(":")[0] for line in listed[5:]] == [
        f"file {each.id}" for each in paper_queries.imports(site.campaign.id)
    ]
    assert "undone on " in listed[-1]
    assert run(site, "shredded", SLUG) == (0, "Noted.\n")
    assert f"shredded on {clock.today()}" in run(site, "list", SLUG)[1]
    acts = [row["act"] for row in rows(AuditEntry) if row["act"].startswith("paper-")]
    assert acts == [
        "paper-keep", "paper-print", "paper-import", "paper-undo", "paper-import", "paper-undo", "paper-erase",
        "paper-shredded",
    ]  # fmt: skip


def test_columns_by_name_or_number_of_a_workbook(collection: Site, tmp_path: Path) -> None:
    run(collection, "slips", SLUG, tmp_path / "slips.pdf", "--count", "1")
    (slip,) = read_off((tmp_path / "slips.pdf").read_bytes())
    file = workbook(tmp_path, [["A", "Who", "B"], [slip.number, "Nour", "Syria"]])
    assert run(collection, "import", SLUG, file) == (
        2,
        "Say which columns hold the number of the slip and the name.\n",
    )
    assert run(collection, "import", SLUG, file, "--number", "4", "--name", "Who") == (
        2,
        "There is no column 4. The first line has: A, Who, B.\n",
    )
    far = "9" * 5_000
    assert run(collection, "import", SLUG, file, "--number", far, "--name", "Who")[0] == 2
    code, said = run(collection, "import", SLUG, file, "--number", "1", "--name", "Who", "--country", "B")
    assert (code, said.splitlines()[:3]) == (
        0,
        ["number   column 1, A", "name     column 2, Who", "country  column 3, B"],
    )
    assert sum(counted(collection).values()) == 1


def test_what_was_typed_is_repeated_nowhere(collection: Site, tmp_path: Path) -> None:
    file = table(tmp_path, "number,name,country", "x,Nour,Atlantis", "19,nour@example.org,Syria")
    said = run(collection, "import", SLUG, file)[1]
    assert [word for word in ("Nour", "nour@", "Atlantis", "Syria") if word in said] == []
    assert said.endswith("Nothing was taken.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("slips", SLUG, "{}"), "{} already exists. Choose another name, or move it away.\n"),
        (("slips", SLUG, "{}.pdf", "--count", "201"), "Print between 1 and 200 at a time.\n"),
        (("undo", SLUG), "Either --row NUMBER or --file ID. campaign paper list SLUG shows both.\n"),
        (("undo", SLUG, "--file", "9"), "There is no such file, or it has been undone.\n"),
        (
            ("erase", SLUG, "1"),
            "This isn’t the number of a slip. Compare it with the slip, up to its last digit.\n",
        ),
        (
            ("keep", SLUG, "--keeper", "Nour", "--shred-on", "2001-01-01"),
            "The day of shredding has to be still to come, and within three years.\n",
        ),
    ],
)
def test_what_is_refused(collection: Site, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    place = tmp_path / "there"
    place.touch()
    assert run(collection, *(word.format(place) for word in words)) == (2, said.format(place))
    assert paper_queries.figures(collection.campaign.id)[SlipState.PRINTED] == 0


def test_under_harm_nothing_is_printed(site: Site, tmp_path: Path) -> None:
    assert run(site, "slips", SLUG, tmp_path / "slips.pdf") == (
        2,
        "People may be at risk for having signed, so this campaign collects no signatures on paper.\n",
    )
    assert list(tmp_path.glob("*slips*")) == []


def test_the_sealed_list_of_paper_by_command(collection: Site, tmp_path: Path) -> None:
    change(collection.app, hold_seconds=0)
    run(collection, "slips", SLUG, tmp_path / "slips.pdf", "--count", "1")
    (slip,) = read_off((tmp_path / "slips.pdf").read_bytes())
    run(collection, "import", SLUG, table(tmp_path, "number,name", f"{slip.number},Nour"))
    entered(collection)
    out = tmp_path / "paper.sealed"
    runner = collection.app.test_cli_runner()
    result = runner.invoke(export, [SLUG, "--paper", "--sealed", str(out)])
    assert result.output.splitlines() == [
        f"1 signatures on paper in {out}",
        "It is sealed. On a holder's computer: campaign unseal paper.sealed --identity KEY --out list.xlsx",
    ]
    frame = read_frame(out)
    assert (frame.count, frame.header.paper, frame.header.harm) == (1, True, False)
    refused = runner.invoke(export, [SLUG, "--paper", "--out", str(tmp_path / "list.csv")])
    assert (refused.exit_code, refused.output) == (2, "--paper goes with --sealed FILE alone.\n")
