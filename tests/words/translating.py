"""`make translating LANGUAGE=fr`: a page on which somebody without git corrects the words of a language.

`out/translating-fr.html` is one file that needs no network: each message with its English, its words in a field, and a
picture of where it stands. What she changes she saves as a file, which `python -m tests.words.take FILE fr` takes in.
"""

import base64
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign.lib.languages import LANGUAGES, TABLE, direction
from tests.words.catalogs import PUBLIC, ROOT, forms, gathered, messages, read
from tests.words.seeing import Sight, see

PHONE = {"width": 390, "height": 560}
# What signers must understand to agree: form, consent, risk, mails. Read first.
FIRST = (
    "templates/components/fields.html", "templates/signing/page.html", "templates/signing/sent.html",
    "templates/signing/link.html", "campaign/signing/consent.py", "campaign/signing/emails.py",
    "campaign/signing/forms.py", "campaign/lib/messages_cli.py", "campaign/lists/update_texts.py",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A message on the page: `english` is its id, or the singular; `words` has its forms."""

    english: str
    plural: str
    words: tuple[str, ...]
    files: tuple[str, ...]
    sight: Sight | None

    @property
    def picture(self) -> str:
        """Of where it stands, as an address that holds the picture itself."""
        return "data:image/jpeg;base64," + base64.b64encode(self.sight.picture).decode() if self.sight else ""


def entries(language: str, sights: Mapping[str, Sight]) -> list[Entry]:
    """All messages of the public: first those that signers must understand, then as they stand in the files."""
    found = [
        Entry(
            english=message.id if isinstance(message.id, str) else message.id[0],
            plural="" if isinstance(message.id, str) else message.id[1],
            words=forms(message),
            files=gathered()[message.id],
            sight=sights.get(key),
        )
        for key, message in keyed(language)
    ]
    return sorted(found, key=lambda each: (not is_first(each.files), each.files, each.english))


def is_first(files: Iterable[str]) -> bool:
    """Whether what these files say is among what signers must understand."""
    return any(file in FIRST for file in files)


def keyed(language: str) -> list[tuple[str, Any]]:
    """(a name without spaces, the message) for each message of the public."""
    return [(f"m{number}", message) for number, message in enumerate(messages(read(language, PUBLIC)))]


def looked_at(states: Mapping[str, Any], visitor: Any, language: str) -> dict[str, Sight]:
    """Each message where it is seen first, by its key; `visitor` goes through the states."""
    wanted = {key: forms(message) for key, message in keyed(language)}
    sights: dict[str, Sight] = {}
    for state, steps in states.items():
        steps(visitor)
        sights |= see(visitor.page, state, {key: wanted[key] for key in wanted.keys() - sights.keys()})
    return sights


def page(language: str, sights: Mapping[str, Sight]) -> str:
    """The whole file."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    listed = entries(language, sights)
    return templates.get_template("translating.html").render(
        entries=listed, first=sum(is_first(each.files) for each in listed), language=TABLE[language],
        direction=direction(language),
    )  # fmt: skip


def main(language: str) -> int:
    """Write the page, and say where it lies."""
    from playwright.sync_api import sync_playwright

    from campaign.audit.actors import acting
    from campaign.running.tour import tour
    from tests.browser.stage import staged
    from tests.browser.states import STATES, Visitor
    from tests.conftest import TESTER
    from tests.words.places import places

    if language not in LANGUAGES:
        print(f"No page is in {language}; pages are in: {' '.join(LANGUAGES)}.")
        return 1
    with (
        acting(TESTER),
        tempfile.TemporaryDirectory() as folder,
        staged(Path(folder)) as stage,
        sync_playwright() as started,
    ):
        tour()
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        window = browser.new_page(viewport=PHONE)
        sights = looked_at({**STATES, **places()}, Visitor(window, stage, language), language)
        browser.close()
    file = ROOT / "out" / f"translating-{language}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(page(language, sights), encoding="utf-8")
    print(f"{file}: {len(keyed(language))} messages, {len(sights)} with a picture.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
