"""Addresses in settings end up in links, in nginx's file and systemd's: they are addresses, and nothing more."""

from pathlib import Path

import pytest

from campaign import config
from campaign.app import app_without_pages
from campaign.extensions import db
from campaign.setting_texts import BadSetting

SITES = (
    "https://petition.example.org https://petition.example.org:8443 http://localhost:8000 http://192.0.2.7 "
    "http://[2001:db8::1]:8000 https://xn--mgbai9azgqp6j.example https://petition.example.org/"
)
SPELLINGS = {
    "https://hope.example.org:443": "https://hope.example.org",
    "https://Hope.Example.org": "https://hope.example.org",
    "HTTPS://hope.example.org/": "https://hope.example.org",
    "https://hope.example.org.": "https://hope.example.org",
    "https://bücher.example.org": "https://xn--bcher-kva.example.org",
    "https://سوريا": "https://xn--mgbtf8fl",
}
NO_SITES = (
    "https://ex.org;return https://ex.org/#frag https://ex.org/path https://ex.org?q https://user:secret@ex.org "
    "https://$host https://ex.org\" https://'ex.org https://ex.org\\ https://a_b https://-a.org https://a..org "
    "https://1.2.3 https://999.1.1.1 http://[::1 http://[::g] https://ex.org: https://ex.org:0 https://ex.org:65536 "
    "https://ex.org:٨٠ https://☃.example https:// ftp://ex.org ex.org"
)


@pytest.mark.parametrize("given", SITES.split())
def test_what_visitors_may_type(given: str) -> None:
    assert config.load({"CAMPAIGN_BASE_URL": given}, testing=True).base_url == given.rstrip("/")


@pytest.mark.parametrize("given", SPELLINGS)
def test_however_it_is_typed_it_is_written_as_browsers_write_it(given: str) -> None:
    ours = config.load({"CAMPAIGN_BASE_URL": given}, testing=True)
    site = SPELLINGS[given]
    assert (ours.base_url, ours.authority, ours.host) == (site, site[8:], site[8:])
    assert (ours.port, ours.mail_from) == (443, f"petition@{site[8:]}")


@pytest.mark.parametrize(
    "given", [*NO_SITES.split(), "https://ex.org x", "https://ex.org\nx", "https://" + "a" * 64]
)
def test_what_they_may_not(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_BASE_URL": given}, testing=True)
    assert str(refused.value) == (
        "CAMPAIGN_BASE_URL has to be http://HOST:PORT or https://HOST, with nothing after it and no user; HOST is a "
        "name such as petition.example.org, or an IP address."
    )


SOURCES = (
    "https://code.example.org https://code.example.org/our/campaign http://[2001:db8::1]:3000/a?b=c&d#e "
    "https://code.example.org/~us/campaign/src/branch/our-changes https://code.example.org/%C3%A9"
)
NO_SOURCES = (
    "code.example.org/campaign ftp://code.example.org git@code.example.org:us/campaign https://me:secret@ex.org/x "
    'javascript:alert(1) https://ex.org/"onclick https://ex.org/<b> https://ex.org/é https://a_b/x https:///x /x'
)


@pytest.mark.parametrize("given", SOURCES.split())
def test_where_the_source_may_be(given: str) -> None:
    assert config.load({"CAMPAIGN_SOURCE_URL": given}).source_url == given


@pytest.mark.parametrize("given", [*NO_SOURCES.split(), "https://ex.org/a b", "https://ex.org/a\nb"])
def test_where_it_may_not(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_SOURCE_URL": given})
    assert str(refused.value) == (
        "CAMPAIGN_SOURCE_URL may be http://HOST/PATH or https://HOST/PATH, with no user and no space in it."
    )


@pytest.mark.parametrize(
    "given", ["127.0.0.1:8000;", "::1:8000", "127.0.0.1", ":8000", "a b:8000", "h:٨٠", "h:99999"]
)
def test_where_the_web_server_may_not_listen(given: str) -> None:
    with pytest.raises(
        BadSetting, match=r"^CAMPAIGN_BIND is .+; it has to be ADDRESS:PORT, such as 127.0.0.1:8000 or"
    ):
        config.load({"CAMPAIGN_BIND": given})


DATABASES = (
    "sqlite:////srv/campaign.sqlite3 postgresql://u:p%40ss@db_host:5432/x postgresql:///x?host=/run/pg "
    "postgresql://u@[::1]:5432/x"
)


@pytest.mark.parametrize("given", DATABASES.split())
def test_where_the_database_may_be(given: str) -> None:
    known = config.load({"CAMPAIGN_DATABASE_URL": given}).database_url
    assert known.replace("+psycopg", "") == given


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://u:secret@[::1/x",
        "postgresql://u:sec:ret@secret@127.0.0.1:1/x",
        "postgresql://u:secret@h:99999/x",
        "mysql://u:secret@h/x",
    ],
)
def test_a_database_that_cant_be_read_is_a_sentence_without_its_password(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_DATABASE_URL": given})
    assert str(refused.value) == (
        "CAMPAIGN_DATABASE_URL may be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME; what isn't a "
        "letter or a digit in USER and PASSWORD is written as %40 for @, %2F for / and so on."
    )


def test_a_relative_file_is_the_same_one_for_the_program_and_for_its_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known = config.load({"CAMPAIGN_INSTANCE": "site", "CAMPAIGN_DATABASE_URL": "sqlite:///data/c.sqlite3"})
    with app_without_pages(known).app_context():
        assert (db.engine.url.database, known.database_file) == (
            f"{tmp_path}/data/c.sqlite3", tmp_path / "data/c.sqlite3",
        )  # fmt: skip
        db.engine.dispose()
