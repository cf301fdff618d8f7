"""`campaign keys rotate` on a site of several machines: wherever it stops, nobody is locked out."""

from pathlib import Path

import pytest

from campaign.checks.cli import findings
from campaign.lib import durable
from campaign.running.setting_up import require_set_up
from campaign.vault import fingerprints, keys, shared
from campaign.vault.fingerprints import ROTATED
from campaign.vault.shared import OtherSecrets
from tests.refused import refused
from tests.vault.machines import Of
from tests.vault.test_shared_secrets import first, said, second

__all__ = ["first", "second"]


@pytest.fixture
def both(first: Of, second: Of) -> tuple[Of, Of]:
    """A worker's machine, and a web machine that was given its secrets."""
    first.set_up()
    first.copy_to(second)
    return first, second


def marks(machine: Of, purpose: str) -> list[bytes]:
    return list(machine.do(fingerprints.recorded)[purpose])


def mark(machine: Of, name: str, purpose: str) -> bytes:
    return keys.fingerprint(bytes.fromhex(machine.files()[name].decode()), purpose)


@pytest.mark.parametrize("purpose", ROTATED)
def test_the_present_one_and_the_one_before_are_good(both: tuple[Of, Of], purpose: str) -> None:
    worker, web = both
    for generation in (2, 3):
        worker.do(lambda: shared.replace(purpose))
        assert marks(worker, purpose) == [
            mark(worker, purpose, purpose), mark(worker, f"{purpose}.before", purpose),
        ]  # fmt: skip
        for machine in both:
            machine.do(require_set_up) if generation == 2 else worker.do(require_set_up)
    with refused(said(web.keys, f"{purpose}.key (another one)"), kind=OtherSecrets):
        web.do(require_set_up)
    worker.copy_to(web)
    web.do(require_set_up)


def test_what_was_replaced_elsewhere_isnt_replaced_here(both: tuple[Of, Of]) -> None:
    worker, web = both
    worker.do(lambda: shared.replace("forms"))
    before = web.files()
    with refused(said(web.keys, "forms.key (replaced elsewhere)"), kind=OtherSecrets):
        web.do(lambda: shared.replace("forms"))
    assert web.files() == before


def test_where_a_lost_one_may_be_replaced_the_other_machine_goes_on(both: tuple[Of, Of]) -> None:
    worker, web = both
    (worker.keys / "preview.key").unlink()
    worker.do(lambda: shared.replace("preview"))
    for machine in both:
        machine.do(require_set_up)
    assert marks(worker, "preview") == [mark(worker, "preview", "preview"), mark(web, "preview", "preview")]


class Stopped(BaseException):
    """The machine lost its power."""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_wherever_it_stops_all_machines_start_and_once_more_ends_it(
    both: tuple[Of, Of], after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first file, between the two, and between the files and the row."""
    worker, _ = both
    old = worker.files()["forms"]
    replace, done = durable.replace, []

    def stopping(path: Path, content: bytes) -> None:
        if len(done) == after:
            raise Stopped
        done.append(path)
        replace(path, content)

    def no_row(*_: object) -> bool:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", stopping)
        patch.setattr(shared, "_follow", no_row)
        with pytest.raises(Stopped):
            worker.do(lambda: shared.replace("forms"))
    keys._CONTENT.clear()  # another process comes
    files = worker.files()
    assert (files["forms"] != old, files.get("forms.before")) == (after == 2, old if after else None)
    for machine in both:
        machine.do(require_set_up)
    said = worker.do(lambda: [each.sentence for each in findings() if "forms.key" in each.sentence])
    interrupted = "Keys: forms.key was being replaced when that was interrupted. campaign keys rotate forms"
    assert said == ([interrupted] if after == 2 else [])
    worker.do(lambda: shared.replace("forms"))
    now = worker.files()
    assert (now["forms.before"], marks(worker, "forms")[0]) == (old, mark(worker, "forms", "forms"))
    if after == 2:
        assert now["forms"] == files["forms"]  # forms that were made meanwhile are good
    for machine in both:
        machine.do(require_set_up)


def test_of_two_that_replace_at_once_the_slower_takes_its_own_back(
    both: tuple[Of, Of], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, web = both
    old, rotate = web.files()["forms"], keys.rotate

    def late(folder: Path, purpose: str) -> None:
        monkeypatch.undo()
        worker.do(lambda: shared.replace("forms"))
        rotate(folder, purpose)

    monkeypatch.setattr(keys, "rotate", late)
    with refused(said(web.keys, "forms.key (replaced elsewhere)"), kind=OtherSecrets):
        web.do(lambda: shared.replace("forms"))
    assert web.files()["forms"] == old
    for machine in both:
        machine.do(require_set_up)
