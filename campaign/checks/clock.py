"""Does the machine's clock agree with the time that what can't be undone goes by?"""

from collections.abc import Iterator

from campaign.checks import GOOD, Finding, wrong_in_public
from campaign.vault import trusted_time
from campaign.vault.clock_cli import compared, is_astray


def trusted() -> Iterator[Finding]:
    """Nothing before the worker has run."""
    trust = trusted_time.standing()
    if trust is not None:
        yield Finding(wrong_in_public() if is_astray(trust) else GOOD, f"Time: {compared(trust)}")
