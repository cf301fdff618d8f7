"""The signers' privacy notice."""

from typing import Any

from flask import render_template

from campaign.lib import countries
from campaign.signing import pages
from campaign.signing.privacy import privacy
from campaign.signing.views import signing
from campaign.spoken import spoken
from campaign.web import public_page
from campaign.web.routes import LANGUAGE


@signing.get(f"/{LANGUAGE}/<slug>/privacy")
@public_page
def privacy_notice(language: str, slug: str) -> Any:
    """What happens to what a signer gives: who can read it, how long it stays, what she can do."""
    campaign = pages.public_campaign(slug)
    facts = privacy(campaign)
    code = campaign.server_country
    return render_template(
        "signing/privacy.html",
        **pages.frame(campaign, language),
        facts=facts,
        server_country=countries.name(code, str(spoken())) if code else "",
    )
