"""The rules that never bend, as far as syntax tells of them: ten of semgrep, each tried on what is wrong and right."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "tests" / "rules" / "never_bend"
SEMGREP = Path(sys.prefix) / "guards" / "bin" / "semgrep"
NAMES = sorted(path.stem for path in RULES.glob("*.yaml"))


def semgrep(*words: str) -> subprocess.CompletedProcess[str]:
    assert SEMGREP.exists(), "`make check` installs what looks at the code"
    return subprocess.run(
        [SEMGREP, *words], cwd=ROOT, capture_output=True, text=True, timeout=200, check=False
    )


def example(name: str) -> str:
    (path,) = (each for each in RULES.glob(f"{name}.*") if each.suffix != ".yaml")
    return path.read_text()


def test_there_are_ten_and_each_says_which_rule_it_is_of() -> None:
    said = {name: re.findall(r"\(rule (\d+)\)", (RULES / f"{name}.yaml").read_text()) for name in NAMES}
    assert said == {
        "mail_after_commit": ["1"],
        "insert_decides": ["2"],
        "get_changes_nothing": ["3"],
        "silent_about_who_signed": ["4"],
        "stated_figures_alone": ["5"],
        "one_door_to_what_is_personal": ["7"],
        "no_third_party": ["8"],
        "one_clock_and_real_chance": ["10"],
        "bounded": ["11"],
        "trusted_time_for_good": ["13"],
    }


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_bad_and_a_good_example(name: str) -> None:
    marks = re.findall(r"(ruleid|ok): (\w+)", example(name))
    assert {of for _, of in marks} == {name}
    assert {kind for kind, _ in marks} == {"ruleid", "ok"}


def test_the_bad_ones_are_found_and_the_good_ones_are_not() -> None:
    tried = semgrep("test", "--experimental", str(RULES))
    assert (tried.returncode, tried.stdout.splitlines()[:1]) == (0, ["10/10: ✓ All tests passed"])


def test_what_breaks_one_would_be_found_where_it_stands(tmp_path: Path) -> None:
    """The scan of `make check` is not silent because it looks at nothing."""
    subprocess.run(
        ["git", "init", "--quiet", tmp_path], check=True
    )  # paths in rules begin where the repository does
    room = tmp_path / "campaign" / "signing"
    room.mkdir(parents=True)
    (room / "views.py").write_text("import time\n\nBEGUN = time.time()\nKNOWN = queries.known([])\n")
    looked = subprocess.run(
        [SEMGREP, "scan", "--experimental", "--metrics", "off", "--disable-version-check", "--error", "--json",
         "--config", str(RULES), "campaign"],
        cwd=tmp_path, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    rules = re.findall(r'"check_id":"[\w.]*?(\w+)"', looked.stdout)
    assert (looked.returncode, sorted(set(rules))) == (
        1,
        ["one_clock_and_real_chance", "silent_about_who_signed"],
    )
