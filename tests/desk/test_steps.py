"""The steps before the opening: which is next, and that everything that hinders it has a step where it is settled."""

import pytest

from campaign.desk.access import ACCESS
from campaign.desk.steps import PAGES, SETTLED_AT, Stage, Step, stages
from campaign.releases.messages_cli import MESSAGES


@pytest.mark.parametrize("number", range(len(Step) + 1))
def test_the_first_that_is_not_settled_is_next(number: int) -> None:
    steps = list(Step)
    settled = {step: place < number for place, step in enumerate(steps)}
    assert (
        list(stages(settled).values())
        == ([Stage.SETTLED] * number + [Stage.NEXT, *[Stage.TO_DO] * (len(steps) - number - 1)])[: len(steps)]
    )


def test_what_was_settled_out_of_order_stays_so() -> None:
    settled = {step: step in {Step.KEYS, Step.OPENING} for step in Step}
    found = stages(settled)
    assert [found[step] for step in (Step.RISK, Step.ORGANISATION, Step.KEYS, Step.OPENING)] == [
        "next", "to do", "settled", "settled",
    ]  # fmt: skip


def test_each_step_has_a_page_and_what_hinders_the_opening_has_a_step() -> None:
    assert set(PAGES) == set(Step)
    assert set(PAGES.values()) <= set(ACCESS)
    hindering = {f"releases/{name}" for name in MESSAGES if name.startswith(("unnamed-", "lacks-"))}
    assert set(SETTLED_AT) == hindering
