"""The settings that a backup brings: which hold at once, and which lead outside and wait until somebody looked at them.

A backup may be somebody else's, or changed: what it says of where mails go and who is believed is shown first.
"""

import re
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from campaign.config import PREFIX, SECRET
from campaign.env_file import Unread, read_env
from campaign.lib import durable
from campaign.lib.command_line import shortened
from campaign.lib.refusal import Refusal

WAITING = ".env.of-backup"
# Numbers and days of this machine alone. What isn't named here, a setting to come too, leads outside.
STAYS_HERE = frozenset(
    f"{PREFIX}{name}"
    for name in (
        *(
            "HOLD_SECONDS",
            "KEEP_DAYS",
            "MAIL_PER_HOUR",
            "SEQUENCE_SECONDS",
            "SIGN_LIMITS",
            "STATE_ENTRIES",
            "WORKERS",
        ),
    )
)
PLAIN = re.compile(r"[A-Za-z0-9 ;]*", re.ASCII)


@dataclass(frozen=True)
class BroughtSettings:
    """By name, as they are shown: what holds now, and what waits in `file`. `others_stay`: an `.env` was here."""

    taken: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    file: Path | None = None
    others_stay: bool = False


def bring_settings(brought: Path, here: Path, *, all_of_them: bool, undoing: ExitStack) -> BroughtSettings:
    """Make `here`, the `.env`, of the backup's where there is none. Raises Refusal, OSError."""
    if not brought.exists():
        return BroughtSettings()
    if here.exists():
        return BroughtSettings(others_stay=here.read_bytes() != brought.read_bytes())
    values = _ours(brought)
    waiting = {
        name: value for name, value in values.items() if not all_of_them and _leads_outside(name, value)
    }
    taken = {name: value for name, value in values.items() if name not in waiting}
    if not waiting:
        _write(here, brought.read_bytes(), undoing)
        return BroughtSettings(taken=_shown(taken))
    if taken:
        _write(here, "".join(f"{name}={value}\n" for name, value in taken.items()).encode(), undoing)
    file = here.with_name(WAITING)
    _write(file, brought.read_bytes(), undoing)
    return BroughtSettings(taken=_shown(taken), waiting=_shown(waiting), file=file)


def _ours(brought: Path) -> dict[str, str]:
    try:
        values = read_env(brought, prefix=PREFIX)
    except Unread:
        raise Refusal("backup/settings-unread") from None
    return {name: value for name, value in values.items() if name.startswith(PREFIX)}


def _leads_outside(name: str, value: str) -> bool:
    return name not in STAYS_HERE or not PLAIN.fullmatch(value)


def _write(path: Path, content: bytes, undoing: ExitStack) -> None:
    durable.replace(path, content)
    undoing.callback(path.unlink, missing_ok=True)


def _shown(values: dict[str, str]) -> dict[str, str]:
    """Without passwords, and without what a terminal would obey."""
    return {name: _without_secrets(name, value) for name, value in values.items()}


def _without_secrets(name: str, value: str) -> str:
    if name in SECRET:
        value = re.sub(r"//[^/]*@", "//…@", value).partition("?")[0]
    return shortened("".join(sign if sign.isprintable() else "�" for sign in value))
