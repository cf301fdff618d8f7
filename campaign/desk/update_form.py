"""An update as the desk's form has it: what is typed, what stands, and what the public reads of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import g, request
from markupsafe import Markup

from campaign.desk.refusals import day_typed
from campaign.desk.stale import Values, is_done, is_there, version_of
from campaign.lib import clock
from campaign.lib.languages import DEFAULT
from campaign.lib.refusal import Refusal
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.releases.rendering import render
from campaign.updates import queries as updates_queries
from campaign.updates.correcting import changes_words
from campaign.updates.models import Update, UpdateText
from campaign.updates.wording import Words, fit


@dataclass(frozen=True)
class Typed:
    """The fields as they were typed. `date` raises Refusal for a day that is none."""

    day: str
    words: Mapping[str, Words]

    @property
    def date(self) -> date:
        """The day."""
        try:
            return day_typed(self.day)
        except Refusal as refusal:
            raise refusal.about("day") from None

    def fit(self) -> "Typed":
        """The same as it is stored. Raises Refusal."""
        words = {code: fit(code, each, sure_of_language=True) for code, each in self.words.items()}
        return Typed(self.date.isoformat(), words)


@dataclass(frozen=True, kw_only=True)
class Row:
    """How an update stands, under a headline that somebody here can read."""

    key: str
    day: date
    headline: str
    language: str
    languages: tuple[str, ...]
    is_public: bool
    is_same: bool
    taken_back_on: date | None

    @classmethod
    def of(cls, update: Update) -> "Row":
        """Of one as it is written."""
        texts = updates_queries.texts(update.id)
        written = {code: text for code, text in texts.items() if text.headline}
        code = next((code for code in (str(g.organiser.language), DEFAULT, *written) if code in written), "")
        return cls(
            key=update.key,
            day=update.day,
            headline=written[code].headline if code else "",
            language=code or DEFAULT,
            languages=tuple(written),
            is_public=update.published_at is not None and update.taken_back_at is None,
            is_same=not updates_queries.differs(update, texts.values()),
            taken_back_on=update.taken_back_at.date() if update.taken_back_at else None,
        )


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that the form's page shows of what is stored; `row` is None before anything is.

    `preview` and `shown` are (language, headline, text) as it will be read and as it is.
    """

    row: Row | None
    typed: Typed
    version: str
    corrects: bool
    preview: list[tuple[str, str, Markup]]
    shown: list[tuple[str, str, Markup]]
    shown_day: date | None
    notes: list[tuple[date, dict[str, str]]]
    has_words: bool


def languages(key: str) -> list[str]:
    """In which there is a field: the campaign's, and those that the update is in already."""
    update = updates_queries.update(g.campaign.id, key)
    own = updates_queries.texts(update.id) if update else {}
    return list(dict.fromkeys([*releases_queries.page_languages(g.campaign.id), *own]))


def typed(codes: list[str]) -> Typed:
    """Those of the request."""
    form = request.form
    words = {code: Words(form.get(f"headline-{code}", ""), form.get(f"body-{code}", "")) for code in codes}
    return Typed(form.get("day", ""), words)


def reading(key: str) -> Callable[[Campaign], Values]:
    """What the form showed, as `stale` compares it."""

    def read(campaign: Campaign) -> Values:
        update = updates_queries.update(campaign.id, key)
        if update is None:
            return {}
        texts: Mapping[str, Any] = {
            code: [text.headline, text.body, text.shown_headline, text.shown_body]
            for code, text in updates_queries.texts(update.id).items()
        }
        moments = [str(each) for each in (update.day, update.shown_day, update.taken_back_at)]
        return {"moments": moments, "texts": texts}

    return read


def stands(key: str) -> Standing:
    """What is stored under a key."""
    update = updates_queries.update(g.campaign.id, key)
    texts = updates_queries.texts(update.id) if update else {}
    words = {code: _words(texts.get(code)) for code in languages(key)}
    return Standing(
        row=Row.of(update) if update else None,
        typed=Typed((update.day if update else clock.today()).isoformat(), words),
        version=version_of(reading(key)(g.campaign)),
        corrects=update is not None
        and update.published_at is not None
        and changes_words(update, texts.values()),
        preview=[(code, each.headline, render(each.body)) for code, each in texts.items() if each.headline],
        shown=[
            (code, each.shown_headline, render(each.shown_body))
            for code, each in texts.items()
            if each.shown_headline
        ],
        shown_day=update.shown_day if update else None,
        notes=[(note.made_at.date(), note.corrected) for note in updates_queries.notes(update.id)]
        if update
        else [],
        has_words=bool(texts),
    )


def is_saved(key: str, typed: Typed) -> bool:
    """Whether just this is written of one that can still be published."""
    now = stands(key)
    return now.row is not None and now.row.taken_back_on is None and is_there(now.typed, typed.fit)


def is_published(key: str, version: str | None) -> bool:
    """Whether one of which nothing was public when its form was shown is public just as it was read there."""
    now = reading(key)(g.campaign)
    if not now:
        return False
    day, _, taken_back = now["moments"]
    texts = {code: (headline, body) for code, (headline, body, *_) in now["texts"].items()}
    before = {
        "moments": [day, str(None), taken_back],
        "texts": {code: [*words, "", ""] for code, words in texts.items()},
    }
    after = {
        "moments": [day, day, taken_back],
        "texts": {code: [*words, *words] for code, words in texts.items()},
    }
    return is_done(now, before=before, after=after, version=version)


def files(key: str) -> list[tuple[str, str]]:
    """(language, name) of the files that a mail is made of; the first is for whoever reads none of the others."""
    update = updates_queries.update(g.campaign.id, key)
    if update is None or update.taken_back_at is not None or g.campaign.taken_down_at is not None:
        return []
    shown = [code for code, text in updates_queries.texts(update.id).items() if text.shown_headline]
    ordered = sorted(shown, key=lambda code: code != DEFAULT)
    return [(code, f"update.{code}.md" if number else "update.md") for number, code in enumerate(ordered)]


def _words(text: UpdateText | None) -> Words:
    return Words(text.headline, text.body) if text else Words("", "")
