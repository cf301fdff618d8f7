"""docs/settings.md and the code know the same settings and the same secrets."""

import os
import re
from pathlib import Path

import pytest

from campaign import config
from campaign.lib.limit_targets import LimitsFile, LimitsServer
from campaign.lib.mail_targets import MailFolder
from campaign.setting_texts import BadSetting
from campaign.settings import Budget
from tests.cast import AMELIE, Site

TEXT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
TABLE = dict(re.findall(r"^\| `CAMPAIGN_(\w+)` \| (.+?) \| .+ \|$", TEXT, re.MULTILINE))
SECRETS = re.findall(r"^\| `([a-z-]+(?:-SLUG)?)` \| .+ \| .+ \|$", TEXT, re.MULTILINE)


def test_every_setting_has_its_line_and_every_line_its_setting() -> None:
    assert sorted(TABLE) == sorted(name.removeprefix("CAMPAIGN_") for name in config.NAMES)


def test_the_defaults_in_the_table_are_those_of_the_code() -> None:
    in_words = {
        "WORKERS",
        "BASE_URL",
        "DATABASE_URL",
        "LIMITS_URL",
        "MAIL_FROM",
        "KEYS",
        "METRICS_FROM",
        "ONION",
        "SOURCE_URL",
        "VERIFIER_URL",
        "WITNESSES",
    }
    fixed = {name: TABLE[name].split("`")[1] for name in TABLE.keys() - in_words}
    public = {"CAMPAIGN_BASE_URL": "https://petition.example.org"}
    ours = config.load(public, testing=True)
    said = config.load(public | {f"CAMPAIGN_{name}": text for name, text in fixed.items()}, testing=True)
    for name in fixed:
        assert (name, getattr(said, name.lower())) == (name, getattr(ours, name.lower()))


def test_the_defaults_in_words_are_those_of_the_code(tmp_path: Path) -> None:
    ours = config.load({"CAMPAIGN_INSTANCE": str(tmp_path)})
    assert (ours.base_url, ours.mail_from) == ("http://127.0.0.1:8000", "petition@127.0.0.1")
    assert (ours.database_url, ours.database_file) == (
        f"sqlite:///{tmp_path}/campaign.sqlite3", tmp_path / "campaign.sqlite3",
    )  # fmt: skip
    assert ours.limits_url == LimitsFile(tmp_path / "limits.sqlite3")
    assert (ours.keys, ours.mail_url) == (tmp_path / "keys", MailFolder(tmp_path / "mail"))
    assert (ours.sequence_seconds, ours.hold_seconds, ours.workers) == (2, 0, os.cpu_count())
    assert "127.0.0.1" not in ours.metrics_from


def test_settings_with_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    named = set(re.findall(r"`(CAMPAIGN_\w+)`", TEXT.split("can\nalso be read")[0]))
    assert named == config.SECRET
    (tmp_path / "limits").write_text("valkey://:secret@127.0.0.1:6379\n")
    environment = {"CAMPAIGN_INSTANCE": str(tmp_path), "CAMPAIGN_LIMITS_URL_FILE": str(tmp_path / "limits")}
    assert config.load(environment).limits_url == LimitsServer("valkey://:secret@127.0.0.1:6379")


def test_every_secret_that_a_site_makes_is_explained(site: Site) -> None:
    site.signed(AMELIE)
    made = {re.sub(r"^tag-.*", "tag-SLUG", file.stem) for file in site.settings.keys.glob("*.key")}
    assert made <= set(SECRETS)
    assert set(SECRETS) - made <= {"preview", "drill", "unsubscribe"}


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("redis://127.0.0.1:6379/2", LimitsServer("valkey://127.0.0.1:6379/2")),
        ("rediss://user:word@cache", LimitsServer("valkeys://user:word@cache")),
        ("valkey://[::1]:6379", LimitsServer("valkey://[::1]:6379")),
        ("limits-file:///var/lib/limits", LimitsFile(Path("/var/lib/limits"))),
    ],
)
def test_where_limits_may_be_counted(given: str, understood: LimitsFile | LimitsServer) -> None:
    assert config.load({"CAMPAIGN_LIMITS_URL": given}).limits_url == understood


