"""What the site and the groups behind its campaigns are called: nobody's password is made of that."""

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import all_tables, db

MOST_NAMED = 100


def place_names() -> list[str]:
    """The site's host, and of the newest campaigns the slug, who is behind them, and who answers by law."""
    campaigns, responsible = (all_tables().tables[name] for name in ("campaigns", "responsible"))
    query = select(campaigns.c.slug, campaigns.c.organisers, campaigns.c.called).order_by(
        campaigns.c.id.desc()
    )
    names = [settings().host]
    for row in db.session.execute(query.limit(MOST_NAMED)):
        called = [name for each in (row.called or {}).values() for name in each]
        names += [row.slug, *row.organisers, *called]
    return [*names, *db.session.scalars(select(responsible.c.legal_name).limit(MOST_NAMED))]
