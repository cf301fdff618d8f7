"""`campaign updates`: the desk's own actions, out of files."""

import re
from pathlib import Path

import pytest

from campaign.audit.models import AuditEntry
from campaign.updates import queries as updates_queries
from campaign.updates.cli import updates
from tests.cast import SLUG, Client, Site, heading
from tests.tables import rows
from tests.updates.telling import KEY, told

TEXT = "# The Council has met\n\nIt met on Monday.\n\n- Fifteen members spoke.\n"
ARABIC = "# اجتمع المجلس\n\nاجتمع المجلس يوم الاثنين في نيويورك.\n"


def run(site: Site, *words: object) -> tuple[int, str]:
    """Exit code and what was said."""
    result = site.app.test_cli_runner().invoke(updates, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "update.md").write_text(TEXT)
    (tmp_path / "update.ar.md").write_text(ARABIC)
    return tmp_path / "update.md"


def test_a_file_is_public_in_each_language_then_listed_and_taken_back(
    site: Site, client: Client, file: Path
) -> None:
    code, said = run(site, "publish", SLUG, file)
    key = re.findall(rf"/{SLUG}/updates/([\w-]{{22}})\n", said)
    assert (code, len(set(key))) == (0, 1)
    assert said.splitlines() == [
        f"http://127.0.0.1:8000/{each}/{SLUG}/updates/{key[0]}" for each in ("en", "ar")
    ]
    assert heading(client.get(f"/en/{SLUG}/updates/{key[0]}").text) == "The Council has met"
    assert heading(client.get(f"/ar/{SLUG}/updates/{key[0]}").text) == "اجتمع المجلس"
    (update,) = updates_queries.written(site.campaign.id)
    line = f"{update.day}  {key[0]}  public  The Council has met (ar, en)\n"
    assert run(site, "list", SLUG) == (0, line)
    assert run(site, "take-back", SLUG, key[0]) == (
        0,
        f"{key[0]} is taken back. Mails and copies stay with those who have them.\n",
    )
    assert "taken back on " in run(site, "list", SLUG)[1]
    assert client.get(f"/en/{SLUG}/updates/{key[0]}").status_code == 410
    acts = [row["act"] for row in rows(AuditEntry) if row["act"].startswith("update-")]
    assert acts == ["update-write", "update-publish", "update-take-back"]


def test_what_people_have_read_is_corrected_with_a_sentence(site: Site, client: Client, file: Path) -> None:
    told()
    file.with_name("update.ar.md").unlink()
    file.write_text(TEXT.replace("Monday", "Tuesday"))
    code, said = run(site, "publish", SLUG, file, "--key", KEY)
    assert (code, said) == (
        2,
        "People have read this. Say whether you correct a spelling or a fact. At a terminal that is --kind.\n",
    )
    assert run(site, "publish", SLUG, file, "--key", KEY, "--kind", "fact") == (
        2,
        "Say in each language what was corrected. Missing: en. At a terminal that is --corrected.\n",
    )
    assert "Monday" in client.get(f"/en/{SLUG}/updates/{KEY}").text
    update = updates_queries.update(site.campaign.id, KEY)
    assert update is not None
    assert not updates_queries.differs(update, updates_queries.texts(update.id).values())
    words = ("--kind", "fact", "--corrected", "en=It was Tuesday.")
    assert run(site, "publish", SLUG, file, "--key", KEY, *words)[0] == 0
    page = client.get(f"/en/{SLUG}/updates/{KEY}").text
    assert "It met on Tuesday." in page
    assert "It was Tuesday." in page


def test_what_cannot_be_published_is_not_kept(site: Site, file: Path) -> None:
    assert run(site, "publish", SLUG, file, "--day", "2100-01-01") == (
        2,
        "The day of an update can’t be later than today when it is published.\n",
    )
    assert run(site, "list", SLUG) == (0, "")


def test_a_figure_that_the_count_has_not_is_asked_about(site: Site, tmp_path: Path) -> None:
    (tmp_path / "many.md").write_text("# Many\n\n5,000 people have signed.\n")
    assert run(site, "publish", SLUG, tmp_path / "many.md") == (
        2,
        "The text says 5000, but the count says 0 so far. Correct it, or say below that it is right. At a "
        "terminal that is --sure-of-figures.\n",
    )
    assert run(site, "publish", SLUG, tmp_path / "many.md", "--sure-of-figures")[0] == 0


def test_words_of_another_language_are_asked_about(site: Site, file: Path) -> None:
    file.with_name("update.ar.md").rename(file)
    assert run(site, "publish", SLUG, file) == (
        2,
        "This looks like ar, but the field is for en. If it is right, say so below. At a terminal that is "
        "--sure-of-language.\n",
    )
    assert run(site, "publish", SLUG, file, "--sure-of-language")[0] == 0


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"No headline\n\nWords.\n", "{} has to begin with a line like: # Headline\n"),
        (b"# A\xff\n\nWords.\n", "{} is not UTF-8.\n"),
        (b"# " + b"x" * 100_000, "{} has to begin with a line like: # Headline\n"),
        (b"# Nothing below\n", "This headline needs a text.\n"),
    ],
)
def test_a_file_that_is_no_update(site: Site, tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "update.md").write_bytes(raw)
    path = tmp_path / "update.md"
    assert run(site, "publish", SLUG, path) == (2, said.format(path))


def test_two_files_in_one_language(site: Site, file: Path) -> None:
    assert run(site, "publish", SLUG, file, "--language", "ar") == (
        2,
        "update.md and update.ar.md are in the same language: keep one, or give --language.\n",
    )


def test_what_is_none_of_its_updates(site: Site) -> None:
    assert run(site, "take-back", SLUG, KEY) == (2, "There is no such update.\n")
