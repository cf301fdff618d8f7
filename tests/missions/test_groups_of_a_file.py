"""The organisers' own groups.toml, wrong in ways that its parser has no words for."""

import pytest

from campaign.lib.refusal import Refusal
from campaign.missions.groups import read_groups

CHECKED = "checked = 2026-11-30\n"


def test_a_right_one() -> None:
    (group,) = read_groups(f'{CHECKED}[ours]\nnames = {{en = "Ours"}}\nstates = ["FR"]\nsource = "a page"\n')
    assert (group.key, group.states, group.name("ar")) == ("ours", ("FR",), "Ours")


@pytest.mark.parametrize(
    "text",
    ["checked = ", f"checked = {'9' * 5_000}", f"checked = {'[' * 20_000}", f"checked = {'{a=' * 20_000}"],
    ids=["cut", "digits", "lists", "tables"],
)
def test_what_is_no_toml(text: str) -> None:
    with pytest.raises(Refusal) as problem:
        read_groups(text)
    assert problem.value.reason == "missions/groups-not-toml"
