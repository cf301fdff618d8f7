"""The figures of a report, as they stand now: what may be said of a campaign that is over, and nothing finer.

They are numbers, days and codes, since a report outlives everything personal.
"""

from collections import Counter
from typing import Any

from campaign.current import settings
from campaign.letters import queries as letters_queries
from campaign.letters.fates import UNDELIVERED, SendingState
from campaign.lib.tens import complete_tens
from campaign.press.figures import forms_told
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.signing import queries as signing_queries
from campaign.tally import queries as tally_queries
from campaign.tally.entries import by_reason
from campaign.tally.queries import PublicTally


def report_figures(campaign: Campaign) -> dict[str, Any]:
    """What a report says, as it is stored. Reads each signature once: for the desk, not for pages."""
    tally = tally_queries.public_tally(campaign.id)
    forms = forms_told(campaign, tally)
    stated = tally.stated and tally.stated.without(campaign.unstated)
    return {
        "opened": campaign.opened_at.date().isoformat() if campaign.opened_at else None,
        "closed": campaign.closed_at.date().isoformat() if campaign.closed_at else None,
        "total": tally.total,
        "as_of": tally.as_of.date().isoformat() if tally.as_of else None,
        "stated": {
            "day": stated.day.isoformat(), "taken_in": stated.taken_in, "countries": len(stated.countries),
        } if stated else None,
        "languages": _languages(campaign, tally),
        "forms": {
            "sent": forms.sent, "confirmed": forms.confirmed, "until": forms.day.isoformat(),
        } if forms else None,
        "removed": {reason.value: complete_tens(count) for reason, count in by_reason(tally.removed)},
        "letters": _letters(campaign.id),
    }  # fmt: skip


def _languages(campaign: Campaign, tally: PublicTally) -> dict[str, int]:
    """How many signed the text in each language, in complete tens; nothing while figures by country are not given."""
    if tally.stated is None or tally.total < settings().state_entries:
        return {}
    signed = signing_queries.standing_by_text(campaign.id)
    counts: Counter[str] = Counter()
    for text in releases_queries.all_texts(campaign.id):
        counts[text.language] += signed.get(text.sha256, 0)
    return {language: complete_tens(count) for language, count in sorted(counts.items()) if count}


def _letters(campaign: int) -> dict[str, Any]:
    """Of all sets: to how many missions letters were made, went and came back, and what answers that are public say."""
    sets = letters_queries.sets(campaign)
    made = {letter.country for each in sets for letter in letters_queries.letters(each.id)}
    fates: dict[str, set[SendingState]] = {}
    for _, row in letters_queries.all_sendings(campaign):
        fates.setdefault(row.country, set()).add(row.state)
    sent = {code for code, states in fates.items() if SendingState.SENT in states}
    failed = {code for code, states in fates.items() if states & set(UNDELIVERED)} - sent
    replies = {
        code: reply
        for each in reversed(sets)
        for code, reply in letters_queries.published_replies(each.id).items()
    }
    return {
        "made": len(made),
        "sent": len(sent),
        "undelivered": len(failed),
        "answers": dict(sorted(Counter(reply.position.value for reply in replies.values()).items())),
    }
