"""Reading what letters state, what was issued, what became of it, and what waits."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.letters.queries.drafts import (
        drafted_letters,
        drafted_page,
        drafted_pdf,
        drafted_set,
        letterhead,
    )
    from campaign.letters.queries.forms import forms_row, newest_forms_row, removed_by_then, stated_forms
    from campaign.letters.queries.of_facts import last_stated, missions, stated_at
    from campaign.letters.queries.of_replies import newest_reply, published_replies, replies
    from campaign.letters.queries.of_sendings import (
        all_sendings,
        cut_off,
        due_letters,
        fates,
        last_tried,
        letter_due,
        newest_bounced,
        newest_by_address,
        reached,
        returned_since,
        rounds,
        sending_of,
        sendings,
        withheld_since,
        written,
    )
    from campaign.letters.queries.of_sets import (
        dates,
        last_issued,
        letter,
        letter_set,
        letters,
        manifest,
        manifests,
        newest_set,
        pdf,
        set_of_letter,
        set_with,
        sets,
        sets_before,
    )
    from campaign.letters.queries.waves import fates_told, waiting_waves, waves_so_far
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "all_sendings",
    "cut_off",
    "dates",
    "drafted_letters",
    "drafted_page",
    "drafted_pdf",
    "drafted_set",
    "due_letters",
    "fates",
    "fates_told",
    "forms_row",
    "last_issued",
    "last_stated",
    "last_tried",
    "letter",
    "letter_due",
    "letter_set",
    "letterhead",
    "letters",
    "manifest",
    "manifests",
    "missions",
    "newest_bounced",
    "newest_by_address",
    "newest_forms_row",
    "newest_reply",
    "newest_set",
    "pdf",
    "published_replies",
    "reached",
    "removed_by_then",
    "replies",
    "returned_since",
    "rounds",
    "sending_of",
    "sendings",
    "set_of_letter",
    "set_with",
    "sets",
    "sets_before",
    "stated_at",
    "stated_forms",
    "waiting_waves",
    "waves_so_far",
    "withheld_since",
    "written",
]
