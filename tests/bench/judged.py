"""What Lighthouse says of the page in each language, on a slow telephone as it plays one; and what the page weighs."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from campaign.audit.actors import acting
from campaign.lib.languages import LANGUAGES
from campaign.releases import actions as releases
from tests.bench.checking import CHROMIUM
from tests.bench.pages import MOST_BYTES, first_view
from tests.bench.report import Report
from tests.bench.stage import BENCH, SLUG, Stage

BIN = Path(sys.executable).parent
TOOL = Path(__file__).parent / "lighthouse"
TRIES = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def measure(stage: Stage, report: Report) -> None:
    """In every language of pages the least of the four scores, and the bytes of the first view by Brotli."""
    with stage.app.app_context(), acting(BENCH):
        releases.speak(slug=SLUG, further=list(LANGUAGES))
    with tempfile.TemporaryDirectory(prefix="lighthouse") as name:
        folder = Path(shutil.copytree(TOOL, Path(name, "tool")))
        _npm(folder, "ci")
        for code in LANGUAGES:
            scores = _judged(folder, f"http://127.0.0.1:{stage.port}/{code}/{SLUG}")
            worst = min(scores, key=lambda category: scores[category])
            least = round(100 * scores[worst])
            said = "each of four" if least == 100 else worst
            report.figure(f"Lighthouse of the page, {code}, {said}", least, least=100)
            weight, _ = first_view(f"/{code}/{SLUG}", stage.port)
            report.figure(f"first view over the wire, {code}", weight / 1024, "KB", most=MOST_BYTES / 1024)


def _judged(folder: Path, address: str) -> dict[str, float]:
    """The score of each category, from 0 to 1. The tool may lose the beginning of a page, and asks to be run again."""
    result = folder / "result.json"
    words = [
        BIN / "node", folder / "node_modules/lighthouse/cli/index.js", address, "--quiet", "--output=json",
        f"--output-path={result}", f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    for tries_left in reversed(range(TRIES)):
        ended = subprocess.run(
            words, env=_environment(), cwd=folder, check=not tries_left, capture_output=True
        )
        if ended.returncode == 0:
            break
    found: dict[str, Any] = json.loads(result.read_text())["categories"]
    return {category: found[category]["score"] for category in CATEGORIES}


def _npm(folder: Path, *words: str) -> None:
    subprocess.run([BIN / "npm", *words, "--silent"], cwd=folder, env=_environment(), check=True)


def _environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "CHROME_PATH": CHROMIUM}
