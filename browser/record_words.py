"""Print the words that records are deflated against, for the page that opens lists: `make browser` runs it."""

import json
import sys

from campaign.signing.record_words import WORDS


def record_words() -> str:
    """JSON, one text."""
    return json.dumps(WORDS.decode(), ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # it is a file here
    sys.stdout.write(record_words())
