"""Updates in a real browser: told, corrected, taken back; each page in both languages and widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases.models import CorrectionKind
from campaign.updates import actions
from campaign.updates.wording import Words
from tests.browser.desk import BY_HALVES, Looks, come_in, desk_site, invited, speaking
from tests.browser.pressing import goes_on
from tests.browser.test_desk_press import ARABIC, DESK
from tests.cast import SLUG, Site
from tests.updates.telling import publish, told, write

LONG = Words(
    "The Security Council has met on the protection of civilians, for the first time in a year",
    "It met on Monday in New York, with all fifteen members.\n\n- Nine spoke for the demand.\n- None objected.\n\n"
    "What was said is [online](https://example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on).",
)
IN_ARABIC = Words(
    "اجتمع مجلس الأمن لبحث حماية المدنيين", "اجتمع المجلس يوم الاثنين في نيويورك.\n\nوتحدث تسعة من أعضائه."
)


def taken(site: Site, key: str) -> None:
    told(key, en=Words("Taken back later", "It was not so."))
    actions.take_back(slug=site.slug, key=key)


@pytest.fixture(scope="module")
def told_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A campaign in two languages with updates in each state."""
    with desk_site(tmp_path_factory.mktemp("updates")) as (site, base):
        releases.take_in(slug=SLUG, kind=None, corrected={}, **ARABIC)  # type: ignore[arg-type]  # as typed
        releases.publish_drafts(slug=SLUG)
        told("a" * 22, en=LONG, ar=IN_ARABIC)
        taken(site, "b" * 22)
        told("c" * 22, en=Words("Fifteen members", "Fifteen spoke."))
        write("c" * 22, en=Words("Fifteen members", "Nine spoke."))
        publish("c" * 22, kind=CorrectionKind.FACT, en="Nine spoke, not fifteen.")
        write("c" * 22, en=Words("Fifteen members", "Ten spoke."))
        write("d" * 22, en=Words("A draft", "Nobody reads it yet."))
        yield site, base


def saves(page: Page, words: str) -> None:
    page.fill("[name=body-en]", words)
    goes_on(page, "form[enctype] button")


def newest(page: Page, address: str) -> int:
    """A page as the server has it, and not the browser that keeps it for a while; its status."""
    page.goto(address)
    answer = page.reload()
    assert answer is not None
    return answer.status


@pytest.mark.long
@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_an_update_is_told_corrected_and_taken_back(
    browser: Browser, told_of: tuple[Site, str], javascript: bool, width: int
) -> None:
    site, base = told_of
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 800})
    page = context.new_page()
    come_in(page, invited(f"rima{width}@example.org", Role.ORGANISER, site.campaign.id), "Rima")
    page.goto(f"{base}{DESK}/updates")
    goes_on(page, "a.act")
    page.fill("[name=headline-en]", f"The Council met {width} times")
    saves(page, "It met *again*.")
    goes_on(page, "form[action*='/published'] button")
    goes_on(page, "text=Its page")
    assert page.inner_text("h1") == f"The Council met {width} times"
    assert page.inner_text(".release em") == "again"
    key = page.url.rpartition("/")[2]
    page.goto(f"{base}{DESK}/updates/{key}")
    saves(page, "It met once more.")
    page.check("[name=kind][value=fact]")
    page.fill("[name=corrected-en]", "It met once more, not again.")
    goes_on(page, "form[action*='/published'] button")
    newest(page, f"{base}/en/{SLUG}/updates/{key}")
    assert "It met once more, not again." in page.inner_text(".release")
    page.goto(f"{base}{DESK}/updates/{key}")
    goes_on(page, "text=Take it back")
    goes_on(page, "form[action$='/taken-back'] button")
    status = newest(page, f"{base}/en/{SLUG}/updates/{key}")
    assert (status, page.inner_text("h1")) == (410, "This update was taken back")
    context.close()


@BY_HALVES
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_page_is_clean_in_both_schemes_and_widths(
    browser: Browser, told_of: tuple[Site, str], language: str, half: int
) -> None:
    site, base = told_of
    page = speaking(browser, base, language, Role.ORGANISER, site.campaign.id, name=f"Noor{half}")
    looks = Looks(half)
    own, public = f"{DESK}/updates", f"/{language}/{SLUG}"
    keys = [letter * 22 for letter in "abcd"]
    paths = [
        own, *(f"{own}/{key}" for key in keys), f"{own}/{keys[0]}/mail", f"{own}/{keys[0]}/taken-back",
        public, f"{public}/updates", *(f"{public}/updates/{key}" for key in keys[:3]),
    ]  # fmt: skip
    for path in paths:
        looks.in_language(page, base + path, language)
    page.close()
    assert looks.wrong == {}
