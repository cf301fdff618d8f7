def gives_exact_figures(campaign):
    # ruleid: stated_figures_alone
    return {"countries": tally_queries.exact_counts(campaign.id)}


def counts_by_itself(campaign):
    # ruleid: stated_figures_alone
    return select(func.count()).where(Signature.campaign_id == campaign.id).group_by(Signature.country)


def gives_what_is_stated(campaign):
    # ok: stated_figures_alone
    return {"countries": dict(tally_queries.public_tally(campaign.id).ranked())}
