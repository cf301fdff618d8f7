"""Setting type with typst: the same values give the same bytes on every machine.

It is imported by who sets something: a site at rest needs neither it nor what reads and binds PDFs.
"""

import json
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.letters.font_files import font_folders
from campaign.letters.glyphs import awaits_fonts, unprintable
from campaign.lib.refusal import Refusal
from campaign.paths import ROOT

if TYPE_CHECKING:
    import typst

TEMPLATES = ROOT / "templates" / "letters"
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True)
class Press:
    """A template laid out in a folder of its own, with the values that its documents share."""

    folder: Path
    compiler: "typst.Compiler"


def press(*, template: str, folder: Path, editions: dict[str, Any] | None = None) -> Press:
    """Make `folder` and set up `template` (from templates/letters) in it, for one thread at a time.

    The values go through files, not through sys_inputs: a change of these makes typst forget every layout it
    has made, the annexes included (193 letters: 6.3 s instead of 2.6 s).
    """
    import typst

    folder.mkdir()
    shutil.copy(TEMPLATES / template, folder / "main.typ")
    (folder / "editions.json").write_text(json.dumps(editions or {}), encoding="utf-8")
    return Press(folder, typst.Compiler(str(folder / "main.typ"), root=str(folder), font_paths=fonts()))


def typeset(press: Press, *, values: dict[str, Any], day: date) -> bytes:
    """The PDF/UA-1 that the press makes of `values` (the letters.json of its template), dated `day`.

    Raises Refusal, above all for a character that none of our fonts has: an empty box is never printed.
    """
    import typst

    (press.folder / "letters.json").write_text(json.dumps(values), encoding="utf-8")
    moment = datetime.combine(day, time(), tzinfo=UTC)
    try:
        pdf = press.compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    except typst.TypstError as error:
        raise _why(error.message, press, values) from error
    assert isinstance(pdf, bytes)
    return pdf


def set_in_one_go(template: Path, *, values: dict[str, Any], day: date) -> bytes:
    """The PDF/UA-1 of one document whose values must not lie on a disk: the template reads them of its inputs.

    Raises Refusal, as `typeset` does.
    """
    import typst

    written = json.dumps(values, ensure_ascii=False)
    moment = datetime.combine(day, time(), tzinfo=UTC)
    compiler = typst.Compiler(
        str(template), root=str(template.parent), font_paths=fonts(), sys_inputs={"values": written}
    )
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    except typst.TypstError as error:
        raise _refusal(error.message, written) from error
    assert isinstance(pdf, bytes)
    return pdf


def _why(message: str, press: Press, values: dict[str, Any]) -> Refusal:
    editions = json.loads((press.folder / "editions.json").read_text(encoding="utf-8"))
    return _refusal(message, json.dumps([values, editions], ensure_ascii=False))


def _refusal(message: str, written: str) -> Refusal:
    """Typst names one sign; a person looks for the word that it stands in, within all that was `written`."""
    missing = re.search(r'the text `"(.+?)"` could not be displayed', message)
    if not missing:
        return Refusal("letters/not-set", problem=message)
    sign = ESCAPED.sub(lambda code: chr(int(code[1], 16)), missing[1])
    runs = unprintable(written)
    run = next((run for run in runs if sign in run), sign)
    if awaits_fonts(run):
        return Refusal("letters/fonts-awaited", text=run)
    return Refusal("letters/no-glyph", text=run)


@cache
def fonts() -> "typst.Fonts":
    """Fonts of ours and of packages alone: what a machine happens to have installed must not change a letter."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
