"""What became of the demand, in the words of the organisers: written, read once more, published."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from campaign.desk.conclusion_views import pages
from campaign.desk.refusals import said
from campaign.desk.stale import Stale, Values, as_seen, is_done, is_there, version_of
from campaign.desk.text_words import language_name
from campaign.lib.refusal import Refusal
from campaign.releases import queries as releases_queries
from campaign.releases.actions.concluding import fit, publish_outcome, write_outcome
from campaign.releases.models import Campaign, CampaignState


@pages.get("/outcome")
def outcome(slug: str) -> Any:
    """The words in each language of the campaign."""
    return _page()


@pages.post("/outcome")
def write(slug: str) -> Any:
    """Keep what was typed; the public reads nothing of it yet."""
    typed = {
        code: request.form.get(f"words-{code}", "").replace("\r\n", "\n").strip()
        for code in releases_queries.page_languages(g.campaign.id)
    }
    try:
        with as_seen(slug, _read, request.form.get("version", "")):
            write_outcome(slug=slug, words=typed)
    except Stale:
        if not is_there(_now(), lambda: fit(typed)):  # else it was sent twice
            return _page(typed=typed, is_stale=True), 409
    except Refusal as refusal:
        return _page(typed=typed, problem=said(refusal), field=refusal.field), 422
    flash(gettext("Saved. Read it once more, then publish it."), "success")
    return redirect(url_for("conclusion.outcome", slug=slug))


@pages.post("/outcome/published")
def publish(slug: str) -> Any:
    """Let the public read it as it was seen, or no longer."""
    shown = request.form.get("publish") == "yes"
    try:
        with as_seen(slug, _read, request.form.get("version", "")):
            publish_outcome(slug=slug, publish=shown)
    except Stale:
        if not _is_done(shown):  # else it was pressed twice
            return _page(is_stale=True), 409
    except Refusal as refusal:
        return _page(problem=said(refusal)), 422
    flash(gettext("It is public now.") if shown else gettext("It is off the page."), "success")
    return redirect(url_for("conclusion.outcome", slug=slug))


def _read(campaign: Campaign) -> Values:
    return {code: [row.words, row.shown] for code, row in releases_queries.outcomes(campaign.id).items()}


def _is_done(shown: bool) -> bool:
    now = _read(g.campaign)
    public = {code: [words, words] for code, (words, _) in now.items()}
    hidden = {code: [words, ""] for code, (words, _) in now.items()}
    before, after = (hidden, public) if shown else (public, hidden)
    return is_done(now, before=before, after=after, version=request.form.get("version"))


def _now() -> dict[str, str]:
    """The words that are being written, in each language of the campaign."""
    stands = releases_queries.outcomes(g.campaign.id)
    codes = releases_queries.page_languages(g.campaign.id)
    return {code: stands[code].words if code in stands else "" for code in codes}


def _page(
    *, typed: Values | None = None, problem: str | None = None, field: str = "", is_stale: bool = False
) -> str:
    """With `typed` what was typed; a second press after somebody else's change was shown is meant."""
    stands, now = _read(g.campaign), _now()
    return render_template(
        "desk/outcome.html", words=typed or now, now=now, is_stale=is_stale, version=version_of(stands),
        problem=problem if not field else None, wrong={field: problem} if field else {},
        is_over=g.campaign.state == CampaignState.CLOSED, language_name=language_name,
        is_written=any(words for words, _ in stands.values()),
        is_public=any(shown for _, shown in stands.values()),
        is_same=all(words == shown for words, shown in stands.values()),
    )  # fmt: skip
