"""A sealed list in the page for holders, in Chromium, from disk, beside `campaign unseal`: speed, and most memory."""

import os
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from pyrage.x25519 import Identity

from campaign import config, create_app
from campaign.vault.holder_page import page_file
from tests.bench.checking import CHROMIUM, below, computed_below, most_memory
from tests.bench.report import Report
from tests.bench.unsealing import unsealed, write_list

RECORDS = 100_000
OPENED = "[data-opened]:not([hidden]), [data-error]:not([hidden])"


def measure(report: Report, records: int = RECORDS) -> None:
    """Two holders, and the second one opens; then all rows are searched, and saved as .xlsx."""
    with tempfile.TemporaryDirectory(prefix="bench") as name, sync_playwright() as playwright:
        folder, holders = Path(name), [Identity.generate() for _ in range(2)]
        (folder / "nour.key").write_text(f"{holders[1]}\n")
        with create_app(config.load({})).app_context():
            (folder / "holder-file.html").write_bytes(page_file())
        write_list(folder / "list.sealed", records, [str(holder.to_public()) for holder in holders])
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{(folder / 'holder-file.html').as_uri()}#open")
        page.set_input_files("[name=list]", folder / "list.sealed")
        page.set_input_files("[name=key]", folder / "nour.key")
        begun, before = time.perf_counter(), computed_below()
        page.click("form[data-open] button:not([type])")
        page.wait_for_selector(OPENED, timeout=3_600_000)
        seconds, used = time.perf_counter() - begun, computed_below() - before
        if not page.locator("[data-opened]").is_visible():
            raise SystemExit(page.locator("form[data-open]").inner_text())
        cores = page.evaluate("navigator.hardwareConcurrency")
        for field, text in (("purpose", "bench"), ("erase", "2099-12-31")):
            page.fill(f"[name={field}]", text)
        begun = time.perf_counter()
        with page.expect_download(timeout=600_000):
            page.click("form[data-keep] button:not([type])")
        saved = time.perf_counter() - begun
        memory = max(most_memory(pid) for pid in below(os.getpid()))
        browser.close()
        _, python = unsealed(folder)
    report.figure(
        f"records that the page opens a second on each of {cores} cores", records / seconds / cores, "/s"
    )
    report.figure("the same, a second of processor time", records / used, "/s")
    report.figure("campaign unseal, a second of processor time", records / python, "/s")
    report.figure("the page against campaign unseal, by processor time", python / used)
    report.figure(f"saving {records:,} of them as .xlsx", saved, "s")
    report.figure("the same, memory of the page's process", memory, "MB", most=600)
