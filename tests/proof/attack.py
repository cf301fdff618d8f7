"""`make attack`: the scanners that strangers have, against a program of its own: wapiti, sqlmap and slowhttptest.

Each for a part of the seconds. What they find, and how the program held meanwhile, is printed; ends with 1 where
something was found. They come from Debian; nothing of theirs is asked for elsewhere.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.standing import SLUG, Browser, Standing, standing

SLOW = {"slow headers": "-H", "slow bodies": "-B", "slow reading": "-X"}
CLIENTS = 1_600
# What wapiti tries besides what it tries by itself. Others ask elsewhere for lists, or try names of files for hours.
MORE = "backup,crlf,csrf,htaccess,methods,shellshock,xxe"
# What it names and what is so for a reason: each was looked at.
JUDGED = {
    "X-XSS-Protection is not set": "no browser of today has what it steered, and it opened holes of its own",
    "Strict-Transport-Security is not set": "a year of it is said over TLS; this is plain HTTP on one machine",
    "Secure flag is not set in the cookie : desk": "it is, at https (tests/organisers/test_sessions.py)",
    "CSRF token 'csrf_token' is not properly checked in backend": "each is 403 without (tests/desk/test_access.py)",
}
# Debian's writes flags at the end of an expression, where Python from 3.11 on takes none: so it can leave nothing out.
FLAGS_FIRST = """
import re

compiled, end = re.compile, "(?ms)"


def compile(pattern, flags=0):
    if isinstance(pattern, str) and pattern.endswith(end):
        return compiled(pattern.removesuffix(end), flags | re.MULTILINE | re.DOTALL)
    return compiled(pattern, flags)


re.compile = compile
"""
NOBODY = "http://127.0.0.1:9"  # it would ask others for lists
# A page is to come within so many seconds while others hold the line. The scanners share the machine with it.
WITHIN = 5.0


@dataclass
class Found:
    """What one program found, and what else it says."""

    program: str
    findings: list[str] = field(default_factory=list)
    said: str = ""


@dataclass
class Watch:
    """How the campaign's page came meanwhile."""

    times: list[float] = field(default_factory=list)
    lost: int = 0


@contextmanager
def watching(there: Standing) -> Iterator[Watch]:
    """Ask for the campaign's page four times a second."""
    watch, ended = Watch(), threading.Event()

    def ask() -> None:
        while not ended.wait(0.25):
            begun = time.monotonic()
            watch.lost += there.browser().ask("GET", f"/en/{SLUG}").status != 200
            watch.times.append(time.monotonic() - begun)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        ended.set()
        thread.join(timeout=70)


