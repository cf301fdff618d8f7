"""A command loads what it needs: none waits for what pages, letters, migrations or signing in are made with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import Site

ROOT = Path(__file__).parents[2]
# What a site and its database take.
THIRD_PARTIES = {
    "blinker", "click", "dotenv", "flask", "flask_sqlalchemy", "greenlet", "itsdangerous", "jinja2", "markupsafe",
    "sqlalchemy", "typing_extensions", "werkzeug",
}  # fmt: skip
ROOMS_OF_LIST = {"audit", "letters", "lib", "releases", "tally", "web"}
# What nobody needs who makes no page, picture or letter, reads no release, migrates nothing and doesn't sign in.
HEAVY = {
    "PIL", "alembic", "flask_limiter", "flask_security", "granian", "mammoth", "pikepdf", "prometheus_client",
    "segno", "structlog", "typst", "webauthn", "wtforms", "xlsxwriter",
}  # fmt: skip
READING = ("audit", "clock", "close", "limits", "missions", "set", "take-down")
LOADED = """
import sys
sys.argv[1:] = {words}
from campaign.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def loaded_by(*words: str, instance: Path | None = None) -> set[str]:
    """The modules that a command has loaded when it ends."""
    environment = {**os.environ, **({"CAMPAIGN_INSTANCE": str(instance)} if instance else {})}
    code = [sys.executable, "-c", LOADED.format(words=list(words))]
    ended = subprocess.run(code, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ended.stderr.split())


def packages(modules: set[str]) -> set[str]:
    """Of others: those that came with Python, or were compiled with them, aside."""
    tops = {name.partition(".")[0] for name in modules}
    return {
        name
        for name in tops - sys.stdlib_module_names - {"campaign"}
        if (name.isalpha() or "_" in name[1:-1])
    } - {"sitecustomize", "cython_runtime"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_list_of_campaigns_loads_four_rooms_and_what_they_stand_on(site: Site) -> None:
    modules = loaded_by("list", instance=site.settings.instance)
    ours = {name.split(".")[1] for name in modules if name.startswith("campaign.") and name.count(".") > 1}
    assert ours == ROOMS_OF_LIST
    assert {name for name in packages(modules) if not name.startswith("_")} <= THIRD_PARTIES
    assert "sqlalchemy.dialects.postgresql" not in modules


@pytest.mark.parametrize("command", READING)
def test_a_command_loads_nothing_heavy_before_it_is_needed(command: str) -> None:
    assert packages(loaded_by(command, "--help")) & HEAVY == set()
