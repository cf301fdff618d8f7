"""What /verify.html says in each language of pages, and the same page as one file that needs no network."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import get_template_attribute, render_template
from flask_babel import force_locale, gettext
from markupsafe import Markup

from campaign.current import settings
from campaign.letters.wording import wording
from campaign.lib.languages import DEFAULT, LANGUAGES, LETTER_LANGUAGES, direction
from campaign.lib.page_names import page_name
from campaign.lib.un_names import all_codes
from campaign.web.one_file import as_one_file

ORDER = (DEFAULT, *(code for code in LANGUAGES if code != DEFAULT))
SCRIPTS = "verify-floor.js", "verify.js"
CHECKING = Path(__file__).parent / "checking"
OF_LETTERS = ("state", "signatures", "total", "at_least", "fewer_than_ten", "not_shown")


@dataclass(frozen=True)
class Part:
    """The page in one language: its words by their keys, a letter's fields of witnesses, and its further views.

    `elsewhere` where the page leads to it and doesn't have it: in all languages it would be too much for a first look.
    """

    code: str
    locale: str
    direction: str
    name: str
    words: dict[str, str]
    states: str
    witnesses: Markup
    more: Markup
    elsewhere: bool = False


def served() -> str:
    """The page as the site serves it: the same bytes for everyone; its program asks for the reader's own part."""
    parts = [replace(_part(code, offline=False), elsewhere=code != DEFAULT) for code in ORDER]
    with force_locale(LANGUAGES[DEFAULT].locale):
        return render_template("letters/check.html", parts=parts, offline=False, **_copies())


def served_part(code: str) -> str:
    """What the page in one language consists of, for the page to fill in."""
    parts = [_part(each, offline=False) for each in ORDER]
    part = next(each for each in parts if each.code == code)
    with force_locale(LANGUAGES[code].locale):
        return render_template("letters/check_part.html", part=part, parts=parts, offline=False, **_copies())


def _copies() -> dict[str, str]:
    return {"elsewhere": settings().verifier_url, "file_sha256": sha256(page_file()).hexdigest()}


@cache
def page_file() -> bytes:
    """The page as a file, `verify-file.html`: the same bytes on every site of this version, whatever its settings."""
    parts = [_part(code, offline=True) for code in ORDER]
    with force_locale(LANGUAGES[DEFAULT].locale):
        return as_one_file(
            "letters/check_file.html", scripts=SCRIPTS, parts=parts, offline=True, elsewhere=""
        )


def checking(code: str) -> Mapping[str, str]:
    """What the page says of checking: as the letters' own files have it, or in a language of no letter one beside."""
    if code in LETTER_LANGUAGES:
        return wording(code).check
    return tomllib.loads((CHECKING / f"{code}.toml").read_text(encoding="utf-8"))


@cache
def _part(code: str, *, offline: bool) -> Part:
    own = {key.replace("_", "-"): text for key, text in checking(code).items()}
    return Part(
        code=code,
        locale=LANGUAGES[code].in_browsers,
        direction=direction(code),
        name=LANGUAGES[code].name,
        words=_of_letters(code) | own | _more_words(code),
        states=json.dumps(
            {state: page_name(state, code) for state in sorted(all_codes())}, ensure_ascii=False
        ),
        witnesses=_witnesses(code),
        more=_more_views(code, own, offline=offline),
    )


def _of_letters(code: str) -> dict[str, str]:
    """What stands in a letter too."""
    if code in LETTER_LANGUAGES:
        return {key.replace("_", "-"): wording(code).texts[key] for key in OF_LETTERS}
    with force_locale(LANGUAGES[code].locale):
        return {
            "state": gettext("State"),
            "signatures": gettext("Signatures"),
            "total": gettext("Total"),
            "at-least": gettext("at least %(figure)s", figure="{number}"),
            "fewer-than-ten": gettext("fewer than ten"),
            "not-shown": gettext("Not shown by country"),
        }


def _witnesses(code: str) -> Markup:
    """Whom a letter's log is asked to have been seen by."""
    with force_locale(LANGUAGES[code].locale):
        return Markup(get_template_attribute("letters/check_witnesses.html", "witnesses")(code, "letter"))  # nosec B704 # noqa: S704 - a template of ours


def _more_views(code: str, own: dict[str, str], *, offline: bool) -> Markup:
    """Checking a count and a receipt."""
    with force_locale(LANGUAGES[code].locale):
        views = render_template("letters/check_more.html", words=own, code=code, offline=offline)
    return Markup(views)  # nosec B704 # noqa: S704 - a template of ours


def _more_words(code: str) -> dict[str, str]:
    with force_locale(LANGUAGES[code].locale):
        return {
            "count-ok": gettext("The count holds"),
            "count-ok-says": gettext(
                "The log’s entries add up to its figures, nothing in it has been changed since it was signed, and it "
                "is signed with the key that you gave."
            ),
            "counted": gettext("You are counted"),
            "counted-says": gettext("Entry %(index)s of the log is yours.", index="{index}"),
            "signatures-now": gettext("Signatures that count"),
            "on-paper": gettext("On paper, stated apart"),
            "last-tally": gettext("Figures as last stated"),
            "root": gettext("Root hash"),
            "withdrawn-texts": gettext("Texts that were withdrawn"),
            "down-texts": gettext("Texts that are taken down for now"),
            **_of_witnesses(),
            "rollback": gettext("The log is shorter than it was: %(where)s.", where="{where}"),
            "fork": gettext("The log isn’t what it was: %(where)s.", where="{where}"),
            "no-receipt": gettext("Choose your receipt."),
            "receipt-damaged": gettext("The receipt is damaged: it isn’t what was handed out."),
            "receipt-other-log": gettext("The receipt is of another log, %(log)s.", log="{log}"),
            "receipt-ahead": gettext("The receipt names an entry or a text that this log doesn’t have."),
            "key-of-receipt": gettext("The receipt names another key than the one you gave."),
            "person": gettext("The entry isn’t of this name, address and country. Enter them as you signed."),
            "withdrawn": gettext("The signature was counted, and no longer is: it was withdrawn or removed."),
        }


def _of_witnesses() -> dict[str, str]:
    return {
        "seen-by": gettext("Seen by witnesses"),
        "seen-up-to": gettext(
            "Up to entry %(last)s by %(names)s. Newer entries, not seen yet: %(newer)s.",
            last="{last}", names="{names}", newer="{newer}",
        ),
        "quorum": gettext("Witnesses asked for"),
        "quorum-weak": gettext("Two histories could both pass. Ask for more than half of the witnesses."),
        "quorum-large": gettext(
            "At least one witness has to be asked for, and at most as many as there are different keys: %(keys)s.",
            keys="{keys}",
        ),
        "not-covered-logs": gettext("Logs that this one continues, not covered by earlier witnesses"),
        "not-covered": gettext(
            "The witnesses have seen another log, or one signed with another key. A log that continues another, and "
            "a new key, are not covered by earlier witnesses."
        ),
        "key-own": gettext("One of the witnesses’ keys is the log’s own. A log is no witness of itself."),
        "unseen": gettext("Not seen by as many witnesses as you asked for"),
        "witness": gettext(
            "Witnesses that have seen this log, up to entry %(last)s: %(count)s of the %(quorum)s that you asked "
            "for. Somebody else may be shown another history.",
            quorum="{quorum}", count="{count}", last="{last}",
        ),
    }  # fmt: skip
