"""Runs a command as a unit of systemd would let it: what the kernel refuses by its system calls, without systemd.

    python confined.py UNIT COMMAND…

Of the unit's lines these are kept: SystemCallFilter=, SystemCallErrorNumber=, MemoryDenyWriteExecute=,
RestrictAddressFamilies=, NoNewPrivileges=, UMask=. systemd's own list says what a group such as @system-service holds.
"""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path

PR_SET_NO_NEW_PRIVS, PR_SET_MDWE, REFUSE_EXEC_GAIN = 38, 65, 1
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # with the number of an error in its lower half
EPERM, EAFNOSUPPORT = 1, 97
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
EVERY_FAMILY = range(46)
EQUAL = 4  # of libseccomp: an argument is this number


class Compared(ctypes.Structure):
    """libseccomp's `scmp_arg_cmp`."""

    _fields_ = (("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64))


def lines(unit: str) -> dict[str, list[str]]:
    """What a unit says, by name; several lines of one name in their order."""
    said: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", unit, re.MULTILINE):
        said.setdefault(name, []).append(value)
    return said


def calls(group: str) -> set[str]:
    """The system calls of a group, with those of the groups in it, as systemd has them."""
    told = subprocess.run(
        ["systemd-analyze", "syscall-filter", "--no-pager", group], capture_output=True, text=True, check=True
    )
    names: set[str] = set()
    for line in told.stdout.splitlines()[1:]:
        word = line.strip()
        if word and not word.startswith("#"):
            names |= calls(word) if word.startswith("@") else {word}
    return names


def allowed(filters: list[str]) -> set[str]:
    """The calls that a unit's filters leave, each line in its turn, as systemd reads them."""
    names: set[str] = set()
    for line in filters:
        words = line.removeprefix("~").split()
        named = {name for word in words for name in (calls(word) if word.startswith("@") else {word})}
        names = names - named if line.startswith("~") else names | named
    return names | calls("@default")


def confine(unit: str) -> None:
    """This process, and all that it starts, from now on."""
    said = lines(unit)
    os.umask(int(said["UMask"][0], 8))
    kernel = ctypes.CDLL(None, use_errno=True)
    _require(kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    left = allowed(said["SystemCallFilter"])
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    context = ctypes.c_void_p(seccomp.seccomp_init(REFUSE | EPERM))
    for name in sorted(left - {"socket"}):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # below zero: not of this machine's kind
            _require(seccomp.seccomp_rule_add(context, ALLOW, number, 0) == 0)
    number = seccomp.seccomp_syscall_resolve_name(b"socket")
    families = {FAMILIES[name] for name in said["RestrictAddressFamilies"][0].split()}
    for family in EVERY_FAMILY:
        verdict = ALLOW if family in families else REFUSE | EAFNOSUPPORT
        if verdict != REFUSE | EPERM:
            rule = Compared(0, EQUAL, family, 0)
            _require(seccomp.seccomp_rule_add_array(context, verdict, number, 1, ctypes.byref(rule)) == 0)
    if said.get("MemoryDenyWriteExecute") == ["yes"]:
        _require(kernel.prctl(PR_SET_MDWE, REFUSE_EXEC_GAIN, 0, 0, 0) == 0)
    _require(seccomp.seccomp_load(context) == 0)


def _require(is_so: bool) -> None:
    if not is_so:
        raise OSError(ctypes.get_errno(), "this kernel can't be asked for that")


if __name__ == "__main__":
    confine(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execv(sys.argv[2], sys.argv[2:])
