"""After the close: the page that says what is left, and the commands."""

import re
from typing import Any

from campaign.lib import clock
from campaign.lists import copies
from campaign.press import cli, ending
from campaign.press.models import EndingStep, EndingStepDone
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from tests.cast import SLUG, Client, Site
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count
from tests.organisers.browser import Desk
from tests.press.ending import END, REPORT, closed
from tests.refused import refused
from tests.tables import rows

HERE = END.removesuffix("end")


def run(site: Site, *words: str) -> tuple[int, str]:
    command = {"outcome": cli.outcome, "report": cli.report, "press": cli.press}[words[0]]
    result = site.app.test_cli_runner().invoke(command, list(words[1:]))
    return result.exit_code, result.output


def test_before_the_close_it_says_what_will_come(rima: Desk) -> None:
    page = plain(rima.get(END).text)
    assert (
        "From the close on, this page says what is left to do: thank people, report, hand over, delete."
        in page
    )
    assert "Signing ended" not in page
    assert f'href="{END}"' not in rima.page.text


def test_it_says_what_comes_when_and_what_is_done(site: Site, rima: Desk) -> None:
    closed(site)
    page = plain(rima.get(END).text)
    assert "The last signatures are counted done" in page
    assert "Say what became of the demand by " in page
    assert "Publish the report to do" in page
    assert "confirmed: 0 of 1" in page
    assert f'href="{END}"' in rima.page.text
    rima.post(f"{END}/steps/thank", {"done": "yes"})
    assert [row["step"] for row in rows(EndingStepDone)] == [EndingStep.THANK]
    assert "It isn’t done after all" in plain(rima.page.text)
    rima.post(f"{END}/steps/thank", {"done": "yes"})
    rima.post(f"{END}/steps/thank", {"done": "no"})
    assert rows(EndingStepDone) == []
    assert rima.post(f"{END}/steps/sing", {"done": "yes"}).status_code == 404


def test_the_first_thing_to_do_after_the_close_is_the_end_until_all_of_it_is_done(
    site: Site, rima: Desk
) -> None:
    count(site, FOUR)
    first = re.compile(r'data-step="([^"]+)"')
    assert first.findall(rima.get(HERE).text)[:1] != ["ended"]
    closed(site)
    for page in ("", "start", "state"):
        assert f'href="{END}">The end</a></p>' in rima.get(f"{HERE}{page}").text, page
    assert ">next<" not in rima.get(f"{HERE}start").text
    rima.get(END)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    for done in (
        lambda: publish_outcome(slug=SLUG, publish=True),
        lambda: ending.note_step(slug=SLUG, step=EndingStep.THANK, is_done=True),
        lambda: ending.note_step(slug=SLUG, step=EndingStep.HAND_OVER, is_done=True),
        lambda: ending.publish_report(slug=SLUG),
        lambda: [
            copies.confirm_deleted(token=copies.ask_holder(slug=SLUG, holder_id=holder.id))
            for holder, _ in copies.holders_asked(site.campaign)
        ],
    ):
        assert first.findall(rima.get(HERE).text)[0] == "ended"
        done()
    assert "ended" not in first.findall(rima.get(HERE).text)


def test_nothing_of_it_is_done_before_the_close(site: Site) -> None:
    sentence = f"{SLUG} isn’t closed yet. This comes after the close."
    with refused(sentence):
        ending.publish_report(slug=SLUG)
    with refused(sentence):
        ending.note_step(slug=SLUG, step=EndingStep.THANK, is_done=True)
    with refused(sentence):
        write_outcome(slug=SLUG, words={"en": "It worked."})
    with refused(sentence):
        copies.ask_holder(slug=SLUG, holder_id=1)


def test_the_text_to_thank_with_has_the_total_and_the_outcome(site: Site, rima: Desk) -> None:
    count(site, FOUR)
    closed(site)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    publish_outcome(slug=SLUG, publish=True)
    page = rima.get(END).text
    assert "# Thank you\n\nDear friends,\n\nThe campaign that you signed is over. As of " in page
    assert "30 people have signed.\n\nThe Council has met.\n\nBy " in page
    assert f"campaign mailout {SLUG} thanks.md --from list.sealed" in page


def test_commands_do_the_same(site: Site, client: Client, tmp_path: Any) -> None:
    count(site, FOUR)
    code, said = run(site, "press", SLUG)
    assert code == 0
    assert "at least 10 live in Germany." in said
    assert run(site, "report", SLUG) == (2, f"{SLUG} isn’t closed yet. This comes after the close.\n")
    closed(site)
    unsaid = "What became of the demand is not public yet, and the report says so: campaign outcome"
    assert run(site, "report", SLUG)[1].splitlines()[-2:] == [unsaid, "Not published."]
    file = tmp_path / "outcome.txt"
    file.write_text("The Council has met.", encoding="utf-8")
    assert run(site, "outcome", SLUG, str(file)) == (0, "en (not public):\nThe Council has met.\n")
    assert run(site, "outcome", SLUG, "--publish") == (0, "en (public):\nThe Council has met.\n")
    code, said = run(site, "report", SLUG, "--publish")
    assert (code, said.splitlines()[2]) == (0, "total: 30")
    assert unsaid not in said
    assert said.splitlines()[-1] == f"Published on {clock.today()}."
    assert "The Council has met." in client.get(REPORT).text
    assert run(site, "report", SLUG, "--hide")[1].splitlines()[-1] == "Not published."
    file.write_bytes(b"\xff\xfe\xfa")
    assert run(site, "outcome", SLUG, str(file)) == (2, f"{file} isn't text in UTF-8.\n")
