"""A page for each state: one that isn't known gets none of theirs."""

from typing import Any, cast

import pytest
from flask import render_template
from jinja2 import UndefinedError

from campaign.releases.models import CampaignState
from campaign.signing import link_pages, pages
from campaign.signing.forms import NameAndCountry, SignForm
from campaign.signing.link_pages import LinkPage
from campaign.signing.models import SignatureState, SubmissionState
from tests.cast import AMELIE, SLUG, Client, Site, heading

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def campaign_in(state: Any) -> Any:
    """The cast's campaign, detached, as if it were in this state."""
    campaign = pages.campaign_at(SLUG)
    assert campaign is not None
    campaign.state = state
    return campaign


def test_a_campaign_in_an_unknown_state_offers_no_form(site: Site) -> None:
    with site.app.test_request_context(f"/en/{SLUG}"):
        shown = {
            state: render_template(
                "signing/page.html", **pages.campaign_page(campaign_in(state), "en", SignForm(formdata=None))
            )
            for state in CampaignState
        }
        sent = [state for state, page in shown.items() if "<form" in page and "<button disabled" not in page]
        assert sent == [CampaignState.OPEN]
        with pytest.raises(AssertionError, match="asleep"):
            render_template(
                "signing/page.html",
                **pages.campaign_page(campaign_in("asleep"), "en", SignForm(formdata=None)),
            )


def test_every_link_leads_to_the_page_of_what_stands_behind_it(site: Site) -> None:
    open_one, closed = campaign_in(CampaignState.OPEN), campaign_in(CampaignState.CLOSED)
    led = {state: link_pages.led_to(open_one, state) for state in SignatureState}
    assert led == {"counted": "counted", "withdrawn": "withdrawn", "invalidated": "invalidated"}
    for state in (SubmissionState.WAITING, SubmissionState.WITHDRAWN, SubmissionState.REJECTED):
        assert link_pages.led_to(open_one, state) == state.value
    assert link_pages.led_to(closed, SubmissionState.WAITING) is LinkPage.LATE
    for state in (SubmissionState.HELD, SubmissionState.EXPIRED):
        with pytest.raises(ValueError, match=f"^no link leads to a submission that is {state}$"):
            link_pages.led_to(open_one, state)
    with pytest.raises(AssertionError, match="asleep"):
        link_pages.led_to(open_one, cast(Any, "asleep"))


def test_a_page_behind_a_link_is_one_of_those_there_are(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    assert heading(client.get(letter.path).text) == "Confirm your signature"
    with site.app.test_request_context(letter.path):
        frame = pages.frame(campaign_in(CampaignState.OPEN), "en")
        rest = {
            "token": "t",
            "thanks": False,
            "notice": None,
            "typed": False,
            "record_id": None,
            "receipt": False,
        }
        with pytest.raises(UndefinedError, match="asleep"):
            render_template(
                "signing/link.html",
                **frame,
                **rest,
                form=NameAndCountry(formdata=None),
                own_letter=None,
                stoppable=False,
                state="asleep",
            )
