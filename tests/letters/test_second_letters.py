"""A second letter refers to the first, where its mission was sent one: in its body, in its mail, on its page."""

import io
from datetime import date
from pathlib import Path

import pytest
from pikepdf import Pdf
from sqlalchemy import select

from campaign.extensions import db, transaction
from campaign.letters import actions as letters
from campaign.letters import queries as letters_queries
from campaign.letters.fates import Consent, Position, ReplyForm, SendingState
from campaign.letters.figures import Earlier
from campaign.letters.models import Letter, Sending
from campaign.letters.wording import wording
from campaign.lib.languages import LETTER_LANGUAGES
from tests.cast import SLUG, Site
from tests.letters.desk import count, issue, make, run
from tests.letters.post import THREE, Missions, all_at_once, deliver_all, mailbox, mails
from tests.letters.sample import as_read, letter, pages
from tests.letters.test_letters_in_the_verifier import mirrored, verdict

FIRST = Earlier(1234, date(2016, 9, 20), 240, date(2016, 9, 19))
SAID = {
    "en": "We refer to our letter of 20 September 2016 (reference aleppo/GB/1234). It stated that, as at "
    "19 September 2016, 240 people had signed.",
    "fr": "Nous nous référons à notre lettre du 20 septembre 2016 (référence aleppo/FR/1234), qui indiquait qu’au "
    "19 septembre 2016, 240 personnes avaient signé.",
    "es": "Nos referimos a nuestra carta de fecha 20 de septiembre de 2016 (referencia aleppo/ES/1234), en la que se "
    "indicaba que, al 19 de septiembre de 2016, 240 personas habían firmado.",
    "ru": "Ссылаемся на наше письмо от 20 сентября 2016 г. (исх. № aleppo/RU/1234), в котором сообщалось, что по "
    "состоянию на 19 сентября 2016 г. требование подписали 240 человек.",
    "ar": "نشير إلى رسالتنا المؤرخة 20 أيلول/سبتمبر 2016 (المرجع: aleppo/EG/1234)، وقد ورد فيها أنه حتى "
    "19 أيلول/سبتمبر 2016، كان 240 شخصا قد وقعوا على المطلب.",
    "zh": "谨提及我们2016年9月20日的信函（编号：aleppo/CN/1234），其中载明：截至2016年9月19日，已有240人签名。",
}
STATES = {"en": "GB", "fr": "FR", "es": "ES", "ru": "RU", "ar": "EG", "zh": "CN"}


@pytest.mark.parametrize("language", LETTER_LANGUAGES)
def test_each_language_names_day_reference_and_what_was_stated(language: str) -> None:
    said = wording(language).earlier(FIRST, reference=f"aleppo/{STATES[language]}/1234")
    assert " ".join(said.replace("\u2068", "").replace("\u2069", "").split()) == SAID[language]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
def test_it_stands_in_the_letter_and_in_its_courtesy_copy(language: str, tmp_path: Path) -> None:
    code = STATES[language]
    sheets = pages(letter(tmp_path, code, earlier={code: FIRST}))
    assert as_read(SAID[language]) in sheets[0]
    assert as_read(wording(language).say("opening_again")) in sheets[0]
    assert as_read(SAID["en"].replace("GB", code)) in (sheets[0] if language == "en" else sheets[4])


def test_an_arabic_letter_keeps_to_one_page_with_it(tmp_path: Path) -> None:
    sheets = pages(letter(tmp_path, "EG", earlier={"EG": FIRST}))
    assert "aleppo/EG/1234" in sheets[0]
    assert "/aleppo/letters" in sheets[0]


def sent_once(site: Site, folder: Path, server: Missions) -> None:
    """The first letters: those to France and Germany arrive, Syria's is refused."""
    server.answers[mailbox("SY")] = "550 5.1.1 no such mailbox"
    all_at_once(site, folder)
    deliver_all(site, server)
    server.got.clear()
    server.answers.clear()
    count(site, {"FR": 30})


def references(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.glob("??.pdf")):
        with Pdf.open(io.BytesIO(file.read_bytes())) as pdf:
            found[file.stem] = str(pdf.docinfo.get("/Keywords", ""))
    return found


