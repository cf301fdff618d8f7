"""Where mail may go and who sends it, as settings say."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from campaign import config
from campaign.lib.mail_targets import MailFolder, MailServer
from campaign.mail.composing import Mail, as_message
from campaign.setting_texts import BadSetting


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("smtp://127.0.0.1", MailServer("127.0.0.1", 25)),
        ("smtp://[::1]:587", MailServer("::1", 587)),
        (
            "smtps://me%40example.org:s%2Fe%3Fc@mail.example.org",
            MailServer("mail.example.org", 465, tls=True, user="me@example.org", password="s/e?c"),
        ),
        ("smtps://mail.bücher.example.org", MailServer("mail.xn--bcher-kva.example.org", 465, tls=True)),
        ("smtp://mail_relay:1025", MailServer("mail_relay", 1025)),
        ("folder:", MailFolder(Path("/srv/petition/mail"))),
        ("folder:letters", MailFolder(Path("/srv/petition/letters"))),
        ("folder:letters/of today/", MailFolder(Path("/srv/petition/letters/of today"))),
        ("folder:/var/mail/petition", MailFolder(Path("/var/mail/petition"))),
        ("folder:/var/mail/petition/", MailFolder(Path("/var/mail/petition"))),
    ],
)
def test_where_mail_may_go(given: str, understood: MailFolder | MailServer) -> None:
    environment = {"CAMPAIGN_INSTANCE": "/srv/petition", "CAMPAIGN_MAIL_URL": given}
    assert config.load(environment, testing=True).mail_url == understood


NO_MAIL_SERVERS = (
    "smtps://me:sec/ret@mail.example.org smtps://me:sec?ret@mail.example.org smtps://me:sec#ret@mail.example.org "
    "smtps://me:gar%C3%A7on@mail.example.org smtp://mail.example.org:99999 smtp:// smtp://h:0 imap://h smtp:h "
    "smtp://☃.example smtp://ü..example"
)


@pytest.mark.parametrize("given", NO_MAIL_SERVERS.split())
def test_where_mail_may_not_go_and_no_password_is_told(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_MAIL_URL": given}, testing=True)
    assert str(refused.value) == (
        "CAMPAIGN_MAIL_URL may be folder:, smtp://HOST:PORT or smtps://USER:PASSWORD@HOST; in USER and PASSWORD "
        "@ is written %40, : %3A, / %2F, # %23 and ? %3F, and both are ASCII."
    )


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("post@bücher.example.org", "post@xn--bcher-kva.example.org"),
        ("Über uns <post@Bücher.example.org.>", "Über uns <post@xn--bcher-kva.example.org>"),
        ('"Skies, Clear" <post@skies.example.org>', '"Skies, Clear" <post@skies.example.org>'),
        ("post+x@localhost", "post+x@localhost"),
        (" post@127.0.0.1 ", "post@127.0.0.1"),
    ],
)
def test_who_sends_is_written_as_every_mail_server_takes_it(given: str, understood: str) -> None:
    sender = config.load({"CAMPAIGN_MAIL_FROM": given}, testing=True).mail_from
    mail = Mail("nour@example.org", "Subject", "Text", "en", "00")
    message = as_message(
        mail, sender=sender, host="skies.example.org", date=datetime(2016, 9, 24, tzinfo=UTC)
    )
    assert (sender, message["From"]) == (understood, understood)
    (address,) = message["From"].addresses
    assert address.addr_spec.isascii()


@pytest.mark.parametrize(
    "given",
    ["post", "pöst@ex.org", "a b@ex.org", "a@x.org, b@x.org", "@ex.org", "post@ex..org", "post@☃.example"],
)
def test_who_can_not(given: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_MAIL_FROM": given}, testing=True)
    assert str(refused.value) == (
        f"CAMPAIGN_MAIL_FROM is {given!r}; it has to be an address such as post@petition.example.org, or a name and "
        "one: Petition <post@petition.example.org>. Before the @ come ASCII letters, digits and some symbols."
    )


@pytest.mark.parametrize("host", ["127.0.0.1:1025", "localhost:1025", "[::1]:1025", "127.0.0.2"])
def test_a_mail_server_on_this_machine_serves_a_site_on_this_machine(host: str) -> None:
    ours = config.load({"CAMPAIGN_MAIL_URL": f"smtp://{host}"})
    assert (ours.loopback, isinstance(ours.mail_url, MailServer)) == (True, True)


@pytest.mark.parametrize(
    "url", ["smtp://mail.example.org", "smtps://u:p@192.0.2.7", "smtp://localhost.example.org"]
)
def test_one_elsewhere_does_not(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_MAIL_URL": url})
    assert str(refused.value) == (
        "CAMPAIGN_MAIL_URL sends real mail while CAMPAIGN_BASE_URL is this machine: its links would lead nowhere "
        "for anyone else. Use folder: here, or an SMTP server on this machine."
    )
