"""The form in which each part of a text is mended by hand, beside what will be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import g, render_template, request
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.text_parts import Parts
from campaign.desk.text_phone import on_a_phone
from campaign.desk.text_versions import draft_in, version_of
from campaign.desk.text_views import differences
from campaign.desk.text_words import FIELDS, PIECES, language_name, note_in_words
from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.reading.by_hand import ByHand
from campaign.reading.notes import Note, Topic
from campaign.reading.pieces import Keep, Piece, PieceKind
from campaign.reading.release import Release, read_release
from campaign.releases import actions, printing
from campaign.releases import queries as releases_queries
from campaign.releases.models import CampaignState, CorrectionKind
from campaign.releases.rendering import blocks
from campaign.web.filters import in_line

REST, CORRECTED = "rest-", "corrected-"


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What the form holds. `source` is the pasted text that was read, empty for a text that stands already.

    `keep` names pieces of it that stay, as their boxes do. `rest` has what is still to be taken in after this, by
    language, out of the same paste.
    """

    language: str
    parts: Parts
    source: str = ""
    is_document: bool = False
    keep: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rest: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    corrected: Mapping[str, str] = field(default_factory=dict)
    is_sure: bool = False

    @classmethod
    def of_form(cls, language: str) -> "Mending":
        """As it was sent."""
        form = request.form
        return cls(
            language=language,
            parts=Parts.of_form(form),
            source=form.get("source", ""),
            is_document="is_document" in form,
            keep=tuple(form.getlist("keep")),
            notes=tuple(form.getlist("note")),
            rest=_by_language(REST),
            kind=form.get("kind", ""),
            corrected={code: words for code, words in _by_language(CORRECTED).items() if words.strip()},
            is_sure="sure" in form,
        )

    @property
    def correction(self) -> CorrectionKind | None:
        """What it says that it corrects; None where it says nothing."""
        return CorrectionKind(self.kind) if self.kind in set(CorrectionKind) else None

    def read(self, keep: tuple[str, ...] = ()) -> Release:
        """The source, with what is kept of it. Raises Refusal."""
        return read_release(self.source, by_hand=ByHand(keep=_keep(keep)), is_document=self.is_document)


def read_again(mending: Mending, kept_before: tuple[str, ...]) -> Mending:
    """With other pieces kept than before: parts that nobody mended are as they are read now. Raises Refusal."""
    before = Parts.of_release(mending.read(kept_before), mending.parts.demand).clean
    release = mending.read(mending.keep)
    now, typed = Parts.of_release(release, mending.parts.demand), mending.parts.clean
    mended = {name: value for name, value in vars(typed).items() if value != getattr(before, name)}
    notes = _notes(release)
    if typed.body not in (before.body, now.clean.body) and before.body != now.clean.body:
        notes = (
            *notes,
            gettext("The text was edited by hand and stays as it is: copy into it what you want to keep."),
        )
    return replace(mending, parts=replace(now, **mended), notes=notes)


def begin(language: str, *, source: str, is_document: bool, notes: tuple[Note, ...], demand: str) -> Mending:
    """Of a text that was pasted. Raises Refusal where it can't be read."""
    mending = Mending(language=language, parts=Parts(), source=source, is_document=is_document)
    release = mending.read()
    return replace(
        mending, parts=Parts.of_release(release, demand), notes=(*map(note_in_words, notes), *_notes(release))
    )


def page_of(
    mending: Mending, *, refusal: Refusal | None = None, problem: str | None = None, outdated: bool = False
) -> str:
    """The form, with what is wrong at its place; `outdated` shows what somebody else has changed meanwhile."""
    language, draft = mending.language, mending.parts.as_draft(mending.language)
    current = releases_queries.current_text(g.campaign.id, language)
    stands = draft_in(g.campaign, language) or current
    problem = problem or (_sentence(refusal) if refusal else _question(mending))
    place = FIELDS.get(refusal.reason, "") if refusal else ""
    return render_template(
        "desk/text_mending.html",
        mending=mending,
        version=version_of(g.campaign, language),
        problem=None if place else problem,
        wrong={place: problem} if place else {},
        unsure=bool(mending.is_sure or _is_question(refusal) or (not refusal and _question(mending))),
        differences=differences(stands, draft) if outdated and stands else [],
        outdated=outdated,
        pieces=_pieces(mending),
        screen=on_a_phone(draft),
        counted=_counted(draft.body),
        unprintable=printing.unprintable_in_text(draft),
        corrects=current is not None and g.campaign.state != CampaignState.DRAFT,
        texts=releases_queries.current_texts(g.campaign.id),
        is_fixed=releases_queries.is_demand_signed(g.campaign.id, language),
        language_name=language_name,
    )


