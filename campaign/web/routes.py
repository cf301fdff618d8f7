"""Parts of addresses that every room's routes share."""

from campaign.lib.languages import LANGUAGES

LANGUAGE = f"<any({','.join(LANGUAGES)}):language>"
