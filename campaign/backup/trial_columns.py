"""What of the database goes along when a trial becomes a campaign on a server, and why the rest stays. Pure.

A test holds each column of each table against this: a new one is in here, or the test fails.
"""

from collections.abc import Mapping

TAKEN: Mapping[str, frozenset[str]] = {
    "campaigns": frozenset({
        "slug", "goal", "closes", "organisers", "called", "further_languages", "letter_places", "signatories",
        "contact", "withheld", "addressees", "addressed", "write_to_mission", "territories",
        "controller", "representative", "authority",
        "server_country",
    }),
    "responsible": frozenset({
        "legal_form", "legal_name", "seat", "website", "person", "office", "telephone",
    }),
    "texts": frozenset({"language", "headline", "place", "date", "demand", "body"}),
    "text_drafts": frozenset({
        "language", "headline", "place", "date", "demand", "body", "kind", "corrected",
    }),
    "organisers": frozenset({"name", "email"}),
    "memberships": frozenset({"role"}),
    "holders": frozenset({"name", "recipient"}),
    "mission_addresses": frozenset({"code", "address", "name", "style", "gender", "source", "date"}),
    "mission_languages": frozenset({"code", "language"}),
    "own_groups": frozenset({"name", "states"}),
    "follow_ups": frozenset({"code", "channel", "concerned"}),
    "letterheads": frozenset({"person", "paper"}),
    "press_answers": frozenset({"language", "question", "words"}),
}  # fmt: skip
# Numbers of rows, moments and hashes that follow from the rest are of their own database.
OF_ITS_OWN = "it is of this database alone, or follows from the rest"
ANEW = "it is asked, tried or made anew on the server"
LEFT: Mapping[str, Mapping[str, str]] = {
    "campaigns": {
        **dict.fromkeys(("id", "preview_hash", "made_at"), OF_ITS_OWN),
        **dict.fromkeys(
            ("state", "opened_at", "closed_at", "paused_until", "taken_down_at", "words_moved_at"),
            "it begins as a draft",
        ),
        **dict.fromkeys(("at_risk", "framed_by", "names_on", "reminder_on"), ANEW),
        "example": "the example stays an example",
    },
    "responsible": {"campaign_id": OF_ITS_OWN},
    "texts": {
        **dict.fromkeys(("id", "campaign_id", "sha256", "made_at", "revision"), OF_ITS_OWN),
        **dict.fromkeys(("kind", "corrected"), "what was corrected in a trial nobody has read"),
        "signed": "no signature goes along",
        "withdrawn_at": "a text without words isn't current",
    },
    "text_drafts": dict.fromkeys(
        ("id", "campaign_id", "sha256", "made_at", "replaces", "preview_hash"), OF_ITS_OWN
    ),
    "organisers": {
        **dict.fromkeys(("id", "made_at", "fs_uniquifier", "fs_webauthn_user_handle"), OF_ITS_OWN),
        **dict.fromkeys(
            (
                "password", "tf_primary_method", "tf_totp_secret", "one_time_step", "mf_recovery_codes",
                "codes_proved_at",
            ),
            "how somebody signs in stays secret, and is chosen anew",
        ),
        **dict.fromkeys(("language", "is_site_owner", "active"), ANEW),
    },
    "memberships": dict.fromkeys(("organiser_id", "campaign_id", "since"), OF_ITS_OWN),
    "holders": {
        **dict.fromkeys(("id", "added_at"), OF_ITS_OWN),
        **dict.fromkeys(("proved_at", "retired_at", "drill", "paper_proved_at"), "each proves her key on the server"),
        **dict.fromkeys(("place", "paper_keeper", "paper_place"), "where keys lie isn't written into a file"),
    },
    "own_groups": dict.fromkeys(("id", "campaign_id", "made_at"), OF_ITS_OWN),
    "follow_ups": {
        "campaign_id": OF_ITS_OWN,
        **dict.fromkeys(("step", "day", "whose", "notes"), "notes about people stay where they were written"),
    },
    "letterheads": {
        "campaign_id": OF_ITS_OWN,
        **dict.fromkeys(("refers", "sent_before"), "no letter was sent from the server yet"),
    },
    "press_answers": {"campaign_id": OF_ITS_OWN, "shown": "it is published anew, with the figures of the server"},
}  # fmt: skip
SIGNERS, LOG, SENT = "no signature goes along", "the log begins anew", "no letter goes along"
SERVER, SIGN_IN = "it is about the machine", "how people sign in and what waits there is the server's"
TABLES_LEFT: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "submissions", "signatures", "reminded_addresses", "daily_counts", "invalidations",
            "invalidated_signatures", "surveys", "messages", "mailings", "stopped_addresses", "text_notes",
            "paper_keepings", "paper_imports", "paper_slips",
        ),
        SIGNERS,
    ),
    **dict.fromkeys(
        (
            "log_heads", "entries", "country_counts", "checkpoints", "stated_days", "stated_forms", "log_resumptions",
            "log_tiles", "cosignatures", "witness_views",
        ),
        LOG,
    ),
    **dict.fromkeys(
        ("letter_sets", "letters", "drafted_sets", "drafted_letters", "letter_sendings", "letter_replies"), SENT
    ),
    **dict.fromkeys(
        (
            "audit_entries", "last_backups", "jobs", "widened_networks", "refusals", "heartbeats", "key_offers",
            "mail_keys", "erasures", "fingerprints", "trusted_time", "told_acts", "told_conditions", "failed_nights",
        ),
        SERVER,
    ),
    **dict.fromkeys(
        ("passkeys", "invitations", "desk_sessions", "wrong_tries", "freezes", "readmissions", "waiting_acts",
         "named_people", "turned_off", "holder_accounts"),
        SIGN_IN,
    ),
    "rehearsals": ANEW,
    **dict.fromkeys(("shared_pictures", "campaign_pictures", "picture_sizes"), "they are drawn and chosen anew"),
    **dict.fromkeys(
        ("updates", "update_texts", "update_notes"), "they tell of days that the server's campaign hasn't had"
    ),
    **dict.fromkeys(
        ("campaign_outcomes", "reports", "ending_steps", "copies_deleted"), "a trial has no end to tell of"
    ),
}  # fmt: skip
