"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message
from campaign.lib.refusal import marked as _

MESSAGES: dict[str, Message] = {
    # Held submissions.
    "which-held": Message("Which? Give numbers, or --all.", "campaign held list shows them."),
    "closed": Message(_("The campaign is closed: nobody can confirm any more.")),
    # Which signatures are to leave the count.
    "which-signatures": Message("Which? Give at least one of --country, --day, --since, --domain, --index."),
    "why": Message("Why? --reason {reasons}: it stays in the log for good."),
    "no-country": Message(_("{country!r} is not a country code; write it like FR.")),
    "no-index": Message(_("{given!r} is not an index in the log; write whole numbers, one per line.")),
    "no-signature-there": Message(_("There is no signature in the log at {indexes}.")),
    "too-many-indexes": Message(_("At most {most:,} indexes at a time.")),
    "no-domain": Message(_("{domain!r} is not a mail domain; write it like example.org.")),
    "no-such-domain": Message(_("No domain tag begins with {beginning}.")),
    "several-domains": Message(_("More than one domain tag begins with {beginning}.")),
    "no-tag-key": Message(_("{slug} has no tag key: nothing personal is left, or nobody has ever signed.")),
    "none-match": Message(_("No signature that counts matches. Nothing was changed.")),
    "all-taken": Message("All that match are already in an invalidation: {taken}. Nothing was changed."),
    "other-number-typed": Message("{count:,} match, not {typed}. Nothing was changed."),
    "stopped": Message(
        "\nStopped: {gathered:,} of {wanted:,} have been collected, and all of them still count.",
        "To continue: campaign invalidate {slug} --go-on {number}. "
        "To drop it: campaign invalidate {slug} --undo {number}",
    ),
    "few-at-once": Message(_("At most {most} rules at a time.")),
    "too-few": Message(
        _(
            "Fewer than ten match. So few from one country at one time could be recognised, so the desk "
            "doesn’t say how "
            "many: widen the rule, or give their indexes."
        )
    ),
    "too-many": Message(
        _("More than {most:,} match. So many have to be removed by whoever runs the server, with a command.")
    ),
    # An invalidation that was begun.
    "no-invalidation": Message("This campaign has no invalidation {number}. --list shows those it has."),
    "undone": Message(_("Removal {number} is undone.")),
    "gathered": Message(_("The signatures of removal {number} have already been collected.")),
    "hold-over": Message(
        _("The time to undo {number} ended at {ended:%Y-%m-%d %H:%M} UTC; it stays in the log for good.")
    ),
    "removed-for-good": Message(
        _("Removal {number} is in the log for good. Signatures removed: {removed:,}.")
    ),
}