def test_those_that_were_sent_one_are_reminded_and_the_others_get_the_ordinary_one(
    site: Site, folder: Path, server: Missions, tmp_path: Path
) -> None:
    sent_once(site, folder, server)
    first = letters_queries.last_issued(site.campaign.id)
    assert first
    again = make(site, tmp_path / "again", only=THREE)
    assert references(again) == {"DE": f"refers to {first.size}", "FR": f"refers to {first.size}", "SY": ""}
    english = pages((again / "DE.pdf").read_bytes())[0]
    assert as_read(f"We refer to our letter of 3 October 2016 (reference {SLUG}/DE/{first.size}).") in english
    assert as_read("We refer to our letter") not in "".join(pages((again / "SY.pdf").read_bytes()))
    all_at_once(site, again)
    deliver_all(site, server)
    bodies = {to: mail.get_body().get_content() for to, mail in mails(server).items()}
    assert "We refer to our letter of" in bodies[mailbox("DE")]
    assert "Nous nous référons à notre lettre du" in bodies[mailbox("FR")]
    assert "نشير إلى رسالتنا" not in bodies[mailbox("SY")]
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    stored = db.session.execute(select(Letter.country, Letter.refers_to).where(Letter.set_id == newest.id))
    assert dict(map(tuple, stored)) == {"DE": first.size, "FR": first.size, "SY": None}
    page = site.client().get(f"/en/{SLUG}/letters/DE/{newest.size}").text
    assert f'<dt>It refers to</dt><dd><a href="/en/{SLUG}/letters/DE/{first.size}">Our letter of' in page
    assert "It refers to" not in site.client().get(f"/en/{SLUG}/letters/SY/{newest.size}").text
    mirror, key = mirrored(site, tmp_path / "mirror")
    assert verdict(mirror, "--key", key, "--letter", again / "DE.pdf") == "ok"


def test_a_set_may_go_to_those_alone_and_may_leave_the_first_unsaid(
    site: Site, folder: Path, server: Missions, tmp_path: Path
) -> None:
    answer = run(site, "letters", "make", SLUG, "--out", tmp_path / "none", "--sent-before")
    assert answer.said == "No mission has been sent a letter yet, so none can be written to again.\n"
    sent_once(site, folder, server)
    assert run(site, "letters", "make", SLUG, "--out", tmp_path / "two", "--sent-before").code == 0
    assert sorted(references(tmp_path / "two")) == ["DE", "FR"]
    assert (
        run(
            site,
            "letters",
            "make",
            SLUG,
            "--out",
            tmp_path / "one",
            "--sent-before",
            "--only",
            "FR,SY",
            "--no-refer",
        ).code
        == 0
    )
    assert references(tmp_path / "one") == {"FR": ""}
    answer = run(site, "letters", "make", SLUG, "--out", tmp_path / "none", "--sent-before", "--only", "SY")
    assert answer.said == "No mission has been sent a letter yet, so none can be written to again.\n"


def test_an_answer_shows_that_a_letter_came_by_post(site: Site, folder: Path, tmp_path: Path) -> None:
    issue(site, folder)
    letters.answered(
        campaign=site.campaign, country="SY", day=date(2016, 10, 4), note="", words="", position=Position.NONE,
        form=ReplyForm.LETTER, consent=Consent.UNASKED,
    )  # fmt: skip
    count(site, {"FR": 1})
    again = make(site, tmp_path / "again", only=THREE)
    assert [code for code, said in references(again).items() if said] == ["SY"]


def test_a_letter_whose_first_came_back_meanwhile_is_not_issued(
    site: Site, folder: Path, server: Missions, tmp_path: Path
) -> None:
    sent_once(site, folder, server)
    again = make(site, tmp_path / "again", only=THREE)
    with transaction() as session:
        session.query(Sending).filter_by(country="DE").update({"state": SendingState.BOUNCED})
    assert issue(site, again).said == (
        "DE.pdf refers to a letter that its mission wasn’t sent, or that came back. Make the letters again. Nothing "
        "was issued.\n"
    )
