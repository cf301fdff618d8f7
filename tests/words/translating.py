"""`make translating LANGUAGE=fr`: pages on which somebody without git corrects the words of a language.

`out/translating-fr.html`, and `out/translating-fr-desk.html` of the desk's languages, are each one file that needs no
network: each message with its English, its words in a field, and a picture of where it stands. What she changes she
saves as a file, which `python -m tests.words.take FILE fr` takes in.
"""

import base64
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from campaign.lib.languages import DESK_LANGUAGES, LANGUAGES, TABLE, direction
from tests.words.beside import beside_others
from tests.words.catalogs import DESK, PUBLIC, ROOT, forms, gathered, messages, read
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


def entries(language: str, sights: Mapping[str, Sight], domain: str = PUBLIC) -> list[Entry]:
    """All messages of a domain: first those that signers must understand, then as they stand in the files."""
    found = [
        Entry(
            english=message.id if isinstance(message.id, str) else message.id[0],
            plural="" if isinstance(message.id, str) else message.id[1],
            words=forms(message),
            files=gathered()[message.id],
            sight=sights.get(key),
        )
        for key, message in keyed(language, domain)
    ]
    return sorted(found, key=lambda each: (not is_first(each.files), each.files, each.english))


def is_first(files: Iterable[str]) -> bool:
    """Whether what these files say is among what signers must understand."""
    return any(file in FIRST for file in files)


def keyed(language: str, domain: str = PUBLIC) -> list[tuple[str, Any]]:
    """(a name without spaces, the message) for each message of the public, or the desk."""
    return [(f"m{number}", message) for number, message in enumerate(messages(read(language, domain)))]


def looked_at(
    states: Mapping[str, Any], visitor: Any, language: str, domain: str = PUBLIC
) -> dict[str, Sight]:
    """Each message where it is seen first, by its key; `visitor` goes through the states."""
    wanted = {key: forms(message) for key, message in keyed(language, domain)}
    sights: dict[str, Sight] = {}
    for state, steps in states.items():
        steps(visitor)
        sights |= see(visitor.page, state, {key: wanted[key] for key in wanted.keys() - sights.keys()})
    return sights


def with_the_rest(
    sights: Mapping[str, Sight], page: Any, language: str, domain: str = PUBLIC
) -> dict[str, Sight]:
    """The same, and each message that was seen nowhere beside others of its file; `page` is one of the site."""
    left = {key: message for key, message in keyed(language, domain) if key not in sights}
    files = {key: gathered()[message.id] for key, message in left.items()}
    return {**sights, **beside_others(page, files, {key: forms(each) for key, each in left.items()})}


def page(language: str, sights: Mapping[str, Sight], domain: str = PUBLIC) -> str:
    """The whole file."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    listed = entries(language, sights, domain)
    return templates.get_template("translating.html").render(
        entries=listed, first=sum(is_first(each.files) for each in listed), language=TABLE[language],
        direction=direction(language),
    )  # fmt: skip


def main(language: str) -> int:
    """Write the pages, and say where they lie."""
    from playwright.sync_api import sync_playwright

    from campaign.audit.actors import acting
    from tests.conftest import TESTER

    if language not in LANGUAGES:
        print(f"No page is in {language}; pages are in: {' '.join(LANGUAGES)}.")
        return 1
    with acting(TESTER), sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        _write(language, PUBLIC, _of_the_public(browser, language))
        if language in DESK_LANGUAGES:
            _write(language, DESK, _of_the_desk(browser, language))
        browser.close()
    return 0


def _of_the_public(browser: Any, language: str) -> dict[str, Sight]:
    """On the pages of the examples, in all their states."""
    from campaign.running.tour import tour
    from tests.browser.stage import staged
    from tests.browser.states import STATES, Visitor
    from tests.words.places import places

    with tempfile.TemporaryDirectory() as folder, staged(Path(folder)) as stage:
        tour()
        visitor = Visitor(browser.new_page(viewport=PHONE), stage, language)
        sights = looked_at({**STATES, **places()}, visitor, language)
        return with_the_rest(sights, visitor.page, language)


def _of_the_desk(browser: Any, language: str) -> dict[str, Sight]:
    """On the pages that an owner comes to by links."""
    from tests.browser.desk import desk_site
    from tests.words.desk_places import Owner, at_the_desk

    with tempfile.TemporaryDirectory() as folder, desk_site(Path(folder)) as (site, base):
        owner = Owner.of(browser, site, base, language, PHONE)
        sights = looked_at(at_the_desk(owner), owner, language, DESK)
        return with_the_rest(sights, owner.page, language, DESK)


def _write(language: str, domain: str, sights: Mapping[str, Sight]) -> None:
    file = ROOT / "out" / f"translating-{language}{'-desk' if domain == DESK else ''}.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(page(language, sights, domain), encoding="utf-8")
    print(f"{file}: {len(keyed(language, domain))} messages, {len(sights)} with a picture.")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
