"""A mail scanner opens every link, again and again: nothing changes (architecture.md, case 3 and rule 3)."""

from tests.cast import NOUR, Client, Site, heading
from tests.tables import dump

WAYS = {
    "waiting": ([], "Confirm your signature"),
    "confirmed": (["confirmation"], "You have confirmed already"),
    "withdrawn": (["confirmation", "withdrawal"], "Your signature is withdrawn"),
    "rejected": (["rejection"], "The entry has been deleted"),
    "stopped": (["stop"], "Confirm your signature"),
}


def test_opening_a_link_twenty_times_changes_nothing(site: Site, client: Client) -> None:
    for way, (buttons, title) in WAYS.items():
        client.sign(NOUR, email=f"{way}@example.org")
        (letter,) = site.deliver()
        for button in buttons:
            client.press(letter.link, button)
        before = dump()
        for _ in range(10):
            opened = client.get(
                letter.link, headers={"User-Agent": "scanner", "Sec-Fetch-Site": "cross-site"}
            )
            looked_at = client.send("HEAD", letter.link)
            assert (way, opened.status_code, heading(opened.text)) == (way, 200, title)
            assert (looked_at.status_code, looked_at.data) == (200, b"")
            assert opened.headers["Cache-Control"] == looked_at.headers["Cache-Control"] == "no-store"
        assert dump() == before


def test_a_scanner_that_posts_without_the_pages_form_changes_nothing(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    before = dump()
    for button in ("confirmation", "rejection", "correction", "withdrawal", "stop"):
        path = f"{letter.path}/{button}"
        # The question before a withdrawal is a page; behind a link that waits it leads to the link itself.
        assert client.get(path).status_code == (302 if button == "withdrawal" else 405)
        assert client.post(path).status_code == 403
        assert (
            client.post(path, {"token": client.token()}, headers={"Sec-Fetch-Site": "none"}).status_code
            == 403
        )
    assert dump() == before


def test_posting_confirms_and_again_says_so(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    assert (
        heading(client.press(letter.link, "confirmation").text) == "Thank you. Your signature is confirmed."
    )
    before = dump()
    assert heading(client.press(letter.link, "confirmation").text) == "You have confirmed already"
    assert dump() == before
