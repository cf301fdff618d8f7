"""What concerns every page: which requests are let in, headers, errors, filters, what is kept."""

from typing import TYPE_CHECKING

from campaign.lib.on_demand import on_demand

if TYPE_CHECKING:
    from campaign.web.admission import MOST_BYTES, by_one_click, refuse_garbled, takes_one_click
    from campaign.web.caching import RECALLED_WITHIN_A_MINUTE, briefly, newest_page, public_page, tagged_page
    from campaign.web.errors import error_page, log_away, said_alone
    from campaign.web.filling import filled_page
    from campaign.web.filters import static_file
    from campaign.web.hanging import init_web
    from campaign.web.headers import POLICY
else:
    __getattr__ = on_demand(__name__, __file__)

__all__ = [
    "MOST_BYTES",
    "POLICY",
    "RECALLED_WITHIN_A_MINUTE",
    "briefly",
    "by_one_click",
    "error_page",
    "filled_page",
    "init_web",
    "log_away",
    "newest_page",
    "public_page",
    "refuse_garbled",
    "said_alone",
    "static_file",
    "tagged_page",
    "takes_one_click",
]
