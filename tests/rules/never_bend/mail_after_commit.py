def sends_too_early(transport, message):
    with transaction() as session:
        session.add(Sent(message))
        # ruleid: mail_after_commit
        transport.send(message)


def sends_by_hand(message):
    with transaction():
        # ruleid: mail_after_commit
        smtplib.SMTP("127.0.0.1")


def sends_afterwards(transport, message):
    with transaction() as session:
        session.add(Sent(message))
    # ok: mail_after_commit
    transport.send(message)
