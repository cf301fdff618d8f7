"""At a terminal, a yes or a no for each State that the demand is about, or whose figure is withheld."""

import sys
from collections.abc import Iterable

import click

from campaign.letters.waves import asked_about
from campaign.lib.refusal import Refusal
from campaign.lib.un_names import un_name
from campaign.releases.models import Campaign


def ask_about(campaign: Campaign, codes: Iterable[str], question: str) -> None:
    """Nothing is taken for a yes. Raises Refusal at the first no. A script has named its States itself."""
    if not sys.stdin.isatty():
        return
    for code in sorted(asked_about(campaign) & set(codes)):
        name = un_name(code, "en")
        why = (
            "its figure is withheld"
            if code in set(campaign.withheld or ())
            else "the demand is about this State"
        )
        if not click.confirm(f"{name}: {why}. {question}", default=None):
            raise Refusal("letters/said-no", state=name, code=code)
