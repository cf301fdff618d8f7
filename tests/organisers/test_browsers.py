"""A browser's kind, by what it says of itself: coarse, and nothing of it that tells one from another."""

import pytest

from campaign.organisers.browsers import Browser, System, kind_of_browser

MOZILLA = "Mozilla/5.0"
KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        (f"{MOZILLA} (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0", Browser.FIREFOX, System.ANDROID),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", Browser.FIREFOX,
         System.WINDOWS),
        (f"{MOZILLA} (Linux; Android 10; K) {KIT} Chrome/130.0.0.0 Mobile Safari/537.36", Browser.CHROME,
         System.ANDROID),
        (f"{MOZILLA} (Linux; Android 13; SM-S901B) {KIT} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
         Browser.SAMSUNG, System.ANDROID),
        (f"{MOZILLA} (Windows NT 10.0; Win64; x64) {KIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", Browser.EDGE,
         System.WINDOWS),
        (f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) {KIT} Chrome/130.0.0.0 Safari/537.36", Browser.CHROME,
         System.CHROMEBOOK),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {KIT} Chrome/130.0.0.0 Safari/537.36 OPR/115.0",
         Browser.OPERA, System.MAC),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
         Browser.SAFARI, System.IPHONE),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 FxiOS/131.0 Safari/605.1.15",
         Browser.FIREFOX, System.IPHONE),
        (f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/130.0 Safari/604.1",
         Browser.CHROME, System.IPAD),
        (f"{MOZILLA} (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", Browser.FIREFOX, System.LINUX),
        ("w3m/0.5.3", Browser.UNKNOWN, System.UNKNOWN),
        ("", Browser.UNKNOWN, System.UNKNOWN),
        ("<script>" * 400, Browser.UNKNOWN, System.UNKNOWN),
    ],
)  # fmt: skip
def test_by_what_it_says_of_itself(said: str, browser: Browser, system: System) -> None:
    assert kind_of_browser(said) == (browser, system)
