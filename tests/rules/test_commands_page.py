"""docs/commands.md is what the commands say of themselves."""

from tests.rules import commands


def test_the_page_is_what_make_commands_would_write() -> None:
    assert commands.FILE.read_text() == commands.page()
