"""What somebody typed whose session had ended: shown to her to be copied, whichever form it was.

Nothing of it is stored. It goes back to the browser that sent it, and to no other site's.
"""

from collections.abc import Mapping
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext

from campaign.desk.access import ACCESS, Anyone
from campaign.desk.asking_again import PRIVATE
from campaign.desk.form_pages import page_with_form
from campaign.desk.text_words import language_name
from campaign.lib.languages import SPOKEN

# What each field is called that is typed into. Passwords, codes and what a button asks to be typed are not among them.
CALLED: Mapping[str, Any] = {
    "text": lazy_gettext("The press release"),
    "headline": lazy_gettext("Headline"),
    "place": lazy_gettext("Place"),
    "day": lazy_gettext("Day"),
    "demand": lazy_gettext("The demand"),
    "body": lazy_gettext("Text"),
    "words": lazy_gettext("The words"),
    "corrected": lazy_gettext("What was corrected"),
    "alternative": lazy_gettext("What the picture shows"),
    "credit": lazy_gettext("Who took it"),
    "note": lazy_gettext("A sentence of yours about it"),
    "organisers": lazy_gettext("Who is behind it, as signers see it"),
    "controller": lazy_gettext("Who is responsible by law, with a postal address"),
    "representative": lazy_gettext("Representative in the European Union"),
    "authority": lazy_gettext("Data protection authority to complain to"),
    "legal_name": lazy_gettext("Legal name, or the names of the coalition"),
    "seat": lazy_gettext("Where you are based"),
    "website": lazy_gettext("Website"),
    "person": lazy_gettext("A person for missions"),
    "office": lazy_gettext("Position"),
    "telephone": lazy_gettext("Telephone"),
    "closes": lazy_gettext("The last day to sign"),
    "contact": lazy_gettext("Where questions go"),
    "signatories": lazy_gettext("Who signs letters"),
    "name": lazy_gettext("Name"),
    "paper_keeper": lazy_gettext("Who keeps it on paper"),
    "paper_place": lazy_gettext("Where the paper is"),
    "public": lazy_gettext("The public half"),
    "word": lazy_gettext("The word that was read"),
    "email": lazy_gettext("Email address"),
    "to": lazy_gettext("An address of your own"),
    "until": lazy_gettext("The day on which it resumes"),
    "step": lazy_gettext("Next step"),
    "whose": lazy_gettext("Whose step it is"),
    "notes": lazy_gettext("Notes"),
    "address": lazy_gettext("Email address"),
    "source": lazy_gettext("Where you found it"),
    "date": lazy_gettext("When"),
    "style": lazy_gettext("Style"),
    "since": lazy_gettext("Confirmed since this hour (UTC)"),
    "domain": lazy_gettext("Mail domain"),
    "origins": lazy_gettext("Sites that may show the card"),
    "indexes": lazy_gettext("Indexes in the log"),
}
LONG = frozenset({"text", "body"})
# Where a script keeps what is typed, and puts it back after signing in.
PUT_BACK = frozenset({"reading.read", "drafts.save", "newsroom.write", "conclusion.write", "telling.write"})


def called(name: str) -> str | None:
    """What a field is called that somebody typed into, by the language that it is for; None for any other."""
    field, _, code = name.partition("-")
    if field not in CALLED or code not in {"", *SPOKEN}:
        return None
    return f"{CALLED[field]} ({language_name(code)})" if code else str(CALLED[field])


def typed_back() -> Any:
    """The page with what was typed, to be copied; None where it was a button alone."""
    if ACCESS.get(request.endpoint or "", {}).get("POST") in {None, Anyone.STRANGER, Anyone.HALF}:
        return None
    typed = [
        (name, label, words)
        for name, words in request.form.items(multi=True)
        if words.strip() and PRIVATE not in words.upper() and (label := called(name))
    ]
    has_file = any(file.filename for file in request.files.values())
    if not typed and not has_file:
        return None
    return render_template(
        "desk/ended.html", typed=typed, long=LONG, has_file=has_file, back=page_with_form(),
        is_put_back=request.endpoint in PUT_BACK,
    ), 403  # fmt: skip
