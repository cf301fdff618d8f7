"""The page behind the mail link, and its buttons."""

from typing import Any, assert_never

from flask import Response, abort, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import Conflict

from campaign.lib import stamps
from campaign.releases.models import Campaign
from campaign.signing import actions, link_pages, pages, queries, writing
from campaign.signing.forms import NameAndCountry, StampedForm, StampProblem
from campaign.signing.models import SignatureState
from campaign.signing.receipt import receipt
from campaign.signing.typed import fresh_token, stamp_age
from campaign.signing.views import signing
from campaign.web import error_page, filled_page
from campaign.web.routes import LANGUAGE


@signing.get(f"/{LANGUAGE}/c/<token>")
def link(language: str, token: str) -> Any:
    """What stands behind a mail link. Opening it changes nothing."""
    return link_page(language, token, NameAndCountry(formdata=None))


@signing.get(f"/{LANGUAGE}/c/<token>/receipt")
def receipt_file(language: str, token: str) -> Any:
    """The receipt as a small text file; never mailed."""
    behind = queries.behind(token)
    text = receipt(behind, token) if behind else None
    if text is None:
        abort(404)
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="receipt.txt"'
    return response


@signing.post(f"/{LANGUAGE}/c/<token>/confirmation")
def confirm(language: str, token: str) -> Any:
    """Count it."""
    _require_stamp(language, token)
    outcome = actions.confirm(token=token)
    match outcome:
        case actions.UnknownLink():
            abort(404)
        case actions.Confirmed(campaign=campaign):
            return _thanks_page(language, token, campaign)
        case actions.OtherDemand():
            words = gettext(
                "The demand has been corrected since you sent the form. Read it again, and sign it if you agree."
            )
            return error_page(Conflict(), f"{gettext('Nothing was counted.')} {words}")
        case actions.AlreadyConfirmed() | actions.TooLate():
            return link_page(language, token, NameAndCountry(formdata=None))
    assert_never(outcome)


@signing.post(f"/{LANGUAGE}/c/<token>/correction")
def correct(language: str, token: str) -> Any:
    """Mend name or country before confirming."""
    form = NameAndCountry()
    if not form.validate():
        if form.stamp_problem == StampProblem.FORGED:
            abort(403)
        return link_page(language, token, form, status=422)
    if not actions.mend(token=token, name=form.clean_name, country=form.country.data):
        abort(404)
    return link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/rejection")
def reject(language: str, token: str) -> Any:
    """It wasn't me."""
    _require_stamp(language, token)
    actions.reject(token=token)  # False where another tab confirmed first; the page says what stands now
    return link_page(language, token, NameAndCountry(formdata=None))


@signing.get(f"/{LANGUAGE}/c/<token>/withdrawal")
def ask_to_withdraw(language: str, token: str) -> Any:
    """Whether to take it back; where nothing is counted, what stands now."""
    behind = queries.behind(token) or abort(404)
    if behind.state != SignatureState.COUNTED:
        return redirect(f"/{language}/c/{token}")
    return render_template(
        "signing/withdrawal.html",
        **pages.frame(pages.campaign_of(behind.campaign_id), language),
        form=StampedForm(formdata=None),
        token=token,
    )


@signing.post(f"/{LANGUAGE}/c/<token>/withdrawal")
def withdraw(language: str, token: str) -> Any:
    """Take it back."""
    _require_stamp(language, token)
    if actions.withdraw(token=token) is None:
        abort(404)
    return link_page(language, token, NameAndCountry(formdata=None))


@signing.post(f"/{LANGUAGE}/c/<token>/stop")
def stop(language: str, token: str) -> Any:
    """Never write to this address again."""
    _require_stamp(language, token)
    if not actions.stop(token=token):
        abort(404)
    return render_template("signing/stopped.html")


def _require_stamp(language: str, token: str) -> None:
    """Whether the button is ours; one that was shown more than a day ago is shown again."""
    try:
        stamp_age(request.form.get("token", ""))
    except (stamps.TooOld, stamps.FromAhead, stamps.Forged):
        form = StampedForm()
        form.validate()
    else:
        return
    if form.stamp_problem == StampProblem.FORGED:
        abort(403)
    fresh, notice = NameAndCountry(formdata=None), next(iter(form.token.errors), None)
    abort(link_page(language, token, fresh, status=422, notice=notice))


def _thanks_page(language: str, token: str, campaign_id: int) -> Any:
    campaign = pages.campaign_of(campaign_id)
    if campaign.write_to_mission and not campaign.protects_signers:
        hers = writing.own_letter(campaign, queries.behind(token), language)
        return _thanks(language, campaign, token, hers)
    # A busy minute has no look to spare, and makes the page once.
    return filled_page(
        ("thanks", campaign_id, language),
        {"link": token},
        lambda places: _thanks(language, campaign, places["link"], None),
    )


def _thanks(language: str, campaign: Campaign, token: str, own_letter: writing.OwnLetter | None) -> str:
    frame = pages.frame(campaign, language)
    return render_template(
        "signing/link.html",
        **frame,
        ways=pages.ways_on(frame),
        form={"fresh_token": fresh_token()},
        token=token,
        state=link_pages.LinkPage.COUNTED,
        stoppable=True,
        thanks=True,
        typed=False,
        notice=None,
        receipt=False,
        record=None,
        total=pages.public_tally(campaign).total,
        own_letter=own_letter,
    )


def link_page(
    language: str, token: str, form: NameAndCountry, *, status: int = 200, notice: str | None = None
) -> Response:
    behind = queries.behind(token)
    if behind is None:
        abort(404)
    campaign = pages.campaign_of(behind.campaign_id)
    record = behind.record(token) if behind.readable else None
    page = render_template(
        "signing/link.html",
        **pages.frame(campaign, language),
        **link_pages.link_state(campaign, behind, record, form, language),
        form=form,
        token=token,
        thanks=False,
        ways=None,
        typed=form.name.data is not None,
        notice=notice,
        own_letter=writing.own_letter(campaign, behind, language),
    )
    return make_response(page, status)
