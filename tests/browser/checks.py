"""The verifier's page in a real browser, and logs for it: a site's own, others at addresses, folders and zips."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

ENDED = "[data-result]:not([hidden]), [data-error]:not([hidden])"


@dataclass
class Clerk:
    """Somebody at the page; `address` is where it is, on the web or on disk."""

    page: Page
    address: str

    def opens(self, view: str = "letter") -> "Clerk":
        """Go to a view, from elsewhere: the page begins anew."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{view}")
        expect(self.page.locator("h1")).to_be_visible()
        return self

    def gives(self, key: str = "", **files: Path) -> "Clerk":
        """A key, and files by the names of their fields."""
        self.page.fill("[name=key]", key)
        for name, path in files.items():
            self.page.set_input_files(f"[name={name}]", path)
        return self

    def types(self, **fields: str) -> "Clerk":
        """Facts by the names of their fields, some of which stand behind a summary."""
        for name, text in fields.items():
            self.page.locator(f"[name={name}]").evaluate("(field, text) => { field.value = text }", text)
        return self

    def reads(self) -> list[str]:
        """Press the button; the lines of the answer, or of what the form says."""
        self.page.click("form button:not([type])")
        self.page.wait_for_selector(ENDED, timeout=120_000)
        shown = self.page.locator(ENDED)
        return [line for line in shown.inner_text().splitlines() if line]

    def verdict(self) -> str:
        """The name of the check that ended it, as verify.py has it."""
        self.reads()
        return self.page.locator("[data-result]").get_attribute("data-check") or "form"


def zipped(folder: Path, target: Path, *, below: str = "") -> Path:
    """A folder's files as a zip file, as an office computer packs them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, f"{below}{path.relative_to(folder)}")
    return target


def with_a_bomb(file: Path) -> Path:
    """A zip file with five gigabytes of nothing in it, packed once: packing takes long, and copying doesn't."""
    nothing = bytes(1 << 24)
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed, crc = packer.compress(nothing) + packer.flush(), zlib.crc32(nothing)
    with zipfile.ZipFile(file, "a") as archive, file.open("r+b") as raw:
        raw.seek(archive.start_dir)
        for number in range(300):
            each = zipfile.ZipInfo(f"log/tile/9/{number:03}")
            each.compress_type, each.header_offset = zipfile.ZIP_DEFLATED, raw.tell()
            each.file_size, each.compress_size, each.CRC = len(nothing), len(packed), crc
            raw.write(each.FileHeader() + packed)
            archive.filelist.append(each)
        raw.flush()
        archive.start_dir, archive._didModify = raw.tell(), True
    return file
