"""Updates from an organiser's computer over a real mail server: one mail each, in her language, when it is agreed."""

import email
import email.policy
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import time_machine

from campaign.lib import clock
from campaign.lists import delivery
from campaign.lists.sealed_export import export_sealed
from campaign.signing.models import Signature
from tests.cast import KEY, NOUR, SLUG, Site
from tests.lists.mailing import ADDRESSES, SITE, Laptop, Relay, line, link
from tests.tables import rows


def test_each_gets_one_mail_in_her_language(laptop: Laptop, relay: Relay) -> None:
    done = laptop.mailout("--confirm", "4")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (relay.to, relay.lines) == (ADDRESSES, 1)
    said = done.output.splitlines()
    assert said[-6:-2] == [
        "1 in ar: المجلس يجتمع يوم الاثنين",
        "3 in en: The Council meets on Monday",
        f"The links that end updates lead to {SITE}",
        "4 would get it. At 1,000,000 an hour it takes 1 min.",
    ]
    assert said[-1] == "4 sent"
    subjects = [message["Subject"] for _, message in relay.got]
    assert subjects == ["المجلس يجتمع يوم الاثنين"] + ["The Council meets on Monday"] * 3
    assert relay.mail_to("nour1@example.org").get_content().replace("\r\n", "\n") == (
        "Dear all,\n\nread what we wrote <https://skies.example.org/a_b>.\n\n---\n"
        "You are getting this because you asked for updates when you signed. To stop\nthem, open:\n"
        f"{link(1, 'en')}\n"
    )
    arabic = relay.mail_to("nour0@example.org")
    assert arabic.get_content().replace("\r\n", "\n").endswith(f"\n{link(0, 'ar')}\n")
    assert "تصلكم" in arabic.get_content()
    assert arabic["Content-Language"] == "ar"


def test_who_never_asked_is_left_out_whatever_the_list_says(laptop: Laptop, relay: Relay) -> None:
    laptop.listed([line(0, updates="yes"), line(1, updates="no"), line(2)])
    done = laptop.mailout("--confirm", "2")
    assert (done.exit_code, relay.to) == (0, ["nour0@example.org", "nour2@example.org"])
    assert (
        "1 on this list never asked for updates, as their own records say. They are left out. Ask whoever runs the "
        "server how they came to be on it."
    ) in done.output.splitlines()
    relay.got.clear()
    done = laptop.mailout("--confirm", "0")
    assert (done.output.splitlines()[-1], relay.to) == ("Nobody is left to write to.", [])


def test_the_headers(laptop: Laptop, relay: Relay) -> None:
    laptop.mailout("--confirm", "4")
    message = relay.mail_to("nour1@example.org")
    raw = message.as_bytes(policy=email.policy.default.clone(max_line_length=998)).decode()
    lines = [
        each for each in raw.partition("\n\n")[0].splitlines() if not each.startswith(("Date", "Message-ID"))
    ]
    assert lines[:9] == [
        "From: Skies <news@skies.example>",
        "To: nour1@example.org",
        "Subject: The Council meets on Monday",
        "Auto-Submitted: auto-generated",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: 7bit",
        "MIME-Version: 1.0",
        "Content-Language: en",
        "Reply-To: Skies <news@skies.example>",
    ]
    assert lines[9:11] == [
        f"List-Unsubscribe: <{link(1, 'en')}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
    ids = [str(message["Message-ID"]) for _, message in relay.got]
    assert {len(each) for each in ids} == {len(f"<{'0' * 32}@skies.example>")}
    assert len(set(ids)) == 4


def test_a_header_with_a_long_link_stays_on_one_line() -> None:
    signer = delivery.Signer(b"r" * 16, "a@example.org", "en", f"https://{'long.' * 30}org/en/u/{'x' * 36}")
    update = delivery.Update("en", "Hello", "Hello\n")
    raw = delivery.letter(update, signer, sender="b@example.org", message_id="1" * 32).as_bytes()
    assert f"\r\nList-Unsubscribe: <{signer.unsubscribe}>\r\n".encode() in raw


def test_the_number_has_to_be_typed(laptop: Laptop, relay: Relay) -> None:
    for typed in ("", "y", "3", "-4", "44"):
        done = laptop.mailout(given=f"{typed}\n")
        assert (done.exit_code, done.stderr, relay.got) == (2, "That is not 4. Nothing was sent.\n", [])
    assert not (laptop.home / "list.sealed.mailout").exists()
    assert laptop.refused("--confirm", "5") == "That is not 4. Nothing was sent.\n"
    assert laptop.mailout(given="4\n").output.splitlines()[-1] == "4 sent"


def test_a_rehearsal_goes_to_one_address_and_counts_for_nothing(laptop: Laptop, relay: Relay) -> None:
    done = laptop.mailout("--test-to", "me@skies.example")
    assert (done.exit_code, relay.to) == (0, ["me@skies.example"] * 2)
    assert [message["Subject"] for _, message in relay.got] == [
        "The Council meets on Monday", "المجلس يجتمع يوم الاثنين",
    ]  # fmt: skip
    assert relay.got[0][1]["List-Unsubscribe"] == f"<{SITE}/en/u/{'x' * 36}>"
    assert not (laptop.home / "home").exists()
    assert laptop.mailout("--confirm", "4").exit_code == 0


def test_no_faster_than_agreed(laptop: Laptop, monkeypatch: pytest.MonkeyPatch) -> None:
    slept = laptop.slept
    moving = SimpleNamespace(sleep=slept.append, monotonic=lambda: sum(slept))
    monkeypatch.setattr(delivery, "time", moving)
    done = laptop.mailout("--confirm", "4", "--per-hour", "500")
    assert (done.exit_code, [round(each, 3) for each in slept]) == (0, [7.2, 7.2, 7.2])


def test_from_the_servers_list_to_the_one_click(site: Site, laptop: Laptop, relay: Relay) -> None:
    site.signed(NOUR, updates="y", language="ar")
    export_sealed(campaign=site.campaign, out=laptop.home / "real.sealed", wants_updates=True)
    (laptop.home / "nour.key").write_text(str(KEY))
    done = laptop.mailout("--confirm", "1", listed="real.sealed", slug=SLUG)
    assert (done.exit_code, relay.to) == (0, [NOUR.email])
    message = relay.mail_to(NOUR.email)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    there = urlsplit(message["List-Unsubscribe"].strip("<>"))
    assert f"{there.scheme}://{there.netloc}" == site.settings.base_url
    answer = replace(site.client(), headers={}).post(
        there.path, message["List-Unsubscribe-Post"], content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, [row["wants_updates"] for row in rows(Signature)]) == (200, [False])
    with time_machine.travel(clock.now() + timedelta(days=8), tick=True):
        (laptop.home / "update.md").write_text("# More\n\nNews.\n")
        laptop.mailout("--confirm", "1", listed="real.sealed", slug=SLUG)
        assert relay.to == [NOUR.email] * 2  # a list of before doesn't know
        (laptop.home / "real.sealed").unlink()
        assert export_sealed(campaign=site.campaign, out=laptop.home / "real.sealed", wants_updates=True) == 0
