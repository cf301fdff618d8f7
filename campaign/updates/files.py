"""An update as files: FILE.md with `# Headline` and a text, and FILE.ar.md beside it, as mails have them too."""

from pathlib import Path

from campaign.lib.languages import LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.updates.wording import Words

LARGEST = 100_000  # bytes of a file


def read_words(path: Path, *, language: str) -> dict[str, Words]:
    """By language; `path` itself is in `language`, each file beside it in the one that its name has. Raises Refusal."""
    words = {language: _read(path)}
    for code in LANGUAGES:
        beside = path.with_name(f"{path.stem}.{code}{path.suffix}")
        if beside.exists():
            if code == language:
                raise Refusal("updates/two-versions", first=path.name, second=beside.name)
            words[code] = _read(beside)
    return words


def _read(path: Path) -> Words:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        text = raw.decode("utf-8-sig").strip()
    except OSError as problem:
        raise Refusal("updates/unread", path=path, says=problem.strerror) from None
    except UnicodeDecodeError:
        raise Refusal("updates/not-utf-8", path=path) from None
    headline, _, body = text.partition("\n")
    if len(raw) > LARGEST or not headline.startswith("# "):
        raise Refusal("updates/no-heading", path=path)
    return Words(headline.removeprefix("# "), body)
