"""Whose network a request comes from, as limits count it."""

from campaign.current import asked, noted
from campaign.lib import clock
from campaign.lib.networks import near_and_wider
from campaign.vault.tags import network_tag

SAFE = {"GET", "HEAD", "OPTIONS"}


def know_network() -> None:
    """Set the two keyed hashes that limits count by, once a request. The address itself is kept nowhere."""
    request, g = asked(), noted()
    if request.method in SAFE or g.get("network_of") is request.environ:
        return
    g.network_of = request.environ
    today = clock.today()
    near, wide = near_and_wider(request.remote_addr or "")
    g.network = network_tag(near, day=today)
    g.wider_network = network_tag(wide, day=today) if wide else None
