"""What each of granian's processes answers with; they end with the one that started them."""

import multiprocessing
import resource
import signal
from contextlib import suppress

from campaign.app import Site
from campaign.extensions import answer_visitors
from campaign.lib import cores
from campaign.organisers.desk_keys import of_desk
from campaign.running import desk_process
from campaign.running.adapter import Adapter
from campaign.running.desk_calls import Desk
from campaign.running.parents import end_with
from campaign.vault.keys import NoSecret

OPEN_FILES = 8192


def allow_open_files(number: int) -> None:
    """Let this process have so many, if it may: a connection is one, and a shell's processes often have 1,024."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= now < number:
        with suppress(OSError, ValueError):  # under systemd that is refused, and the unit has seen to it
            resource.setrlimit(resource.RLIMIT_NOFILE, (number if most < 0 else min(number, most), most))


def answering(site: Site) -> Adapter:
    """The site for granian, in one of its processes, while that has one thread and no connection to a database."""
    # The first thing, since the master may be killed meanwhile. SIGKILL: a process that is asked to end waits for its
    # last visitor, and without the master nobody would lose patience.
    if master := multiprocessing.parent_process():
        end_with(master.pid or 0, by=signal.SIGKILL)
    cores.leave_none()
    allow_open_files(OPEN_FILES)
    uploads: bytes | None = None
    with site.app_context():
        answer_visitors(site)
        with suppress(NoSecret):
            uploads = of_desk("uploads")
    desk = Desk(desk_process.fork(site.wsgi_app))
    return Adapter(site.wsgi_app, find=site.extensions["shelf"].find, secret=uploads, desk=desk)
