"""What further mail programs, chats and offices put around a release: in further languages, above, beside and below."""

import pytest

from campaign.reading.pieces import PieceKind
from campaign.reading.release import read_release

HEADLINE = "Open the Road to Daraa Now"
PARAGRAPHS = (
    "Forty organisations demand that the road to Daraa is opened to aid convoys.",
    "The signatories ask the Security Council to:",
    "- open the crossing at Nassib,\n- send monitors to the road.",
    "Signed:\nAlpha Society, Amman\nBeta Relief, Irbid\nGamma Network, Beirut",
)
RELEASE = "\n\n".join([HEADLINE, f"AMMAN, 12 May 2026 - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]])
WHO = "Lina Haddad <lina@daraa.example>"
AROUND = {
    "a Portuguese header": (
        f"---------- Forwarded message ---------\nDe: {WHO}\nData: ter., 12 de mai. de 2026 09:14\nAssunto: Release\n"
        "Para: <rami@hope.example>\n\n{}",
        {PieceKind.FORWARDED, PieceKind.MAIL_HEADER},
    ),
    "a Dutch mail": (
        f"---------- Doorgestuurd bericht ---------\nVan: {WHO}\nDatum: di 12 mei 2026 om 09:14\nOnderwerp: Release\n"
        "Aan: <rami@hope.example>\n\n{}\n\nVerstuurd vanaf mijn iPhone",
        {PieceKind.FORWARDED, PieceKind.MAIL_HEADER, PieceKind.SIGNATURE},
    ),
    "a Japanese header": (
        f"-------- 転送メッセージ --------\n差出人: {WHO}\n送信日時: 2026年5月12日 9:14\n件名: Release\n"
        "宛先: rami@hope.example\n\n{}",
        {PieceKind.FORWARDED, PieceKind.MAIL_HEADER},
    ),
    "words of forwarding in a language that is not known": (
        f"-------- Tuntematon otsikko --------\nFrom: {WHO}\nSubject: Release\n\n{{}}".replace("{{}}", "{}"),
        {PieceKind.FORWARDED, PieceKind.MAIL_HEADER},
    ),
    "a header on one line": (
        f"----- Forwarded Message ----- From: {WHO}To: Rami <rami@hope.example>Sent: Tuesday\n\n{{}}",
        {PieceKind.FORWARDED},
    ),
    "a mail as it is stored": (
        "Return-Path: <lina@daraa.example>\nReceived: from mx.example (mx.example [192.0.2.1])\n\tby mail.example with "
        f"ESMTPS\nDKIM-Signature: v=1; a=rsa-sha256;\n\th=from:to\nFrom: {WHO}\nTo: rami@hope.example\nSubject: "
        "Release\nContent-Type: text/plain\nX-Mailer: Foo 1.0\n\n{}",
        {PieceKind.MAIL_HEADER},
    ),
    "a banner of an office": (
        "[EXTERNAL EMAIL] CAUTION: This email originated from outside of the organization. Do not click links.\n\n{}",
        {PieceKind.MAIL_FOOTER},
    ),
    "a banner in German": (
        "ACHTUNG: Diese E-Mail kommt von außerhalb der Organisation.\n\n{}",
        {PieceKind.MAIL_FOOTER},
    ),
    "a chat": ("[12/05/2026, 09:14] Lina Haddad: {}", {PieceKind.MAIL_HEADER}),
    "a chat on another phone": ("12.05.26, 9:14 PM - +962 7 9555 0100: {}", {PieceKind.MAIL_HEADER}),
    "a chat in Arabic": ("\u200f[١٢/٥/٢٠٢٦، ٩:١٤ ص] لينا: {}", {PieceKind.MAIL_HEADER}),
    "words before the text of a mail": (
        "Hi Rami,\n\nhere is the final version:\n\n{}",
        {PieceKind.GREETING, PieceKind.COVERING_NOTE},
    ),
    "a contact above the headline": (
        "Contact:\nLina Haddad\nDaraa Network\n+962 6 555 0100\nmedia@daraa.example\n\nFOR RELEASE: May 12, 2026, "
        "10:00 a.m. EET\n\n{}",
        {PieceKind.PRESS, PieceKind.NEWSROOM},
    ),
    "what a service for newsletters adds": (
        "View this email in your browser\n\n{}\n\nCopyright (C) 2026 Daraa Network. All rights reserved.\nYou are "
        "receiving this email because you signed up.",
        {PieceKind.MAIL_FOOTER},
    ),
}


@pytest.mark.parametrize("around", AROUND)
def test_only_the_release_is_left(around: str) -> None:
    frame, kinds = AROUND[around]
    release = read_release(frame.replace("{}", RELEASE))
    assert (release.headline, release.place, str(release.date)) == (HEADLINE, "AMMAN", "2026-05-12")
    assert release.paragraphs == PARAGRAPHS
    assert {piece.kind for piece in release.pieces} == kinds
    assert release.notes


def test_lines_that_are_quoted_by_a_bar_lose_it() -> None:
    release = read_release("\n".join(f"| {line}".strip() for line in RELEASE.split("\n")))
    assert (release.headline, release.paragraphs) == (HEADLINE, PARAGRAPHS)
    assert [(piece.kind, piece.words) for piece in release.pieces] == [(PieceKind.QUOTE_MARKS, "|")]


@pytest.mark.parametrize(
    "kept",
    [
        "Deir-Ezzor: 12 killed\nRas-al-Ain: 5 killed\nKafr-Nabl: 7 killed",
        "| Town | Killed |\n| Homs | 12 |",
        "Warning: the dam may break, organisations say.",
        "Dear members of the Council:\nWe ask you to:\n- open the crossing,\n- send monitors.",
        "Contact was lost with three towns. People there are reached at night only.",
    ],
)
def test_what_is_said_in_the_release_stays(kept: str) -> None:
    text = f"{HEADLINE}\n\nAMMAN, 12 May 2026 - {PARAGRAPHS[0]}\n\n{kept}\n\nThey wait."
    release = read_release(text, is_document=True)
    assert (release.paragraphs[1:-1], release.pieces) == ((kept,), ())
