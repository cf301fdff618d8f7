"""What was tried before the opening: as somebody noted it, and as the server saw it by itself."""

from datetime import datetime

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.organisers import queries as organisers_queries
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.releases.rehearsals import Exercise, Outcome


def seen(campaign: Campaign) -> dict[Exercise, datetime]:
    """What the acts show to have been tried, and when last: a held form that one of these people decided, wherever
    she may; a backup that was brought back here. Whose signature was withdrawn, and who opened a list, no server knows.
    """
    people = [organiser.audit_name for organiser, _ in organisers_queries.people_of(campaign.id)]
    decided = [
        moment for act in (Act.HELD_ACCEPT, Act.HELD_REJECT) if (moment := audit_queries.last(act, by=people))
    ]
    moments = {
        Exercise.HELD_FORM: max(decided, default=None),
        Exercise.RESTORE: audit_queries.last(Act.RESTORE),
    }
    return {exercise: moment for exercise, moment in moments.items() if moment}


def tried(campaign: Campaign) -> set[Exercise]:
    """The exercises that somebody has really tried, however they went; of mail one provider will do."""
    rehearsals = releases_queries.rehearsals(campaign.id)
    return {each.exercise for each in rehearsals if each.outcome != Outcome.UNTRIED} | seen(campaign).keys()
