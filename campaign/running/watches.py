"""The worker's looks at what people are told of: each tells it once."""

from campaign.notifications import calendar, server
from campaign.running.chore import Chore
from campaign.running.health import log_stands_still


def watches() -> list[Chore]:
    """What people are told of once it holds; a chore each, so that one look that fails stops no other."""
    return [
        Chore("watch backups", 60, server.watch_backups),
        Chore("watch mail", 60, server.watch_mail),
        Chore("watch bounces", 60, server.watch_bounces),
        Chore("watch the disk", 60, server.watch_disk),
        Chore("watch logs", 60, lambda: server.watch_logs(stopped=log_stands_still())),
        Chore("watch held forms", 600, calendar.watch_held),
        Chore("watch letters", 60, calendar.watch_returned),
        Chore("watch closing days", 600, calendar.watch_closing),
        Chore("watch erasures", 600, calendar.watch_erasures),
        Chore("watch drills", 600, calendar.watch_drills),
        Chore("watch for Monday", 600, calendar.watch_monday),
    ]
