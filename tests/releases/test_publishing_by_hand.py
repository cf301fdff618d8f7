"""`campaign publish` with parts that were read wrongly: each can be given, and what leaves can be kept."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from campaign.lib.refusal import Refusal
from campaign.reading.by_hand import ByHand
from campaign.reading.release import read_release
from campaign.releases import actions
from campaign.releases import queries as releases_queries
from campaign.releases.models import Text
from tests.reading.documents import document, paragraph, table
from tests.refused import refused
from tests.releases.test_publishing import DEMAND, run, same_app  # noqa: F401 - a fixture

WORD = Path(__file__).parents[1] / "reading" / "word.txt"


def text_of(slug: str) -> Text:
    campaign = releases_queries.campaign(slug)
    assert campaign is not None
    text = releases_queries.current_text(campaign.id, "en")
    assert text is not None
    return text


def test_what_is_left_out_is_named_with_its_kind_and_lines(app: Flask) -> None:
    made = run(app, "publish", str(WORD), "--slug", "mills", "--demand", DEMAND)
    assert made.exit_code == 0
    lines = made.output.splitlines()
    assert [line for line in lines if line.startswith("Left out")] == [
        "Left out   letterhead, line 2: TEL +961 1 555 010 · www.clinics.example",
        "Left out   newsroom, line 3: FOR IMMEDIATE RELEASE Press contact: Nadia Karam +961 1 555 011",
        "Left out   page-number, line 30: Page 1 of 2",
        "Left out   end-mark, line 31: - ENDS -",
        "Left out   end-mark, line 35: ###",
    ]
    assert "           To keep something, use --keep with its line or kind." in lines


def test_each_part_can_be_given_and_each_piece_kept(app: Flask) -> None:
    words = (
        "--headline", "Bread first", "--place", "Manbij", "--date", "2025-05-13", "--keep", "page-number"
    )  # fmt: skip
    made = run(app, "publish", str(WORD), "--slug", "mills", "--demand", DEMAND, *words)
    assert made.exit_code == 0
    text = text_of("mills")
    assert (text.headline, text.place, text.date) == ("Bread first", "Manbij", date(2025, 5, 13))
    assert text.body.endswith(
        "Page 1 of 2\n\nNotes to editors:\n1. Pictures: http://clinics.example/photos?id=7&x=2."
    )
    headline = "BREAD FIRST: 31 GROUPS ASK STATES TO REOPEN THE MILLS OF MANBIJ"
    assert f"Note       “{headline}” was left out: your headline takes its place." in made.output.splitlines()


def test_what_is_neither_a_line_nor_a_kind_is_a_wrong_option(app: Flask) -> None:
    made = run(app, "publish", str(WORD), "--slug", "mills", "--keep", "footnotes")
    assert made.exit_code == 2
    assert "'footnotes' is neither a line number nor one of: quote-marks, mail-header," in made.stderr


def test_the_desk_takes_in_what_was_mended(app: Flask) -> None:
    release = read_release(
        "Giv it back\n\nSixty villages demand it.", by_hand=ByHand(headline="Give it back")
    )
    with refused("The release has no day yet. --date YYYY-MM-DD"):
        actions.take_in_release(slug="river", language="en", release=release, demand=DEMAND)
    dated = read_release(
        "Giv it back\n\nSixty villages demand it.",
        by_hand=ByHand(headline="Give it back", date=date(2025, 5, 13)),
    )
    taken = actions.take_in_release(slug="river", language="en", release=dated, demand=f"  {DEMAND}\n")
    assert taken.text is not None
    assert (text_of("river").headline, text_of("river").demand) == ("Give it back", DEMAND)
    with pytest.raises(Refusal) as halved:
        actions.take_in_release(slug="river", language="en", release=dated, demand="We ask for…")
    assert halved.value.reason == "releases/half-demand"


def test_a_word_document_is_published_and_what_it_loses_is_said(app: Flask, tmp_path: Path) -> None:
    rows = (("Bakers of Manbij", "Manbij"), ("Women of the Euphrates", "Raqqa"))
    file = tmp_path / "release.docx"
    file.write_bytes(
        document(
            paragraph("Give the River Back", style="Title"),
            paragraph("Geneva, 13 May 2025 – Sixty villages demand it."),
            paragraph("Signatories:"),
            table(*rows),
        )
    )
    made = run(app, "publish", str(file), "--slug", "river", "--demand", DEMAND)
    assert made.exit_code == 0
    assert "Note       A table became lines of text." in made.output.splitlines()
    assert text_of("river").body == (
        "Sixty villages demand it.\n\nSignatories:\n\nBakers of Manbij Manbij\nWomen of the Euphrates Raqqa"
    )
    file.write_bytes(file.read_bytes()[:900])
    broken = run(app, "publish", str(file), "--slug", "other", "--demand", DEMAND)
    assert (broken.exit_code, broken.stderr) == (
        2,
        "This document is damaged. Open it in Word and save it again as .docx.\n",
    )
