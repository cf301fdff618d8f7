"""The machines of a site have the same secrets, or they don't run: made once, known again by their fingerprints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, delete, make_url, text

from campaign.checks.cli import findings
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.mail.models import StoppedAddress
from campaign.running.setting_up import require_set_up
from campaign.vault import fingerprints, keys, shared, tags
from campaign.vault.models import Fingerprint
from campaign.vault.shared import OtherSecrets
from tests.cast import AMELIE, NOUR, SLUG, Client, Site
from tests.patience import PATIENCE
from tests.ports import free_port
from tests.refused import refused
from tests.tables import dump, rows
from tests.vault.machines import Of

ALL = [
    "desk", "drill", "forms", "log", "mail-limit", "network", "number", "preview", "sessions", "stop-list",
    "unsubscribe",
]  # fmt: skip
SHARED = [purpose for purpose in ALL if purpose != "log"]


def said(folder: Path, *files: str) -> str:
    return (
        f"The secrets of this machine are not those of the site: {', '.join(files)}, in {folder}. Copy the site's over "
        "them, from the keys folder of the machine that has the worker, or from a backup: docs/settings.md, Secrets. "
        "Nothing is made again, or those who said “never write to me again” would be written to."
    )


def missing(*purposes: str) -> list[str]:
    return [f"{purpose}.key (missing)" for purpose in purposes]


@pytest.fixture
def first(database_url: str, tmp_path: Path) -> Of:
    """The machine that is to have the worker."""
    return Of(tmp_path / "first", database_url)


@pytest.fixture
def second(database_url: str, tmp_path: Path) -> Of:
    """A web machine that joins."""
    return Of(tmp_path / "second", database_url)


@pytest.fixture
def unshaped(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[str]:
    """A database in which nothing is yet."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'unshaped' / 'site.sqlite3'}"
        return
    name = f"{make_url(database_url).database}_bare"
    run(database_url, f"CREATE DATABASE {name}")
    yield make_url(database_url).set(database=name).render_as_string(hide_password=False)
    run(database_url, f"DROP DATABASE {name} WITH (FORCE)")


