"""What this room refuses, in words, and the command that helps."""

from campaign.lib.refusal import Message

MESSAGES: dict[str, Message] = {
    # The example with a history.
    "demo-in-public": Message(
        "Invented signatures are for this machine's own address only; CAMPAIGN_BASE_URL is {base_url}. "
        "Nothing was written."
    ),
    "no-country": Message("{country!r} is not a country code; write it like FR."),
    "no-holder": Message(
        "Nobody holds a key yet, so nothing could be sealed.",
        "See: campaign keys new --help, campaign keys add --help",
    ),
    # The files of a public site.
    "no-web-machine": Message("--web is {web!r}; it has to be HOST:PORT, such as 10.0.0.2:8000."),
    "not-public": Message(
        "CAMPAIGN_BASE_URL is {base_url}; it has to be what visitors will type, as https://…"
    ),
    "not-https": Message("CAMPAIGN_BASE_URL is {base_url}; behind this nginx file it has to be https://…"),
    "no-onion": Message("CAMPAIGN_ONION isn't set; it has to be the address that Tor gave this site."),
    "database-is-a-file": Message("CAMPAIGN_DATABASE_URL is a file; several machines share one PostgreSQL."),
    "no-user": Message("--user is {user!r}; it has to be the name of a user, such as campaign."),
    "tells-nobody": Message("--part {part} mails somebody when something has failed: add --tell ADDRESS."),
    "strange-address": Message("{tell} can't be used in this file: no space, quote, $ or backslash."),
    "strange-folder": Message(
        "{folder!r} can't be used in a systemd file: no space, line break, quote, $ or backslash. "
        "/opt/campaign and /var/lib/campaign are usual."
    ),
    "nothing-to-upgrade": Message(
        "There is nothing to upgrade: no database of campaign is here, in {instance}. If yours is elsewhere, "
        "CAMPAIGN_INSTANCE names it;",
        "on a server of docs/going-public.md type: campaign upgrade",
    ),
    "still-runs": Message(
        "Campaign is still running: its worker was alive at {alive:%H:%M:%S} UTC. Stop it first, with Ctrl-C or "
        "systemctl stop."
    ),
    "runs-already": Message(
        "Campaign is already running on {instance}: process {pid}, at {address}, since {since:%Y-%m-%d %H:%M:%S} "
        "UTC. Stop it first, with Ctrl-C or systemctl stop, or name another folder with CAMPAIGN_INSTANCE."
    ),
    "runs-unnamed": Message(
        "Campaign is already running on {instance}. Stop it first, with Ctrl-C or systemctl stop, or name another "
        "folder with CAMPAIGN_INSTANCE."
    ),
    # Pages that work from disk.
    "needs-a-site": Message("This needs what a site needs: install requirements.txt."),
    "page-unwritten": Message("{file} can't be written: {says}."),
    # Keys.
    "nameless-key": Message("{file} doesn't say whose key it is. Add --name NAME."),
    "there-already": Message("{file} already exists. Choose another name."),
    # The log.
    "never-open": Message(
        "There is no campaign {slug!r} that was ever open.", "campaign list shows those there are."
    ),
    "nothing-published": Message(
        "{slug} has no published checkpoint yet. The worker makes one; is it running?"
    ),
    "lost-turn": Message("The worker numbered entries just now. Stop it, and try again."),
    "entries-unread": Message(
        "This database lacks entries of the {published:,} that were published, and {place} holds {size:,} of them "
        "below {folder}/. Anyone among the rest who withdrew would be counted again. Give a copy that has them: "
        "--entries FOLDER-OR-ADDRESS. If there is none anywhere: --entries-lost. {slug} then continues without them."
    ),
}
