"""Which lines of a release are its dateline, and which only name a day: in the six languages of the UN."""

import re
from collections import Counter
from datetime import date

import pytest

from campaign.reading.release import read_release

THE_DAY = date(2016, 9, 24)
HEADLINE = {
    "en": "Protect the Civilians of Aleppo",
    "fr": "Protégez les civils d’Alep",
    "es": "Protejan a los civiles de Alepo",
    "ru": "Защитите мирных жителей Алеппо",
    "ar": "احموا المدنيين في حلب",
    "zh": "保护阿勒颇平民",
}
TEXT = {
    "en": "The residents of the city expect the worst.",
    "fr": "Les habitants de la ville s’attendent au pire.",
    "es": "Los habitantes de la ciudad esperan lo peor.",
    "ru": "Жители города ожидают худшего.",
    "ar": "يخشى سكان المدينة الأسوأ.",
    "zh": "这座城市的居民担心最坏的情况。",
}
MORE = {
    "en": "They ask Member States to act.",
    "fr": "Ils demandent aux États Membres d’agir.",
    "es": "Piden a los Estados Miembros que actúen.",
    "ru": "Они просят государства-члены действовать.",
    "ar": "ويطالبون الدول الأعضاء بالتحرك.",
    "zh": "他们请求会员国采取行动。",
}

# Ahead of the first sentence.
OPENING = [
    ("en", "NEW YORK, 24 September 2016 – ", "NEW YORK"),
    ("en", "New York, September 24, 2016 -- ", "New York"),
    ("en", "*London, Saturday 24 September 2016* - ", "London"),
    ("en", "**Geneva, 24 September 2016** — ", "Geneva"),
    ("en", "__Geneva, 24 September 2016 —__ ", "Geneva"),
    ("en", "**[24 September 2016, New York]** ", "New York"),
    ("en", "[*24 September 2016, New York*] ", "New York"),
    ("en", "(Khan Sheikhoun, 24 September 2016) ", "Khan Sheikhoun"),
    ("en", "{Beirut, 24 September 2016} – ", "Beirut"),
    ("en", "<Gaziantep | 24.9.2016> ", "Gaziantep"),
    ("en", "Sweida, Syria, 24 September 2016: ", "Sweida, Syria"),
    ("en", "BEIRUT and PARIS, 24 September 2016 – ", "BEIRUT and PARIS"),
    ("en", "WASHINGTON – SEPTEMBER 24, 2016 – ", "WASHINGTON"),
    ("en", "Geneva/Gaziantep – 24 September 2016: ", "Geneva/Gaziantep"),
    ("en", "GENEVA (24 September 2016) – ", "GENEVA"),
    ("en", "2016-09-24 – ", None),
    ("fr", "Genève, le 24 septembre 2016 – ", "Genève"),
    ("fr", "(Paris, samedi 24 septembre 2016) ", "Paris"),
    ("fr", "**Alep, le 24 septembre 2016.** – ", "Alep"),
    ("es", "Ginebra, 24 de septiembre de 2016.- ", "Ginebra"),
    ("es", "Madrid, a 24 de septiembre de 2016. — ", "Madrid"),
    ("es", "[Ciudad de México, 24 de septiembre de 2016] ", "Ciudad de México"),
    ("ru", "Нью-Йорк, 24 сентября 2016 г. — ", "Нью-Йорк"),
    ("ru", "ЖЕНЕВА, 24 сентября 2016 года – ", "ЖЕНЕВА"),
    ("ru", "*(Алеппо, 24.09.2016)* ", "Алеппо"),
    ("ru", "г. Алеппо, 24 сентября 2016 года — ", "г. Алеппо"),
    ("ar", "حلب (سوريا) - 24 أيلول 2016 - ", "حلب سوريا"),
    ("ar", "دمشق، ٢٤ أيلول ٢٠١٦ – ", "دمشق"),
    ("ar", "﴿نيويورك، ٢٤ سبتمبر ٢٠١٦﴾ ", "نيويورك"),
    ("ar", "**خان شيخون، 24 أيلول/سبتمبر 2016** — ", "خان شيخون"),
    ("ar", "بيروت - السبت 24 ايلول 2016م - ", "بيروت"),
    ("ar", "جنيف في 24 أيلول 2016: ", "جنيف"),
    ("zh", "纽约，2016年9月24日——", "纽约"),
    ("zh", "【日内瓦2016年9月24日】", "日内瓦"),
    ("zh", "（2016年9月24日，伊德利卜）", "伊德利卜"),
    ("zh", "新华社联合国2016年9月24日电 ", "联合国"),
    ("zh", "日内瓦2016年9月24日电：", "日内瓦"),
    ("zh", "「日内瓦，2016年9月24日」", "日内瓦"),
    ("zh", "＜日内瓦，2016年9月24日＞", "日内瓦"),
    ("en", "❨Geneva, 24 September 2016❩ ", "Geneva"),
    ("en", "⦅Geneva, 24 September 2016⦆ ", "Geneva"),
    ("en", "Geneva, 24 September 2016 − ", "Geneva"),
    ("en", "_Geneva_ — _24 September 2016_ — ", "Geneva"),
    ("en", "ISTANBUL, Turkey, Sept. 24, 2016 /PRNewswire/ -- ", "ISTANBUL, Turkey"),
    ("ar", "سراقب، السبت 24 أيلول 2016 – ", "سراقب"),
    ("ar", "24 أيلول 2016، كفرنبل – ", "كفرنبل"),
    ("ar", "(سراقب، 24 أيلول 2016) ", "سراقب"),
]  # fmt: skip

