"""Headlines short and long, in both directions and in the other's language, keep to their place in the picture."""

from typing import Any

import pytest
from PIL import Image

from campaign.letters.voices import voice
from campaign.pictures.drawing import MOST_BYTES, draw, light
from campaign.pictures.sharing import breakable
from tests.pictures.links import box, opened

ENGLISH = "Syrian civil society organisations from Aleppo, Idlib and Homs demand that Member States protect civilians"
ARABIC = (
    "تطالب منظمات المجتمع المدني السورية من حلب وإدلب وحمص الدول الأعضاء في الأمم المتحدة بحماية المدنيين"
)
HEADLINES = {
    "short": ("en", "No bombs"),
    "long": ("en", " ".join([ENGLISH] * 5)),
    "one word": ("en", "https://example.org/" + "a" * 400),
    "Arabic": ("ar", "سماء بلا قنابل"),
    "long Arabic": ("ar", " ".join([ARABIC] * 5)),
}
MARGIN, BAND, LEFT_FREE = 60, 140, 1136


def values(language: str, headline: str, *, page: str, number: str = "8,812,345") -> dict[str, Any]:
    """What is set, on a page in `page`."""
    return {
        "lang": page, "dir": voice(page)["dir"], "voice": voice(page), "share": 410, "number": number,
        "organisers": breakable(" · ".join(["Skies", "Kesh Malek"] * 20)), "words": "people have signed",
        "headline": {**voice(language), "text": breakable(headline)}, "foot": "As of 30 November 2026 · example.org",
    }  # fmt: skip


def is_text(pixel: tuple[int, int, int]) -> bool:
    """Ink and what lies between ink and paper; not the sky, the paper or the ochre of the horizon."""
    return max(pixel) < 150 and max(pixel) - min(pixel) < 60


@pytest.mark.long
@pytest.mark.parametrize("page", ["en", "ar"])
@pytest.mark.parametrize("case", HEADLINES)
def test_it_shrinks_wraps_or_is_cut_and_never_overflows(case: str, page: str) -> None:
    language, headline = HEADLINES[case]
    png = draw(values(language, headline, page=page))
    assert len(png) <= MOST_BYTES
    picture = opened(png)
    left, top, right, bottom = box(picture, is_text) or (0, 0, 0, 0)
    assert left >= MARGIN
    assert top >= BAND
    assert right <= LEFT_FREE + 4
    assert bottom <= 630 - 30
    between = picture.crop((0, 440, 1200, 458))
    assert box(between, is_text) is None, "the headline stays above the number"


def test_it_begins_where_its_language_does() -> None:
    english = box(opened(draw(values("en", "No bombs", page="en"))).crop((0, 210, 1200, 330)), is_text)
    arabic = box(opened(draw(values("ar", "سماء بلا قنابل", page="ar"))).crop((0, 210, 1200, 330)), is_text)
    assert english is not None
    assert arabic is not None
    assert english[0] < 80
    assert english[2] < 700
    assert arabic[0] > 500
    assert arabic[2] > 1120


def test_the_horizon_begins_where_its_language_does() -> None:
    for page, begins, ends in (("en", 0, 492), ("ar", 708, 1200)):
        picture = opened(draw(values("en", "No bombs", page=page)))
        thick = picture.crop((0, 127, 1200, 128))
        reached = box(thick, lambda pixel: pixel[0] < 0xB0)
        assert reached is not None
        assert (reached[0], reached[2]) == (begins, ends), page


def test_what_has_too_many_colours_gets_fewer() -> None:
    noise = Image.effect_noise((1200, 630), 100).convert("RGB")
    with pytest.raises(Exception, match="pictures/too-heavy"):
        light(noise)
    assert len(light(noise.resize((60, 30)).resize((1200, 630), Image.Resampling.NEAREST))) <= MOST_BYTES
