"""Very many signatures on SQLite, written by SQL alone: of many countries, five hundred hours and two languages."""

from sqlalchemy import text, update

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.releases import queries as releases_queries
from campaign.tally import queries as tally_queries
from campaign.tally.models import Checkpoint, LogHead
from tests.bench.stage import COUNTRIES, SLUG

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
# Times are written as the program writes them; the newest signature is of this hour.
HOUR = "strftime('%Y-%m-%d %H:00:00.000000', :now, '-' || ((:many - i) * 500 / :many) || ' hours')"
SIGNATURES = f"""
INSERT INTO signatures (campaign_id, state, record_id, address_tag, domain_tag, stop_tag, token_hash, sealed, copy,
  text, language, country, wants_updates, hour, sent_on)
SELECT :campaign, CASE WHEN i % 997 = 0 THEN 'invalidated' WHEN i % 101 = 0 THEN 'withdrawn' ELSE 'counted' END,
  randomblob(16), randomblob(32), CASE WHEN i % 3 = 0 THEN randomblob(32) ELSE :domain END, randomblob(32),
  randomblob(32), randomblob(628), randomblob(330), :text, CASE WHEN i % 5 = 0 THEN 'ar' ELSE 'en' END,
  CASE WHEN i % 20011 = 0 THEN 'VA' ELSE json_extract(:countries, '$[' || (i * 7 % :several) || ']') END, i % 3 = 0,
  {HOUR}, date({HOUR})
FROM n"""
ENTRIES = """
INSERT INTO entries (campaign_id, position, kind, line, country, signature_id)
SELECT :campaign, :size + id - 1, 'signature', 'signature ' || lower(hex(randomblob(32))), country, id
FROM signatures"""
COUNTS = """
INSERT INTO country_counts (campaign_id, country, count, joins, leaves)
SELECT campaign_id, country, count(*), 0, 0 FROM signatures WHERE state = 'counted' GROUP BY campaign_id, country"""
SUBMISSIONS = f"""
INSERT INTO submissions (campaign_id, state, record_id, address_tag, domain_tag, mail_tag, stop_tag, token_hash, sealed,
  copy, text, language, country, wants_updates, hour, held_because)
SELECT :campaign, CASE WHEN i % 10 = 0 THEN 'held' ELSE 'waiting' END, randomblob(16), randomblob(32), randomblob(32),
  randomblob(32), randomblob(32), randomblob(32), randomblob(628), randomblob(330), :text, 'en', 'FR', 0, {HOUR},
  CASE WHEN i % 10 = 0 THEN 'too fast' END
FROM n"""


def write(many: int, *, waiting: int) -> None:
    """Give the bench's campaign that many signatures in its log and that many forms that wait, a tenth of them held."""
    campaign = releases_queries.campaign(SLUG)
    assert campaign is not None
    head = tally_queries.head(campaign.id)
    assert head is not None
    given = {
        "campaign": campaign.id, "many": many, "size": head.size, "now": clock.now().strftime("%Y-%m-%d %H:00:00"),
        "text": releases_queries.text_for(campaign.id, "en").sha256, "domain": b"d" * 32,
        "countries": str(list(COUNTRIES)).replace("'", '"'), "several": len(COUNTRIES),
    }  # fmt: skip
    with transaction() as session:
        session.execute(text(NUMBERS + SIGNATURES), given)
        session.execute(text(ENTRIES), given)
        session.execute(text(COUNTS), given)
        session.execute(text(NUMBERS + SUBMISSIONS), given | {"many": waiting})
        grown = head.size + many
        session.execute(update(LogHead).values(size=grown, total=many))
        session.execute(
            update(Checkpoint).where(Checkpoint.campaign_id == campaign.id).values(size=grown, total=many)
        )
    db.session.remove()
