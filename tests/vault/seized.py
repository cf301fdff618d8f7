"""A campaign with everything that its organisers can use: canaries come by every way, and all that answers is kept."""

import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from pathlib import Path

import time_machine
from click.testing import CliRunner
from flask.cli import ScriptInfo

from campaign.audit.actors import Actor, ActorKind, acting
from campaign.backup.cli import backup
from campaign.jobs.runner import run_next
from campaign.lib import clock
from campaign.lists import exports
from campaign.mail import delivering
from campaign.mail.transports import Transport
from campaign.moderation import actions as moderation
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import witnessing
from campaign.running import schedule
from campaign.running.schedule import job_kinds
from campaign.signing import actions as signing
from campaign.tally import queries as tally_queries
from campaign.vault import trusted_time
from tests.cast import SLUG, Client, Site
from tests.desk.signing_site import cells
from tests.desk.test_taking_out import LIST, carried, counted, rule
from tests.organisers.browser import Desk, member
from tests.paper.signing import BASE as PAPER
from tests.paper.signing import collecting, entered, printed, typed, typist
from tests.paper.test_importing import UPLOAD, pressed
from tests.tally.watchers import name, watching
from tests.updates.telling import told
from tests.vault.canaries import DOMAIN, canary
from tests.vault.canary_signers import Postman, goes, send, way

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
MOST_PAGES = 400
# Behind a signer's own link stands what she gave, and in a draft's what somebody typed.
HERS = re.compile(r"/\w+/[cup]/")
HERE = f"/api/v1/campaigns/{SLUG}"
FILES = (
    f"/{SLUG}/tally.json", f"/{SLUG}/tally.csv", f"/{SLUG}/log/checkpoint", f"/{SLUG}/log/witnessed", "/healthz",
    "/metrics", f"/en/{SLUG}/updates.atom", f"/en/{SLUG}/press/count.svg", f"/en/{SLUG}/card", f"/en/{SLUG}/badge.svg",
    HERE, f"{HERE}/statements", f"{HERE}/texts", f"{HERE}/letters", f"{HERE}/updates/en", "/api/v1/campaigns",
    "/api/v1/openapi.json", f"/desk/campaigns/{SLUG}/signatures/names.json", f"/desk/campaigns/{SLUG}/acts/acts.csv",
)  # fmt: skip
Places = list[tuple[str, bytes]]


@dataclass
class Seized:
    """The site, whoever may look at its desk, and what left the site: answers, files, what a witness remembers."""

    site: Site
    postman: Postman
    line: Transport
    away: Path
    taken: Places = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """An owner's browser, signed in once."""
        if "_desk" not in vars(self):
            self._desk = member(self.site.app, "rima@example.org", Role.OWNER, self.site.campaign.id)
        return self._desk

    def mailed(self) -> None:
        """What waits is composed and sent."""
        while signing.mail_submissions():
            pass
        while delivering.deliver(transport=self.line):
            pass

    def worked(self) -> None:
        """Every chore of the worker once, and the jobs that wait."""
        for chore in schedule.chores():
            if chore.name != "mail submissions":
                chore.work()
        while run_next(kinds=job_kinds()):
            pass
        self.mailed()


def open_all(site: Site) -> None:
    """Harm is ruled out, one reminder is sent, names may be read beside signatures, slips have a keeper."""
    site.open_campaign(at_risk=False, reminder=True)
    releases.turn_names_on(slug=SLUG)
    collecting(site)


def sign(seized: Seized, client: Client, many: int) -> None:
    """Forms by canaries, each by her way; those who wait are reminded after three days."""
    with time_machine.travel(clock.now() - timedelta(seconds=5), tick=True):
        token = client.token(f"/en/{SLUG}")
    for number in range(many):
        send(client, number, token)
    seized.mailed()
    for number in range(many):
        if way(number) not in {"held", "unsent"}:
            goes(client, number, seized.postman.links[canary(number).email], token)
    seized.site.number()
    with ExitStack() as later:
        later.enter_context(time_machine.travel(clock.now() + timedelta(days=3, minutes=1), tick=True))
        trusted_time.accept()
        signing.turn_mail_keys()
        while signing.remind():
            pass
        seized.mailed()


def collect_paper(seized: Seized, first: int) -> None:
    """Slips typed and out of a file: the same canaries' names."""
    desk = typist(seized.site)
    slips = printed(desk, 4)
    for at, slip in enumerate(slips[:2]):
        typed(desk, slip, canary(first + at).name)
    desk.get(f"{PAPER}/file")
    table = "slip,name\n" + "".join(
        f"{slip.number},{canary(first + 2 + at).name}\n" for at, slip in enumerate(slips[2:])
    )
    file = (io.BytesIO(table.encode()), "rows.csv")
    pressed(desk, desk.post(UPLOAD, {"file": file}, content_type="multipart/form-data").text, "take")
    entered(seized.site)


def take_out(seized: Seized) -> None:
    """Whoever has an address at the canaries' provider, by a rule that an organiser types."""
    page = counted(seized.desk, rule(domain=DOMAIN))
    ((_, number),) = cells(page)
    begun = seized.desk.post(LIST, {**carried(page), "number": number}).text
    assert "Started." in begun
    while run_next(kinds=job_kinds()):
        pass
    while moderation.remove_due():
        pass


def take_lists(seized: Seized) -> None:
    """Sealed lists in the background, one of each kind, and a backup."""
    with acting(Actor(ActorKind.ORGANISER, "Rima")):
        for some in ({}, {"wants_updates": True}, {"removed": True}, {"paper": True}):
            exports.ask(campaign=seized.site.campaign, **some)
            while run_next(kinds=job_kinds()):
                pass
    file = seized.away / "site.backup"
    answer = CliRunner().invoke(backup, [str(file)], obj=ScriptInfo(create_app=lambda: seized.site.app))
    assert answer.exit_code == 0, answer.output
    seized.taken.append(("backup", file.read_bytes()))


def be_witnessed(seized: Seized) -> None:
    """A witness cosigns the log; what it remembers is on somebody else's disk."""
    folder = seized.away / "witness"
    with watching(folder, tally_queries.verifier(seized.site.campaign.id)) as witness:
        name(seized.site.app, witness)
        witnessing.offer_checkpoints()
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 2
    seized.taken += [(f"witness {path.name}", path.read_bytes()) for path in files]


def look_at_everything(seized: Seized) -> None:
    """Every page and file that links lead to, public and at the desk; what is behind a signer's own link isn't ours."""
    told()
    seen = set[str]()
    waiting = [f"/en/{SLUG}", f"/ar/{SLUG}", "/desk/", f"/desk/campaigns/{SLUG}/", *FILES]
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen or HERS.match(path):
            continue
        seen.add(path)
        body = (seized.desk if path.startswith("/desk") else seized.site.client()).get(path).data
        seized.taken.append((path, body))
        waiting += _links(body)
    assert len(seen) > 100


def _links(body: bytes) -> Iterator[str]:
    """Where a page leads, but for looks of itself."""
    page = body.decode("utf-8", "replace") if body.lstrip()[:1] == b"<" else ""
    return (unescape(path) for path in LINK.findall(page) if "/static/" not in path)


def forget_one(seized: Seized, number: int) -> None:
    """Somebody asks to be forgotten, by her address."""
    signing.forget(campaign=seized.site.campaign, address=canary(number).email)
