"""The holders' page in a real browser, and a desk that has its doors, made with the vault's own verbs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, abort, request
from flask_migrate import upgrade
from playwright.sync_api import Page, expect

from campaign import create_app
from campaign.audit.actors import WORKER, acting
from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.vault import actions as vault
from tests.browser.stage import served
from tests.cast import Site
from tests.conftest import settings_for

WORDS = "correct horse battery staple"
TOKEN = "t" * 43
STRENGTH = "setScryptWorkFactor(e){this.scryptWorkFactor=e}"  # in static/holder.js
RESULTS = ", ".join(f"[data-{name}]:not([hidden])" for name in ("made", "answer", "opened"))
# As it has to stand wherever a key is given to the page that a site serves, whole.
WARNING = {
    "en": "This page comes from the server. Whoever controls the server now can take your key, and with it every list "
    "sealed to you, old ones too. The saved file protects from that. holder-file.html",
    "ar": "تأتي هذه الصفحة من الخادم. ومن يتحكم بالخادم الآن يستطيع أخذ مفتاحكم، ومعه كل قائمة خُتمت لكم، والقديمة منها "
    "أيضاً. والملف المحفوظ يحمي من ذلك. holder-file.html",
}
SOURCE = "https://code.example.org/campaign"


@dataclass
class Desk:
    """A site with the doors for who was invited; `posts` is what came through them, `refuses` a status for all."""

    app: Flask
    base: str = ""
    strong: str = ""  # where keys are protected as they are elsewhere, which takes seconds each
    posts: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    refuses: int = 0
    invited: str = "maya"

    def offered(self) -> Any:
        """The public half of a key."""
        form = self._form("offered")
        with acting(WORKER):
            vault.add(name=form["name"], recipient=form["recipient"])
        return {}

    def drill(self) -> Any:
        """A word, sealed to who was invited."""
        self._form("drill")
        with acting(WORKER):
            return {"drill": vault.write_drill(name=self.invited)}

    def proved(self) -> Any:
        """The word, read."""
        try:
            with acting(WORKER):
                vault.prove(word=self._form("proved")["word"])
        except Refusal:
            abort(422)
        return {}

    def _form(self, door: str) -> dict[str, str]:
        if self.refuses or request.form["invitation"] != TOKEN:
            abort(self.refuses or 410)
        assert "Cookie" not in request.headers
        self.posts.append((door, request.form.to_dict()))
        return self.posts[-1][1]


def lightly(app: Flask) -> Callable[..., Any]:
    """The site, whose page for holders protects a key at the least cost."""
    program = (Path(__file__).parents[2] / "static" / "holder.js").read_text()
    assert program.count(STRENGTH) == 1
    light = program.replace(STRENGTH, STRENGTH.replace("=e", "=Math.min(e,10)")).encode()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] != "/static/holder.js":
            return app(environ, start_response)
        kept = ("Cache-Control", "public, max-age=3600")
        start_response("200 OK", [("Content-Type", "text/javascript; charset=utf-8"), kept])
        return [light]

    return answer


@contextmanager
def desk_served(folder: Path) -> Iterator[Desk]:
    """Set it up, serve it, take it down."""
    app = create_app(settings_for(folder, "", CAMPAIGN_SOURCE_URL=SOURCE))
    desk = Desk(app)
    for door in ("offered", "drill", "proved"):
        app.view_functions[f"doors.{door}"] = getattr(desk, door)
    with app.app_context():
        upgrade()
        Site(app).with_keys()
        with served(lightly(app)) as desk.base, served(app) as desk.strong:
            yield desk
        db.session.remove()
        db.engine.dispose()


@dataclass
class Holder:
    """Somebody at the page, whose downloads lie in `folder`; `address` is where the page is, if not on the site."""

    page: Page
    desk: Desk
    folder: Path
    address: str = ""

    def opens(self, view: str, invitation: str = "") -> "Holder":
        """Go to a view, from elsewhere: the page begins anew."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address or f'{self.desk.base}/holder.html'}#{view}{invitation}")
        expect(self.page.locator("h1")).to_be_visible()
        return self

    def makes(self, name: str = "maya", words: str = WORDS) -> "Holder":
        """A key, in the view for it."""
        self.fills(name, words, words)
        self.page.click("form[data-make] button:not([type])")
        expect(self.page.locator("[data-made]")).to_be_visible(timeout=120_000)
        return self

    def fills(self, name: str, words: str, again: str) -> None:
        """What a key is made of."""
        self.page.fill("[name=name] >> visible=true", name)
        self.page.fill("[name=passphrase]", words)
        self.page.fill("[name=again]", again)

    def saves(self, button: str) -> Path:
        """Press what saves a file."""
        with self.page.expect_download() as download:
            self.page.click(button)
        path = self.folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def keeps(self, kind: str = "csv", purpose: str = "A test", erase: str = "2099-12-31") -> Path:
        """Save the rows of an opened list."""
        self.wishes(kind, purpose, erase)
        return self.saves("form[data-keep] button:not([type])")

    def wishes(self, kind: str = "csv", purpose: str = "A test", erase: str = "2099-12-31") -> None:
        """Fill in how they are saved, and press nothing yet."""
        self.page.select_option("[name=kind]", kind)
        self.page.fill("[name=purpose]", purpose)
        self.page.fill("[name=erase]", erase)

    def gives(self, key: Path, words: str = "") -> "Holder":
        """Her key's file, with its passphrase."""
        self.page.set_input_files("[name=key]", key)
        self.page.fill("[name=passphrase]", words)
        return self

    def types(self, groups: str) -> "Holder":
        """The groups of her printed page."""
        self.page.locator("details", has=self.page.locator("[name=groups]")).evaluate(
            "e => { e.open = true }"
        )
        self.page.fill("[name=groups]", groups)
        return self

    def printed(self) -> str:
        """The groups that stand on the page to print."""
        return " ".join(self.page.locator(".paper [data-paper] li").all_text_contents())

    def reads(self, drill: str) -> str:
        """The word in a drill."""
        self.page.fill("[name=drill]", drill)
        self.page.click("form[data-drill] button")
        expect(self.page.locator("[data-answer]")).to_be_visible(timeout=120_000)
        return self.page.locator("[data-drilled]").inner_text()

    def refused(self, form: str) -> str:
        """Send a form that can't succeed: what is said, and nothing is shown or saved."""
        downloads: list[Any] = []
        self.page.on("download", lambda download: downloads.append(download))
        self.page.click(f"form[data-{form}] button:not([type])")
        told, shown = f"form[data-{form}] [data-error]:not([hidden])", RESULTS
        self.page.locator(f"{told}, {shown}").first.wait_for(timeout=120_000)
        assert (downloads, self.page.locator(shown).count()) == ([], 0)
        return str(self.page.locator(told).text_content())
