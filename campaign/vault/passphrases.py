"""Asking for the passphrase of a key."""

import sys

import click

from campaign.vault.identities import (
    BadIdentity,
)


def asked_passphrase(*, twice: bool = False) -> str:
    """From the terminal, unseen; else the first line of standard input. Raises BadIdentity if there is none."""
    if sys.stdin.isatty():
        return str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadIdentity("No passphrase was given on standard input.")
    return line
