"""The whole way in a real browser, from the page to the count and out again, on the program as people start it."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import CHROMIUM, Running
from tests.browser.pressing import goes_on
from tests.patience import until

TOO_FAST = 2.1
WORDS = {
    "en": {
        "sent": "One step left: open your email",
        "confirm": "Confirm your signature",
        "thanks": "Thank you. Your signature is confirmed.",
        "gone": "Your signature is withdrawn",
    },
    "ar": {
        "sent": "بقيت خطوة واحدة: افتحوا بريدكم الإلكتروني",
        "confirm": "تأكيد توقيعكم",
        "thanks": "شكراً لكم. تم تأكيد توقيعكم.",
        "gone": "تم سحب توقيعكم",
    },
}
PREFERENCES = '{"profile": {"default_content_setting_values": {"cookies": 2}}}'


@pytest.fixture
def without_cookies(playwright: Any, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of its own that refuses every cookie."""
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default/Preferences").write_text(PREFERENCES)
    opened = []

    def launch(**more: Any) -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            tmp_path, executable_path=CHROMIUM, args=["--no-sandbox"], **more
        )
        opened.append(context)
        return context

    yield launch
    for context in opened:
        context.close()


@pytest.mark.long
@pytest.mark.parametrize(("language", "scripts"), [("en", False), ("ar", True)])
def test_from_the_page_to_the_count_and_back(
    without_cookies: Callable[..., BrowserContext], running: Running, language: str, scripts: bool
) -> None:
    context = without_cookies(java_script_enabled=scripts)
    page = context.pages[0]
    words, address = WORDS[language], f"{language}-{scripts}@example.org".lower()
    before = total(page, running)

    sign(page, running, language, address)
    expect(page.locator("h1")).to_have_text(words["sent"])
    expect(page.locator(".address bdi").first).to_have_text(address)
    number = page.locator(".shown").inner_text()

    mail = open_mail(page, running, address)
    assert number in mail.inner_text()
    goes_on(page, mail.locator("a"))
    expect(page.locator("h1")).to_have_text(words["confirm"])
    goes_on(page, "form[action$=confirmation] button")
    expect(page.locator("h1")).to_have_text(words["thanks"])
    wait_for_total(page, running, before + 1)

    page.goto(f"{running.base}/{language}/demo/tally")
    shown = str(before + 1).translate(
        str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩" if language == "ar" else "0123456789")
    )
    expect(page.locator("#total")).to_have_text(shown)

    goes_on(page, open_mail(page, running, address).locator("a"))
    goes_on(page, "a[href$=withdrawal]")
    goes_on(page, "form[action$=withdrawal] button")
    expect(page.locator("h1")).to_have_text(words["gone"])
    wait_for_total(page, running, before)
    assert context.cookies() == []


def sign(page: Page, running: Running, language: str, address: str) -> None:
    page.goto(f"{running.base}/{language}/demo")
    time.sleep(TOO_FAST)
    page.fill("#f-name", "نور" if language == "ar" else "A. B.")
    page.fill("#f-email", address)
    page.select_option("#f-country", "LB")
    page.check("#f-consent")
    goes_on(page, "form[action*=submissions] button")


def open_mail(page: Page, running: Running, address: str) -> Any:
    """The newest mail to an address, as soon as the worker has sent it."""
    mail = page.locator("article.mail", has_text=address)

    def has_come() -> bool:
        page.goto(f"{running.base}/mail")
        return mail.count() > 0

    until(has_come, said=f"no mail to {address}")
    return mail.first


def total(page: Page, running: Running) -> int:
    count: int = page.request.get(f"{running.base}/demo/tally.json").json()["total"]
    return count


def wait_for_total(page: Page, running: Running, wanted: int) -> None:
    until(lambda: total(page, running) == wanted, said=f"the total never became {wanted}")
