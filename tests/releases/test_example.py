import re
from datetime import date

import pytest

from campaign.releases.canonical import canonical_text
from campaign.releases.example_campaign import read_example
from tests.releases.pasted import OURS, REAL, needs_the_real_one

QUOTATION_MARKS = "\"'“”‘’„«»‹›"

FACTS = {
    "en": """150 civilians|three days|300,000 civilians|incendiary weapons|bunker-busting bombs
        |Syrian regime or Russian forces|vehicles|under the ground and into caves|no-bomb zone
        |Dr Mahmoud Moustafa|Independent Doctors Association|Raed al Saleh|White Helmets
        |Mutasem Alsyofi|Syrian Civil Declaration Initiative|Member States""",
    "ar": """١٥٠ مدنياً|ثلاثة أيام|٣٠٠ ألف مدني|أسلحة حارقة|قنابل خارقة للتحصينات
        |قوات النظام السوري أو القوات الروسية|آلياتهم|تحت الأرض وفي الكهوف|منطقة حظر قصف
        |محمود مصطفى|رابطة الأطباء المستقلين|رائد الصالح|الخوذ البيضاء
        |معتصم السيوفي|مبادرة الإعلان المدني السوري|الدول الأعضاء""",
}
PLACE = {"en": "New York", "ar": "نيويورك"}


def all_words(example, language):
    release = example.releases[language]
    return f"{release.headline}\n{release.body}\n{example.demands[language]}"


@pytest.fixture(scope="module")
def example():
    return read_example()


def test_it_is_whole_and_plainly_an_example(example):
    assert (example.slug, example.organisers, example.goal) == ("demo", ("Example organisers",), 1000)
    assert list(example.releases) == list(example.demands) == ["en", "ar"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_read_without_a_question(example, language):
    release = example.releases[language]
    assert (release.place, release.date) == (PLACE[language], date(2016, 9, 24))
    assert (release.left_out, len(release.paragraphs)) == ((), 6)
    assert release.notes == (f"“{release.dateline}” was removed from the text: it is the dateline.",)
    raw = canonical_text(
        language=language,
        headline=release.headline,
        date=release.date,
        demand=example.demands[language],
        body=release.body,
    )
    assert raw.decode().split("\n", 4)[4] == f"{release.body}\n"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_facts_are_told_and_nobody_is_quoted(example, language):
    text = all_words(example, language)
    assert [fact for fact in FACTS[language].split("|") if fact.strip() not in text] == []
    assert [mark for mark in QUOTATION_MARKS if mark in text] == []


def runs(text, length=6):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@needs_the_real_one
def test_the_words_are_our_own(example):
    real = runs(REAL.read_text(encoding="utf-8"))
    assert len(real) > 200
    assert runs(all_words(example, "en")) & real == set()
    assert runs(OURS.read_text(encoding="utf-8")) & real == set()
