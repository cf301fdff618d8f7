"""From one signature to a petition: by hand."""

import dataclasses

from tests.proof.needs import Prices, Units, money, needs, written

UNITS = Units(
    form=(2, 1), mail=(1, 1), confirmation=(2, 1), number=(0.05, 0.05), exported=(0.1, 0.1), stored=2_000,
    changes=4_000, line=1_000, opened=0.2, entry=110, verified=0.01, entries=1, memory=50, http=1,
)  # fmt: skip


def test_ten_times_the_largest() -> None:
    need = needs(UNITS, 61_000_000)
    assert round(need.a_second, 6) == round(20_000 / 60, 6)
    assert round(need.web_cores, 6) == round(20_000 / 60 * (2 + 2 + 2 + 10) / 1_000 / 0.5, 6)
    assert (need.web_machines, need.database_gb, need.log_gb) == (4, 122, 6.71)
    assert round(need.mail_days_at_100, 4) == round(61e6 * 1.2 / 100 / 86_400, 4)
    assert round(need.open_hours_on_8_cores, 4) == round(61e6 * 0.2 / 1_000 / 3_600 / 8, 4)
    assert money(need, Prices(machine=10, gigabyte=1, thousand_mails=1), months=2) == {
        "machines, a month": 80,
        "disks, a month": 4 * 122 + 244 / 2 + 61 + 6.71,
        "mails, once": 73_200,
    }


def test_every_figure_is_written() -> None:
    lines = written(UNITS, 1_000).splitlines()
    assert len(lines) == 3 + len(dataclasses.fields(UNITS)) + len(dataclasses.fields(needs(UNITS, 1))) + 3
    assert "  stored                         2,000.000" in lines