def wapiti(there: Standing, seconds: int, owner: Browser | None) -> Found:
    """Over the public pages, or the desk as an owner has it."""
    start = "/desk/" if owner else f"/en/{SLUG}"
    who = "the desk, as an owner" if owner else "the public pages"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "found.json")
        Path(folder, "sitecustomize.py").write_text(FLAGS_FIRST)
        words = [
            "wapiti", "-u", f"http://localhost:{there.port}{start}", "--scope", "domain", "--flush-session",
            "--store-session", folder, "--store-config", folder, "--max-scan-time", str(seconds // 3),
            "--max-attack-time", str(max(5, seconds // 30)), "-f", "json", "-o", str(out), "--no-bugreport", "-v", "0",
            "-m", f"common,{MORE}", "-H", "Sec-Fetch-Site: same-origin", "-x", f"http://localhost:{there.port}/desk/sign-out",
        ]  # fmt: skip
        if owner:
            words += [
                "-H",
                "Cookie: " + "; ".join(f"{name}={value}" for name, value in owner.cookies.items()),
            ]
        else:
            words += ["-x", f"http://localhost:{there.port}/desk/*"]
        said = _run(words, seconds + 120, Path(folder), PYTHONPATH=folder, HTTPS_PROXY=NOBODY)
        if not out.exists():
            return Found(f"wapiti, {who}", ["it wrote no report: " + said[-300:]])
        return read_wapiti(who, json.loads(out.read_text()))


def read_wapiti(who: str, report: dict[str, dict[str, list[dict[str, str]]]]) -> Found:
    """What its report names: weaknesses, and odd answers such as 500."""
    listed = {**report["vulnerabilities"], **report["anomalies"]}
    named = [(kind, one) for kind, each in listed.items() for one in each]
    judged = sorted({one["info"] for _, one in named} & set(JUDGED))
    findings = [
        f"{kind}: {one['method']} {one['path']}: {one['info']}"
        for kind, one in named
        if one["info"] not in JUDGED
    ]
    said = "".join(f"; {info}: {JUDGED[info]}" for info in judged)
    return Found(f"wapiti, {who}", findings, f"{len(listed)} kinds looked for{said}")


def sqlmap(there: Standing, seconds: int) -> Found:
    """The public forms and addresses with a parameter, each of which it is told to take for weak."""
    base = f"http://localhost:{there.port}"
    with tempfile.TemporaryDirectory() as folder:
        words = [
            "sqlmap", "-u", f"{base}/en/{SLUG}", "--crawl", "2", "--forms", "--batch", "--level", "2", "--risk", "1",
            "--flush-session", "--output-dir", folder, "--header", "Sec-Fetch-Site: same-origin", "--threads", "2",
            "--crawl-exclude", "desk", "--disable-coloring",
        ]  # fmt: skip
        said = _run(words, seconds, Path(folder))
    return read_sqlmap(said)


def read_sqlmap(said: str) -> Found:
    """What it says of each parameter."""
    findings = re.findall(r"^.*(?:is vulnerable|identified the following injection).*$", said, re.MULTILINE)
    if said.startswith("sqlmap isn't here"):
        findings.append(said)
    targets = len(re.findall(r"testing URL|^\[#\d+\]|\[\d+/\d+\] (?:Form|URL)", said, re.MULTILINE))
    return Found("sqlmap, the public pages", findings, f"{targets} targets tried")


def slowhttptest(there: Standing, seconds: int, name: str, mode: str) -> Found:
    """As many clients as that, each as slow as it can be, while others read."""
    words = [
        "slowhttptest", mode, "-c", str(CLIENTS), "-r", "200", "-l", str(seconds), "-i", "5", "-p", "5",
        "-u", f"http://localhost:{there.port}/en/{SLUG}" + ("/submissions" if mode == "-B" else ""),
    ]  # fmt: skip
    with watching(there) as watch:
        said = _run(words, seconds + 60, there.folder)
    return judge_slow(name, watch, said)


def judge_slow(name: str, watch: Watch, said: str) -> Found:
    """A page that didn't come, or late, is a finding; what slowhttptest sees of the lines is told beside it."""
    slowest = max(watch.times, default=0.0)
    findings = [f"{watch.lost} of {len(watch.times)} pages didn't come"] if watch.lost else []
    findings += [said] if "isn't here" in said[:40] else []
    findings += [f"the slowest page took {slowest:.1f} seconds"] if slowest > WITHIN else []
    available = re.findall(r"service available:\s*(\w+)", re.sub(r"\x1b\[[0-9;]*m", "", said))
    return Found(
        f"slowhttptest, {name}", findings,
        f"{len(watch.times)} pages came meanwhile, the slowest in {slowest:.2f} s; it says available: "
        f"{available[-1] if available else 'nothing'}",
    )  # fmt: skip


def _run(words: list[str], seconds: int, home: Path, **more: str) -> str:
    """What a program says in its time; what it would leave behind lies in `home`."""
    environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), **more}
    try:
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds,
            env=environment,
            check=False,
        )
    except FileNotFoundError:
        return f"{words[0]} isn't here. As root: apt install wapiti sqlmap slowhttptest"
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace")
    return done.stdout + done.stderr


def run(seconds: int) -> list[Found]:
    """All of them, with a fifth of the time each for the three that scan, and the rest for slow ones."""
    found: list[Found] = []
    with standing() as there:
        owner = there.owner()
        fifth = seconds // 5
        steps: list[Callable[[], Found]] = [
            lambda: wapiti(there, fifth, None),
            lambda: wapiti(there, fifth, owner),
            lambda: sqlmap(there, fifth),
            *(
                lambda n=name, m=mode: slowhttptest(there, max(20, 2 * fifth // 3), n, m)
                for name, mode in SLOW.items()
            ),
        ]
        for step in steps:
            found.append(step())
            print(f"{found[-1].program}: {len(found[-1].findings)} findings. {found[-1].said}", flush=True)
            for each in found[-1].findings[:20]:
                print(f"  {each[:300]}", flush=True)
        faults = there.faults()
        print(f"the program: {len(faults)} faults in its log", flush=True)
        found.append(Found("the program", faults))
    return found


if __name__ == "__main__":
    sys.exit(int(any(each.findings for each in run(int(sys.argv[1]) if len(sys.argv) > 1 else 600))))
