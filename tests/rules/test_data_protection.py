"""The papers on data protection: each is there and listed, leads somewhere, and names commands that exist."""

import re
from pathlib import Path

import click
import pytest

from campaign.cli import campaign
from tests.rules.commands import _contexts

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "data-protection"
PAPERS = sorted(FOLDER.glob("*.md"))
COMMANDS = {
    context.command_path.removeprefix("campaign ")
    for context in _contexts(campaign, "campaign", None)
    if not isinstance(context.command, click.Group)
}
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]+))?\)")
COMMAND = re.compile(r"(?:`|^ {4,})campaign ((?:[a-z]+ ?)+)", re.MULTILINE)


def test_the_papers_that_the_law_asks_for_are_there_and_listed() -> None:
    names = {paper.name for paper in PAPERS} - {"README.md"}
    assert names == {
        "agreement-between-groups.md",
        "breach-plan.md",
        "impact-assessment.md",
        "lost-mailbox.md",
        "record-of-processing.md",
        "what-to-ask-the-host.md",
    }
    assert {name for name, _ in LINK.findall((FOLDER / "README.md").read_text())} >= names


@pytest.mark.parametrize("page", ["README.md", "docs/threat-model.md", "docs/desk.md"])
def test_pages_for_organisers_lead_there(page: str) -> None:
    linked = {(ROOT / page).parent / name for name, _ in LINK.findall((ROOT / page).read_text())}
    assert any(FOLDER in place.parents for place in linked)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_link_leads_somewhere_and_every_command_exists(paper: Path) -> None:
    text = paper.read_text()
    assert [name for name, _ in LINK.findall(text) if not (FOLDER / name).is_file()] == []
    for name, title in LINK.findall(text):
        heads = re.findall(r"^#+ (.+)$", (FOLDER / name).read_text(), re.MULTILINE)
        assert not title or title in {
            re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads
        }
    assert [words for words in COMMAND.findall(text) if not _is_command(words.split())] == []


@pytest.mark.parametrize(
    "paper", [paper for paper in PAPERS if paper.name != "README.md"], ids=lambda p: p.name
)
def test_what_is_to_be_changed_stands_in_brackets(paper: Path) -> None:
    text = paper.read_text()
    assert "[Group One" in text
    assert re.findall(r"[\w.]+@(?!group-one\.example)[\w.]+", text) == []


def _is_command(words: list[str]) -> bool:
    """Whether these begin with a command's whole name; what follows it may be its own words."""
    return any(" ".join(words[:length]) in COMMANDS for length in range(1, len(words) + 1))
