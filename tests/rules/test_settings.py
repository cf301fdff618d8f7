"""docs/settings.md and the code know the same settings and the same secrets."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from campaign import config
from campaign.config import BadSetting, Settings
from tests.cast import AMELIE, Site

TEXT = (Path(__file__).parents[2] / "docs" / "settings.md").read_text()
TABLE = dict(re.findall(r"^\| `CAMPAIGN_(\w+)` \| (.+?) \| .+ \|$", TEXT, re.MULTILINE))
SECRETS = re.findall(r"^\| `([a-z-]+(?:-SLUG)?)` \| .+ \| .+ \|$", TEXT, re.MULTILINE)


def test_every_setting_has_its_line_and_every_line_its_setting() -> None:
    known = [field.name.upper() for field in fields(Settings) if field.name != "testing"]
    assert sorted(TABLE) == sorted(known)


def test_the_defaults_in_the_table_are_those_of_the_code() -> None:
    in_words = {"workers"}
    fixed = {
        field.name.upper(): str(field.default)
        for field in fields(Settings)
        if field.default not in (MISSING, "", Path(), False) or field.name == "trusted_proxies"
        if field.name not in in_words | {"base_url"}
    }
    assert {name: TABLE[name].split("`")[1] for name in fixed} == fixed


def test_settings_with_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    named = set(re.findall(r"`(CAMPAIGN_\w+)`", TEXT.split("can\nalso be read")[0]))
    assert named == config.SECRET
    (tmp_path / "limits").write_text("valkey://:secret@127.0.0.1:6379\n")
    environment = {"CAMPAIGN_INSTANCE": str(tmp_path), "CAMPAIGN_LIMITS_URL_FILE": str(tmp_path / "limits")}
    assert config.load(environment).limits_url == "valkey://:secret@127.0.0.1:6379"


def test_every_secret_that_a_site_makes_is_explained(site: Site) -> None:
    site.signed(AMELIE)
    made = {re.sub(r"^tag-.*", "tag-SLUG", file.stem) for file in site.settings.keys.glob("*.key")}
    assert made <= set(SECRETS)
    assert set(SECRETS) - made <= {"preview", "drill", "unsubscribe"}


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("redis://127.0.0.1:6379/2", "valkey://127.0.0.1:6379/2"),
        ("rediss://user:word@cache", "valkeys://user:word@cache"),
        ("valkey://[::1]:6379", "valkey://[::1]:6379"),
        ("limits-file:///var/lib/limits", "limits-file:///var/lib/limits"),
    ],
)
def test_where_limits_may_be_counted(given: str, understood: str) -> None:
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


@pytest.mark.parametrize("given", ["5 per minute", " 5  per minute ; 50 per hour;500 per day"])
def test_limits_for_signing(given: str) -> None:
    understood = config.load({"CAMPAIGN_SIGN_LIMITS": given}).sign_limits
    assert understood in {"5 per minute", "5 per minute;50 per hour;500 per day"}


NO_RULES = "0 per minute,-5 per minute,5,5/minute,5 per week,5 per 2 hour,5 per minute;,٥ per minute,99999999 per day"


@pytest.mark.parametrize("given", NO_RULES.split(","))
def test_limits_for_signing_that_are_none(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_SIGN_LIMITS": given})
    assert str(refused.value) == (
        f"CAMPAIGN_SIGN_LIMITS is {given!r}; it may be numbers of submissions per minute, hour or day, each above "
        "zero, such as '20 per minute;200 per hour;2000 per day'."
    )


MAIL_SERVERS = (
    "smtp://127.0.0.1:25",
    "smtps://me%40example.org:s%2Fe%3Fc@mail.example.org",
    "smtp://[::1]:587",
    "folder:",
)


@pytest.mark.parametrize("given", MAIL_SERVERS)
def test_where_mail_may_go(given: str) -> None:
    assert config.load({"CAMPAIGN_MAIL_URL": given}, testing=True).mail_url == given


NO_MAIL_SERVERS = (
    "smtps://me:sec/ret@mail.example.org smtps://me:sec?ret@mail.example.org smtps://me:sec#ret@mail.example.org "
    "smtps://me:gar%C3%A7on@mail.example.org smtp://mail.example.org:99999 smtp:// smtp://h:0 imap://h smtp:h"
)


@pytest.mark.parametrize("given", NO_MAIL_SERVERS.split())
def test_where_mail_may_not_go_and_no_password_is_told(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_MAIL_URL": given}, testing=True)
    assert str(refused.value) == (
        "CAMPAIGN_MAIL_URL may be folder:, smtp://HOST:PORT or smtps://USER:PASSWORD@HOST; in USER and PASSWORD "
        "@ is written %40, : %3A, / %2F, # %23 and ? %3F, and both are ASCII."
    )
