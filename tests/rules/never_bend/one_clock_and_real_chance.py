import random
import secrets
import time
from datetime import UTC, datetime


def asks_another_clock():
    # ruleid: one_clock_and_real_chance
    return datetime.now(UTC)


def asks_the_machine():
    # ruleid: one_clock_and_real_chance
    return time.time()


def may_be_guessed():
    # ruleid: one_clock_and_real_chance
    return secrets.token_urlsafe(8)


def may_be_foretold(entries):
    # ruleid: one_clock_and_real_chance
    random.shuffle(entries)


def does_as_the_rule_says(entries):
    # ok: one_clock_and_real_chance
    secrets.SystemRandom().shuffle(entries)
    # ok: one_clock_and_real_chance
    return clock.now(), secrets.token_urlsafe(16)
