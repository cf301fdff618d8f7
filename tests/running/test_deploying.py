"""`campaign deploy print`: what is printed for which settings, and what systemd itself says of it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from campaign.current import settings
from campaign.lib.limit_targets import LimitsFile, LimitsServer
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.running import deploying
from campaign.running.deploy_cli import deploy
from campaign.running.deploying import nginx_file, systemd_unit
from tests.cast import change

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PUBLIC = {"base_url": "https://skies.example.org", "trusted_proxies": 1}


def printed(app: Flask, *words: str, **settings: object) -> tuple[int, str, str]:
    """Exit code, the file, and what is said beside it."""
    change(app, **PUBLIC | settings)
    done = app.test_cli_runner().invoke(deploy, ["print", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_file_of_nginx_for_the_host_of_the_base_url(app: Flask) -> None:
    code, file, said = printed(app, "nginx")
    assert (code, said) == (0, "")
    assert re.findall(r"^ +(?:server|server_name|listen|ssl_certificate) (.+);$", file, re.MULTILINE) == [
        "127.0.0.1:8000",
        "80", "[::]:80", "skies.example.org",
        "443 ssl http2", "[::]:443 ssl http2", "skies.example.org",
        "/etc/letsencrypt/live/skies.example.org/fullchain.pem",
    ]  # fmt: skip


def test_several_web_machines_and_another_port(app: Flask) -> None:
    words = ("nginx", "--web", "10.0.0.2:8000", "--web", "10.0.0.3:8000")
    _, file, _ = printed(app, *words, base_url="https://skies.example.org:8443")
    assert re.findall(r"^    server (.+);$", file, re.MULTILINE) == ["10.0.0.2:8000", "10.0.0.3:8000"]
    assert re.findall(r"listen (\S+) ssl", file) == ["8443", "[::]:8443"]


@pytest.mark.parametrize(("bind", "near"), [("0.0.0.0:8000", "127.0.0.1:8000"), ("[::1]:80", "[::1]:80")])
def test_where_nginx_finds_the_program(bind: str, near: str, app: Flask) -> None:
    change(app, bind=bind)
    assert deploying.near() == near


def test_a_count_of_proxies_that_does_not_fit_is_said_beside_it(app: Flask) -> None:
    code, file, said = printed(app, "nginx", trusted_proxies=0)
    assert (code, file[:1], said) == (
        0, "#", "CAMPAIGN_TRUSTED_PROXIES is 0; with nginx in front it has to be 1.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("http://127.0.0.1:8000", "it has to be what visitors will type, as https://…"),
        ("http://skies.example.org", "behind this nginx file it has to be https://…"),
    ],
)
def test_no_file_for_an_address_without_tls(app: Flask, base: str, why: str) -> None:
    assert printed(app, "nginx", base_url=base) == (2, "", f"CAMPAIGN_BASE_URL is {base}; {why}\n")


def unit(app: Flask, *words: str, **settings: object) -> dict[str, str]:
    """The lines NAME=VALUE of a unit."""
    code, file, _ = printed(app, "systemd", *words, **settings)
    assert code == 0
    return dict(re.findall(r"^(\w+)=(.*)$", file, re.MULTILINE))


def test_the_whole_program_as_a_unit(app: Flask, tmp_path: Path) -> None:
    lines = unit(app, "--user", "skies")
    program = Path(sys.executable).parent / "campaign"
    assert (
        lines
        | {
            "User": "skies",
            "UMask": "0077",
            "ExecStart": f"{program} run --no-example",
            "Environment": f"CAMPAIGN_INSTANCE={tmp_path} PYTHONUNBUFFERED=1",
            "ReadWritePaths": str(tmp_path),
            "ProtectSystem": "strict",
            "Restart": "on-failure",
            "MemoryDenyWriteExecute": "yes",
            "NoNewPrivileges": "yes",
        }
        == lines
    )
    assert "ExecStartPre" not in lines


def test_web_and_worker_apart(app: Flask) -> None:
    many = {"database_url": "postgresql+psycopg://c@db/c", "limits_url": LimitsServer("valkey://cache:6379")}
    program = Path(sys.executable).parent / "campaign"
    web, worker = unit(app, "--part", "web", **many), unit(app, "--part", "worker", **many)
    assert (web["ExecStart"], web.get("ExecStartPre")) == (f"{program} web", None)
    assert (worker["ExecStart"], worker["ExecStartPre"]) == (f"{program} worker", f"{program} migrate")


def test_folders_outside_the_instance_may_be_written_too(app: Flask, tmp_path: Path) -> None:
    lines = unit(app, keys=Path("/srv/keys"), limits_url=LimitsFile(Path("/run/campaign/limits")))
    assert lines["ReadWritePaths"] == f"{tmp_path} /srv/keys /run/campaign"


def test_settings_that_the_service_would_not_find_are_named(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("CAMPAIGN_WORKERS=2\n")
    monkeypatch.setenv("CAMPAIGN_WORKERS", "2")
    monkeypatch.setenv("CAMPAIGN_MAIL_URL", "smtps://us:secret@mail.example.org")
    _, _, said = printed(app, "systemd")
    assert said == f"Not in {tmp_path / '.env'}, so the service won't have it: CAMPAIGN_MAIL_URL.\n"


def test_what_makes_no_sense_is_refused(app: Flask, tmp_path: Path) -> None:
    change(app, limits_url=LimitsServer("valkey://cache:6379"))
    with pytest.raises(Refusal) as refused:
        systemd_unit(part="web", user="campaign")
    assert sentence(refused.value) == (
        "CAMPAIGN_DATABASE_URL is a file; several machines share one PostgreSQL."
    )
    with pytest.raises(Refusal) as refused:
        nginx_file()
    assert sentence(refused.value) == (
        f"CAMPAIGN_BASE_URL is {settings().base_url}; it has to be what visitors will type, as https://…"
    )


@pytest.mark.parametrize(
    "name", ["our site", "x\nExecStartPre=/bin/id", "x\u2028y", "it's", 'a"b', "a$b", "a\\b", "a\tb"]
)
def test_no_folder_is_more_than_a_folder(app: Flask, name: str) -> None:
    for given in (
        {"instance": Path("/srv") / name},
        {"keys": Path("/srv") / name},
        {"database_url": f"sqlite:////srv/{name}/c.sqlite3"},
        {"limits_url": LimitsFile(Path("/srv") / name / "limits")},
    ):
        assert printed(app, "systemd", **given) == (
            2,
            "",
            f"{f'/srv/{name}'!r} can't be used in a systemd file: no space, line break, quote, $ or backslash. "
            "/opt/campaign and /var/lib/campaign are usual.\n",
        )


@pytest.mark.parametrize("user", ["x\nExecStartPre=/bin/id", "a b", "%i", "", "-x", "a;b"])
def test_no_user_is_more_than_a_user(app: Flask, user: str) -> None:
    assert printed(app, "systemd", "--user", user) == (
        2, "", f"--user is {user!r}; it has to be the name of a user, such as campaign.\n",
    )  # fmt: skip


def test_a_percent_sign_is_itself(app: Flask) -> None:
    lines = unit(app, instance=Path("/srv/100%i"), keys=Path("/srv/100%i/keys"))
    found = [lines[name] for name in ("WorkingDirectory", "Environment", "ReadWritePaths")]
    assert [line.count("/srv/100%%i") for line in found] == [1, 1, 1]


@pytest.mark.parametrize("web", ["10.0.0.2:8000;return", "10.0.0.2", "a b:80", "10.0.0.2:80\n}"])
def test_no_web_machine_is_more_than_one(app: Flask, web: str) -> None:
    assert printed(app, "nginx", "--web", web) == (
        2, "", f"--web is {web!r}; it has to be HOST:PORT, such as 10.0.0.2:8000.\n",
    )  # fmt: skip


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
@pytest.mark.parametrize("part", ["all", "web", "worker", "night", "failed"])
def test_systemd_finds_nothing_wrong_with_it(app: Flask, tmp_path: Path, part: str) -> None:
    _, file, _ = printed(app, "systemd", "--part", part, "--tell", "me@example.org")
    place = tmp_path / f"{deploying.NAMES[part]}.service"
    # That the program is installed here is not what is asked.
    place.write_text(re.sub(r"(?m)^(ExecStart(?:Pre)?)=\S+", r"\1=/bin/true", file))
    verified = subprocess.run(["systemd-analyze", "verify", str(place)], capture_output=True, text=True)
    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(place)], capture_output=True
    )
    assert rated.returncode == 0
