"""What /verify.html says in each language of the letters, and the same page as one file that needs no network."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from babel import Locale
from flask import render_template
from flask_babel import force_locale, gettext
from markupsafe import Markup

from campaign.current import settings
from campaign.letters.wording import text_direction, wording
from campaign.lib.languages import DEFAULT, LANGUAGES, LETTER_LANGUAGES
from campaign.lib.un_names import all_codes, un_name
from campaign.web.one_file import as_one_file

ORDER = (DEFAULT, *(code for code in LETTER_LANGUAGES if code != DEFAULT))
STYLES, SCRIPTS = ("site.css", "holder.css"), ("verify-floor.js", "verify.js")
OF_LETTERS = ("state", "signatures", "total", "at_least", "fewer_than_ten", "not_shown")


@dataclass(frozen=True)
class Part:
    """The page in one language: its words by their keys, and the views that only the languages of pages have."""

    code: str
    locale: str
    direction: str
    name: str
    words: dict[str, str]
    states: str
    more: Markup


def served() -> str:
    """The page as the site serves it: the same bytes for everyone."""
    facts = {"elsewhere": settings().verifier_url, "file_sha256": sha256(page_file()).hexdigest()}
    with force_locale(LANGUAGES[DEFAULT].locale):
        return render_template("letters/check.html", **_facts(offline=False, **facts))


@cache
def page_file() -> bytes:
    """The page as a file, `verify-file.html`: the same bytes on every site of this version, whatever its settings."""
    facts = _facts(offline=True, elsewhere="")
    with force_locale(LANGUAGES[DEFAULT].locale):
        return as_one_file("letters/check_file.html", styles=STYLES, scripts=SCRIPTS, **facts)


def _facts(*, offline: bool, **more: str) -> dict[str, Any]:
    return {"parts": [_part(code, offline=offline) for code in ORDER], "offline": offline, **more}


def _part(code: str, *, offline: bool) -> Part:
    words = wording(code)
    locale = LANGUAGES[code].locale if code in LANGUAGES else words.texts["locale"]
    own = {key.replace("_", "-"): text for key, text in words.check.items()}
    of_letters = {key.replace("_", "-"): words.texts[key] for key in OF_LETTERS}
    return Part(
        code=code,
        locale=locale.replace("_", "-"),
        direction=text_direction(code),
        name=Locale.parse(code).get_display_name() or code,
        words=of_letters | own | _more_words(code),
        states=json.dumps({state: un_name(state, code) for state in sorted(all_codes())}, ensure_ascii=False),
        more=_more_views(code, own, offline=offline),
    )


def _more_views(code: str, own: dict[str, str], *, offline: bool) -> Markup:
    """Checking a count and a receipt: for those who read the site's own pages."""
    if code not in LANGUAGES:
        return Markup("")
    with force_locale(LANGUAGES[code].locale):
        views = render_template("letters/check_more.html", words=own, code=code, offline=offline)
    return Markup(views)  # noqa: S704 - a template of ours


def _more_words(code: str) -> dict[str, str]:
    if code not in LANGUAGES:
        return {}
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
            "Of %(quorum)s witnesses that you asked for, %(count)s have seen this log, up to entry %(last)s. Somebody "
            "else may be shown another history.",
            quorum="{quorum}", count="{count}", last="{last}",
        ),
    }  # fmt: skip
