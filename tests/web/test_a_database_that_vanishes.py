"""A database whose machine is gone without a word is noticed in seconds: connections are made so that they end."""

from campaign.writers import BUSY_SECONDS, VANISHED, engine_options


def test_a_connection_over_the_network_ends_by_itself() -> None:
    assert engine_options(on_file=False)["connect_args"] == VANISHED
    silent = VANISHED["keepalives_idle"] + VANISHED["keepalives_interval"] * VANISHED["keepalives_count"]
    assert (silent, VANISHED["tcp_user_timeout"]) == (8, 8_000)


def test_a_file_knows_of_no_network() -> None:
    assert engine_options(on_file=True)["connect_args"] == {"timeout": BUSY_SECONDS}
