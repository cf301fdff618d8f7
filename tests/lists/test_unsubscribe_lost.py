"""The link at the end of an update whose signature or campaign was lost."""

import re

from sqlalchemy import delete, update

from campaign.extensions import transaction
from campaign.lists.unsubscribe_links import unsubscribe_token
from campaign.releases.models import Campaign
from campaign.signing.models import Signature
from campaign.vault import keys
from tests.cast import Client, Site, heading
from tests.lists.test_unsubscribe import FORM, ONE_CLICK, path, provider, wants

__all__ = ["path"]


def test_a_number_that_was_given_again_is_somebody_elses(site: Site, client: Client, path: str) -> None:
    """After a restored backup a new signature has the number of one that was lost."""
    asked = client.get(path)
    with transaction() as session:
        session.execute(update(Signature).where(Signature.wants_updates).values(record_id=bytes(16)))
    again = client.get(path)
    assert (again.status_code, heading(again.text)) == (asked.status_code, heading(asked.text))
    done = provider(client).post(path, ONE_CLICK, content_type=FORM)
    assert (done.status_code, wants(site)) == (200, [False, True])


def test_a_signature_that_was_lost_has_no_page_of_its_own(site: Site, client: Client, path: str) -> None:
    def page() -> str:
        return re.sub(r'value="[^"]*"', "", client.get(path).text)

    before = page()
    with transaction() as session:
        session.execute(delete(Signature).where(Signature.wants_updates))
    assert page() == before
    assert provider(client).post(path, ONE_CLICK, content_type=FORM).status_code == 200


def test_a_campaign_that_was_lost_is_unknown_and_a_draft_is_not_shown(
    site: Site, client: Client, path: str
) -> None:
    with transaction() as session:
        session.execute(update(Campaign).values(state="draft"))
    assert client.get(path).status_code == 404
    key = keys.secret(site.settings.keys, "unsubscribe")
    token = unsubscribe_token(key, campaign=77, signature=1, record_id=bytes(16))
    assert client.get(f"/en/u/{token}").status_code == 404
