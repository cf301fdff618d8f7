"""The page behind a holder's link after the close: one button, by which she says that her copies are deleted."""

from typing import Any

from flask import abort, make_response, render_template

from campaign.audit.actors import HOLDER, acting
from campaign.lists import copies
from campaign.lists.models import CopiesDeleted
from campaign.lists.views import lists
from campaign.releases import queries as releases_queries
from campaign.signing.forms import StampedForm, StampProblem
from campaign.vault import queries as vault_queries

# Below /holder, which no proxy logs and no campaign is called; its language is the reader's.
ADDRESS = "/holder/copies/<token>"


@lists.get(ADDRESS)
def holders_copies(token: str) -> Any:
    """What is to be deleted. Opening it changes nothing."""
    return _page(copies.by_link(token), token)


@lists.post(ADDRESS)
def copies_deleted(token: str) -> Any:
    """She says that it is; the day is kept."""
    form = StampedForm()
    if not form.validate():
        if form.stamp_problem == StampProblem.FORGED:
            abort(403)
        return _page(copies.by_link(token), token, notice=form.token.errors[0])
    with acting(HOLDER):
        return _page(copies.confirm_deleted(token=token), token)


def _page(row: CopiesDeleted | None, token: str, *, notice: str | None = None) -> Any:
    if row is None:
        abort(404)
    holders = {holder.id: holder.name for holder in vault_queries.holders(retired=True)}
    page = render_template(
        "lists/copies.html",
        campaign=releases_queries.campaign_by_id(row.campaign_id),
        holder=holders[row.holder_id],
        confirmed_on=row.confirmed_at.date() if row.confirmed_at else None,
        form=StampedForm(formdata=None),
        token=token,
        notice=notice,
    )
    return make_response(page, 422 if notice else 200)
