"""The page with its form, and the page behind the mail link."""

from typing import Any

from flask import Blueprint, Response, abort, g, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import Forbidden, HTTPException, TooManyRequests

from campaign.lib import clock
from campaign.lib.languages import LANGUAGES
from campaign.mail import queries as mailed
from campaign.releases import queries as released
from campaign.releases.models import Campaign
from campaign.signing import actions, limits, pages, queries, writing
from campaign.signing.actions.erasing import HELD_FOR
from campaign.signing.consent import consent_wording
from campaign.signing.forms import NameAndCountry, SignForm, StampedForm, replaces_stamp
from campaign.signing.receipt import receipt
from campaign.web import briefly, public_page, refuse_garbled, settings

signing = Blueprint("signing", __name__)
LANGUAGE = f"<any({','.join(LANGUAGES)}):language>"


@signing.get(f"/{LANGUAGE}/<slug>")
@public_page
def page(language: str, slug: str) -> Any:
    """The campaign: release, demand, count, form. Of a draft only that it isn't open yet, and no cache keeps that."""
    if pages.is_draft(slug):
        g.public = False
        return render_template("signing/unopened.html")
    return render_template(
        "signing/page.html", **pages.campaign_page(_public(slug), language, SignForm(formdata=None))
    )


@signing.get(f"/{LANGUAGE}/p/<token>")
def preview(language: str, token: str) -> Any:
    """A draft as it will look, for those who have its link."""
    campaign = released.previewed(token)
    if campaign is None:
        abort(404)
    return render_template(
        "signing/page.html", **pages.campaign_page(campaign, language, SignForm(formdata=None))
    )


@signing.post(f"/{LANGUAGE}/<slug>/submissions")
@limits.for_signing
def submit(language: str, slug: str) -> Any:
    """Take a submission. The answer is the same for a new, a known and a blocked address."""
    campaign = _public(slug)
    form = SignForm()
    if campaign.state != "open":
        return render_template("signing/page.html", **pages.campaign_page(campaign, language, form)), 409
    if not form.validate():
        return _again(campaign, language, form, 403 if form.stamp_problem == "forged" else 422)
    frame = pages.frame(campaign, language)
    given = actions.Given(
        campaign_id=campaign.id,
        slug=campaign.slug,
        name=form.clean_name,
        address=form.clean_email,
        country=form.country.data,
        wants_updates=form.updates.data,
        consent=consent_wording(campaign),
        text=pages.text_read(campaign, request.form.get("text", ""), frame["release"]),
        language=language,
        replaces=form.replaced,
    )
    held = form.suspicious
    number, record = actions.submit(given=given, held=held)
    return render_template(
        "signing/sent.html",
        **frame,
        form=form,
        number=number,
        replaces=replaces_stamp(record, held=held),
        text=given.text,
        held_until=(clock.now() + HELD_FOR).date() if held else None,
        slow=briefly("mail is slow", mailed.is_slow),
        show_folder=settings().loopback and settings().mail_url.startswith("folder:"),
    )


@signing.get(f"/{LANGUAGE}/c/<token>")
def link(language: str, token: str) -> Any:
    """What stands behind a mail link. Opening it changes nothing."""
    return _link_page(language, token, NameAndCountry(formdata=None))


@signing.get(f"/{LANGUAGE}/c/<token>/receipt")
def receipt_file(language: str, token: str) -> Any:
    """The receipt as a small text file; never mailed."""
    found = queries.behind(token)
    text = receipt(found, token) if found else None
    if text is None:
        abort(404)
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    return response


@signing.post(f"/{LANGUAGE}/c/<token>/confirmation")
def confirm(language: str, token: str) -> Any:
    """Count it."""
    _require_stamp(language, token)
    match actions.confirm(token=token):
        case actions.UnknownLink():
            abort(404)
        case actions.Confirmed(campaign=campaign):
            return _thanks_page(language, token, campaign)
    return _link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/correction")
def correct(language: str, token: str) -> Any:
    """Mend name or country before confirming."""
    form = NameAndCountry()
    if not form.validate():
        if form.stamp_problem == "forged":
            abort(403)
        return _link_page(language, token, form, status=422)
    if not actions.mend(token=token, name=form.clean_name, country=form.country.data):
        abort(404)
    return _link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/rejection")
