"""Letters that were issued, what became of their mails, and the answers that are published."""

from typing import Any, assert_never

from campaign.api.addresses import PAGE, of_campaign, site
from campaign.letters import queries as letters_queries
from campaign.letters.fates import SendingState
from campaign.letters.figures import Statement
from campaign.letters.models import Letter, LetterSet, Reply, Sending
from campaign.lib.row_numbers import LARGEST
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign


def letter_sets(campaign: Campaign, before: int = LARGEST) -> dict[str, Any]:
    """A page of the sets, the newest checkpoint first, those made at smaller ones than this."""
    rows = letters_queries.sets_before(campaign.id, before, most=PAGE + 1)
    listed = rows[:PAGE]
    further = f"before:{listed[-1].size}" if len(rows) > PAGE else None
    return {
        "campaign": campaign.slug,
        "sets": [_brief(campaign, row) for row in listed],
        "next": of_campaign(campaign.slug, "letters", further) if further else None,
    }


def letter_set(campaign: Campaign, chosen: LetterSet) -> dict[str, Any]:
    """One set with its letters, one a State, by code."""
    fates = letters_queries.fates_told(chosen.id)
    replies = letters_queries.published_replies(chosen.id)
    pages = releases_queries.page_languages(campaign.id)
    return {
        "campaign": campaign.slug,
        **_brief(campaign, chosen),
        "statement": _statement(chosen.statement) if chosen.statement else None,
        "texts": chosen.texts,
        "organisers": chosen.organisers,
        "root": chosen.root,
        "manifest": site(f"/{campaign.slug}/log/manifests/{chosen.sha256}"),
        "letters": [
            {
                **_letter(letter),
                "sending": _sending(fates.get(letter.country)),
                "answer": _answer(replies.get(letter.country)),
                **_places(campaign, chosen, letter, pages),
            }
            for letter in letters_queries.letters(chosen.id)
        ],
    }


def _brief(campaign: Campaign, row: LetterSet) -> dict[str, Any]:
    return {
        "size": row.size,
        "date": row.date.isoformat(),
        "as_at": row.as_at.isoformat(),
        "total": row.total,
        "sha256": row.sha256,
        "address": of_campaign(campaign.slug, "letters", row.size),
    }


def _statement(stated: Statement) -> dict[str, Any]:
    return {
        "date": stated.day.isoformat(),
        "taken_in": stated.taken_in,
        "countries": dict(stated.countries),
        "not_shown": stated.not_shown,
    }


def _letter(letter: Letter) -> dict[str, Any]:
    is_figure = isinstance(letter.stated, int)
    return {
        "country": letter.country,
        "language": letter.language,
        "at_least": letter.stated if is_figure else None,
        "instead": None if is_figure else str(letter.stated),
        "sha256": letter.sha256,
    }


def _places(campaign: Campaign, chosen: LetterSet, letter: Letter, pages: list[str]) -> dict[str, Any]:
    tail = f"{campaign.slug}/letters/{letter.country}/{chosen.size}"
    return {"pages": {code: site(f"/{code}/{tail}") for code in pages}, "pdf": site(f"/{tail}.pdf")}


def _sending(row: Sending | None) -> dict[str, Any] | None:
    """As the page of letters tells it."""
    if row is None:
        return None
    sent_on = row.ended_at.date().isoformat() if row.state == SendingState.SENT and row.ended_at else None
    return {"state": _told(row.state), "sent_on": sent_on}


def _told(state: SendingState) -> str:
    match state:
        case SendingState.SENT:
            return "sent"
        case SendingState.REFUSED | SendingState.BOUNCED:
            return "undelivered"
        case SendingState.STOPPED:
            return "not sent"
        case SendingState.UNKNOWN:
            return "uncertain"
        case SendingState.QUEUED | SendingState.SENDING:
            return "waiting"
        case _:
            assert_never(state)


def _answer(reply: Reply | None) -> dict[str, Any] | None:
    """The mission's words where it agreed, and apart from them how the organisers read it."""
    if reply is None:
        return None
    return {
        "date": reply.date.isoformat(),
        "words": reply.quoted or None,
        "position": reply.position.value,
        "note": reply.note or None,
    }