def run(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_the_first_machine_makes_them_and_the_second_is_told_what_to_copy(first: Of, second: Of) -> None:
    first.set_up()
    assert list(first.files()) == ALL
    made = first.files()
    with refused(said(second.keys, *missing(*SHARED)), kind=OtherSecrets):
        second.set_up()
    assert second.files() == {}
    first.copy_to(second)
    second.set_up()
    first.set_up()
    assert (first.files(), second.files()) == (made, {name: made[name] for name in SHARED})


def test_rows_hold_fingerprints_and_no_secret(first: Of) -> None:
    first.set_up()
    written = first.do(lambda: rows(Fingerprint))
    secrets = {purpose: bytes.fromhex(content.decode()) for purpose, content in first.files().items()}
    assert [(row["purpose"], row["generation"], row["fingerprint"]) for row in written] == [
        (purpose, 1, keys.fingerprint(secrets[purpose], purpose)) for purpose in ALL
    ]
    assert {len(row["fingerprint"]) for row in written} == {8}
    everything = repr(first.do(dump))
    assert [purpose for purpose, key in secrets.items() if repr(key)[2:-1] in everything] == []


def test_two_that_migrate_an_empty_database_at_once_dont_make_two_sets(unshaped: str, tmp_path: Path) -> None:
    machines = [Of(tmp_path / name, unshaped) for name in ("left", "right")]
    begun = [machine.begin("migrate") for machine in machines]
    ended = [(*running.communicate(timeout=PATIENCE), running.returncode) for running in begun]
    made = [list(machine.files()) for machine in machines]
    winner = 0 if made[0] else 1
    loser = machines[1 - winner]
    assert (made[winner], made[1 - winner]) == (ALL, [])
    assert ended[winner] == ("The database is in this version's shape.\n", "", 0)
    out, err, code = ended[1 - winner]
    assert (out, err.splitlines()[-1], code) == ("", said(loser.keys, *missing(*SHARED)), 2)
    machines[winner].copy_to(loser)
    assert loser.campaign("migrate")[0] == 0


@pytest.mark.long
@pytest.mark.parametrize("part", ["web", "worker"])
def test_a_part_with_another_secret_doesnt_start(first: Of, second: Of, part: str) -> None:
    first.set_up()
    first.copy_to(second)
    (second.keys / "stop-list.key").write_text("ab" * 32 + "\n")
    (second.keys / "unsubscribe.key").unlink()
    code, out, err = second.campaign(part, CAMPAIGN_BIND=f"127.0.0.1:{free_port()}")
    names = "stop-list.key (another one)", "unsubscribe.key (missing)"
    assert (code, out, err.splitlines()[-1]) == (2, "", said(second.keys, *names))


def test_a_web_machine_that_begins_before_the_worker_waits_for_it(second: Of) -> None:
    code, _, err = second.campaign("web", CAMPAIGN_BIND=f"127.0.0.1:{free_port()}")
    assert (code, err) == (
        2,
        "The database doesn't know the site's secrets yet. First, on the machine that has the worker: campaign "
        "migrate\n",
    )


@pytest.mark.full
def test_elsewhere_they_are_compared_as_well(first: Of, second: Of, tmp_path: Path) -> None:
    first.set_up()
    code, _, err = second.campaign("migrate", CAMPAIGN_KEYS=str(tmp_path / "mounted"))
    assert (code, err.splitlines()[-1]) == (2, said(tmp_path / "mounted", *missing(*SHARED)))
    assert second.campaign("migrate", CAMPAIGN_KEYS=str(first.keys))[0] == 0


def test_whoever_reads_makes_none(first: Of, second: Of) -> None:
    first.set_up()
    browser, link = second.client(), "/en/u/" + "a" * 36
    assert (browser.get("/").status_code, browser.get(link).status_code) == (200, 503)
    assert browser.post("/en/c/none/stop").status_code == 503
    with refused(said(second.keys, *missing(*SHARED)), kind=OtherSecrets):
        second.do(require_set_up)
    assert second.files() == {}


@pytest.mark.parametrize("purpose", ALL)
def test_a_lost_one_is_never_made_anew(first: Of, purpose: str) -> None:
    first.set_up()
    kept = first.files()[purpose]
    (first.keys / f"{purpose}.key").unlink()
    if purpose == "log":  # its logs know it by themselves
        first.set_up()
    else:
        with refused(said(first.keys, *missing(purpose)), kind=OtherSecrets):
            first.set_up()
    assert purpose not in first.files()
    (first.keys / f"{purpose}.key").write_bytes(kept)
    first.set_up()
    assert first.files()[purpose] == kept


def test_an_installation_of_before_keeps_its_secrets_and_lacks_none_that_was_used(site: Site) -> None:
    folder = site.settings.keys
    made = {file.name: file.read_bytes() for file in folder.glob("*.key")}
    with transaction() as session:
        session.execute(delete(Fingerprint))
        session.execute(StoppedAddress.__table__.insert().values(stop_tag=b"x" * 32))
    for purpose in ("stop-list", "drill"):
        (folder / f"{purpose}.key").unlink()
    machine = Of(site.settings.instance, "")
    machine.__dict__["app"] = site.app
    with refused(said(folder, *missing("stop-list")), kind=OtherSecrets):
        machine.set_up()
    assert not (folder / "stop-list.key").exists()
    (folder / "stop-list.key").write_bytes(made["stop-list.key"])
    machine.set_up()
    now = {file.name: file.read_bytes() for file in folder.glob("*.key")}
    assert now | {"drill.key": b""} == made | {"drill.key": b""}
    assert sorted(fingerprints.recorded()) == sorted([*ALL, f"tag-{SLUG}"])


def test_a_secret_that_is_exchanged_while_it_runs_stops_signing(site: Site, client: Client) -> None:
    before = dump()
    file = site.settings.keys / "stop-list.key"
    kept = file.read_bytes()
    file.write_text("ef" * 32 + "\n")
    keys._CONTENT.clear()  # it looks each second
    assert (client.sign(NOUR).status_code, dump()) == (503, before)
    file.write_bytes(kept)
    keys._CONTENT.clear()
    assert client.sign(NOUR).status_code == 200


def test_machines_with_the_same_secrets_have_the_same_tags_and_links(site: Site, second: Of) -> None:
    Of(site.settings.instance, "").copy_to(second)

    def tagged() -> object:
        return tags.tags_of(AMELIE.email, campaign=SLUG, day=clock.today())

    assert second.do(tagged) == tagged()
    token = second.do(lambda: second.client().token())
    answer = site.client().post(f"/en/{SLUG}/submissions", {"token": token, **AMELIE.typed()})
    assert answer.status_code == 200


def test_check_names_what_differs_on_this_machine(first: Of, second: Of) -> None:
    first.set_up()
    first.copy_to(second)
    first.do(lambda: shared.replace("network"))
    (second.keys / "forms.key").write_text("ab" * 32 + "\n")
    (second.keys / "number.key").unlink()
    wrong = second.do(lambda: [each.sentence for each in findings() if ".key" in each.sentence])
    assert wrong == [
        f"Keys: forms.key in {second.keys} is not the site's. Copy the site's over it, from the machine "
        "that has the worker or a backup.",
        f"Keys: network.key was replaced on another machine, and {second.keys} has the previous one. Copy network.key "
        "and network.before.key from there.",
        f"Keys: number.key isn't in {second.keys}. Copy it from the site's other machine or a backup; it is never made "
        "again automatically.",
    ]
    assert first.do(lambda: [each for each in findings() if ".key" in each.sentence]) == []
