"""The page with its form."""

from email.utils import parseaddr
from typing import Any

from flask import Blueprint, Response, abort, g, make_response, render_template

from campaign.current import asked, settings
from campaign.lib import clock
from campaign.lib.mail_targets import MailFolder
from campaign.limits import budgets
from campaign.mail import queries as mail_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState
from campaign.signing import actions, pages
from campaign.signing.actions.erasing import HELD_FOR
from campaign.signing.consent import consent_wording
from campaign.signing.forms import SignForm, StampProblem
from campaign.signing.typed import fresh_token, replaces_stamp, typed
from campaign.web import briefly, filled_page, public_page
from campaign.web.routes import LANGUAGE

signing = Blueprint("signing", __name__)


@signing.get(f"/{LANGUAGE}/<slug>")
@public_page
def page(language: str, slug: str) -> Any:
    """The campaign: release, demand, count, form. Of a draft only that it isn't open yet, and no cache keeps that."""
    if pages.is_draft(slug):
        g.public = False
        return render_template("signing/unopened.html")
    return render_template(
        "signing/page.html",
        **pages.campaign_page(pages.public_campaign(slug), language, SignForm(formdata=None)),
    )


@signing.get(f"/{LANGUAGE}/p/<token>")
def preview(language: str, token: str) -> Any:
    """A draft as it will look, for those who have its link."""
    draft = releases_queries.previewed_draft(token)
    campaign = (
        releases_queries.campaign_by_id(draft.campaign_id) if draft else releases_queries.previewed(token)
    )
    if campaign is None:
        abort(404)
    return render_template(
        "signing/page.html", **pages.campaign_page(campaign, language, SignForm(formdata=None), draft=draft)
    )


@signing.get(f"/{LANGUAGE}/<slug>/pass-on")
@public_page
def pass_on(language: str, slug: str) -> Any:
    """Ways to tell others of an open campaign."""
    context = pages.frame(pages.public_campaign(slug), language)
    return render_template("signing/pass_on.html", **context, ways=pages.ways_on(context) or abort(404))


@signing.post(f"/{LANGUAGE}/<slug>/submissions")
@budgets.for_signing
def submit(language: str, slug: str) -> Any:
    """Take a submission. The answer is the same for a new, a known and a blocked address."""
    campaign = pages.public_campaign(slug)
    if campaign.state != CampaignState.OPEN:
        return render_template(
            "signing/page.html", **pages.campaign_page(campaign, language, SignForm())
        ), 409
    form_sent = asked().form
    sent = typed(form_sent)
    if sent is None:
        form = SignForm()
        form.validate()
        return page_again(campaign, language, form, 403 if form.stamp_problem == StampProblem.FORGED else 422)
    filled = actions.FilledForm(
        campaign_id=campaign.id,
        slug=campaign.slug,
        name=sent.name,
        address=sent.address,
        country=sent.country,
        wants_updates=sent.wants_updates,
        consent=briefly(("consent", campaign.id, language), lambda: consent_wording(campaign)),
        text=pages.text_read(campaign, form_sent.get("text", ""), pages.text_of(campaign, language)),
        language=language,
        replaces=sent.replaces,
    )
    number, record_id = actions.submit(form=filled, held=sent.held)
    return _sent_page(
        campaign, filled, number, replaces_stamp(record_id, held=sent.held), sent.held is not None
    )


def _sent_page(
    campaign: Campaign, form: actions.FilledForm, number: str, replaces: str, is_held: bool
) -> str:
    values = {
        "to": form.address,
        "number": number,
        "replaces": replaces,
        "text": form.text,
        "name": form.name,
        "country": form.country,
    }
    key = ("sent", campaign.id, form.language, form.wants_updates, is_held)

    def render(places: dict[str, str]) -> str:
        return render_template(
            "signing/sent.html",
            **pages.frame(campaign, form.language),
            **places,
            token=fresh_token(),  # as old as the page that is kept
            email=SignForm(formdata=None).email,
            wants_updates=form.wants_updates,
            sender=parseaddr(settings().mail_from)[1],
            held_until=(clock.now() + HELD_FOR).date() if is_held else None,
            slow=briefly("mail is slow", mail_queries.is_slow),
            show_folder=settings().loopback and isinstance(settings().mail_url, MailFolder),
        )

    return filled_page(key, values, render)


def page_again(
    campaign: Campaign, language: str, form: SignForm, status: int, notice: str | None = None
) -> Response:
    """The page once more, with everything that was typed."""
    context = pages.campaign_page(campaign, language, form, notice=notice)
    return make_response(render_template("signing/page.html", **context), status)
