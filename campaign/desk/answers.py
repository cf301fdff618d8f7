"""A page with one question about a campaign: shown with what stands, and taken as it was meant."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, differing, version_of
from campaign.lib.refusal import Refusal
from campaign.releases.models import Campaign


def lines_of(typed: str) -> list[str]:
    """The lines of an area in which each is one thing, without empty ones."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


@dataclass(frozen=True, kw_only=True)
class Question:
    """`read` gives the values that stand, `typed` those of the request; both in the form's own words.

    `said_as` gives, for a value of `read` or `typed`, what its field is called and the value in words: where two
    answered at once, both are shown. `more` is what the template needs besides. `name` is the end of its address, and
    that of its template, which extends `desk/question.html`.
    """

    name: str
    read: Callable[[Campaign], Values]
    typed: Callable[[], Values]
    save: Callable[[str, Values], None]
    said_as: Callable[[str, Any], tuple[str, str]]
    more: Callable[[], Mapping[str, Any]] = dict

    def show(self) -> str:
        """The form with what stands."""
        return self._page(self.read(g.campaign))

    def take(self) -> Any:
        """Save, and go back to the path; 409 where somebody else was quicker, 422 for what can't be."""
        typed, slug = self.typed(), g.campaign.slug
        try:
            with as_seen(slug, self.read, request.form.get("version", "")):
                self.save(slug, typed)
        except Stale:
            if differences := differing(self.read(g.campaign), typed, self.said_as):
                return self._page(typed, differences=differences), 409
        except Refusal as refusal:
            return self._page(typed, problem=said(refusal), field=refusal.field), 422
        flash(gettext("Saved."), "success")
        return redirect(url_for("start.show", slug=slug))

    def _page(
        self, values: Values, *, problem: str | None = None, field: str = "", differences: Any = ()
    ) -> str:
        # A second press after a difference was shown is meant.
        version = version_of(self.read(g.campaign))
        return render_template(
            f"desk/{self.name}.html", values=values, version=version, differences=differences,
            problem=problem if not field else None, wrong={field: problem} if field else {}, **self.more(),
        )  # fmt: skip


def pages_of(question: Question) -> Blueprint:
    """The two addresses of a question: `<name>.show` with what stands, and `<name>.answer`."""
    pages = Blueprint(question.name, __name__, url_prefix=f"/desk/campaigns/<slug>/start/{question.name}")

    @pages.get("")
    def show(slug: str) -> Any:
        return question.show()

    @pages.post("")
    def answer(slug: str) -> Any:
        return question.take()

    return pages
