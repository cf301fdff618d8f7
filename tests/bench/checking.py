"""The verifier's page on a log of a million entries, in Chromium, from disk: its time, and its most memory."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from campaign.letters.check_page import page_file
from tests.bench.report import Report

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
RENDERER = b"--type=renderer"


def measure(folder: Path, key: str, entries: int, report: Report, *, python: float) -> None:
    """Within an app's context. The page's thread and its worker are one process of the browser, a renderer.

    `python` is the processor time that verify.py took for the same log.
    """
    with tempfile.TemporaryDirectory(prefix="bench") as name, sync_playwright() as playwright:
        file = Path(name, "verify-file.html")
        file.write_bytes(page_file())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{file.as_uri()}#count")
        page.fill("[name=key]", key)
        page.set_input_files("[name=folder]", folder)
        begun, before = time.perf_counter(), computed_below()
        page.click("form button:not([type])")
        page.wait_for_selector("[data-result]:not([hidden])", timeout=600_000)
        seconds = time.perf_counter() - begun
        used = computed_below() - before
        memory = max(most_memory(pid) for pid in below(os.getpid()))
        if page.locator("[data-result]").get_attribute("data-check") != "ok":
            raise SystemExit(page.locator("[data-result]").inner_text())
        browser.close()
    report.figure(f"the page in Chromium on {entries:,} entries", seconds, "s", most=60)
    report.figure("entries that it verifies a second", entries / seconds, "/s")
    report.figure("the same, a second of processor time", entries / used, "/s")
    report.figure("verify.py, a second of processor time", entries / python, "/s")
    report.figure("the page against verify.py, by processor time", python / used)
    report.figure("the same, memory of its process", memory, "MB", most=600)


def below(pid: int) -> list[int]:
    """The processes that this one started, and those they did."""
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return [*children, *(each for child in children for each in below(child))]


def most_memory(pid: int) -> float:
    """Megabytes that a renderer held at most; 0 for another process."""
    if RENDERER not in Path(f"/proc/{pid}/cmdline").read_bytes():
        return 0
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def computed_below() -> float:
    """Seconds of processor time that the renderers have taken so far, workers of pages among them."""
    return sum(_computed(pid) for pid in below(os.getpid()))


def _computed(pid: int) -> float:
    if RENDERER not in Path(f"/proc/{pid}/cmdline").read_bytes():
        return 0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
