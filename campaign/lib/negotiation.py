"""Which of our languages to give somebody whose browser says what it likes: never one in a script that isn't hers."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from babel.core import get_global

from campaign.lib.languages import TABLE

# Codes under which browsers ask for what our code names; for Arabic the spoken ones, whose readers write the standard.
CALLED_ALSO = {
    "kmr": "ku", "pes": "fa", "prs": "fa", "cmn": "zh",
    **dict.fromkeys(("acm", "acq", "aeb", "afb", "ajp", "apc", "apd", "ars", "ary", "arq", "arz", "arb", "ayl"), "ar"),
}  # fmt: skip
# Where a code of two scripts is written in the one that it is not by itself, as far as CLDR doesn't say.
SCRIPTS_THERE = {("ku", "IQ"): "Arab", ("ku", "IR"): "Arab", ("fa", "TJ"): "Cyrl"}
WRITTEN_OTHERWISE = {("ku", "Arab"): "ckb"}  # Kurdish in Arabic letters is Sorani


def best_of(tags: Iterable[str], offered: Sequence[str]) -> str | None:
    """The code of the language that suits best: `tags` are BCP 47's, the one liked best first.

    None where none does. A code that leaves its script open is read as the tags beside it have it: whoever asks for
    zh-TW and then for zh reads traditional characters, and gets no simplified ones.
    """
    wanted = [_parts(each) for each in tags]
    said = {(code, script) for code, script, is_said in wanted if is_said}
    for code, script, is_said in wanted:
        if not is_said and any(other == code and its != script for other, its in said):
            continue
        ours = WRITTEN_OTHERWISE.get((code, script), code)
        if ours in offered and TABLE[ours].script == script:
            return ours
    return None


@lru_cache(maxsize=500)
def _parts(tag: str) -> tuple[str, str, bool]:
    """(language, script, whether the tag says the script itself, or a territory that implies one)."""
    language, *rest = tag.replace("_", "-").split("-")
    if rest and len(rest[0]) == 3 and rest[0].isalpha():  # zh-yue: what is spoken stands behind its family
        language = rest.pop(0)
    code = CALLED_ALSO.get(language.lower(), language.lower())
    script = next((each.title() for each in rest if len(each) == 4 and each.isalpha()), "")
    place = next((each.upper() for each in rest if len(each) == 2 and each.isalpha()), "")
    there = SCRIPTS_THERE.get((code, place)) or _likely(f"{code}_{place}") or _likely(code)
    return code, script or there, bool(script or place)


def _likely(name: str) -> str:
    """The script that CLDR expects under a name; empty where it says nothing."""
    parts = str(get_global("likely_subtags").get(name, "")).split("_")
    return next((each for each in parts if len(each) == 4), "")
