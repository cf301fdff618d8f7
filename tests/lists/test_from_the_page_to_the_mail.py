"""From a published update and a sealed list to a mail in each signer's language, step by step as the desk tells it."""

from campaign.extensions import db
from campaign.lists.sealed_export import export_sealed
from campaign.signing.models import Signature
from campaign.updates import actions
from campaign.updates.wording import Words
from tests.cast import AMELIE, KEY, NOUR, SLUG, Person, Site
from tests.lists.mailing import Laptop, Relay
from tests.tables import rows

UPDATE = "x" * 22
SITE = "http://127.0.0.1:8000"
OTHER = Person("Rima", "rima@example.org", "LB")


def test_each_gets_the_published_words_in_her_language_and_her_own_link(
    site: Site, laptop: Laptop, relay: Relay
) -> None:
    site.campaign.at_risk = False
    db.session.commit()
    for person, more in ((NOUR, {"language": "ar", "updates": "y"}), (AMELIE, {"updates": "y"}), (OTHER, {})):
        site.signed(person, **more)
    words = {
        "en": Words("The Council has met", "It met on Monday."),
        "ar": Words("اجتمع المجلس", "اجتمع المجلس يوم الاثنين."),
    }
    actions.write(slug=SLUG, key=UPDATE, day=site.campaign.opened_at.date(), words=words)
    actions.publish(slug=SLUG, key=UPDATE)
    for language, name in (("en", "update.md"), ("ar", "update.ar.md")):
        answer = site.client().get(f"/{language}/{SLUG}/updates/{UPDATE}.md")
        (laptop.home / name).write_bytes(answer.data)
    export_sealed(campaign=site.campaign, out=laptop.home / "real.sealed", wants_updates=True)
    (laptop.home / "nour.key").write_text(str(KEY))
    done = laptop.mailout("--confirm", "2", listed="real.sealed", slug=SLUG)
    assert (done.exit_code, sorted(relay.to)) == (0, sorted([NOUR.email, AMELIE.email]))
    english, arabic = relay.mail_to(AMELIE.email), relay.mail_to(NOUR.email)
    assert (english["Subject"], arabic["Subject"]) == ("The Council has met", "اجتمع المجلس")
    assert (
        english.get_content()
        .replace("\r\n", "\n")
        .startswith(
            f"It met on Monday.\n\nThis update on our site:\n{SITE}/en/{SLUG}/updates/{UPDATE}\n\n---\n"
        )
    )
    assert f"{SITE}/ar/{SLUG}/updates/{UPDATE}\n" in arabic.get_content().replace("\r\n", "\n")
    link = english["List-Unsubscribe"].strip("<>")
    assert english.get_content().replace("\r\n", "\n").endswith(f"\n{link}\n")
    client = site.client()
    path = link.removeprefix(SITE)
    client.post(path, {"token": client.token(path)})
    assert sorted(bool(row["wants_updates"]) for row in rows(Signature)) == [False, False, True]
