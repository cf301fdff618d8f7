"""A site on which every campaign stands in one state, served to a real browser from this process."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask, abort
from flask_migrate import upgrade
from sqlalchemy import update
from werkzeug.serving import make_server

from campaign import create_app
from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.languages import DEFAULT, LANGUAGES
from campaign.lists.unsubscribe_links import PURPOSE, unsubscribe_token
from campaign.mail.models import Message
from campaign.moderation.letters_cli import letters
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.pausing import pause_campaign
from campaign.releases.example_campaign import read_example
from campaign.releases.models import Addressees, CorrectionKind
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from campaign.tally import actions as tally
from campaign.tally.models import Checkpoint
from campaign.vault.keys import secret
from campaign.web.routes import LANGUAGE
from tests.cast import AMELIE, NOUR, Letter, Person, Site
from tests.conftest import settings_for

ORGANISERS = ["Clear Skies Initiative", "Rooftop Watch", "Doctors of the Old City"]
LONG = [
    "The Assembly of Neighbourhood Committees, Schools and Hospitals of the Eastern Countryside and the Old City",
    "اتحاد المنظمات الطبية والإغاثية وهيئات المجتمع المدني في المدن والأرياف المحاصرة",
    "Zentralverband der Vereinigungen für Menschenrechtsdokumentation und Rechtsbeistandsgesellschaften",
]
NOTICES = {
    "controller": "Verein für Menschenrechtsdokumentation und Rechtsbeistand e. V., 1 Example Street, Example Town",
    "representative": "مكتب المثال للمحاماة، شارع المثال ٢، دبلن",
    "authority": "Example Data Protection Commissioner, https://authority.example.org/complaints/how-to-complain-to-us",
    "server_country": "GB",
}
CONTACT = "press@example.org"
SOURCE = "https://code.example.org/campaign"


@dataclass
class Stage:
    """The site, where it is served, where its strict twin is served, and ways to get to rarer places."""

    site: Site
    base: str
    strict: str
    late: dict[str, str]

    @property
    def preview(self) -> str:
        """The token of the draft's preview link."""
        return releases.preview_token("draft")

    def correction(self, slug: str, language: str) -> str:
        """The token of the preview link of a correction that waits."""
        campaign = releases_queries.campaign(slug)
        assert campaign is not None
        by_language = {each.language: each for each in releases_queries.drafts(campaign.id)}
        return releases.draft_token(by_language.get(language) or by_language[DEFAULT])

    def text(self, slug: str, language: str) -> str:
        """The hash of a campaign's text."""
        campaign = releases_queries.campaign(slug)
        assert campaign is not None
        text = releases_queries.current_text(campaign.id, language)
        text = text or releases_queries.current_text(campaign.id, DEFAULT)
        assert text is not None
        return text.sha256

    def token(self, slug: str) -> str:
        """A form's token that is five seconds old, so that nothing has to wait."""
        with time_machine.travel(clock.now() - timedelta(seconds=5), tick=True):
            return self.site.client().token(f"/en/{slug}")

    def waiting(self, slug: str, language: str, person: Person = AMELIE) -> str:
        """The path behind the mail link of somebody who has just signed."""
        letter = self._letter(slug, language, person)
        return letter.link.removeprefix(self.site.settings.base_url)

    def counted(self, slug: str, language: str) -> str:
        """The path behind the link of somebody who has confirmed."""
        path = self.waiting(slug, language, somebody(slug, language))
        self.site.client().press(path, "confirmation")
        return path

    def invalidated(self, slug: str, language: str) -> str:
        """The path behind the link of a signature that organisers took out."""
        path = self.counted(slug, language)
        with transaction() as session:
            newest = session.query(Signature).order_by(Signature.id.desc()).first()
            newest.state = "invalidated"
        return path

    def updates(self, slug: str, language: str) -> str:
        """The path that ends updates to somebody who has confirmed."""
        self.counted(slug, language)
        with transaction() as session:
            newest = session.query(Signature).order_by(Signature.id.desc()).first()
            key = secret(self.site.settings.keys, PURPOSE)
            token = unsubscribe_token(
                key, campaign=newest.campaign_id, signature=newest.id, record_id=newest.record_id
            )
        return f"/{language}/u/{token}"

    def _letter(self, slug: str, language: str, person: Person) -> Letter:
        self.site.client().sign(person, slug=slug, language=language)
        return next(letter for letter in self.site.deliver() if letter.to == person.email)

    @contextmanager
    def slow_mail(self) -> Iterator[None]:
        """While a message has been waiting for an hour."""
        then = clock.now() - timedelta(hours=1)
        with transaction() as session:
            session.add(
                Message(record_id=b"slow" * 4, state="waiting", sealed=b"", made_at=then, due_at=then)
            )
        yield
        with transaction() as session:
            session.query(Message).filter_by(record_id=b"slow" * 4).delete()


_made = iter(range(1, 10_000))


