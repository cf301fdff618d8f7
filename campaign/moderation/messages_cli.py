"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES = {
    # Held submissions.
    "which-held": Message("Which? Give numbers, or --all.", "campaign held list shows them."),
    "closed": Message("The campaign is closed: nobody could confirm any more."),
    # Which signatures are to leave the count.
    "which-signatures": Message("Which? Give at least one of --country, --day, --since, --domain."),
    "why": Message("Why? --reason {reasons}: it stands in the log for good."),
    "no-country": Message("{country!r} is no country code; write it like FR."),
    "no-domain": Message("{domain!r} is no domain of mail addresses; write it like example.org."),
    "no-such-domain": Message("No domain tag begins with {beginning}."),
    "several-domains": Message("More than one domain tag begins with {beginning}."),
    "no-tag-key": Message("{slug} has no tag key: nothing personal is left, or nobody ever signed."),
    "none-match": Message("No signature that counts matches. Nothing was changed."),
    "all-taken": Message("All that match stand in an invalidation already: {taken}. Nothing was changed."),
    "other-number-typed": Message("{count:,} match, not {typed}. Nothing was changed."),
    "stopped": Message(
        "\nStopped: {gathered:,} of {wanted:,} are gathered, and all of them still count.",
        "To go on: campaign invalidate {slug} --go-on {number}. "
        "To leave it: campaign invalidate {slug} --undo {number}",
    ),
    # An invalidation that was begun.
    "no-invalidation": Message("This campaign has no invalidation {number}. --list shows those it has."),
    "undone": Message("Invalidation {number} is undone."),
    "hold-over": Message(
        "The time to undo {number} ended at {ended:%Y-%m-%d %H:%M} UTC; it stands in the log for good."
    ),
    "removed-for-good": Message(
        "Invalidation {number} is in the log for good: {removed:,} signatures were removed."
    ),
}
