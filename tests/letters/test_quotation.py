"""A release that mixes quotation marks is enclosed with one kind of them."""

import pytest

from campaign.letters.quotation import of_one_kind

ONE_KIND = [
    ['He said "now".', 'And "never".'],
    ["He said “now”."],
    ["Il a dit « non », puis «oui»."],
    ["Er sagte „nein“ und „ja“."],
    ["“He said ‘now’.”"],
    ["No marks at all, 5' tall."],
    [],
]


@pytest.mark.parametrize("texts", ONE_KIND)
def test_what_is_of_one_kind_stays(texts: list[str]) -> None:
    assert of_one_kind(texts) == texts


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (['"Now", he said.', "“Never.” (“Ever”)"], ["“Now”, he said.", "“Never.” (“Ever”)"]),
        (['("Now")–"then" “x”'], ["(“Now”)–“then” “x”"]),
        (['« Non » et «oui» et "peut-être".'], ["« Non » et «oui» et «peut-être»."]),
        (['„Nein“, „ja“ und "nie".'], ["„Nein“, „ja“ und „nie“."]),
        (['«Он сказал “да”», "нет".'], ["«Он сказал “да”», «нет»."]),
        (['قال "لا" ثم «نعم»'], ["قال «لا» ثم «نعم»"]),
        (["It's Aleppo’s"], ["It’s Aleppo’s"]),
    ],
)
def test_a_mixture_is_told_in_the_kind_that_it_has(texts: list[str], told: list[str]) -> None:
    assert of_one_kind(texts) == told