def _by_language(prefix: str) -> dict[str, str]:
    return {code: request.form[prefix + code] for code in LANGUAGES if request.form.get(prefix + code)}


def _keep(boxes: tuple[str, ...]) -> Keep:
    kinds = {str(kind): kind for kind in PieceKind}
    numbers = [int(box) for box in boxes if box.isascii() and box.isdecimal() and len(box) < 7]
    return frozenset([*numbers, *(kinds[box] for box in boxes if box in kinds)])


def _box(piece: Piece) -> str:
    """What the box that keeps a piece says: its line, or its kind where it stands on no line of its own."""
    on_lines = piece.first and piece.kind != PieceKind.QUOTE_MARKS
    return str(piece.first) if on_lines else str(piece.kind)


def _pieces(mending: Mending) -> list[tuple[str, str, str, bool]]:
    """(box, what it is, its words, whether it is kept) of each piece that was taken out or would be."""
    try:
        pieces = mending.read().pieces if mending.source else ()
    except Refusal:  # it was read before, and yet a form may hold anything
        return []
    return [(_box(each), str(PIECES[each.kind]), each.words, _box(each) in mending.keep) for each in pieces]


def _notes(release: Release) -> tuple[str, ...]:
    """What is said of the reading besides its pieces, which are listed."""
    others = [note for note in release.notes if note.topic == Topic.OTHER]
    return (_about_day(release), *map(note_in_words, others))


def _about_day(release: Release) -> str:
    if release.day_month:
        day, month = release.day_month
        return gettext(
            "The dateline gives no year, only the day %(day)s.%(month)s.: choose the date.",
            day=day,
            month=month,
        )
    if release.choices:
        days = in_line(day.isoformat() for day in release.choices)
        return gettext("The day in the dateline can be read in more than one way: %(days)s.", days=days)
    if release.date is None:
        return gettext("No day was found. The release needs one.")
    return gettext(
        "“%(words)s” was taken as the dateline.", words=release.dateline or release.date.isoformat()
    )


def _question(mending: Mending) -> str | None:
    """Asked about words that look like another language, as long as nobody says that they aren't."""
    try:
        if not mending.is_sure:
            ours = mending.parts.clean
            actions.require_one_language(f"{ours.headline}\n\n{ours.body}")
            actions.require_language(
                mending.language, text=f"{ours.headline}\n{ours.body}", demand=ours.demand
            )
    except Refusal as question:
        return _sentence(question)
    return None


def _is_question(refusal: Refusal | None) -> bool:
    return isinstance(refusal, actions.LooksOtherwise | actions.TwoLanguages)


def _sentence(refusal: Refusal) -> str:
    if isinstance(refusal, actions.TwoLanguages):
        names = in_line(language_name(code) for code in refusal.languages)
        return gettext("This text is in more than one language: %(languages)s.", languages=names)
    if isinstance(refusal, actions.LooksOtherwise):
        looks, language = (language_name(refusal.facts[fact]) for fact in ("looks", "language"))
        if refusal.facts["part"] == "demand":
            return gettext(
                "The demand looks like %(looks)s, not %(language)s.", looks=looks, language=language
            )
        return gettext("The text looks like %(looks)s, not %(language)s.", looks=looks, language=language)
    return said(refusal)


def _counted(body: str) -> dict[str, int]:
    """How many paragraphs, items of lists and quotations were understood."""
    understood = blocks(body)
    paragraphs = [words for kind, words in understood if kind == "paragraph"]
    return {
        "paragraphs": len(paragraphs),
        "items": len(understood) - len(paragraphs),
        "quotations": sum(words.startswith(("“", '"', "«", "„", "‘")) for words in paragraphs),
    }
