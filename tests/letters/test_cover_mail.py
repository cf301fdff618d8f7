"""The mail around a letter: in the letter's language, one recipient, single headers, the figure as text."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from campaign.letters.cover import Cover, body, cover_mail, subject
from campaign.letters.figures import Figures
from campaign.letters.wording import in_full, with_article
from campaign.missions.states import member_states, observer_states, state
from tests.letters.sample import STATED, letter, pages

FIGURES = Figures(12340, 57210, date(2016, 10, 1), 99)
COVER = Cover(
    country="FR",
    language="fr",
    figures=FIGURES,
    reference="clear-skies/FR/99",
    headline="Un ciel\nsans bombes",
    demand="Protégez les civils.",
    text_language="fr",
    organisers=("Skies", "Rooftop Watch"),
    contact="press@example.org",
    address="https://example.org/en/clear-skies/letters/FR/99",
)


def english(code: str) -> Cover:
    return replace(COVER, country=code, language="en", headline="Clear the skies")


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        (english("FR"), "Letter to the Permanent Mission of France: Clear the skies"),
        (english("IR"), "Letter to the Permanent Mission of the Islamic Republic of Iran: Clear the skies"),
        (english("NL"), "Letter to the Permanent Mission of the Kingdom of the Netherlands: Clear the skies"),
        (english("US"), "Letter to the Permanent Mission of the United States of America: Clear the skies"),
        (english("VA"), "Letter to the Permanent Observer Mission of the Holy See: Clear the skies"),
        (COVER, "Lettre à la Mission permanente\u00a0: France – Un ciel sans bombes"),
        (
            replace(COVER, language="es", country="ES"),
            "Carta a la Misión Permanente: España – Un ciel sans bombes",
        ),
        (
            replace(COVER, language="ru", country="RU"),
            "Письмо Постоянному представительству: Российская Федерация — Un ciel sans bombes",
        ),
        (
            replace(COVER, language="ar", country="SY"),
            "رسالة إلى البعثة الدائمة: الجمهورية العربية السورية – Un ciel sans bombes",
        ),
        (replace(COVER, language="zh", country="CN"), "致中国常驻联合国代表团的信：Un ciel sans bombes"),
    ],
)
def test_the_subject_names_the_mission_in_the_letters_language(cover: Cover, said: str) -> None:
    assert subject(cover) == said


def test_english_names_take_their_articles() -> None:
    states = member_states() + observer_states()
    found = sorted(one.code for one in states if with_article(in_full(one, "en")).startswith("the "))
    assert " ".join(found) == (
        "AE BO BS CD CF CG DO FM GB GM IR KM KP KR LA MD MH NE NL PH PS RU SD SY TZ US VA VE"
    )


def said(cover: Cover) -> str:
    """The paragraph with the figures, its spaces plain."""
    return " ".join(body(cover).split("\n\n")[2].split())


def test_the_figures_the_demand_and_the_page_stand_in_the_text() -> None:
    paragraphs = body(COVER).split("\n\n")
    assert said(COVER) == (
        "Au 1er octobre 2016, 57 210 personnes avaient signé, dont au moins 12 340 vivent dans l’État que vous "
        "représentez : France."
    )
    assert [paragraphs[0], paragraphs[4], paragraphs[6].split("\n")[1], paragraphs[8]] == [
        "Excellence,",
        "Protégez les civils.",
        "https://example.org/en/clear-skies/letters/FR/99",
        "Skies\nRooftop Watch\npress@example.org\n",
    ]


@pytest.mark.parametrize(
    ("stated", "line"),
    [
        (
            "fewer than ten",
            "Au 1er octobre 2016, 57 210 personnes avaient signé, dont moins de dix vivent dans l’État que vous "
            "représentez : France.",
        ),
        ("not shown", "Au 1er octobre 2016, 57 210 personnes avaient signé."),
    ],
)
def test_words_stand_where_there_is_no_figure(stated: str, line: str) -> None:
    assert said(replace(COVER, figures=replace(FIGURES, own=stated))) == line


def test_it_says_the_figures_in_the_letters_own_words(tmp_path: Path) -> None:
    for code in ("DE", "CN", "RU", "BO"):
        cover = replace(COVER, country=code, language=state(code).language, figures=STATED.figures(code))
        first = pages(letter(tmp_path, code))[0]
        assert "".join(said(cover).split()) in first


def test_its_salutation_and_closing_are_those_of_the_letter() -> None:
    paragraphs = body(replace(COVER, gender="f")).split("\n\n")
    assert [paragraphs[0], paragraphs[7]] == [
        "Madame la Représentante permanente,",
        "Veuillez agréer, Madame la Représentante permanente, les assurances de notre très haute considération.",
    ]


def test_a_demand_in_another_language_is_marked_so() -> None:
    marked = body(replace(COVER, text_language="ar")).split("\n\n")[3]
    assert "arabe" in marked


def mail(cover: Cover, to: str = "fr@example.org"):
    return cover_mail(
        cover,
        to=to,
        pdf=b"%PDF-1.7",
        sender="petition@example.org",
        host="example.org",
        record_id=bytes(16),
        now=datetime(2016, 10, 3, 14, tzinfo=UTC),
    )


def test_headers_are_single_and_the_letter_is_attached() -> None:
    message = mail(COVER)
    assert {name: message.get_all(name) for name in ("To", "From", "Reply-To", "Message-ID")} == {
        "To": ["fr@example.org"],
        "From": ["petition@example.org"],
        "Reply-To": ["press@example.org"],
        "Message-ID": [f"<{'00' * 16}@example.org>"],
    }
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type(), attached.get_content()) == (
        "clear-skies-FR-99.pdf",
        "application/pdf",
        b"%PDF-1.7",
    )


def test_no_second_recipient_can_be_smuggled_in() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail(COVER, to="fr@example.org\r\nBcc: x@example.org")
    with pytest.raises(ValueError, match="linefeed"):
        mail(replace(COVER, contact="press@example.org\r\nBcc: x@example.org"))
