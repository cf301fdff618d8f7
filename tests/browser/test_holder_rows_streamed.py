"""Many rows of an opened list saved: streamed where the browser can, else in parts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.holders import Desk, Holder
from tests.browser.pressing import until
from tests.browser.test_holder_rows import opens, sealed

__all__ = ["sealed"]


PICKER = """() => {
    window.written = [];
    window.showSaveFilePicker = async ({ suggestedName }) => ({
        remove: async () => window.written.push('removed'),
        createWritable: async () => ({
            write: async (blob) => {
                if (window.full && window.written.length) throw new DOMException('', 'QuotaExceededError');
                window.written.push(await blob.text());
            },
            close: async () => window.written.push('closed', suggestedName),
            abort: async () => window.written.push('aborted'),
        }),
    });
}"""


@pytest.fixture
def small(visit: Callable[..., Page], desk: Desk, sealed: Path, tmp_path: Path) -> Holder:
    """A page for which 50 rows are many."""
    page = visit(locale="en")
    program = (Path(__file__).parents[2] / "static" / "holder.js").read_text()
    assert program.count("=2e5") == 2
    page.route(
        "**/static/holder.js*",
        lambda route: route.fulfill(body=program.replace("=2e5", "=50"), content_type="text/javascript"),
    )
    return opens(Holder(page, desk, tmp_path), sealed, tmp_path)


def test_many_rows_are_streamed_where_the_browser_can(small: Holder) -> None:
    small.page.evaluate(PICKER)
    small.wishes("csv")
    small.page.click("form[data-keep] button:not([type])")
    until(small.page, "window.written.includes('closed')")
    *texts, _, name = small.page.evaluate("window.written")
    assert name == "skies-2016-10-01-A-test-erase-by-2099-12-31.csv"
    assert len(texts) == 3
    assert [text.count("\r\n") for text in texts] == [52, 50, 20]  # the columns, and a name with a line break


def test_a_full_disk_leaves_nothing(small: Holder) -> None:
    small.page.evaluate(PICKER)
    small.page.evaluate("window.full = true")
    small.wishes("jsonl")
    small.page.click("form[data-keep] button:not([type])")
    expect(small.page.locator("form[data-keep] [data-error]")).to_have_text(
        "skies-2016-10-01-A-test-erase-by-2099-12-31.jsonl couldn’t be written. Nothing was saved."
    )
    assert small.page.evaluate("window.written.slice(1)") == ["aborted", "removed"]


def test_many_rows_come_in_parts_elsewhere(small: Holder) -> None:
    small.page.evaluate("delete window.showSaveFilePicker")
    small.wishes("xlsx")
    small.page.click("form[data-keep] button:not([type])")
    expect(small.page.locator("form[data-keep] [data-error]")).to_have_text(
        "An .xlsx file has room for 50 rows here. Choose .csv or .jsonl, or fewer rows."
    )
    small.wishes("csv")
    small.page.click("form[data-keep] button:not([type])")
    parts = small.page.locator("[data-parts] button")
    expect(parts).to_have_text(["Save part 1 of 3", "Save part 2 of 3", "Save part 3 of 3"])
    saved = [small.saves(f"[data-parts] button >> nth={n}") for n in range(3)]
    assert [path.name for path in saved] == [
        f"skies-2016-10-01-A-test-erase-by-2099-12-31-{n}-of-3.csv" for n in (1, 2, 3)
    ]
    assert [path.read_text("utf-8-sig").count("@example.org") for path in saved] == [50, 50, 20]
    assert {path.read_text("utf-8-sig").splitlines()[0] for path in saved} == {
        "name,email,country,country_name,day,language,wants_updates,text,consent,index"
    }
