"""Where more of the words stand than in the states of pages: the tour, the page of the API, the verifier."""

from collections.abc import Mapping

from campaign.running.tour import SIX
from tests.browser.states import Steps, Visitor, opening

PAGES = (
    "/reached/press", "/api", "/nothing/at/all", "/tour-safe", "/tour-safe/tally", "/tour-safe/verify",
    "/tour-safe/privacy", "/tour-safe/press", "/tour-safe/pass-on", "/tour-safe/letters", "/tour-safe/updates",
    "/tour-safe/card", "/tour-paused", "/tour-closed", "/tour-closed/report", "/tour-closed/letters",
    "/tour-closed/privacy", "/tour-down", "/tour-down/tally", "/tour-down/updates", "/tour-draft",
)  # fmt: skip
VIEWS = ("letter", "count", "receipt")


def places() -> Mapping[str, Steps]:
    """Name → how a visitor comes there, once the tour is made."""
    reached = {path: opening(path) for path in PAGES}
    reached |= {f"letter to {code}": _letter(code) for code in SIX}
    reached |= {f"update {number}": _update(number) for number in range(3)}
    return reached | {f"verifier, {view}": _verifier(view) for view in VIEWS}


def _letter(code: str) -> Steps:
    def steps(visitor: Visitor) -> None:
        visitor.opens("/tour-safe/letters")
        _follows(visitor, f"a[href*='/letters/{code}/']", 0)

    return steps


def _update(number: int) -> Steps:
    def steps(visitor: Visitor) -> None:
        visitor.opens("/tour-safe/updates")
        _follows(visitor, "main a[href*='/updates/']", number)

    return steps


def _follows(visitor: Visitor, links: str, number: int) -> None:
    """The link of that number, where there are as many."""
    if visitor.page.locator(links).count() > number:
        path = visitor.page.locator(links).nth(number).get_attribute("href")
        visitor.page.goto(visitor.stage.base + path)


def _verifier(view: str) -> Steps:
    """In the visitor's language, by its link, with a form that is sent empty."""

    def steps(visitor: Visitor) -> None:
        visitor.page.goto("about:blank")
        visitor.page.goto(f"{visitor.stage.base}/verify.html#{view}")
        visitor.page.wait_for_selector("html[data-ready=yes]")
        if visitor.page.evaluate("document.documentElement.lang").split("-")[0] != visitor.language:
            visitor.page.locator(f"[data-language='{visitor.language}']").evaluate("link => link.click()")
        visitor.page.wait_for_selector("h1")

    return steps