def reject(language: str, token: str) -> Any:
    """It wasn't me."""
    _require_stamp(language, token)
    actions.reject(token=token)  # False where another tab confirmed first; the page says what stands now
    return _link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/withdrawal")
def withdraw(language: str, token: str) -> Any:
    """Take it back."""
    _require_stamp(language, token)
    if actions.withdraw(token=token) is None:
        abort(404)
    return _link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/stop")
def stop(language: str, token: str) -> Any:
    """Never write to this address again."""
    _require_stamp(language, token)
    if not actions.stop(token=token):
        abort(404)
    return render_template("signing/stopped.html")


@signing.errorhandler(403)
def came_from_elsewhere(error: Forbidden) -> Any:
    """A form from another site, or without its token: explained, and nothing typed is lost."""
    return _kept(
        403,
        gettext(
            "This form did not come from our page, so nothing was sent. Check it and press the button again."
        ),
    )


@signing.app_errorhandler(429)
def too_many(error: TooManyRequests) -> Any:
    """Over a limit, in any room: when to come back, in words and in Retry-After."""
    opens = limits.opens_at()
    response = _kept(429, limits.come_back(opens, kept=True), elsewhere=limits.come_back(opens, kept=False))
    response.headers["Retry-After"] = str(limits.seconds_until(opens))
    return response


def _public(slug: str) -> Campaign:
    campaign = pages.campaign_at(slug)
    if campaign is None:
        abort(404)
    return campaign


def _require_stamp(language: str, token: str) -> None:
    """Whether the button is ours; one that was shown more than a day ago is shown again."""
    form = StampedForm()
    if form.validate():
        return
    if form.stamp_problem == "forged":
        abort(403)
    fresh, notice = NameAndCountry(formdata=None), form.token.errors[0]
    abort(_link_page(language, token, fresh, status=422, notice=notice))


def _again(
    campaign: Campaign, language: str, form: SignForm, status: int, notice: str | None = None
) -> Response:
    """The page once more, with everything that was typed."""
    context = pages.campaign_page(campaign, language, form, notice=notice)
    return make_response(render_template("signing/page.html", **context), status)


def _kept(status: int, sentence: str, *, elsewhere: str | None = None) -> Response:
    """The answer to a refused POST: the form again where something was typed, elsewhere a page."""
    arguments = request.view_args or {}
    if request.endpoint == "signing.correct" and _readable() and queries.behind(arguments["token"]):
        form = NameAndCountry()
        return _link_page(arguments["language"], arguments["token"], form, status=status, notice=sentence)
    campaign = pages.campaign_at(arguments["slug"]) if request.endpoint == "signing.submit" else None
    if campaign is None or campaign.state != "open" or not _readable():
        said = elsewhere or sentence
        return make_response(render_template("error.html", code=status, sentence=said), status)
    form = SignForm()
    if g.get("cross_site"):
        form.website.data = ""
    return _again(campaign, arguments["language"], form, status, notice=sentence)


def _readable() -> bool:
    """Whether the body is a form of ours: limits are checked before anyone looks at it."""
    try:
        refuse_garbled()
    except HTTPException:
        return False
    return True


def _thanks_page(language: str, token: str, campaign: int) -> Any:
    found = pages.campaign_of(campaign)
    hers = queries.behind(token) if found.write_to_mission else None  # a busy minute has no look to spare
    return render_template(
        "signing/link.html",
        **pages.frame(found, language),
        form=StampedForm(formdata=None),
        token=token,
        state="counted",
        stoppable=True,
        thanks=True,
        typed=False,
        notice=None,
        receipt=False,
        record=None,
        total=pages.public_tally(found).total,
        own_letter=writing.own_letter(found, hers, language),
    )


def _link_page(
    language: str, token: str, form: NameAndCountry, *, status: int = 200, notice: str | None = None
) -> Any:
    found = queries.behind(token)
    if found is None:
        abort(404)
    campaign = pages.campaign_of(found.campaign_id)
    record = found.record(token) if found.readable else None
    page = render_template(
        "signing/link.html",
        **pages.frame(campaign, language),
        **pages.link_state(campaign, found, record, form, language),
        form=form,
        token=token,
        thanks=False,
        typed=form.name.data is not None,
        notice=notice,
        own_letter=writing.own_letter(campaign, found, language),
    )
    return make_response(page, status)
