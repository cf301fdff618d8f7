"""Every word that goes in comes out or is named."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.reading.by_hand import ByHand
from campaign.reading.cleaning import clean
from campaign.reading.debris import sweep
from campaign.reading.pieces import PieceKind
from campaign.reading.release import read_release
from tests.reading.mails import ANSWERED, FORWARDED, HEADLINE, TEXT, TEXT_AND_LINES
from tests.reading.test_debris import ORDINARY


def letters(text: str) -> Counter[str]:
    """Letters and digits: lines are joined, in Chinese without a blank."""
    return Counter(re.findall(r"[^\W_]", text))


PIECES = [
    *(line for each in TEXT_AND_LINES.values() for line in each),
    *(line for each in FORWARDED.values() for line in each),
    *ANSWERED.values(), *HEADLINE.values(), *TEXT.values(), *ORDINARY,
    "> quoted", ">> quoted twice", ">", "--", "________________", "[image: a logo]", "Samir "
    "<samir@river.example>", "a@river.example; B <b@river.example>",
    "You received this message because you are subscribed to the group.", "[1] A footnote.", "Signatories:",
    "• one", "◦ two", "– three", "Bakers of Manbij",
]  # fmt: skip
KEEP = st.frozensets(st.sampled_from(list(PieceKind)) | st.integers(1, 20), max_size=4)


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=12), st.sampled_from(["\n", "\n\n"]), KEEP)
def test_every_word_that_goes_in_comes_out_or_is_named(
    pieces: list[str], parted: str, keep: frozenset[PieceKind | int]
) -> None:
    source = parted.join(pieces)
    try:
        release = read_release(source, by_hand=ByHand(keep=keep))
    except Refusal:
        return  # said in a sentence, and nothing was read
    stood = " ".join([release.headline, release.body, *release.left_out, release.dateline or ""])
    assert letters(stood) == letters(source)
    assert [piece for piece in release.pieces if piece.kind in keep] == []
    assert [piece for piece in release.pieces if not 0 < piece.first <= piece.last] == []


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["\n", "\n\n"]), KEEP)
def test_what_is_swept_out_and_what_is_left_are_the_lines_that_went_in(
    pieces: list[str], parted: str, keep: frozenset[PieceKind | int]
) -> None:
    text, _ = clean(parted.join(pieces))
    swept = sweep(text, keep=keep)
    out = [
        line
        for piece in swept.pieces
        if piece.kind != PieceKind.QUOTE_MARKS
        for line in piece.words.split("\n")
    ]
    left = [line for _, line in swept.lines if line]
    bare = [re.sub(r"^(>\s?)+", "", line) if swept.pieces and swept.pieces[0].kind == PieceKind.QUOTE_MARKS else line
            for line in text.split("\n")]  # fmt: skip
    assert Counter(out + left) == Counter(line for line in bare if line)
