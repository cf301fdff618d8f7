"""`campaign verify`: the stand-alone verifier, on any computer; and its page as a file."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import click

from campaign.paths import ROOT
from campaign.running.page_file_cli import write_page

PAGE = "--page"


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def verify(words: tuple[str, ...]) -> None:
    """Check a log, a letter or a receipt; the same program as static/verify.py, which needs nothing of ours.

    `--page FILE` writes verify-file.html instead, the page that does the same in a browser, and prints its SHA-256.
    """
    if words[:1] == (PAGE,) and len(words) == 2:
        write_page(Path(words[1]), "campaign.letters.check_page")
    else:
        sys.exit(_as_ours(list(words)))


def _as_ours(words: list[str]) -> int | str | None:
    """The exit status: 1 for whatever FAILED, as a command has no others. verify.py tells kinds apart by it."""
    program = verifier()
    try:
        program.run(words)
    except SystemExit as end:
        return 1 if end.code in program.MEANING else end.code
    return 0


def verifier() -> ModuleType:
    """`static/verify.py` as a module; it is no part of the package, so that strangers can read it alone."""
    spec = importlib.util.spec_from_file_location("verify", ROOT / "static" / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


commands = [verify]
