"""Reports of mail servers: what they give, and what is none."""

import pytest

from campaign.letters.bounces import Report, parse_report
from tests.letters.test_bounces import RECORD, dsn, other


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_gives_action_status_id_and_recipients(whole: bool) -> None:
    assert list(parse_report("a.eml", dsn(whole=whole))) == [
        Report("a.eml", "failed", "5.1.1", RECORD, frozenset({"fr@missions.example.org"}))
    ]


@pytest.mark.parametrize("record", [None, "0100-a-relays-own"])
def test_an_id_that_is_none_of_ours_is_none(record: str | None) -> None:
    (report,) = parse_report("a.eml", dsn(record=record))
    assert report.record_id is None


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\x00", other(), b"Content-Type: multipart/report\n\nx", dsn()[:200]]
)
def test_what_is_no_report_gives_nothing(raw: bytes) -> None:
    assert list(parse_report("a.eml", raw)) == []


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_of_a_server_that_takes_mail_in_utf_8_is_one(whole: bool) -> None:
    plain = dsn(whole=whole)
    international = (
        plain.replace(b"message/delivery-status", b"message/global-delivery-status")
        .replace(b"report-type=delivery-status", b"report-type=global-delivery-status")
        .replace(b"text/rfc822-headers", b"message/global-headers")
        .replace(b"message/rfc822", b"Message/Global")
        .replace(b"rfc822;", b"utf-8;")
    )
    assert international != plain
    assert list(parse_report("a", international)) == list(parse_report("a", plain))
    notice = plain.replace(b"message/delivery-status", b"message/global-disposition-notification")
    assert list(parse_report("a", notice)) == []