# On a line of its own, directly above the headline or directly below it.
ALONE = [
    ("en", "New York, 24 September 2016", "New York"),
    ("en", "**Geneva, Saturday 24 September 2016**", "Geneva"),
    ("en", "[24 September 2016, Khan Sheikhoun]", "Khan Sheikhoun"),
    ("en", "Sweida, 24 September 2016:", "Sweida"),
    ("en", "24 September 2016", None),
    ("fr", "Beyrouth, le 24 septembre 2016", "Beyrouth"),
    ("es", "(Nueva York, 24 de septiembre de 2016)", "Nueva York"),
    ("ru", "Женева, 24 сентября 2016 г.", "Женева"),
    ("ar", "جنيف، ٢٤ أيلول/سبتمبر ٢٠١٦", "جنيف"),
    ("ar", "القامشلي في 24 أيلول 2016", "القامشلي"),
    ("zh", "2016年9月24日，大马士革", "大马士革"),
]

# They name a day, perhaps a place too, and are the text's own.
HEADLINES = [
    ("en", "Remember Aleppo, 24 September 2016"),
    ("en", "REMEMBER ALEPPO, 24 SEPTEMBER 2016"),
    ("en", "Aleppo, 24 September 2016: Never Again"),
    ("en", "24 September 2016 – the Day the Hospitals Fell"),
    ("en", "Vigil Outside Parliament, 24 September 2016"),
    ("fr", "Souvenez-vous d’Alep, 24 septembre 2016"),
    ("es", "Recordemos Alepo, 24 de septiembre de 2016"),
    ("ru", "Помните Алеппо, 24 сентября 2016"),
    ("ar", "تذكروا حلب، ٢٤ أيلول ٢٠١٦"),
    ("ar", "مجزرة حلب، ٢٤ أيلول ٢٠١٦"),
    ("zh", "勿忘阿勒颇，2016年9月24日"),
]
SENTENCES = [
    ("en", "On 24 September 2016 – two days after the truce – the bombing began."),
    ("en", "Residents Of Aleppo, 24 September 2016 – they had nowhere left to go."),
    ("en", "- NEW YORK, 24 September 2016 – the first of our two demands."),
    (
        "en",
        "1. New York, 24 September 2016: the Council meets.\n2. Geneva, 3 October 2016: the Commission reports.",
    ),
    ("en", "1. September 2016: the truce begins.\n2. October 2016: the truce ends."),
    ("en", "– Dr Raed Saleh, Aleppo, 24 September 2016"),
    ("en", "“We need to clear the skies”, 24 September 2016 – so they wrote."),
    ("fr", "Le 24 septembre 2016 – deux jours après la trêve – tout a recommencé."),
    ("fr", "Les habitants d’Alep, 24 septembre 2016 – ils n’avaient plus d’issue."),
    ("es", "El 24 de septiembre de 2016, hospitales de Alepo – todos ellos llenos – fueron atacados."),
    ("ru", "В Алеппо 24 сентября 2016 года — через два дня после перемирия — начались удары."),
    ("ar", "قصف النظام حلب في ٢٤ أيلول ٢٠١٦ – وما زال القصف مستمراً."),
    ("en", "Today, 24 September 2016 – two days after the truce – the bombing began."),
    ("en", "Amnesty International, 24 September 2016 – so the report says – counted the dead."),
    ("en", "Raed al Saleh, 24 September 2016: we have exhausted all the options that there are."),
    ("ar", "انعقدت في ٢٤ أيلول ٢٠١٦ – جلسة طارئة للمجلس."),
    ("ar", "منذ ٢٤ أيلول ٢٠١٦ – والقصف مستمر على المدينة."),
    ("en", "Midnight, 24 September 2016 – The bombs fall."),
    ("en", "UN Security Council, 24 September 2016 – No vote was taken."),
    ("fr", "Aube, 24 septembre 2016 – Les bombes tombent."),
    ("ru", "Ночь, 24 сентября 2016 года — Падают бомбы."),
    ("ar", "فجر السبت، 24 أيلول 2016 – بدأ القصف."),
    ("ar", "استفاقت 24 أيلول 2016 – المدينة على القصف."),
    ("ar", "القناص 24 أيلول 2016 – ما زال هناك."),
    ("ar", "عاجل، 24 أيلول 2016 – بدأ القصف."),
    ("zh", "2016年9月24日电影院被炸。"),
    ("zh", "2016年9月24日讯问开始。"),
    ("zh", "2016年9月24日，阿勒颇遭到轰炸——医院被毁。"),
    ("zh", "阿勒颇居民2016年9月24日：我们无处可逃。"),
]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