NO_PLACES = (
    "memory:// limits-file://relative valkey:// valkey://h:port valkey://h:99999 valkey://h/x mongodb://h x"
)


@pytest.mark.parametrize("given", NO_PLACES.split())
def test_where_they_may_not(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_LIMITS_URL": given})
    assert str(refused.value) == (
        "CAMPAIGN_LIMITS_URL may be limits-file:///FILE, valkey://HOST:PORT, valkeys://HOST:PORT for TLS, "
        "or redis:// and rediss:// in their place; with USER:PASSWORD@ before HOST, and /NUMBER of a database."
    )


def test_limits_are_not_counted_in_the_database_itself() -> None:
    with pytest.raises(BadSetting) as refused:
        config.load(
            {"CAMPAIGN_DATABASE_URL": "sqlite:////srv/x", "CAMPAIGN_LIMITS_URL": "limits-file:///srv/x"}
        )
    assert str(refused.value) == (
        "CAMPAIGN_LIMITS_URL names the file of CAMPAIGN_DATABASE_URL; give it one of its own."
    )


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("5 per minute", (Budget(5, "minute"),)),
        (
            " 5  per minute ; 50 per hour;500 per day",
            (Budget(5, "minute"), Budget(50, "hour"), Budget(500, "day")),
        ),
    ],
)
def test_limits_for_signing(given: str, understood: tuple[Budget, ...]) -> None:
    assert config.load({"CAMPAIGN_SIGN_LIMITS": given}).sign_limits == understood


NO_RULES = "0 per minute,-5 per minute,5,5/minute,5 per week,5 per 2 hour,5 per minute;,٥ per minute,99999999 per day"


@pytest.mark.parametrize("given", NO_RULES.split(","))
def test_limits_for_signing_that_are_none(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_SIGN_LIMITS": given})
    assert str(refused.value) == (
        f"CAMPAIGN_SIGN_LIMITS is {given!r}; it has to be numbers of submissions per minute, hour or day, each above "
        "zero, such as '20 per minute;200 per hour;2000 per day'."
    )


def test_no_secret_is_shown_with_the_settings() -> None:
    environment = {
        "CAMPAIGN_DATABASE_URL": "postgresql://us:word-one@h/x",
        "CAMPAIGN_LIMITS_URL": "valkey://:word-two@h",
        "CAMPAIGN_MAIL_URL": "smtp://us:word-three@h",
    }
    assert "word-" not in repr(config.load(environment, testing=True))


def test_who_may_watch() -> None:
    watchers = config.load({"CAMPAIGN_METRICS_FROM": "203.0.113.7, 2001:db8:5::/64"}).metrics_from
    asked = ("203.0.113.7", "203.0.113.8", "2001:db8:5::1", "2001:db8:6::1", "")
    assert [address for address in asked if address in watchers] == ["203.0.113.7", "2001:db8:5::1"]


WITNESS = "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"


def test_witnesses_are_keys_with_their_addresses() -> None:
    text = f"  {WITNESS}\n https://witness.example/w1 "
    (one,) = config.load({"CAMPAIGN_WITNESSES": text}, testing=True).witnesses
    assert (one.key, one.url, one.name) == (WITNESS, "https://witness.example/w1", "witness.example/w1")


@pytest.mark.parametrize(
    "text",
    [WITNESS, f"https://witness.example {WITNESS}", f"{WITNESS[:-1]} https://a.example", f"{WITNESS} http://a.example",
     f"{WITNESS} https://a.example {WITNESS} https://b.example", f"{WITNESS} https://a.example?x",
     "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW https://a.example"],
)  # fmt: skip
def test_what_names_no_witnesses(text: str) -> None:
    with pytest.raises(BadSetting, match=r"^CAMPAIGN_WITNESSES may be keys of witnesses"):
        config.load({"CAMPAIGN_WITNESSES": text}, testing=True)
