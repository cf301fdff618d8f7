"""A file becomes a draft: what was understood is shown, what is missing is asked for, nothing is guessed."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from campaign.lib.refusal import Refusal
from campaign.releases import actions
from campaign.releases.actions import TakenIn
from campaign.releases.models import CorrectionKind
from campaign.releases.reading.files import LARGEST, decode
from campaign.releases.reading.release import Release, read_release

Show = Callable[[Release, date | None], None]
Complete = Callable[[Release, date | None, str | None], tuple[date, str]]
LONGEST_DEMAND = 600


def publish_file(
    *,
    file: str,
    slug: str,
    demand: str | None,
    language: str,
    day: date | None,
    kind: CorrectionKind | None,
    corrected: dict[str, str],
    show: Show,
    complete: Complete,
    is_sure: Callable[[actions.LooksOtherwise], bool],
) -> TakenIn:
    """Read, complete and take in a file, or standard input where it is `-`. Raises Refusal.

    `show` is given what was understood, and the day that was given beside it. `complete` is asked only where day or
    demand is missing (None): it gives both, or raises Refusal. `is_sure` is asked where the words look like another
    language.
    """
    actions.check_slug(slug)
    release = read_release(decode(_bytes(file)))
    show(release, day)
    day, demand = day or release.date, demand or actions.current_demand(slug, language)
    if day is None or not demand:
        day, demand = complete(release, day, demand)
    demand = _one_line(demand)
    return actions.take_in(
        slug=slug,
        language=language,
        headline=release.headline,
        place=release.place,
        day=day,
        demand=demand,
        body=release.body,
        kind=kind,
        corrected=corrected,
        sure_of_language=_was_asked(release, demand, language, is_sure),
    )


def _was_asked(
    release: Release, demand: str, language: str, is_sure: Callable[[actions.LooksOtherwise], bool]
) -> bool:
    """Whether somebody said that words which look like another language are in this one. Raises LooksOtherwise."""
    try:
        actions.require_language(language, text=f"{release.headline}\n{release.body}", demand=demand)
    except actions.LooksOtherwise as question:
        if not is_sure(question):
            raise
        return True
    return False


def _bytes(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(4 * LARGEST + 1)
        with Path(file).open("rb") as opened:
            return opened.read(4 * LARGEST + 1)
    except OSError as problem:
        raise Refusal("releases/cant-read", file=file, problem=problem.strerror) from None


def _one_line(demand: str) -> str:
    line = " ".join(demand.split())
    if line.endswith(("…", "...")):
        raise Refusal("releases/half-demand", demand=line)
    if not line or len(line) > LONGEST_DEMAND:
        raise Refusal("releases/long-demand", most=LONGEST_DEMAND)
    return line
