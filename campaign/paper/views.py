"""The page on which a signer has her slip erased, by the code on her half."""

from typing import Any

from flask import Blueprint, abort, make_response, render_template
from flask_babel import gettext
from wtforms import StringField, ValidationError

from campaign.limits import budgets
from campaign.paper import actions, queries
from campaign.paper.codes import read_code
from campaign.paper.models import Keeping
from campaign.releases.models import Campaign
from campaign.signing import pages
from campaign.signing.forms import StampedForm, StampProblem
from campaign.signing.refusal_views import came_from_elsewhere
from campaign.web import public_page
from campaign.web.routes import LANGUAGE

paper = Blueprint("paper", __name__)
paper.register_error_handler(403, came_from_elsewhere)


class CodeForm(StampedForm):
    """One field: the code."""

    code = StringField()

    read: str

    def validate_code(self, field: Any) -> None:
        """Whether it can be one tells nothing of whether it is one: each has a last sign against slips of the hand."""
        code = read_code(field.data or "")
        if code is None:
            raise ValidationError(
                gettext(
                    "This can’t be a code: a character is wrong, missing or extra. Compare it with your half."
                )
            )
        self.read = code


@paper.get(f"/{LANGUAGE}/<slug>/paper")
@public_page
def show(language: str, slug: str) -> Any:
    """What is on paper, who keeps it, and the field for the code."""
    campaign, keeping = _campaign(slug)
    return _page(campaign, keeping, language, CodeForm(formdata=None))


@paper.post(f"/{LANGUAGE}/<slug>/paper")
@budgets.for_signing
def erase(language: str, slug: str) -> Any:
    """Erase what stands behind the code. Whether anything did isn't said."""
    campaign, keeping = _campaign(slug)
    form = CodeForm()
    if not form.validate():
        if form.stamp_problem == StampProblem.FORGED:
            abort(403)
        return make_response(_page(campaign, keeping, language, form), 422)
    actions.erase(campaign=campaign.id, code=form.read)
    return _page(campaign, keeping, language, CodeForm(formdata=None), erased=True)


def _campaign(slug: str) -> tuple[Campaign, Keeping]:
    """404 where nobody may sign on paper, or nobody has begun to."""
    campaign = pages.public_campaign(slug)
    keeping = None if campaign.protects_signers else queries.keeping(campaign.id)
    return campaign, keeping or abort(404)


def _page(
    campaign: Campaign, keeping: Keeping, language: str, form: CodeForm, *, erased: bool = False
) -> str:
    return render_template(
        "paper/code.html", **pages.frame(campaign, language), keeping=keeping, form=form, erased=erased,
        tally=pages.public_tally(campaign),
    )  # fmt: skip
