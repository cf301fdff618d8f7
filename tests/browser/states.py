"""How a browser comes to each state of a page: name → steps. `path` opens, `post` sends a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.pressing import goes_on
from tests.browser.stage import Stage, somebody

Steps = Callable[["Visitor"], None]


@dataclass
class Visitor:
    """A page in a browser, on the stage, in one language."""

    page: Any
    stage: Stage
    language: str

    def opens(self, path: str, *, strict: bool = False) -> None:
        """Go to a path below the language's."""
        self.page.goto(f"{self.stage.strict if strict else self.stage.base}/{self.language}{path}")

    def fills(self, slug: str = "open", **changes: str) -> None:
        """Type into the form what a person would."""
        person = somebody(slug, self.language)
        typed = {"name": person.name, "email": person.email} | changes
        for name in ("name", "email"):
            self.page.fill(f"#f-{name}", typed[name])
        self.page.select_option("#f-country", typed.get("country", person.country))
        self.page.check("#f-consent")

    def ages(self, slug: str = "open") -> None:
        """Make the form one that was opened five seconds ago."""
        self._hidden("token", self.stage.token(slug))

    def sends(self) -> None:
        """Press the form's own button."""
        self.goes_on("form[action*=submissions] button >> nth=-1")

    def signs(self, slug: str = "open", *, strict: bool = False, **changes: str) -> None:
        """Open, fill, send."""
        self.opens(f"/{slug}", strict=strict)
        self.fills(slug, **changes)
        self.ages(slug)
        self.sends()

    def presses(self, button: str) -> None:
        """A button of the page behind a mail link."""
        self.goes_on(f"form[action$='{button}'] button")

    def goes_on(self, selector: str) -> None:
        """Press, and wait for the next page."""
        goes_on(self.page, selector)

    def _hidden(self, name: str, value: str) -> None:
        self.page.evaluate("([n, v]) => document.querySelector(`[name=${n}]`).value = v", [name, value])

    def breaks(self, name: str) -> None:
        """Spoil a hidden field, as another site's form would."""
        self._hidden(name, "spoiled")


def opening(path: str, **more: bool) -> Steps:
    """A page that only has to be opened."""
    return lambda visitor: visitor.opens(path, **more)


def _empty_form(v: Visitor) -> None:
    v.opens("/open")
    v.sends()


def _slip(v: Visitor) -> None:
    v.signs(email="nour@gmial.com")


def _foreign(v: Visitor) -> None:
    v.opens("/open")
    v.fills()
    v.breaks("token")
    v.sends()


def _limited(v: Visitor) -> None:
    for _ in range(2):
        v.signs(strict=True)


def _held(v: Visitor) -> None:
    v.opens("/open")
    v.fills()
    v.sends()


def _slow(v: Visitor) -> None:
    with v.stage.slow_mail():
        v.signs()


def _behind(v: Visitor, slug: str = "open") -> None:
    v.page.goto(v.stage.base + v.stage.waiting(slug, v.language, somebody(slug, v.language)))


def _pressing(*buttons: str) -> Steps:
    def steps(v: Visitor) -> None:
        _behind(v)
        for button in buttons:
            v.presses(button)

    return steps


def _pass_on(v: Visitor) -> None:
    _behind(v, "safe")
    v.presses("confirmation")


def _ask_to_withdraw(v: Visitor, slug: str = "open") -> None:
    v.page.goto(v.stage.base + v.stage.counted(slug, v.language))
    v.goes_on("a[href$=withdrawal]")


def _withdrawn(v: Visitor) -> None:
    _ask_to_withdraw(v)
    v.presses("withdrawal")


def _mend_error(v: Visitor) -> None:
    _behind(v)
    v.page.click("details:not(.languages) > summary")
    v.page.fill("#f-name", "")
    v.goes_on("form[action*=correction] button")


def _late(v: Visitor) -> None:
    v.page.goto(v.stage.base + v.stage.late[v.language])


def _updates(v: Visitor) -> None:
    v.page.goto(v.stage.base + v.stage.updates("open", v.language))


def _no_more_updates(v: Visitor) -> None:
    _updates(v)
    v.presses(v.page.url.rpartition("/")[2])


def _letter(v: Visitor) -> None:
    v.opens("/reached/letters")
    v.goes_on("tbody tr:first-child a")


def _in_her_language(v: Visitor, path: str) -> None:
    v.page.set_extra_http_headers({"Accept-Language": v.language})
    v.page.goto(v.stage.base + path)


STATES: dict[str, Steps] = {
    "example": opening("/demo"),
    "draft": lambda v: v.opens(f"/p/{v.stage.preview}"),
    "not open yet": opening("/draft"),
    "nobody yet": opening("/first"),
    "first signature": opening("/open"),
    "small": opening("/small"),
    "goal reached": opening("/reached"),
    "paused": opening("/paused"),
    "closed": opening("/closed"),
    "taken down": opening("/down"),
    "taken down, its text": lambda v: _in_her_language(v, f"/down/texts/{v.stage.text('down', v.language)}"),
    "corrected": opening("/corrected"),
    "correction, draft": lambda v: v.opens(f"/p/{v.stage.correction('corrected', v.language)}"),
    "long words": opening("/long"),
    "confirm, long words": lambda v: _behind(v, "long"),
    "form error": _empty_form,
    "did you mean": _slip,
    "foreign form": _foreign,
    "429": _limited,
    "sent": lambda v: v.signs(),
    "held": _held,
    "mail slow": _slow,
    "confirm": _pressing(),
    "mend error": _mend_error,
    "thanks": _pressing("confirmation"),
    "already confirmed": lambda v: v.page.goto(v.stage.base + v.stage.counted("open", v.language)),
    "thanks, nobody at risk": _pass_on,
    "pass on": opening("/open/pass-on"),
    "pass on, nobody at risk": opening("/safe/pass-on"),
    "withdraw?": _ask_to_withdraw,
    "withdraw?, long words": lambda v: _ask_to_withdraw(v, "long"),
    "withdrawn": _withdrawn,
    "wasn't me": _pressing("rejection"),
    "stopped": _pressing("stop"),
    "invalidated": lambda v: v.page.goto(v.stage.base + v.stage.invalidated("open", v.language)),
    "updates": _updates,
    "no more updates": _no_more_updates,
    "too late": _late,
    "link unknown": opening("/c/" + "x" * 43),
    "503": opening("/away", strict=True),
    "tally": opening("/reached/tally"),
    "tally, its goal ahead": opening("/demo/tally"),
    "tally, small": opening("/small/tally"),
    "tally, with what was removed": opening("/grown/tally"),
    "verify": opening("/grown/verify"),
    "verify, before the first checkpoint": opening("/new/verify"),
    "privacy": opening("/open/privacy"),
    "privacy, with who answers by law": opening("/long/privacy"),
    "privacy, closed": opening("/closed/privacy"),
    "letters": opening("/reached/letters"),
    "letters, none": opening("/open/letters"),
    "letter": _letter,
    "list": lambda v: _in_her_language(v, "/"),
    "mail folder": lambda v: _in_her_language(v, "/mail"),
}
