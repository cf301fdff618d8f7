"""What stands above a release's headline: words for newsrooms, an embargo, perhaps place and day."""

import re
from dataclasses import dataclass, replace

from campaign.lib.refusal import Refusal
from campaign.releases.reading.datelines import Dateline, dateline_alone, is_item, opening_dateline

ANNOUNCES = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) (?:release|statement)"
    r"|communiqué(?: de presse)?|pour diffusion immédiate"
    r"|comunicado(?: de prensa)?|بيان صحفي|بيان صحافي|للنشر الفوري|пресс-релиз|新闻稿)\W*(?P<rest>.*)",
    re.IGNORECASE,
)
EMBARGO = re.compile(r"\W*(?:(?:under )?embargo|not for (?:release|publication))", re.IGNORECASE)
FULL_STOP = re.compile(r"[.。．।۔][\"'”’»)\]]*$")


@dataclass(frozen=True, kw_only=True)
class Top:
    """`lines` begin with the headline. `above` stands on a line of its own ahead of it, `announced` is the day beside
    "Press release", `left_out` and `notes` are as in a Release. `otherwise` is the same top if `above` is the headline.
    """

    lines: tuple[str, ...]
    above: Dateline | None = None
    otherwise: "Top | None" = None
    announced: Dateline | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_top(lines: list[str]) -> Top:
    """Take what isn't the headline yet off the top. Raises Refusal where nothing is left."""
    top = Top(lines=())
    for position, line in enumerate(lines):
        if not line:
            continue
        announces = ANNOUNCES.fullmatch(line)
        rest = announces["rest"] if announces else ""
        beside = dateline_alone(rest)
        if EMBARGO.match(line):
            note = f"“{line}” was left out: what is opened here is public at once."
        elif announces and (beside or not rest or ANNOUNCES.fullmatch(rest)):
            note = f"“{line}” was left out: it is for newsrooms."
        else:
            above = dateline_alone(line) if top.above is None else None
            here = replace(top, lines=tuple(lines[position:]))
            if above is None or (above.place and not _headline_follows(lines[position + 1 :])):
                return here
            top = replace(top, above=above, otherwise=here)
            continue
        top = replace(
            top,
            announced=beside or top.announced,
            left_out=(*top.left_out, line),
            notes=(*top.notes, note),
        )
    raise Refusal("releases/no-headline")


def _headline_follows(lines: list[str]) -> bool:
    """Whether the next line could be a headline, with a text behind it."""
    left = [line for line in lines if line]
    while left and ANNOUNCES.fullmatch(left[0]):
        left.pop(0)
    if len(left) < 2 or is_item(left[0]) or opening_dateline(left[0]):
        return False
    return not FULL_STOP.search(left[0])
