"""An uploaded picture as three plain ones: looked at by its first bytes, then read in a process of its own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from campaign.lib.refusal import Refusal
from campaign.pictures.models import LONGEST_NAME

MOST_BYTES = 5_000_000
SECONDS = 40
PROGRAM = Path(__file__).with_name("decoding_process.py")
OUT_OF_MEMORY = 3


@dataclass(frozen=True)
class Size:
    """One of the three: a JPEG without anything beside the picture, and a name that follows from its bytes."""

    width: int
    height: int
    name: str
    content: bytes


def require_picture(raw: bytes) -> None:
    """Raises Refusal for what can't be one by its length and its first bytes: nothing of it is decoded."""
    if not raw:
        raise Refusal("pictures/no-file").about("file")
    if len(raw) > MOST_BYTES:
        raise Refusal("pictures/too-big", most=MOST_BYTES // 1_000_000).about("file")
    if not raw.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and not _is_webp(raw):
        raise Refusal("pictures/no-picture").about("file")


def _is_webp(raw: bytes) -> bool:
    return raw[:4] == b"RIFF" and raw[8:12] == b"WEBP"


def sizes_of(raw: bytes) -> list[Size]:
    """The three sizes, the smallest first. Raises Refusal."""
    try:
        ended = subprocess.run(  # nosec B603 # noqa: S603 - a program of ours; what was brought is its input
            [sys.executable, "-I", str(PROGRAM)], input=raw, capture_output=True, timeout=SECONDS, env={}, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Refusal("pictures/takes-too-much") from None
    if ended.returncode == OUT_OF_MEMORY or ended.returncode < 0:
        raise Refusal("pictures/takes-too-much")
    head, _, content = ended.stdout.partition(b"\n")
    try:
        answer = json.loads(head)
    except ValueError:
        raise Refusal("pictures/damaged") from None
    if "refused" in answer:
        raise _refusal(answer["refused"], answer["facts"])
    return _cut(content, answer["sizes"])


def _refusal(reason: str, facts: dict[str, int]) -> Refusal:
    match reason:
        case "many-pixels":
            width, height, most = facts["width"], facts["height"], facts["most"]
            return Refusal("pictures/many-pixels", width=width, height=height, most=most)
        case "few-pixels":
            return Refusal("pictures/few-pixels", width=facts["width"], least=facts["least"])
        case "odd-shape":
            return Refusal("pictures/odd-shape")
        case "moves":
            return Refusal("pictures/moves")
    return Refusal("pictures/no-picture")


def _cut(content: bytes, measures: list[list[int]]) -> list[Size]:
    sizes, begin = [], 0
    for width, height, length in measures:
        jpeg = content[begin : begin + length]
        begin += length
        sizes.append(Size(width, height, sha256(jpeg).hexdigest()[:LONGEST_NAME], jpeg))
    return sizes
