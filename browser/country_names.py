"""Print the English names of countries, as lists have them, for the page that opens lists: `make browser` runs it."""

import json
import sys

from babel import Locale

from campaign.lib import countries


def country_names() -> str:
    """JSON, by code. A code without a name stands for itself."""
    codes = sorted({*map(str, Locale.parse("en").territories), *countries.readers_names()})
    names = {code: countries.name(code, "en") for code in codes}
    return json.dumps(names, ensure_ascii=False, indent=0) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a file here
    sys.stdout.write(country_names())
