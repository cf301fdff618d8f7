"""A database whose machine is gone holds nobody up for long: connections end by themselves."""

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from campaign.extensions import VANISHED, WEB_BUSY_SECONDS, engine_options


@pytest.mark.parametrize("web", [True, False])
def test_postgresql_is_asked_whether_it_is_there(web: bool) -> None:
    wanted = VANISHED | ({"connect_timeout": WEB_BUSY_SECONDS} if web else {})
    assert engine_options(on_file=False, web=web)["connect_args"] == wanted
    assert conninfo_to_dict(make_conninfo(**wanted)) == {name: str(value) for name, value in wanted.items()}


def test_a_file_is_not() -> None:
    assert engine_options(on_file=True, web=True)["connect_args"] == {"timeout": WEB_BUSY_SECONDS}