@pytest.mark.parametrize(("language", "dateline", "place"), OPENING)
def test_ahead_of_the_first_sentence(language: str, dateline: str, place: str | None) -> None:
    for subheading in ("", "Five years of siege\n\n", "“Enough is enough.”\n\n"):
        source = f"{HEADLINE[language]}\n\n{subheading}{dateline}{TEXT[language]}\n\n{MORE[language]}"
        release = read_release(source)
        assert (release.headline, release.place, release.date) == (HEADLINE[language], place, THE_DAY)
        assert release.paragraphs[-2:] == (TEXT[language], MORE[language])
        assert words(release.dateline or "") == words(dateline)
        assert [note for note in release.notes if f"“{release.dateline}”" in note] != []


@pytest.mark.parametrize(("language", "line", "place"), ALONE)
def test_beside_the_headline(language: str, line: str, place: str | None) -> None:
    head, text = HEADLINE[language], f"{TEXT[language]}\n\n{MORE[language]}"
    for source in (
        f"{line}\n\n{head}\n\n{text}",
        f"{line}\n{head}\n\n{text}",
        f"{head}\n\n{line}\n\n{text}",
        f"{head}\n{line}\n\n{text}",
        f"PRESS RELEASE\n{line}\n\n{head}\n\n{text}",
    ):
        release = read_release(source)
        assert (source, release.headline, release.place, release.date) == (source, head, place, THE_DAY)
        assert release.paragraphs == (TEXT[language], MORE[language])
        assert words(release.dateline or "") == words(line)
        assert [note for note in release.notes if f"“{release.dateline}”" in note] != []


@pytest.mark.parametrize(("language", "line"), HEADLINES)
def test_a_headline_or_a_subheading_that_names_a_day_stays(language: str, line: str) -> None:
    text = f"{TEXT[language]}\n\n{MORE[language]}"
    alone = read_release(f"{line}\n\n{text}")
    assert (alone.headline, alone.place, alone.date) == (line, None, None)
    dated = read_release(f"{line}\n\nNEW YORK, 3 October 2016 – {text}")
    assert (dated.headline, dated.place, dated.date) == (line, "NEW YORK", date(2016, 10, 3))
    above = read_release(f"{line}\n\n{HEADLINE[language]}\n\n{text}")
    assert (above.headline, above.paragraphs[0], above.date) == (line, HEADLINE[language], None)
    below = read_release(f"{HEADLINE[language]}\n\n{line}\n\n{text}")
    assert (below.headline, below.paragraphs[0], below.place, below.date) == (
        HEADLINE[language],
        line,
        None,
        None,
    )


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_text_keeps_what_only_names_a_day(language: str, text: str) -> None:
    release = read_release(f"{HEADLINE[language]}\n\n{text}\n\n{MORE[language]}")
    assert (release.paragraphs, release.dateline) == ((text, MORE[language]), None)
    assert (release.place, release.date) == (None, None)
