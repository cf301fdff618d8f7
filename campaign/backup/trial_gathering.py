"""A campaign as the file has it that it goes along as: what was prepared, and nothing of who signed."""

from datetime import date
from typing import Any

from sqlalchemy import select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.backup.trial_columns import TAKEN
from campaign.backup.trial_file import Trial, written
from campaign.extensions import Model, db
from campaign.letters import queries as letters_queries
from campaign.missions import queries as missions_queries
from campaign.organisers import queries as organisers_queries
from campaign.press import queries as press_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, Draft
from campaign.vault import queries as vault_queries
from campaign.vault.first_identity import NAME as FIRST


def save_trial(*, campaign: Campaign) -> bytes:
    """The file, noted."""
    raw = written(trial_of(campaign))
    audit.note(Act.TRIAL_SAVE, campaign=campaign.slug)
    return raw


def trial_of(campaign: Campaign) -> Trial:
    """All that goes along, by section. The first key, made beside the data, protects nobody: it stays."""
    people = organisers_queries.people_of(campaign.id)
    answers, head = releases_queries.responsible(campaign.id), letters_queries.letterhead(campaign.id)
    drafts = db.session.scalars(
        select(Draft).where(Draft.campaign_id == campaign.id).order_by(Draft.language)
    )
    return {
        "campaign": {
            **_facts(campaign),
            "territories": bool(campaign.territories),
            "further_languages": campaign.further_languages or [],
        },
        "responsible": _facts(answers) if answers else None,
        "letterhead": _facts(head) if head else None,
        "texts": [
            _facts(text) for text in releases_queries.current_texts(campaign.id) if text.withdrawn_at is None
        ],
        "drafts": [_facts(draft) for draft in drafts],
        "people": [{**_facts(each), "role": role.value} for each, role in people],
        "holders": [_facts(each) for each in vault_queries.holders() if each.name != FIRST],
        "missions": [{**_facts(each), "gender": each.gender or ""} for each in missions_queries.addresses()],
        "mission_languages": [
            {"code": code, "language": language} for code, language in missions_queries.languages().items()
        ],
        "groups": [_facts(each) for each in missions_queries.own_groups(campaign.id)],
        "answers": [_facts(each) for each in press_queries.written(campaign.id)],
        "follow_ups": [_facts(each) for _, each in sorted(missions_queries.follow_ups(campaign.id).items())],
    }


def _facts(row: Model) -> dict[str, Any]:
    """Its columns that go along, as JSON has them."""
    columns = [column.key for column in row.__table__.columns if column.key in TAKEN[row.__tablename__]]
    return {name: _plain(getattr(row, name)) for name in columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
