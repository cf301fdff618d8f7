"""The odd app, and beside it the same one in the desk's process, which soon ends and takes few at once."""

from campaign.running import adapter, desk_calls, desk_process
from tests.running.odd_apps import odd

desk_process.IDLE = 2
desk_calls.MOST_AT_ONCE = 2
desk = desk_calls.Desk(desk_process.fork(odd))
app = adapter.Adapter(odd, desk=desk)
