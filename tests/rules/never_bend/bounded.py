import subprocess
from functools import cache, lru_cache
from urllib.request import urlopen


# ruleid: bounded
@cache
def grows_with_what_visitors_type(typed):
    return typed.casefold()


# ruleid: bounded
@lru_cache(maxsize=None)
def grows_too(typed: str):
    return typed.casefold()


def waits_for_ever(address):
    # ruleid: bounded
    return urlopen(address)


def waits_for_a_program(program):
    # ruleid: bounded
    return subprocess.run([program])


# ok: bounded
@lru_cache(maxsize=100)
def has_a_size(typed):
    return typed.casefold()


# ok: bounded
@cache
def has_one_key():
    return 1


def waits_a_minute(address):
    # ok: bounded
    return urlopen(address, timeout=60)
