"""A stranger posted her address under a wrong name: she sees it before confirming, and can reject it.

See architecture.md, case 2.
"""

from concurrent.futures import ThreadPoolExecutor, wait

from campaign.extensions import transaction
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from tests.cast import NOUR, Client, Site, at_once, heading
from tests.patience import PATIENCE
from tests.tables import count, dump, rows

WIPED = ("sealed", "copy", "mail", "mail_due_at")


def test_she_sees_what_was_entered_before_anything_counts(site: Site, client: Client) -> None:
    client.sign(NOUR, name="A Stranger", country="US")
    (letter,) = site.deliver()
    page = client.get(letter.link).text
    assert "<bdi>A Stranger</bdi>" in page
    assert "<dd>United States</dd>" in page
    assert count(Signature) == 0


def test_rejecting_deletes_what_was_entered(site: Site, client: Client) -> None:
    client.sign(NOUR, name="A Stranger")
    (letter,) = site.deliver()
    answer = client.press(letter.link, "rejection")
    assert (answer.status_code, heading(answer.text)) == (200, "The entry has been deleted")
    (row,) = rows(Submission)
    assert (row["state"], *[row[name] for name in WIPED]) == ("rejected", None, None, None, None)
    assert "Stranger" not in client.get(letter.link).text
    before = dump()
    assert heading(client.press(letter.link, "rejection").text) == "The entry has been deleted"
    assert dump() == before


def test_a_rejected_one_can_not_be_confirmed(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    client.press(letter.link, "rejection")
    before = dump()
    for button in ("confirmation", "withdrawal"):
        answer = client.press(letter.link, button)
        assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
    assert dump() == before


def test_she_can_still_sign_herself(site: Site, client: Client) -> None:
    client.sign(NOUR, name="A Stranger")
    (letter,) = site.deliver()
    client.press(letter.link, "rejection")
    client.sign(NOUR, email="nour.h@example.org")
    (hers,) = site.deliver()
    assert heading(client.press(hers.link, "confirmation").text) == "Thank you. Your signature is confirmed."


def test_a_rejection_that_is_being_written_wins_over_a_confirmation(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token = client.token(letter.path)
    with ThreadPoolExecutor(1) as pool:
        with transaction():
            signing.reject(token=letter.path.rpartition("/")[2])
            pressed = pool.submit(client.post, f"{letter.path}/confirmation", {"token": token})
            wait([pressed], timeout=0.5)
        answer = pressed.result(timeout=PATIENCE)
    assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
    assert (count(Signature), count(Entry, kind="signature"), count(Submission, state="rejected")) == (
        0,
        0,
        1,
    )


def test_rejected_and_confirmed_at_once_it_is_one_or_the_other(site: Site, client: Client) -> None:
    for number in range(12):
        client.sign(NOUR, email=f"nour{number}@example.org")
    letters = site.deliver()
    token = client.token(letters[0].path)

    def press(number: int) -> str:
        button = ("confirmation", "rejection")[number % 2]
        return heading(client.post(f"{letters[number // 2].path}/{button}", {"token": token}).text)

    said = at_once(press, 24, threads=12)
    confirmed = said[::2].count("Thank you. Your signature is confirmed.")
    rejected = said[1::2].count("The entry has been deleted")
    assert (confirmed + rejected, count(Signature), count(Entry, kind="signature")) == (
        12,
        confirmed,
        confirmed,
    )
    assert count(Submission, state="rejected") == rejected
