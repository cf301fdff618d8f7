def looks_first(session, campaign, tag):
    # ruleid: insert_decides
    row = session.scalar(select(Signature).where(Signature.address_tag == tag))
    if row is None:
        session.add(Signature(campaign_id=campaign, address_tag=tag))


def asks_first(session, campaign, tag):
    # ruleid: insert_decides
    if not queries.signature_of(campaign, tag):
        session.add(Signature(campaign_id=campaign, address_tag=tag))


def lets_it_decide(session, campaign, tag):
    # ok: insert_decides
    session.execute(insert(Signature).values(campaign_id=campaign, address_tag=tag).on_conflict_do_nothing())
