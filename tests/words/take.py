"""`python -m tests.words.take FILE LANGUAGE [messages|desk]`: take a file of words in.

Without a domain, each message goes into the catalog that has it.
"""

import json
import sys
from pathlib import Path

from tests.words.catalogs import DOMAINS, domain_of, gathered, path_of, read, write
from tests.words.taking import left, take


def main(file: str, language: str, domain: str | None = None) -> int:
    """Says what was taken and what was not; 1 where something was not."""
    translated = json.loads(Path(file).read_text(encoding="utf-8"))
    whose = {m if isinstance(m, str) else m[0]: domain_of(m) for m in gathered()}
    refused = [f"{english!r}: no such message" for english in translated if english not in whose]
    for each in (domain,) if domain else DOMAINS:
        own = {english: words for english, words in translated.items() if whose.get(english) == each}
        if not path_of(language, each).exists() or not own:
            refused += [f"{english!r}: {language} has no {each}" for english in own]
            continue
        catalog = read(language, each)
        count, problems = take(catalog, own, language)
        write(catalog, language, each)
        refused += problems
        print(f"{language} {each}: {count} new or changed, {len(left(catalog))} left without words.")
    print(*[f"Not taken: {each}" for each in refused], sep="\n")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
