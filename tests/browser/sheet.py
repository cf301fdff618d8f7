"""`make sheet`: the page and the form in every language at 390 pixels, as one picture to look at."""

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from campaign.audit.actors import acting
from campaign.lib.languages import LANGUAGES
from campaign.paths import HERE, ROOT
from tests.browser.conftest import SHELL
from tests.browser.stage import staged
from tests.cast import TESTER

SIZE = {"width": 390, "height": 844}
SHOWN = (SIZE["width"] * 2 // 3, SIZE["height"] * 2 // 3)
GAP = 12
# A machine without a Chinese face of its own draws boxes: the letters' own one is lent to the browser.
FACES = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>"""


def main(target: Path) -> None:
    """Draw a column for each language: the page as it opens, and the form below it."""
    with tempfile.TemporaryDirectory(prefix="sheet") as name, acting(TESTER):
        faces = Path(name, "fonts.conf")
        faces.write_text(FACES.format(folder=HERE / "letters" / "fonts"))
        with staged(Path(name)) as stage, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=SHELL,
                args=["--no-sandbox"],
                env={**os.environ, "FONTCONFIG_FILE": str(faces)},
            )
            page = browser.new_page(viewport=SIZE)
            columns = [_column(page, f"{stage.base}/{code}/reached") for code in LANGUAGES]
            browser.close()
    wide, high = SHOWN[0] + GAP, SHOWN[1] + GAP
    sheet = Image.new("RGB", (wide * len(columns) + GAP, high * 2 + GAP), "#999999")
    for at, column in enumerate(columns):
        for row, picture in enumerate(column):
            sheet.paste(picture, (GAP + at * wide, GAP + row * high))
    target.parent.mkdir(exist_ok=True)
    sheet.save(target)
    print(target)


def _column(page: Page, address: str) -> list[Image.Image]:
    page.goto(address)
    top = page.screenshot()
    page.evaluate("document.querySelector('.slip').scrollIntoView()")
    return [
        Image.open(BytesIO(raw)).convert("RGB").resize(SHOWN, Image.Resampling.LANCZOS)
        for raw in (top, page.screenshot())
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "out" / "languages.png")
