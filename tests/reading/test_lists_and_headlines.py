"""Lists, names, footnotes and subheadings keep the shape that they have in a word processor."""

import pytest

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.reading.by_hand import ByHand
from campaign.reading.pieces import PieceKind
from campaign.reading.release import read_release
from campaign.releases.rendering import blocks, render

SPOKEN = "Sixty villages demand it."


def body(text: str) -> str:
    return read_release(f"Give the River Back\n\n{text}").body


@pytest.mark.parametrize(
    ("first", "second"),
    [("•\t", "o\t"), ("\uf0b7\t", "\uf0a7\t"), ("·       ", "o   "), ("•\xa0\xa0", "§\xa0\xa0"), ("-  ", "▪ "),
     ("\uf0d8\t", "o\t"), ("Ø\t", "§\t"), ("ü\t", "o\t"), ("\uf0fc ", "◦ "), ("–\t", "o\t"), ("●", "○ ")],
)  # fmt: skip
def test_bullets_of_both_levels_are_lists(first: str, second: str) -> None:
    text = body(f"We ask for:\n{first}engineers;\n{second}today;\n{second}and tomorrow;\n{first}fuel.")
    assert render(text) == (
        "<p>We ask for:</p>\n<ul>\n<li>engineers;\n<ul>\n<li>today;</li>\n<li>and tomorrow;</li>\n</ul>\n</li>\n"
        "<li>fuel.</li>\n</ul>\n"
    )
    assert blocks(text) == [
        ("paragraph", "We ask for:"), ("item", "engineers;"), ("item", "today;"), ("item", "and tomorrow;"),
        ("item", "fuel."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        ("We ask for:", ("engineers;", "fuel.")),
        ("Nous demandons :", ("des ingénieurs ;", "du carburant.")),
        ("Pedimos:", ("ingenieros;", "combustible.")),
        ("Мы требуем:", ("инженеров;", "топлива.")),
        ("نطالب بما يلي:", ("مهندسين؛", "ووقود.")),
        ("我们要求：", ("工程师；", "燃料。")),
    ],
)
def test_dashes_behind_a_colon_are_a_list(heading: str, items: tuple[str, str]) -> None:
    for between in ("\n", "\n\n"):
        text = body(f"{SPOKEN}\n\n{heading}\n" + between.join(f"– {item}" for item in items))
        assert blocks(text)[2:] == [("item", item) for item in items]
        assert "– " in text


def test_a_list_inside_a_numbered_one_leaves_its_numbers_alone() -> None:
    text = body("We ask for:\n1. engineers;\n◦ today;\n◦ and tomorrow;\n2. fuel.")
    assert render(text) == (
        "<p>We ask for:</p>\n<ol>\n<li>engineers;\n<ul>\n<li>today;</li>\n<li>and tomorrow;</li>\n</ul>\n</li>\n"
        "<li>fuel.</li>\n</ol>\n"
    )
    assert blocks(text)[1:] == [
        ("numbered", "1. engineers;"), ("item", "today;"), ("item", "and tomorrow;"), ("numbered", "2. fuel."),
    ]  # fmt: skip


def test_what_two_people_say_is_no_list() -> None:
    text = body(f"{SPOKEN}\n\n– Where were you?\n– Here.")
    assert blocks(text)[1:] == [("paragraph", "– Where were you?\n– Here.")]


@pytest.mark.parametrize("word", ["o", "v", "n", "§"])
def test_a_letter_is_a_bullet_only_before_a_tab_or_blanks(word: str) -> None:
    assert body(f"{word} rio voltou\n{SPOKEN}").startswith(f"{word} rio voltou")


NAMES = {
    "en": ("Signatories:", "Association of the Bakers of Manbij, Manbij, and of its villages", "Women of the "
    "Euphrates, a "
           "network of networks, Raqqa"),
    "fr": ("Organisations signataires :", "Association des boulangers de Manbij et des villages voisins",
           "Femmes de l’Euphrate, réseau de réseaux, ville de Raqqa"),
    "es": ("Firmantes:", "Asociación de panaderos de Manbij y de las aldeas vecinas de allí",
           "Mujeres del Éufrates, una red de redes de la ciudad de Raqqa"),
    "ru": ("Подписали:", "Ассоциация пекарей города Манбидж и всех окрестных деревень", "женщины Евфрата, сеть сетей "
           "города Ракка и всего района"),
    "ar": ("المنظمات الموقعة:", "جمعية خبازي منبج والقرى المجاورة لها في ريف حلب الشرقي", "شبكة نساء الفرات من "
    "أجل الماء "
           "والخبز في مدينة الرقة"),
    "zh": ("签署组织：", "曼比季及周边各村面包师联合会以及磨坊工人互助协会总会",
           "幼发拉底河妇女网络之拉卡市分会暨周边各区联合委员会"),
}  # fmt: skip


@pytest.mark.parametrize("language", list(NAMES))
def test_those_who_signed_have_a_line_each(language: str) -> None:
    heading, *names = NAMES[language]
    for between in ("\n", "\n\n"):
        assert body(
            f"{SPOKEN}\n\n{heading}{between}" + "\n".join(names)
        ) == f"{SPOKEN}\n\n{heading}{between}" + "\n".join(names)


