"""A text that is pasted or uploaded: read, asked about where it is in two languages, and shown to be mended."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext

from campaign.desk import text_mending
from campaign.desk.refusals import said
from campaign.desk.text_versions import draft_in, version_of
from campaign.desk.text_views import require_language
from campaign.desk.text_words import language_name
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.reading.bilingual import parted
from campaign.reading.files import Source, read_file
from campaign.reading.notes import Note
from campaign.releases import queries as releases_queries

pages = Blueprint("reading", __name__)
BOTH, WHOLE = "both", "whole"


@pages.get("/desk/campaigns/<slug>/text/<language>/paste")
def paste(slug: str, language: str) -> Any:
    """A field for the text, and one for a file."""
    require_language(language)
    return form_of(language)


@pages.post("/desk/uploads/<slug>/text/<language>/reading")
def read(slug: str, language: str) -> Any:
    """Say what was understood."""
    require_language(language)
    file = request.files.get("file")
    pasted = request.form.get("text", "")
    if file and file.filename and pasted.strip():
        return form_of(language, pasted, gettext("Paste the text or choose a file, not both.")), 422
    source = None
    try:
        source = read_file(file.read() if file and file.filename else pasted.encode())
        return _understood(language, source)
    except Refusal as refusal:
        # What was in a file that can be read is put into the field, where it can be mended.
        return form_of(language, source.text if source else pasted, said(refusal), source), 422


def _understood(language: str, source: Source) -> str:
    parts, take = parted(source.text), request.form.get("take", "")
    ours = [code for code in parts if code in LANGUAGES]
    is_document = source.is_document or "is_document" in request.form
    if parts and take not in {BOTH, WHOLE, *ours}:
        return render_template(
            "desk/text_in_two.html", written=language, source=source, is_document=is_document, ours=ours,
            names=[language_name(code) for code in parts], language_name=language_name,
        )  # fmt: skip
    rest = {}
    text = source.text
    if ours and take != WHOLE:
        chosen = ours if take == BOTH else [take]
        language = language if language in chosen else chosen[0]
        text, rest = parts[language], {code: parts[code] for code in chosen if code != language}
    return text_mending.page_of(reading_of(language, text, rest, is_document, source.notes, take == WHOLE))


def reading_of(
    language: str,
    text: str,
    rest: dict[str, str],
    is_document: bool,
    notes: tuple[Note, ...] = (),
    is_sure: bool = False,
) -> text_mending.Mending:
    """What the form begins with, for a text in a language. Raises Refusal."""
    stands = draft_in(g.campaign, language) or releases_queries.current_text(g.campaign.id, language)
    mending = text_mending.begin(
        language,
        source=text,
        is_document=is_document,
        notes=notes,
        demand=stands.demand if stands else "",
    )
    return replace(mending, rest=rest, is_sure=is_sure)


def form_of(language: str, pasted: str = "", problem: str | None = None, source: Source | None = None) -> str:
    """The field for a text and the one for a file, with what was pasted."""
    return render_template(
        "desk/text_paste.html", written=language, pasted=pasted, problem=problem,
        is_document=bool(source and source.is_document), language_name=language_name,
        version=version_of(g.campaign, language),
    )  # fmt: skip
