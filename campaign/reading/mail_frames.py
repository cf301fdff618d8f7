"""The frames of mails inside a text: headers, and the lines above a mail that was forwarded or answered.

Pure: numbered lines in, a kind and a count out.
"""

import re

from campaign.reading import mail
from campaign.reading.pieces import PieceKind

Line = tuple[int, str]
HEADERS_AT_LEAST = 2
REPLY_LINES = 3
MOST_HEADERS = 60
FOLDED_FROM = 60


def frame_at(lines: list[Line], position: int) -> tuple[PieceKind | None, int]:
    """The frame that begins at a line, and how many lines it has; (None, 1) where none does."""
    line = lines[position][1]
    if mail.FORWARDED.fullmatch(line) and (re.search("[-_=:：]", line) or _headers(lines, position + 1)):
        return PieceKind.FORWARDED, 1
    if _is_forwarded_on_one_line(line) or (mail.PARTED.fullmatch(line) and _headers(lines, position + 1)):
        return PieceKind.FORWARDED, 1
    if headers := _headers(lines, position):
        return PieceKind.MAIL_HEADER, headers
    if mail.RULE.fullmatch(line) and _headers(lines, position + 1):
        return PieceKind.FORWARDED, 1
    if answers := _answers(lines[position : position + REPLY_LINES]):
        return PieceKind.REPLY, answers
    return None, 1


def _is_forwarded_on_one_line(line: str) -> bool:
    """Whether the header of the forwarded mail goes on behind the words that announce it."""
    words = mail.FORWARDED.match(line)
    header = line[words.end() :] if words else ""
    return bool(mail.HEADER.match(header) and mail.ADDRESSED.match(header))


def _answers(lines: list[Line]) -> int:
    """How many of the neighbouring lines say that somebody wrote, which mail programs wrap; 0 where they don't."""
    for length in range(1, len(lines) + 1):
        if lines[length - 1][0] - lines[0][0] >= length or _is_answer(lines[1:length]):
            return 0
        if _is_answer(lines[:length]):
            return length
    return 0


def _is_answer(lines: list[Line]) -> bool:
    joined = " ".join(line for _, line in lines)
    return bool(mail.REPLY.fullmatch(joined) and mail.ANSWERED.search(joined))


def _headers(lines: list[Line], position: int) -> int:
    """How many lines of a mail's header stand there: two labels at least, with the addresses that go on below."""
    labels: set[str] = set()
    addressed = False
    end = position
    for number, (_, line) in enumerate(lines[position : position + MOST_HEADERS], start=position):
        if match := mail.HEADER.match(line):
            if match["label"]:
                labels.add(match["label"].lower())
            addressed = addressed or bool(mail.ADDRESSED.match(line))
        elif not (labels and (mail.ADDRESSES_ONLY.fullmatch(line) or _is_folded(lines, number))):
            break
        end = number + 1
    enough = HEADERS_AT_LEAST if addressed else HEADERS_AT_LEAST + 1
    return end - position if len(labels) >= enough else 0


def _is_folded(lines: list[Line], position: int) -> bool:
    """Whether a line goes on a long header above it: no blank line before it, and a header or a blank line behind."""
    (above, header), (number, _) = lines[position - 1 : position + 1]
    below = lines[position + 1] if position + 1 < len(lines) else (number + 2, "")
    if number != above + 1 or not mail.HEADER.match(header):
        return False
    is_between = below[0] == number + 1 and bool(mail.HEADER.match(below[1]))
    return is_between or (len(header) >= FOLDED_FROM and below[0] > number + 1)
