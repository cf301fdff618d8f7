"""An update's text: a subject, Markdown made plain, a version in each language, and what is said of a wrong file."""

from pathlib import Path

import pytest

from campaign.lib.languages import LANGUAGES
from campaign.lists.update_texts import Update, fingerprint, plain, read_updates, version_for
from tests.refused import refused


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("One.\n\n\nTwo.", "One.\n\nTwo.\n"),
        ("Kind regards,\nNour", "Kind regards,\nNour\n"),
        ("*So* it **is**.", "So it is.\n"),
        ("[Read it](https://example.org/a)", "Read it <https://example.org/a>\n"),
        ("[https://example.org](https://example.org)", "https://example.org\n"),
        ("[us@example.org](mailto:us@example.org)", "us@example.org\n"),
        ("[bad](javascript:x)", "[bad](javascript:x)\n"),
        ("- one\n- two\n\nend", "* one\n* two\n\nend\n"),
        ("first:\n\n1. one\n2. two", "first:\n\n1. one\n2. two\n"),
        ("<b>&amp;", "<b>&amp;\n"),
        (f"{'word ' * 20}end", f"{('word ' * 15).strip()}\n{('word ' * 5)}end\n"),
        (f"- {'word ' * 20}\n- x", f"* {('word ' * 15).strip()}\n  {('word ' * 5).strip()}\n* x\n"),
        (f"see https://example.org/{'a' * 90} now", f"see\nhttps://example.org/{'a' * 90}\nnow\n"),
    ],
)
def test_markdown_as_plain_text(written: str, said: str) -> None:
    assert plain(written) == said


def test_versions_beside_the_file(tmp_path: Path) -> None:
    for name, text in {
        "news.md": "\ufeff# Hello \r\n\r\nOne\r\n", "news.ar.md": "# مرحبا\n\nواحد", "news.old.md.bak": "x",
        "news.draft2.md": "x", "newsletter.fr.md": "x", "fr.md": "x",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(text.encode())
    found = read_updates(tmp_path / "news.md", language="en")
    assert found == {"en": Update("en", "Hello", "One\n"), "ar": Update("ar", "مرحبا", "واحد\n")}
    assert [version_for(code, found).language for code in ("ar", "en", "fr", None)] == [
        "ar",
        "en",
        "en",
        "en",
    ]


def test_the_main_file_may_be_in_any_language(tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text("# مرحبا\n\nواحد")
    (tmp_path / "news.en.md").write_text("# Hello\n\nOne")
    found = read_updates(tmp_path / "news.md", language="ar")
    assert [version_for(code, found).language for code in ("ar", "en", "fr")] == ["ar", "en", "ar"]
    with refused("news.md and news.en.md are both in en. Say with --language what the first is in."):
        read_updates(tmp_path / "news.md", language="en")


BELOW = "has to begin with a line `# Subject`; what it says comes below."


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"Hello\n\nOne", BELOW),
        (b"# Hello\n", BELOW),
        (b"#Hello\n\nOne", BELOW),
        (b"", BELOW),
        (b"\xff# Hello\n\nOne", "is not UTF-8 text. Save it as UTF-8."),
        (b"# Hello\n\nOne\0", "is not text for a mail."),
        (b"# Hello\n\n" + b"x" * 100_000, "is not text for a mail."),
    ],
)
def test_a_file_that_is_no_update(tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "news.md").write_bytes(raw)
    with refused(f"{tmp_path / 'news.md'} {said}"):
        read_updates(tmp_path / "news.md", language="en")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("x" * 151, "has 1 to 150 characters."),
        ("a\u202eb", "contains characters that can't be shown."),
        ("a\rBcc: b@example.org", ""),
    ],
)
def test_subjects(tmp_path: Path, subject: str, said: str) -> None:
    (tmp_path / "news.md").write_text(f"# {subject}\n\nOne", newline="")
    if not said:
        found = read_updates(tmp_path / "news.md", language="en")
        assert found["en"].subject == "a Bcc: b@example.org"
        return
    with refused(f"The subject of {tmp_path / 'news.md'} {said}"):
        read_updates(tmp_path / "news.md", language="en")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with refused(f"{tmp_path / 'none.md'} can't be read: No such file or directory."):
        read_updates(tmp_path / "none.md", language="en")


def test_a_changed_word_is_another_mail() -> None:
    one, other = Update("en", "a", "b"), Update("en", "a", "c")
    both = {"en": one, "ar": Update("ar", "a", "b")}
    assert len({fingerprint(each) for each in ({"en": one}, {"en": other}, both)}) == 3
    assert fingerprint(both) == fingerprint(dict(reversed(both.items())))


def test_the_end_is_in_each_of_our_languages_and_else_in_english() -> None:
    ends = {code: Update(code, "s", "b\n").ending_at("https://x") for code in [*LANGUAGES, "it"]}
    assert [end.splitlines()[-1] for end in ends.values()] == ["https://x"] * (len(LANGUAGES) + 1)
    assert len(set(ends.values())) == len(LANGUAGES)
    assert ends["it"] == ends["en"]
