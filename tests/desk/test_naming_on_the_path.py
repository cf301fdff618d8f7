"""Names, places and signatories by language, at the desk; what can still change after the close."""

import re
from html import unescape

from campaign.releases import actions
from tests.cast import Site
from tests.desk.walking import ENDING, HERE, ORGANISATION, SLUG, answers, campaign, drafted
from tests.organisers.browser import Desk


def test_a_language_has_names_of_its_own(site: Site, rima: Desk) -> None:
    answers(rima, "organisation", {**ORGANISATION, "organisers-ar": " السماء \n\nالمطر"})
    assert campaign().called == {"ar": ["السماء", "المطر"]}
    assert 'lang="ar" dir="rtl">\nالسماء\nالمطر</textarea>' in rima.get(f"{HERE}/start/organisation").text
    answers(rima, "organisation", {**ORGANISATION, "organisers-ar": "x" * 201})
    assert rima.page.status_code == 422
    assert 'id="f-organisers-ar-error"' in rima.page.text
    answers(rima, "organisation", ORGANISATION)
    assert campaign().called is None


def test_letters_have_a_place_and_signatories_by_language(site: Site, rima: Desk) -> None:
    letters = {
        "place": "Beirut", "place-ar": "بيروت", "signatories": "A. B., Chair\nC. D.",
        "signatories-fr": "A. B., Présidente",
    }  # fmt: skip
    answers(rima, "ending", {**ENDING, **letters})
    assert campaign().letter_places == {"": "Beirut", "ar": "بيروت"}
    assert campaign().signatories == {"": ["A. B., Chair", "C. D."], "fr": ["A. B., Présidente"]}
    answers(rima, "ending", {**ENDING, "signatories": ", Chair"})
    assert rima.page.status_code == 422
    assert "“, Chair” names nobody. Write: name, office, organisation." in unescape(rima.page.text)


def test_fields_say_which_languages_have_their_words(site: Site, rima: Desk) -> None:
    def hint(field: str) -> str:
        found = re.search(f'<p class="hint" id="f-{field}-hint">([^<]*)</p>', rima.page.text)
        return unescape(found[1]) if found else ""

    all_letters = (
        "Letters in every language have this as it is typed, unless a language has words of its own below."
    )
    rima.get(f"{HERE}/start/ending")
    assert hint("place") == all_letters
    assert hint("signatories") == f"One a line: name, office, organisation. Six at most. {all_letters}"
    assert (hint("place-fr"), hint("signatories-fr")) == (
        "",
        "One a line: name, office, organisation. Six at most.",
    )
    rima.get(f"{HERE}/start/organisation")
    assert hint("organisers") == (
        "One name per line. Signers agree that those named here keep their data. Pages, mails and letters in every "
        "language have these names, unless a language has names of its own below."
    )
    rima.get(f"{HERE}/missions/FR")
    in_the_letters = (
        "Write it in the language of the letter: the copy in English that follows has the same words."
    )
    assert (hint("name"), hint("style")) == (
        in_the_letters,
        f"For example: H.E. Ambassador. {in_the_letters}",
    )


def test_after_the_close_the_contact_and_letters_can_be_changed(site: Site, rima: Desk) -> None:
    drafted()
    answers(rima, "ending", ENDING)
    actions.open_campaign(slug=SLUG)
    actions.close_campaign(slug=SLUG)
    page = rima.get(f"{HERE}/start/ending").text
    assert [name for name in ("contact", "place", "closes", "addressees") if f'name="{name}"' in page] == [
        "contact",
        "place",
    ]
    answers(rima, "ending", {"contact": "later@example.org", "place": "Beirut"})
    assert rima.page.status_code == 200
    assert (campaign().contact, campaign().letter_places) == ("later@example.org", {"": "Beirut"})
    assert (str(campaign().closes), campaign().addressees) == ("2099-03-24", "council")
    answers(rima, "organisation", ORGANISATION)
    assert rima.page.status_code == 422
