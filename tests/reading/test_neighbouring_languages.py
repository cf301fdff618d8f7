"""Two languages of one script in one file, told by letters that only one of them has; names in a list tell none."""

from itertools import combinations

import pytest

from campaign.reading.bilingual import languages_in, parted

LINES = {
    "en": (
        "Open the Crossings Now",
        "Geneva, 3 March 2026 - Thirty organisations call on the Member States of the United Nations to "
        "open all crossings to humanitarian aid without delay.",
        '"Children cannot wait for another resolution," said Huda al-Masri of the Amal Network.',
    ),
    "tr": (
        "Sınır kapılarını şimdi açın",
        "Cenevre, 3 Mart 2026 - Otuz kuruluş, Birleşmiş Milletler üyesi devletleri tüm sınır kapılarını "
        "insani yardıma gecikmeden açmaya çağırıyor.",
        "“Çocuklar başka bir karar bekleyemez” dedi Amal Ağı'ndan Huda el-Masri.",
    ),
    "ku": (
        "Derîyan niha vekin",
        "Cenevre, 3 Adar 2026 - Sî rêxistin ji dewletên endam ên Neteweyên Yekbûyî dixwazin ku hemû derî "
        "ji bo alîkariya mirovî bê derengî werin vekirin.",
        "“Zarok nikarin li benda biryareke din bimînin” Huda el-Masri got.",
    ),
    "fa": (
        "گذرگاه‌ها را اکنون باز کنید",
        "ژنو، ۳ مارس ۲۰۲۶ - سی سازمان از کشورهای عضو سازمان ملل متحد می‌خواهند که همه گذرگاه‌ها را بدون "
        "تأخیر برای کمک‌های انسانی باز کنند.",
        "هدی المصری از شبکه امل گفت: کودکان نمی‌توانند منتظر قطعنامه دیگری بمانند.",
    ),
    "ar": (
        "افتحوا المعابر الآن",
        "جنيف، ٣ آذار/مارس ٢٠٢٦ - تطالب ثلاثون منظمة من منظمات المجتمع المدني السوري الدول الأعضاء في "
        "الأمم المتحدة بفتح جميع المعابر أمام المساعدات الإنسانية دون تأخير.",
        "قالت هدى المصري من شبكة الأمل إن الأطفال لا يمكنهم انتظار قرار آخر.",
    ),
}  # fmt: skip
PAIRS = list(combinations(LINES, 2))
SIGNATORIES = """Signatories:
Ağrı Kadın Dayanışma Derneği, Diyarbakır
İnsan Hakları Yeşil Işık Vakfı, Şanlıurfa
Komela Jinên Rojava û Bakur, Qamişlo"""


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_each_is_told(pair: tuple[str, str]) -> None:
    one, other = (LINES[code] for code in pair)
    behind = "\n\n".join([*one, *other])
    by_turns = "\n\n".join(f"{first}\n{second}" for first, second in zip(one, other, strict=True))
    for text in (behind, by_turns):
        assert set(languages_in(text)) == set(pair)
        assert {code: part.split() for code, part in parted(text).items()} == {
            code: " ".join(LINES[code]).split() for code in pair
        }


@pytest.mark.parametrize("code", LINES)
def test_one_alone_is_one(code: str) -> None:
    assert languages_in("\n\n".join(LINES[code])) == (code,)


def test_names_of_signatories_are_no_second_language() -> None:
    assert languages_in("\n\n".join([*LINES["en"], SIGNATORIES])) == ("en",)
