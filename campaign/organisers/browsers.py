"""Which kind of browser a session is in, as its owner would call it: never finer, so that it names nobody. Pure."""

from enum import StrEnum


class Browser(StrEnum):
    """By whom it is made."""

    FIREFOX = "firefox"
    CHROME = "chrome"
    SAFARI = "safari"
    EDGE = "edge"
    OPERA = "opera"
    SAMSUNG = "samsung"
    UNKNOWN = "unknown"


class System(StrEnum):
    """What it runs on."""

    ANDROID = "android"
    IPHONE = "iphone"
    IPAD = "ipad"
    WINDOWS = "windows"
    MAC = "mac"
    CHROMEBOOK = "chromebook"
    LINUX = "linux"
    UNKNOWN = "unknown"


# What each says of itself, the first that fits: many name others too.
BROWSERS = (
    ("Edg", Browser.EDGE), ("OPR/", Browser.OPERA), ("Opera", Browser.OPERA), ("SamsungBrowser", Browser.SAMSUNG),
    ("Firefox/", Browser.FIREFOX), ("FxiOS/", Browser.FIREFOX), ("Chrome/", Browser.CHROME),
    ("CriOS/", Browser.CHROME), ("Safari/", Browser.SAFARI),
)  # fmt: skip
SYSTEMS = (
    ("Android", System.ANDROID), ("iPhone", System.IPHONE), ("iPad", System.IPAD), ("Windows", System.WINDOWS),
    ("Macintosh", System.MAC), ("CrOS", System.CHROMEBOOK), ("Linux", System.LINUX),
)  # fmt: skip
BROWSER_NAMES = {
    Browser.FIREFOX: "Firefox", Browser.CHROME: "Chrome", Browser.SAFARI: "Safari", Browser.EDGE: "Edge",
    Browser.OPERA: "Opera", Browser.SAMSUNG: "Samsung Internet",
}  # fmt: skip
SYSTEM_NAMES = {
    System.ANDROID: "Android", System.IPHONE: "iPhone", System.IPAD: "iPad", System.WINDOWS: "Windows",
    System.MAC: "Mac", System.CHROMEBOOK: "Chromebook", System.LINUX: "Linux",
}  # fmt: skip


def kind_of_browser(user_agent: str) -> tuple[Browser, System]:
    """By what it says of itself."""
    return (
        next((browser for words, browser in BROWSERS if words in user_agent), Browser.UNKNOWN),
        next((system for words, system in SYSTEMS if words in user_agent), System.UNKNOWN),
    )
