def deletes_by_the_clock(session):
    # ruleid: trusted_time_for_good
    session.execute(delete(Submission).where(Submission.until < clock.now()))


def destroys_by_the_clock(day):
    # ruleid: trusted_time_for_good
    if clock.now() > kept_until(day):
        destroy([day])


def deletes_by_the_trusted_time(session):
    # ok: trusted_time_for_good
    session.execute(delete(Submission).where(Submission.until < trusted_time.now()))
