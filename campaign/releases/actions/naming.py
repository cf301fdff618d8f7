"""Who is behind a campaign: in public by name, and for missions whom they may telephone."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, LegalForm, Responsible

LONGEST, MOST_NAMES = 200, 40
# What may stay empty: a coalition has no seat, and naming a person may endanger her.
OPTIONAL = ("seat", "website", "person", "office", "telephone")


def name_organisers(
    *, slug: str, organisers: Sequence[str], legal_form: LegalForm, legal_name: str, about: Mapping[str, str]
) -> Campaign:
    """Say who is behind it: `organisers` as the public reads them; the rest, with what `about` has of OPTIONAL, is for
    organisers and letters alone. Raises Refusal, about one of them.
    """
    names = as_names(organisers)
    values = {name: _line(name, about.get(name, "")) or None for name in OPTIONAL}
    _require_website(values["website"])
    values |= {"legal_form": legal_form, "legal_name": _required("legal_name", legal_name)}
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-changes", slug=slug)
        campaign.organisers = names
        statement = insert(Responsible).values(campaign_id=campaign.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=values))
        audit.note(Act.ORGANISERS, campaign=slug)
        session.flush()
        return campaign


def as_names(organisers: Sequence[str]) -> list[str]:
    """Organisers as they are stored. Raises Refusal."""
    names = [_line("organisers", name) for name in organisers if name.strip()]
    if not names:
        raise Refusal("releases/nobody-behind-it").about("organisers")
    if len(names) > MOST_NAMES:
        raise Refusal("releases/too-many-names", most=MOST_NAMES).about("organisers")
    return names


def _line(field: str, words: str) -> str:
    try:
        line = clean_line(words)
    except Unfit:
        raise Refusal("releases/unfit-line", most=LONGEST).about(field) from None
    if len(line) > LONGEST:
        raise Refusal("releases/unfit-line", most=LONGEST).about(field)
    return line


def _required(field: str, words: str) -> str:
    line = _line(field, words)
    if not line:
        raise Refusal("releases/empty-line").about(field)
    return line


def _require_website(address: str | None) -> None:
    if address is None:
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or ""):
        raise Refusal("releases/no-website").about("website")
