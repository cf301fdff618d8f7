"""Figures in answers: what stands in braces is filled in as the answer is read, so that it is never old. Pure."""

import re
from collections.abc import Collection, Mapping

PLACE = re.compile(r"\{\s*([^{}\n]*?)\s*\}")


def unfillable(words: str, names: Collection[str]) -> list[str]:
    """What stands in braces and is none of these, each once."""
    return [name for name in dict.fromkeys(PLACE.findall(words)) if name not in names]


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The words with each fact in the place of its name; what is in braces and no fact stays as it is."""
    return PLACE.sub(lambda place: facts.get(place[1], place[0]), words)