def test_names_under_each_other_need_no_heading() -> None:
    names = (
        "Association of the Bakers of Manbij\nWomen of the Euphrates for Bread and Water\n"
        "Doctors of the North and of the Villages around\nThe Sixty Villages on the River Khabur"
    )
    assert body(f"{SPOKEN}\n\n{names}") == f"{SPOKEN}\n\n{names}"


@pytest.mark.parametrize("mark", ["[{}] ", "{}. ", "{}) "])
def test_footnotes_have_a_line_each(mark: str) -> None:
    notes = (
        f"{mark.format(1)}Counted in April by the bakers of the three towns, by house\n"
        f"and street.\n{mark.format(2)}The northern mill was built in the year 1987, the second later."
    )
    assert body(f"{SPOKEN}[1]\n\n{notes}") == f"{SPOKEN}[1]\n\n{notes}".replace("house\nand", "house and")


HEADLINE = {
    "en": "Give the River Back", "fr": "Rendez-nous la rivière", "es": "Devuelvan el río",
    "ru": "Верните нам реку", "ar": "أعيدوا إلينا النهر", "zh": "还我河流",
}  # fmt: skip
SUBHEADING = {
    "en": ("“The fish lay on the stones”", "Sixty villages ask the Council.", "• Sixty villages ask"),
    "fr": ("« Les poissons gisaient »", "Soixante villages le demandent.", "– Soixante villages"),
    "es": ("«Los peces yacían»", "Sesenta aldeas lo piden.", "- Sesenta aldeas"),
    "ru": ("«Рыба лежала на камнях»", "Шестьдесят деревень просят.", "— Шестьдесят деревень"),
    "ar": ("«السمك على الحجارة»", "ستون قرية تطالب المجلس.", "• ستون قرية"),
    "zh": ("“鱼躺在石头上”", "六十个村庄向安理会呼吁。", "• 六十个村庄"),
}


@pytest.mark.parametrize("language", list(HEADLINE))
def test_a_line_with_a_mark_or_an_end_of_its_own_under_the_headline_is_a_subheading(language: str) -> None:
    for line in SUBHEADING[language]:
        release = read_release(f"{HEADLINE[language]}\n{line}\n\n{SPOKEN}")
        assert (release.headline, release.paragraphs) == (HEADLINE[language], (line, SPOKEN))


def test_a_line_in_small_letters_under_one_in_capitals_is_a_subheading() -> None:
    release = read_release(f"GIVE THE RIVER BACK\nSixty villages ask the Council\n\n{SPOKEN}")
    assert (release.headline, release.paragraphs[0]) == (
        "GIVE THE RIVER BACK",
        "Sixty villages ask the Council",
    )


def test_a_headline_of_two_lines_is_joined_and_the_third_is_a_subheading() -> None:
    release = read_release(
        f"Give the River Back:\na call by sixty villages\n“The fish lay there”\n\n{SPOKEN}"
    )
    assert release.headline == "Give the River Back: a call by sixty villages"
    assert release.paragraphs == ("“The fish lay there”", SPOKEN)


def given(text: str, **parts: str) -> tuple[str, tuple[str, ...], list[tuple[PieceKind, str]]]:
    release = read_release(text, by_hand=ByHand(**parts))  # type: ignore[arg-type]
    return release.headline, release.paragraphs, [(piece.kind, piece.words) for piece in release.pieces]


def test_a_headline_by_hand_is_found_in_the_text_and_what_stands_above_it_is_named() -> None:
    text = f"The Office of Sixty Villages on the River Khabur\n\nGive the River\nBack\n\n{SPOKEN}"
    assert given(text, headline="Give the river back") == (
        "Give the river back", (SPOKEN,), [(PieceKind.LETTERHEAD, "The Office of Sixty Villages on the River Khabur")]
    )  # fmt: skip


def test_a_headline_by_hand_takes_the_place_of_the_one_that_stands_there() -> None:
    assert given(f"Relase\n\n{SPOKEN}", headline="Give the River Back") == (
        "Give the River Back", (SPOKEN,), [(PieceKind.HEADLINE, "Relase")]
    )  # fmt: skip


def test_a_text_without_a_headline_gets_one_by_hand() -> None:
    assert given(f"{SPOKEN}\n\nThey say so.", headline="Give the River Back") == (
        "Give the River Back", (SPOKEN, "They say so."), []
    )  # fmt: skip


@pytest.mark.parametrize("headline", ["", " ", "a" * 251])
def test_a_headline_by_hand_is_one_short_line(headline: str) -> None:
    with pytest.raises(Refusal) as refused:
        given(f"Give it back\n\n{SPOKEN}", headline=headline)
    assert sentence(refused.value) == "A headline has 1 to 250 characters."


def test_place_and_day_by_hand_go_before_those_that_were_read() -> None:
    text = f"Give the River Back\n\nGENEVA, 13 May – {SPOKEN}"
    release = read_release(text, by_hand=ByHand(place="Qamishli"))
    assert (release.place, release.day_month, release.paragraphs) == ("Qamishli", (13, 5), (SPOKEN,))
    assert read_release(text, by_hand=ByHand(place="")).place is None
