def tells_who_has_signed(form, campaign):
    # ruleid: silent_about_who_signed
    if queries.signature_of(campaign.id, tag_of(form.email.data)):
        return page("You have signed already.")
    return page("Thank you.")


def counts_her_rows(tag):
    # ruleid: silent_about_who_signed
    return db.session.scalar(select(func.count()).where(Signature.address_tag == tag))


def says_the_same_to_everybody(form, campaign):
    # ok: silent_about_who_signed
    actions.submit(campaign=campaign.id, email=form.email.data)
    return page("Look into your mailbox.")
