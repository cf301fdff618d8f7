"""A file in two languages is asked about, never taken for one; each part can be had from it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.reading.bilingual import languages_in, parted
from campaign.reading.release import read_release

FILE = Path(__file__).with_name("bilingual.txt")
TEXTS = {
    "en": ("Give the River Back",
           "Sixty villages on the Khabur demand that the gates of the river are opened before the summer comes.",
           "They say that the fish lay on the stones, and that they have not seen it so dry in all of their lives."),
    "fr": ("Rendez-nous la rivière",
           "Soixante villages sur le Khabour demandent que les vannes de la rivière soient ouvertes avant l’été.",
           "Les habitants disent que les poissons sont sur les pierres et que la rivière est à sec pour nous tous."),
    "es": ("Devuelvan el río",
           "Sesenta aldeas a la orilla del Jabur exigen que se abran las compuertas del río antes de que llegue "
           "el verano.",
           "Los vecinos dicen que los peces están en las piedras y que no han visto el río así en la vida."),
    "ru": ("Верните нам реку",
           "Шестьдесят деревень на реке Хабур требуют, чтобы затворы на реке были открыты до лета и не закрывались.",
           "Они говорят, что рыба лежит на камнях и что за всю жизнь не видели реку такой сухой."),
    "ar": ("أعيدوا إلينا النهر",
           "تطالب ستون قرية على ضفاف الخابور بفتح البوابات التي في أعلى النهر قبل الصيف من دون تأخير.",
           "ويقول سكان هذه القرى إن السمك كان على الحجارة وإن أحداً ما رأى النهر كما هو في هذا العام."),
    "zh": ("还我河流", "哈布尔河畔的六十个村庄要求在夏天到来之前打开上游的闸门，并且不得再次关闭。",
           "村民们说，鱼躺在石头上，他们一生中从未见过河流如此干涸。"),
    "de": ("Gebt uns den Fluss zurück",
           "Sechzig Dörfer am Chabur verlangen, dass die Wehre im Fluss vor dem Sommer geöffnet werden, und das "
           "für alle.",
           "Die Leute sagen, dass die Fische auf den Steinen lagen und dass sie den Fluss nicht so kannten."),
    "tr": ("Nehrimizi geri verin",
           "Habur üzerindeki altmış köy, nehrin kapaklarının bu yaz için açılmasını ve bir daha kapanmamasını "
           "istiyor.",
           "Köylüler balıkların taşlar gibi kuruduğunu ve nehri bir kez daha böyle görmediklerini, çok üzgün "
           "olduklarını "
           "söylüyor."),
}  # fmt: skip
PAIRS = [(first, second) for first in TEXTS for second in TEXTS if first != second]


def in_a_row(first: str, second: str) -> str:
    return "\n\n".join((*TEXTS[first], *TEXTS[second]))


def by_turns(first: str, second: str) -> str:
    return "\n\n".join(f"{ours}\n{theirs}" for ours, theirs in zip(TEXTS[first], TEXTS[second], strict=True))


def side_by_side(first: str, second: str) -> str:
    return "\n".join(f"{ours}\t{theirs}" for ours, theirs in zip(TEXTS[first], TEXTS[second], strict=True))


@pytest.mark.parametrize("order", [in_a_row, by_turns])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_two_languages_are_told_apart(order: Callable[[str, str], str], first: str, second: str) -> None:
    parts = parted(order(first, second))
    assert list(parts) == [first, second]
    for code in (first, second):
        assert [line for line in parts[code].split("\n") if line] == list(TEXTS[code])


@pytest.mark.parametrize(("first", "second"), [("en", "ar"), ("ru", "zh"), ("ar", "fr"), ("zh", "es")])
def test_two_columns_are_parted(first: str, second: str) -> None:
    parts = parted(side_by_side(first, second))
    for code in (first, second):
        assert [line for line in parts[code].split("\n") if line] == list(TEXTS[code])


def test_three_languages_are_three_parts() -> None:
    assert list(parted("\n\n".join(in_a_row("en", "ar").split("\n\n") + list(TEXTS["fr"])))) == [
        "en",
        "ar",
        "fr",
    ]


@pytest.mark.parametrize("language", list(TEXTS))
def test_a_text_in_one_language_is_one(language: str) -> None:
    text = "\n\n".join(TEXTS[language])
    assert languages_in(text) == (language,)
    assert parted(text) == {}
    other = "ar" if language == "en" else "en"
    quoting = (
        f"{text}\n\n{text}\n\n{TEXTS[other][0]}\n\npress@example.org, https://example.org/a-page-of-theirs"
    )
    assert parted(quoting) == {}


def test_each_part_of_a_file_is_a_release() -> None:
    parts = {code: read_release(text) for code, text in parted(FILE.read_text(encoding="utf-8")).items()}
    assert list(parts) == ["ar", "en"]
    arabic, english = parts["ar"], parts["en"]
    assert (arabic.headline, arabic.place, arabic.date) == ("أعيدوا إلينا النهر", "جنيف", date(2025, 5, 13))
    assert (english.headline, english.place, english.date) == (
        "Give the River Back",
        "Geneva",
        date(2025, 5, 13),
    )
    assert [len(release.paragraphs) for release in (arabic, english)] == [2, 2]
    assert [release.left_out for release in (arabic, english)] == [
        ("بيان صحفي", "للتواصل: media@river.example"),
        ("PRESS RELEASE", "Contact: media@river.example"),
    ]


def letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]", text))


LINES = [line for text in TEXTS.values() for line in text] + [
    "ENDS", "***", "1.", "Contact: media@river.example", "بيان صحفي | PRESS RELEASE", "Samir – سمير", "",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_every_word_is_in_one_part(lines: list[str], between: str) -> None:
    text = between.join(lines)
    parts = parted(text)
    assert letters("".join(parts.values())) == letters(text if parts else "")
    assert list(parts) == (list(languages_in(text)) if parts else [])
