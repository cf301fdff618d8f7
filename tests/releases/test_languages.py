import pytest

from campaign.releases.reading.language import direction, suggest_language


@pytest.mark.parametrize(
    ("language", "turned"),
    [("ar", "rtl"), ("ar-SY", "rtl"), ("ckb", "rtl"), ("en", "ltr"), ("zh_Hans", "ltr"), ("arn", "ltr")],
)
def test_direction_of_a_language(language, turned):
    assert direction(language) == turned


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The people of Aleppo are under siege and ask for protection.", "en"),
        ("Les habitants d’Alep sont assiégés et demandent une protection pour la ville.", "fr"),
        ("Los habitantes de Alepo que viven en la ciudad piden protección para los civiles.", "es"),
        ("Жители Алеппо просят защиты.", "ru"),
        ("阿勒颇居民要求保护", "zh"),
        ("أهل حلب محاصرون ويطلبون الحماية", "ar"),
        ("خەڵکی حەلەب گەمارۆ دراون", None),
        ("مردم حلب در محاصره‌اند و کمک می‌خواهند", None),
        ("Die Menschen in Aleppo werden belagert und bitten um Schutz.", None),
        ("Aleppo حلب Алеппо", None),
        ("150 – 300,000", None),
        ("", None),
    ],
)
def test_the_language_is_suggested_only_where_it_is_plain(text, language):
    assert suggest_language(text) == language
