"""What granian imports, in each of its processes; they end with the one that started them."""

import multiprocessing
import resource
import signal

from campaign import create_app
from campaign.running import logs
from campaign.running.adapter import Adapter
from campaign.running.parents import end_with

# The first thing, since the master may be killed while this one still loads. SIGKILL: a process that is asked to end
# waits for its last visitor, and without the master nobody would lose patience.
if master := multiprocessing.parent_process():
    end_with(master.pid or 0, by=signal.SIGKILL)
# A connection is an open file, and a shell's processes may often have no more than 1,024 of them.
OPEN_FILES = 8192
_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES if most < 0 else min(OPEN_FILES, most), most))
logs.configure()
site = create_app(serving=True)
app = Adapter(site.wsgi_app, shelf=site.extensions["shelf"])
