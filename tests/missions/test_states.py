import csv

from campaign.lib.un_names import UN_LANGUAGES
from campaign.missions.states import STATES, member_states, observer_states, state


def test_there_are_193_member_states_and_two_observers() -> None:
    assert len({state.code for state in member_states()}) == len(member_states()) == 193
    assert [state.code for state in observer_states()] == ["PS", "VA"]


def test_every_state_is_written_to_in_one_of_the_six() -> None:
    written_in = {state.language for state in member_states() + observer_states()}
    assert written_in == set(UN_LANGUAGES)


def test_the_languages_of_some_missions() -> None:
    chosen = {code: state(code).language for code in ("FR", "SY", "CN", "RU", "MX", "DE", "UA", "DZ", "GQ")}
    assert chosen == {
        "FR": "fr", "SY": "ar", "CN": "zh", "RU": "ru", "MX": "es", "DE": "en", "UA": "en", "DZ": "ar", "GQ": "es",
    }  # fmt: skip


def test_every_row_names_the_source_of_its_language() -> None:
    with STATES.open(encoding="utf-8", newline="") as file:
        sources = {row["source"].split(":")[0] for row in csv.DictReader(file)}
    assert sources == {"CLDR", "default", "ours"}
