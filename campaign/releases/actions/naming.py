"""Who is behind a campaign: in public by name, and for missions whom they may telephone."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.refusal import Refusal
from campaign.releases.actions.lines import stored_line
from campaign.releases.actions.notices import set_notices
from campaign.releases.actions.refusing import existing
from campaign.releases.models import Campaign, CampaignState, LegalForm, Responsible

MOST_NAMES, MOST_SIGNATORIES = 40, 6
# What may stay empty: a coalition has no seat, and naming a person may endanger her.
OPTIONAL = ("seat", "website", "person", "office", "telephone")


def name_organisers(
    *,
    slug: str,
    organisers: Sequence[str],
    legal_form: LegalForm,
    legal_name: str,
    about: Mapping[str, str],
    called: Mapping[str, Sequence[str]] | None = None,
    notices: Mapping[str, str] | None = None,
) -> Campaign:
    """Say who is behind it: `organisers` as the public reads them, `called` so in some languages, and `notices` on the
    privacy page; the rest, with what `about` has of OPTIONAL, is for organisers and letters alone. Raises Refusal,
    about one of them.
    """
    names = some_names(organisers)
    others = {code: public_names(said, field=f"organisers-{code}") for code, said in (called or {}).items()}
    others = {code: said for code, said in others.items() if said}
    values = {name: stored_line(name, about.get(name, "")) or None for name in OPTIONAL}
    _require_website(values["website"])
    values |= {"legal_form": legal_form, "legal_name": _required("legal_name", legal_name)}
    with transaction() as session:
        campaign = existing(slug)
        if campaign.state == CampaignState.CLOSED:
            raise Refusal("releases/closed-for-changes", slug=slug)
        campaign.organisers = names
        if called is not None:
            campaign.called = others or None
        set_notices(campaign, notices or {})
        statement = insert(Responsible).values(campaign_id=campaign.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=values))
        audit.note(Act.ORGANISERS, campaign=slug)
        session.flush()
        return campaign


def some_names(organisers: Sequence[str]) -> list[str]:
    """Those behind a campaign as they are stored, at least one. Raises Refusal."""
    names = public_names(organisers)
    if not names:
        raise Refusal("releases/nobody-behind-it").about("organisers")
    return names


def public_names(organisers: Sequence[str], *, field: str = "organisers") -> list[str]:
    """Those behind a campaign as they are stored, without empty lines. Raises Refusal, about `field`."""
    names = [stored_line(field, name) for name in organisers if name.strip()]
    if len(names) > MOST_NAMES:
        raise Refusal("releases/too-many-names", most=MOST_NAMES).about(field)
    return names


def letter_place(place: str, *, field: str = "place") -> str:
    """Where letters are written, as it is stored. Raises Refusal, about `field`."""
    return stored_line(field, place)


def letter_signatories(lines: Sequence[str], *, field: str = "signatories") -> list[str]:
    """Who signs letters, each "Name, office, organisation", without empty lines. Raises Refusal, about `field`."""
    signatories = [stored_line(field, line) for line in lines if line.strip()]
    if len(signatories) > MOST_SIGNATORIES:
        raise Refusal("releases/too-many-signatories", most=MOST_SIGNATORIES).about(field)
    if nameless := [line for line in signatories if line[0] in ",،，"]:
        raise Refusal("releases/nameless-signatory", signatory=nameless[0]).about(field)
    return signatories


def _required(field: str, words: str) -> str:
    line = stored_line(field, words)
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