def somebody(slug: str, language: str) -> Person:
    """A signer who hasn't signed anything yet."""
    return replace(AMELIE if language == "en" else NOUR, email=f"s{next(_made)}@example.org")


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Set everything up, serve it, take it down."""
    app = create_app(
        settings_for(folder, "", CAMPAIGN_BASE_URL="http://127.0.0.1", CAMPAIGN_SOURCE_URL=SOURCE)
    )
    strict = create_app(
        settings_for(folder, "", CAMPAIGN_SIGN_LIMITS="1 per hour", CAMPAIGN_SOURCE_URL=SOURCE)
    )
    strict.add_url_rule(f"/{LANGUAGE}/away", view_func=lambda language: abort(503), endpoint="away")
    with app.app_context():
        upgrade()
        site = Site(app).with_keys()
        late = _publish_all(site)
        _issue_letters(app, folder / "letters")
        _publish_unseen(site, "new")
        with served(app) as base, served(strict) as second:
            yield Stage(site, base, second, late)
        db.session.remove()
        db.engine.dispose()
    with strict.app_context():
        db.engine.dispose()


def _publish_all(site: Site) -> dict[str, str]:
    late: dict[str, str] = {}
    _grow(site, "grown")
    for slug, goal, signers in (
        ("draft", 1000, 0),
        ("first", None, 0),
        ("small", None, 7),
        ("reached", 40, 41),
        ("paused", 1000, 2),
        ("closed", 1000, 3),
        ("down", 1000, 2),
        ("corrected", 1000, 2),
        ("open", 1000, 1),
        ("safe", 1000, 3),
        ("long", None, 2),
        ("demo", 1000, 12),
    ):
        _publish(site, slug, goal)
        _sign(site, slug, signers)
        if slug == "closed":
            late = _late(site, slug)
            releases.close_campaign(slug=slug)
    site.number()
    pause_campaign(slug="paused", until=clock.today() + timedelta(days=4))
    _correct("corrected")
    releases.take_down(slug="down")
    return late


def _grow(site: Site, slug: str, weeks: int = 6) -> None:
    """A campaign whose log states a figure on most days of some weeks, and has withdrawals of each kind but one."""
    begun, made = clock.now() - timedelta(weeks=weeks), 1_000_000
    with time_machine.travel(begun, tick=False):
        _publish(site, slug, None)
    campaign = releases_queries.campaign(slug)
    assert campaign is not None
    for day in range(weeks * 7):
        with time_machine.travel(begun + timedelta(days=day), tick=False):
            with transaction():
                for signature in range(made, made := made + (7 * day * day) % 83):
                    tally.append_signature(
                        campaign=campaign.id,
                        signature=signature,
                        commitment=f"{signature:064x}",
                        country="FR",
                    )
            site.number()
    with transaction():
        for signature, reason in enumerate(["withdrawn"] * 17 + ["duplicate"] * 6 + ["fraud"], 1_000_000):
            tally.append_withdrawal(campaign=campaign.id, signature=signature, country="FR", reason=reason)


def _publish_unseen(site: Site, slug: str) -> None:
    """Open, but its first checkpoint isn't published yet: as after a crash between the two."""
    _publish(site, slug, None)
    campaign = releases_queries.campaign(slug)
    assert campaign is not None
    with transaction() as session:
        mine = Checkpoint.campaign_id == campaign.id
        session.execute(update(Checkpoint).where(mine).values(published=False))


def _issue_letters(app: Flask, out: Path) -> None:
    run = app.test_cli_runner().invoke
    made = run(
        letters,
        ["make", "reached", "--out", str(out), "--only", "FR,LB", "--signatory", "A. B., Chair, Skies"],
    )
    issued = run(letters, ["issue", "reached", "--from", str(out)])
    assert (made.exit_code, issued.exit_code) == (0, 0), made.output + issued.output


def _late(site: Site, slug: str) -> dict[str, str]:
    stage = Stage(site, "", "", {})
    return {code: stage.waiting(slug, code, somebody(slug, code)) for code in LANGUAGES}


def _publish(site: Site, slug: str, goal: int | None) -> None:
    shipped = read_example()
    for language, release in shipped.releases.items():
        releases.publish(
            slug=slug, language=language, headline=release.headline, place=release.place,
            day=release.date or clock.today(), demand=shipped.demands[language] * (9 if slug == "long" else 1),
            body=release.body, example=slug == "demo",
        )  # fmt: skip
    releases.change(slug=slug, goal=goal, organisers=ORGANISERS, contact=CONTACT, withhold=[])
    releases.speak(slug=slug, further=list(LANGUAGES))
    _answer(slug)
    if slug != "draft":
        releases.open_campaign(slug=slug)


def _answer(slug: str) -> None:
    """What the organisers of some campaigns have answered: nobody is at risk; names as long as they come."""
    if slug == "safe":
        releases.change(slug=slug, at_risk=False)
        write_to(slug=slug, addressees=Addressees.CHOSEN, states=["FR", "SY"])
    if slug == "demo":
        write_to(slug=slug, addressees=Addressees.ALL, states=[])
    if slug == "long":
        releases.change(slug=slug, organisers=LONG, notices=NOTICES)
        write_to(slug=slug, addressees=Addressees.SECURITY_COUNCIL, states=[])


def _correct(slug: str) -> None:
    """Correct a fact in each language, and let a further correction of each wait as a draft."""
    shipped = read_example()
    said = {"en": "An earlier text gave another number.", "ar": "ذكر النص السابق عدداً آخر."}
    for more in ("\n\n***", "\n\n* * *"):
        for language, release in shipped.releases.items():
            releases.take_in(
                slug=slug, language=language, headline=release.headline, place=release.place,
                day=release.date or clock.today(), demand=shipped.demands[language], body=release.body + more,
                kind=CorrectionKind.FACT, corrected=said,
            )  # fmt: skip
        if more == "\n\n***":
            releases.publish_drafts(slug=slug)


def _sign(site: Site, slug: str, signers: int) -> None:
    client = site.client()
    for n in range(signers):
        person = Person("A. B.", f"{slug}{n}@example.org", ("FR", "SY", "FR", "LB", "ZZ")[n % 5])
        client.sign(person, slug=slug)
    for letter in site.deliver():
        signing.confirm(token=letter.link.rpartition("/")[2])


@contextmanager
def served(app: Callable[..., Any], port: int = 0) -> Iterator[str]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
