"""The groups of States that are shipped have a name of their own in each language of the desk."""

from pathlib import Path

from campaign.lib.languages import DESK_LANGUAGES
from campaign.missions.groups import groups


def test_each_is_named_in_each(tmp_path: Path) -> None:
    shipped = groups(tmp_path)
    assert len(shipped) == 3
    for group in shipped:
        assert sorted(group.names) == sorted(DESK_LANGUAGES), group.key
        assert len(set(group.names.values())) == len(DESK_LANGUAGES), group.key
        assert [group.name(code) for code in DESK_LANGUAGES] == [group.names[code] for code in DESK_LANGUAGES]
