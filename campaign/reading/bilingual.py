"""A file that holds a release in two languages, one behind the other, by turns or side by side."""

import re
from collections import Counter
from itertools import pairwise

from campaign.reading.cleaning import LINE_ENDS
from campaign.reading.language import OF_SCRIPT, SCRIPTS, UNDETERMINED, WORDS, letters, telling_words
from campaign.reading.phrases import ADDRESS, WEB, is_end_mark

LEAST_SHARE = 0.15
LEAST_LETTERS = 60
LEAST_LINES = 2
CLEAR_WORDS = 2
"""Small words of a language that tell a line's; a line of another language may have one."""
TURNS = 0.8
BETWEEN = re.compile(r"\s*[|/·•]\s*|\s+[–—-]\s+|\t+| {3,}")
LONGEST_IN_TWO = 200


def languages_in(text: str) -> tuple[str, ...]:
    """The codes of the languages that a pasted text is in, in their order; one, or none where that can't be told.

    A text is in a language if a good part of it is, and more than a quotation. "und" is one that we don't know.
    """
    lines = [line for line in _lines(text) if line]
    codes = _present(lines)
    return tuple(dict.fromkeys(_told(lines, codes))) if len(codes) > 1 else codes


def parted(text: str) -> dict[str, str]:
    """The parts of a text in two languages or more, by language; none for a text in one. Every word is in one part."""
    lines = _lines(text)
    codes = _present([line for line in lines if line])
    if len(codes) < 2:
        return {}
    told = iter(_told([line for line in lines if line], codes))
    own = [(line, next(told) if line else None) for line in lines]
    return {
        code: "\n".join(line for line, language in own if language in (None, code))
        for code in dict.fromkeys(language for _, language in own if language)
    }


def _present(lines: list[str]) -> tuple[str, ...]:
    total = sum(sum(letters(_bare(line)).values()) for line in lines) or 1
    present: list[str] = []
    for script in SCRIPTS:
        own = [line for line in lines if _script(line) == script]
        weight = sum(letters(_bare(line))[script] for line in own)
        if len(own) >= LEAST_LINES and weight >= max(LEAST_LETTERS, LEAST_SHARE * total):
            present.extend(_languages_of(script, own))
    return tuple(present)


def _lines(text: str) -> list[str]:
    """Lines without blanks at their ends; one that says the same in two scripts is two."""
    lines: list[str] = []
    for line in LINE_ENDS.sub("\n", text).split("\n"):
        lines.extend(_halves(line.strip()))
    return lines


def _halves(line: str) -> list[str]:
    if len(line) > LONGEST_IN_TWO and "\t" not in line:
        return [line]
    for between in BETWEEN.finditer(line):
        halves = [line[: between.start()], line[between.end() :]]
        first, second = (_only_script(half) for half in halves)
        if first and second and first != second:
            return halves
    return [line]


def _only_script(text: str) -> str | None:
    scripts = [script for script, count in letters(_bare(text)).items() if count]
    return scripts[0] if len(scripts) == 1 else None


def _bare(line: str) -> str:
    """Without addresses, which are in Latin letters in every language."""
    return WEB.sub(" ", ADDRESS.sub(" ", line))


def _script(line: str) -> str | None:
    counts = letters(_bare(line))
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] else None


def _languages_of(script: str, lines: list[str]) -> list[str]:
    """The languages that lines in one script are in."""
    share: Counter[str] = Counter()
    often: Counter[str] = Counter()
    for line in lines:
        if code := _clear(line, list(WORDS[script])):
            share[code] += letters(_bare(line))[script]
            often[code] += 1
    clear = sum(share.values())
    codes = [
        code
        for code in share
        if often[code] >= LEAST_LINES and share[code] >= max(LEAST_LETTERS, LEAST_SHARE * clear)
    ]
    return codes or [share.most_common(1)[0][0] if share else OF_SCRIPT.get(script, UNDETERMINED)]


def _clear(line: str, codes: list[str]) -> str | None:
    """Which of the languages a line is in, if its small words or its script tell it."""
    script = _script(line)
    if script is None:
        return None
    own = [code for code in codes if _is_written_in(code, script)]
    if own and len(WORDS[script]) == 1:
        return own[0]
    told = telling_words(line, script)
    first, second = [*sorted(own, key=lambda code: -told[code]), "", ""][:2]
    return first if told.get(first, 0) >= CLEAR_WORDS and told[first] > 1.5 * told.get(second, 0) else None


def _told(lines: list[str], codes: tuple[str, ...]) -> list[str]:
    """The language of each line (none is empty): its own, or what the lines around it tell."""
    told = [_own(line, codes) for line in lines]
    if len(codes) == 2 and _takes_turns(told):
        _fill_by_turns(lines, told, codes)
    ahead: str | None = None
    for position in reversed(range(len(lines))):
        # What can't be told belongs to what follows, as a headline does; an end mark, or signs alone, to what is over.
        if told[position] is None and _leads(lines[position]):
            told[position] = ahead
        ahead = told[position] or ahead
    before = next((code for code in told if code), codes[0])
    filled: list[str] = []
    for code in told:
        before = code or before
        filled.append(before)
    return filled


def _takes_turns(told: list[str | None]) -> bool:
    """Whether the languages of neighbouring lines mostly differ."""
    pairs = [(before, code) for before, code in pairwise(told) if before and code]
    return bool(pairs) and sum(before != code for before, code in pairs) >= TURNS * len(pairs)


def _fill_by_turns(lines: list[str], told: list[str | None], codes: tuple[str, ...]) -> None:
    for neighbours in (reversed(list(pairwise(range(len(lines))))), pairwise(range(len(lines)))):
        for before, after in neighbours:
            empty, full = (before, after) if told[before] is None else (after, before)
            if told[empty] is None and told[full] and _leads(lines[empty]):
                told[empty] = codes[1 - codes.index(told[full] or "")]


def _own(line: str, codes: tuple[str, ...]) -> str | None:
    script = _script(line)
    if script is None:
        return None
    own = [code for code in codes if _is_written_in(code, script)]
    if len(own) == 1:
        return own[0]
    told = telling_words(line, script)
    first, second = [*sorted(own, key=lambda code: -told.get(code, 0)), "", ""][:2]
    return first if told.get(first, 0) > told.get(second, 0) else None


def _is_written_in(code: str, script: str) -> bool:
    """Whether a language is written so. Of every script but the Latin one language is supposed where none is clear."""
    return code in WORDS[script] or (code == UNDETERMINED and script == "latin")


def _leads(line: str) -> bool:
    return _script(line) is not None and not is_end_mark(line)
