"""The desk's process beside a web process: what goes on there holds up no page, and its end is noticed there alone."""

import ast
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path

import pytest

from campaign.running.desk_calls import MOST_AT_ONCE
from tests.beginnings import Beginnings
from tests.cast import SLUG, Site, heading
from tests.patience import PATIENCE, until
from tests.running.server import Answer, Server, at_odds, read_answer, serving
from tests.running.test_stopping import alive, children, gone, is_free

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
GAVE_UP = b"gave up"


@pytest.fixture(scope="module")
def server(beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with at_odds(beginnings, tmp_path_factory.mktemp("odd"), "odd_desk") as made:
        yield made


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def process_at(server: Server, path: str) -> int:
    answer = server.ask("GET", path)
    assert answer.status == 200
    return int(answer.body)


def waiting(pool: ThreadPoolExecutor, server: Server, folder: Path, method: str = "GET") -> "Future[Answer]":
    """A request that the desk is at until `go_on`."""
    (folder / "begun").unlink(missing_ok=True)
    asked = pool.submit(server.ask, method, "/desk/wait", **{"X-Folder": str(folder)})
    until(lambda: (folder / "begun").exists() and (folder / "begun").read_text() != "")
    return asked


def go_on(folder: Path) -> None:
    (folder / "go on").touch()


def test_the_desk_and_drafts_have_a_process_of_their_own(server: Server) -> None:
    page, desk = process_at(server, "/process"), process_at(server, "/desk/process")
    assert page != desk
    until(
        lambda: len({process_at(server, "/desk/process") for _ in range(2)}) == 1
    )  # it soon ends when nobody asks
    assert server.ask("GET", "/en/p/x").body != server.ask("GET", "/en/x").body
    assert server.ask("GET", "/desks").status == 200


def test_it_is_told_what_every_app_is(server: Server) -> None:
    raw = (
        b"GET %s/environ/%%D9%%86%%2F?a=%%91 HTTP/1.1\r\nHost: here\r\nX-One: \xc3\xa9\r\nCookie: c=1\r\n\r\n"
    )
    pages = [_environ(server, raw % path) for path in (b"", b"/desk")]
    assert pages[1] == {**pages[0], "PATH_INFO": f"/desk{pages[0]['PATH_INFO']}"}
    body = bytes(range(256)) * 200
    assert server.ask("POST", "/desk/body", body).body == body
    assert (server.ask("HEAD", "/desk/lazy").status, server.ask("HEAD", "/desk/lazy").body) == (200, b"")


def _environ(server: Server, raw: bytes) -> dict[str, str]:
    told: dict[str, str] = ast.literal_eval(read_answer(server.open(raw)).body.decode())
    return told


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_are_answered_while_the_desk_is_at_something_long(
    server: Server, pool: ThreadPoolExecutor, tmp_path: Path, method: str
) -> None:
    asked = waiting(pool, server, tmp_path, method)
    for _ in range(3):
        assert server.ask("GET", "/lazy").body == b"late"
        assert server.ask("POST", "/body", b"form").body == b"form"
    assert not asked.done()
    go_on(tmp_path)
    assert asked.result().status == 200


def test_more_than_it_takes_are_refused_at_once(
    server: Server, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    asked = [waiting(pool, server, tmp_path, method) for method in ("GET", "POST")]
    assert server.ask("GET", "/desk/x").body == GAVE_UP
    go_on(tmp_path)
    assert [each.result().status for each in asked] == [200, 200]
    assert server.ask("GET", "/desk/x").body != GAVE_UP


def test_one_that_dies_leaves_its_visitor_with_an_answer_and_is_replaced(
    server: Server, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    page = process_at(server, "/process")
    asked = waiting(pool, server, tmp_path)
    dead = int((tmp_path / "begun").read_text())
    os.kill(dead, signal.SIGKILL)
    assert asked.result().body == GAVE_UP
    assert process_at(server, "/desk/process") != dead
    assert process_at(server, "/process") == page
    assert "desk ended" in server.log.read_text()


def test_without_its_keeper_the_server_starts_both_anew(server: Server) -> None:
    desk = process_at(server, "/desk/process")
    keeper = int(Path(f"/proc/{desk}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(keeper, signal.SIGKILL)
    assert gone([keeper, desk])
    assert server.ask("GET", "/desk/x").body == GAVE_UP
    until(lambda: _answers(server))
    assert process_at(server, "/process") != process_at(server, "/desk/process")


def _answers(server: Server) -> bool:
    try:
        return server.ask("GET", "/desk/x").body != GAVE_UP
    except OSError:
        return False


def test_one_that_nobody_asks_ends_and_the_next_begins(
    server: Server, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    asked = waiting(pool, server, tmp_path)
    time.sleep(3)
    go_on(tmp_path)
    assert asked.result().status == 200  # it didn't end while it was at work
    first = int((tmp_path / "begun").read_text())
    assert gone([first])
    assert process_at(server, "/desk/process") != first


def test_a_stream_comes_whole_and_one_that_nobody_reads_is_closed(server: Server, tmp_path: Path) -> None:
    answer = server.ask("GET", "/desk/stream", **{"X-Folder": str(tmp_path)})
    assert (answer.status, len(answer.body)) == (200, 12_000_000)
    until(lambda: (tmp_path / "closed").exists())
    (tmp_path / "closed").unlink()
    raw = f"GET /desk/stream HTTP/1.1\r\nHost: x\r\nX-Folder: {tmp_path}\r\n\r\n".encode()
    server.open(raw, buffer=2048)
    until(lambda: (tmp_path / "closed").exists())
    assert server.ask("GET", "/desk/lazy").body == b"late"


def test_what_goes_wrong_there_is_500_and_in_the_log_without_its_words(server: Server) -> None:
    assert server.ask("GET", "/desk/raises").status == 500
    log = server.log.read_text()
    assert "RuntimeError" in log
    assert "secret" not in log


@SQLITE
def test_the_real_desk_says_that_it_cant_answer_and_loses_nobody(site: Site) -> None:
    with serving(site) as server, ThreadPoolExecutor(MOST_AT_ONCE + 1) as many:
        sign_in = partial(server.ask, "GET", "/desk/sign-in", Host=f"localhost:{server.port}")
        assert sign_in().status == 200
        (desk,) = _desks(server)
        os.kill(desk, signal.SIGSTOP)
        asked = [many.submit(sign_in) for _ in range(MOST_AT_ONCE + 1)]
        refused = next(as_completed(asked)).result()
        text = refused.body.decode()
        assert (refused.status, refused.headers["retry-after"]) == (503, "60")
        assert heading(text) == "The desk can’t answer now"
        assert "Try again in a minute. If you sent something, look first whether it was stored." in text
        assert server.ask("GET", f"/en/{SLUG}").status == 200
        os.kill(desk, signal.SIGKILL)
        assert sorted(each.result().status for each in asked) == [*MOST_AT_ONCE * [200], 503]


@SQLITE
def test_it_ends_with_the_server(site: Site) -> None:
    with serving(site, workers=2) as server:
        for _ in range(200):  # until each of the two has had one
            server.ask("GET", "/desk/sign-in", Host=f"localhost:{server.port}")
            if len(parts := children(server.master.pid)) >= 5:
                break
        assert len(parts) >= 5
        server.master.kill()
        server.master.wait(timeout=PATIENCE)
        assert gone(parts)
        assert is_free(server.port)


def _desks(server: Server) -> list[int]:
    """Those that stand below a keeper, below a web process, below the master."""
    return [each for each in children(server.master.pid) if alive(each) and not children(each)]
