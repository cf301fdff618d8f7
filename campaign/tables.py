"""The tables of all rooms, loaded when something has to know each of them."""

from functools import cache
from importlib import import_module

MODULES = (
    *(f"campaign.{room}.models" for room in (
        "audit", "jobs", "vault", "mail", "limits", "organisers", "tally", "releases", "updates", "missions",
        "letters", "pictures", "signing", "paper", "lists", "press", "backup", "notifications", "running",
    )),
    "campaign.releases.rehearsals",
)  # fmt: skip


@cache
def load_tables() -> None:
    """What none of a command's modules has imported yet is, too."""
    for module in MODULES:
        import_module(module)
