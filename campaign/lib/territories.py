"""What CLDR calls the countries in a language."""

from collections.abc import Mapping
from functools import cache


@cache
def territories(locale: str) -> Mapping[str, str]:
    """By code. What else CLDR says of the language is let go again where nothing else has asked for it: it takes a
    megabyte, and names are looked up in languages that no page is in.
    """
    from babel import Locale, localedata  # who only knows codes needn't load it

    before = set(localedata._cache)
    names = {str(code): str(name) for code, name in Locale.parse(locale).territories.items()}
    for loaded in set(localedata._cache) - before:
        localedata._cache.pop(loaded, None)
    return names
