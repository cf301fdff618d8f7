"""Debian's Firefox without a window, driven by WebDriver BiDi, the standard that browsers themselves speak."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.websocket import WebSocket
from tests.patience import PATIENCE, until

FIREFOX = "firefox-esr"
PREFS = {
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "en",
}


@dataclass
class Firefox:
    """A window of it; `asked` is what its pages asked for, of whom."""

    line: WebSocket
    downloads: Path
    asked: list[str] = field(default_factory=list)
    number: int = 0
    context: str = ""

    def command(self, method: str, **params: Any) -> Any:
        """Have it done; what came of it. Events that come meanwhile are looked at."""
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            told = json.loads(self.line.receive())
            if told.get("method") == "network.beforeRequestSent":
                self.asked.append(told["params"]["request"]["url"])
            if told.get("id") == self.number:
                assert told["type"] == "success", told
                return told["result"]

    def goes(self, address: str) -> None:
        """Open a page anew, be it another view of the same, and wait until it is loaded."""
        self.command("browsingContext.navigate", context=self.context, url="about:blank", wait="complete")
        self.command("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def says(self, expression: str) -> Any:
        """What an expression is worth in the page; a promise is waited for."""
        result = self.command(
            "script.evaluate", expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self.context}, awaitPromise=True, userActivation=True,
        )  # fmt: skip
        assert result["type"] == "success", result
        return json.loads(result["result"].get("value", "null"))

    def fills(self, **fields: str) -> None:
        """Type into fields, by their names."""
        for name, text in fields.items():
            self.says(f"(e => {{ e.value = {json.dumps(text)}; e.dispatchEvent(new Event('input')) }})"
                      f"(document.querySelector('#page [name={name}]'))")  # fmt: skip

    def gives(self, **files: Path) -> None:
        """Choose files, by the names of their fields."""
        for name, path in files.items():
            locator = {"type": "css", "value": f"#page [name={name}]"}
            found = self.command("browsingContext.locateNodes", context=self.context, locator=locator)
            (element,) = found["nodes"]
            shared = {"sharedId": element["sharedId"]}
            self.command("input.setFiles", context=self.context, element=shared, files=[str(path)])

    def presses(self, selector: str) -> None:
        """Press a button."""
        self.says(f"document.querySelector({json.dumps(selector)}).click()")

    def sees(self, selector: str) -> str:
        """The text of what appears there, once it is there to be seen."""
        shown = f"[...document.querySelectorAll({json.dumps(selector)})].find(e => e.checkVisibility())?.innerText"
        return str(_until(lambda: self.says(f"{shown} ?? null")))

    def saves(self, selector: str) -> Path:
        """Press what saves a file: the file, whole."""
        before = set(self.downloads.iterdir())
        self.presses(selector)
        return Path(_until(lambda: self._saved(before)))

    def offline(self) -> None:
        """Cut the network off."""
        self._network({"type": "offline"})

    def online(self) -> None:
        """Let it be there again."""
        self._network(None)

    def _network(self, conditions: Any) -> None:
        self.command("emulation.setNetworkConditions", networkConditions=conditions, contexts=[self.context])

    def _saved(self, before: set[Path]) -> str | None:
        new = set(self.downloads.iterdir()) - before
        whole = [path for path in new if path.suffix != ".part" and path.stat().st_size]
        return str(whole[0]) if len(new) == len(whole) == 1 else None


@contextmanager
def started(folder: Path) -> Iterator[Firefox]:
    """One with a profile of its own, in English."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    prefs = {**PREFS, "browser.download.dir": str(downloads)}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items()]
    (profile / "user.js").write_text("".join(lines))
    words = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    environment = {**os.environ, "HOME": str(folder)}
    program = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        where = profile / "WebDriverBiDiServer.json"
        told = json.loads(_until(lambda: where.read_text() if where.exists() else None))
        with WebSocket(told["ws_port"], "/session") as line:
            firefox = Firefox(line, downloads)
            firefox.command("session.new", capabilities={})
            firefox.command("session.subscribe", events=["network.beforeRequestSent"])
            firefox.context = firefox.command("browsingContext.getTree")["contexts"][0]["context"]
            yield firefox
    finally:
        program.terminate()
        program.wait(timeout=PATIENCE)


def _until(look: Callable[[], Any]) -> Any:
    seen: list[Any] = []

    def is_seen() -> bool:
        seen[:] = [look()]
        return seen != [None]

    until(is_seen)
    return seen[0]
