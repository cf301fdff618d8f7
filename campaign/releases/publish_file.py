"""A file becomes a draft: what was understood is shown, what is missing is asked for, nothing is guessed."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from campaign.lib.refusal import Refusal
from campaign.reading.bilingual import parted
from campaign.reading.by_hand import ByHand
from campaign.reading.files import LARGEST_FILE, read_file
from campaign.reading.release import Release, read_release
from campaign.releases import actions
from campaign.releases.actions import TakenIn
from campaign.releases.models import CorrectionKind

Show = Callable[[Release], None]
Complete = Callable[[Release, str | None], tuple[date, str]]


def publish_file(
    *,
    file: str,
    slug: str,
    by_hand: ByHand,
    language: str,
    kind: CorrectionKind | None,
    corrected: dict[str, str],
    show: Show,
    complete: Complete,
    is_sure: Callable[[actions.LooksOtherwise], bool],
    wants_part: Callable[[actions.TwoLanguages], bool],
) -> TakenIn:
    """Read, complete and take in a file, or standard input where it is `-`. Raises Refusal.

    What is given `by_hand` goes before what stands in the file. `show` is given what was understood. `complete` is
    asked only where day or demand is missing (None): it gives both, or raises Refusal. `is_sure` is asked where the
    words look like another language. `wants_part` is asked where the file is in two languages: for yes the part in
    `language` is taken, for no all of it.
    """
    actions.check_slug(slug)
    source = read_file(_bytes(file))
    text, is_whole = _share(source.text, language, wants_part)
    release = read_release(text, by_hand=by_hand, is_document=source.is_document)
    release = replace(release, notes=(*source.notes, *release.notes))
    show(release)
    day, demand = release.date, by_hand.demand or actions.current_demand(slug, language)
    if day is None or not demand:
        day, demand = complete(release, demand)
    demand = actions.one_line(demand)
    return actions.take_in_release(
        slug=slug,
        language=language,
        release=replace(release, date=day),
        demand=demand,
        kind=kind,
        corrected=corrected,
        sure_of_language=is_whole or _was_asked(release, demand, language, is_sure),
    )


def _share(text: str, language: str, wants_part: Callable[[actions.TwoLanguages], bool]) -> tuple[str, bool]:
    """What is taken of a file, and whether that is all of one in two languages. Raises Refusal."""
    parts = parted(text)
    if not parts:
        return text, False
    if not wants_part(actions.TwoLanguages("releases/two-languages", languages=list(parts))):
        return text, True
    if language not in parts:
        raise Refusal("releases/no-part", language=language, languages=list(parts))
    return parts[language], False


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
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(file).open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as problem:
        raise Refusal("releases/cant-read", file=file, problem=problem.strerror) from None
