"""What a backup says of itself, `backup.json`: written by `backing_up`, read back here, and never believed unread."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from campaign.backup import versions
from campaign.backup.archive import DATABASE, FACTS
from campaign.backup.backup import FORMAT
from campaign.lib.refusal import Refusal

FIRST_YEAR, LAST_YEAR = 2020, 2999  # others are no moment of a backup, and some no arithmetic survives
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)


@dataclass(frozen=True)
class Facts:
    """When it was made, of which kind and shape its database is, and the columns of PostgreSQL's tables."""

    made_at: datetime
    database: str
    revision: str
    tables: dict[str, list[str]]


def read_facts(folder: Path) -> Facts:
    """Of the backup that was unpacked there. Raises Refusal for what this version doesn't know."""
    try:
        fields = json.loads((folder / FACTS).read_bytes())
        is_known = fields["format"] == FORMAT and _whole(folder, fields["database"], fields.get("tables", {}))
        made_at = datetime.fromisoformat(fields["made_at"])
        facts = Facts(made_at, fields["database"], str(fields["revision"]), fields.get("tables", {}))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_known = False
    if not is_known or made_at.tzinfo is None or not FIRST_YEAR <= made_at.year <= LAST_YEAR:
        raise Refusal("backup/unknown-form")
    if not versions.is_known(facts.revision):
        raise Refusal("backup/foreign-backup", maker=versions.maker(fields.get("version")))
    return facts


def _whole(folder: Path, database: Any, tables: dict[str, list[str]]) -> bool:
    """Whether what its kind of database needs is there, under names that are names."""
    if database == "sqlite":
        return (folder / DATABASE).exists()
    named = all(NAME.fullmatch(name) for names in tables.values() for name in names)
    return database == "postgresql" and bool(tables) and named
