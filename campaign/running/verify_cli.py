"""`campaign verify`: the stand-alone verifier, on any computer."""

import importlib.util
import sys
from types import ModuleType

import click

from campaign.paths import ROOT


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def verify(words: tuple[str, ...]) -> None:
    """Check a log, a letter or a receipt; the same program as static/verify.py, which needs nothing of ours."""
    verifier().run(list(words))


def verifier() -> ModuleType:
    """`static/verify.py` as a module; it is no part of the package, so that strangers can read it alone."""
    spec = importlib.util.spec_from_file_location("verify", ROOT / "static" / "verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


commands = [verify]
