"""A holder's key in a file: plain or under a passphrase, as the stock `age` knows it; everything else is a sentence."""

import re
from base64 import b64decode
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from campaign.lib.pasted import BEFORE, BEHIND
from campaign.vault.identities import new_identity, read_identities, write_identity, write_recipient
from tests.protected import by_pyrage, lightly
from tests.refused import refused

WORDS = "correct horse battery staple"


def never() -> str:
    raise AssertionError("nobody needs a passphrase here")


def test_a_protected_key_comes_back_with_its_passphrase_only(tmp_path: Path) -> None:
    identity, path = new_identity(), tmp_path / "nour.key"
    write_identity(path, identity, passphrase=WORDS)
    assert path.read_bytes().startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [str(each) for each in read_identities(path, passphrase=lambda: WORDS)] == [str(identity)]
    with refused(f"This is not the passphrase for {path}."):
        read_identities(path, passphrase=lambda: "another passphrase")
    path.write_bytes(path.read_bytes()[:200])
    with refused(f"{path} is damaged. Get another copy of it."):
        read_identities(path, passphrase=lambda: WORDS)


@pytest.mark.parametrize("armored", [True, False])
def test_what_tests_protect_lightly_is_what_pyrage_opens(armored: bool) -> None:
    sealed = lightly(b"AGE-SECRET-KEY-1", WORDS, armored=armored)
    assert pyrage.passphrase.decrypt(sealed, WORDS) == b"AGE-SECRET-KEY-1"
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, "another passphrase")


@pytest.mark.full
def test_protecting_costs_each_guess_a_quarter_of_a_gigabyte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pyrage.passphrase, "encrypt", by_pyrage)
    identity, path = new_identity(), tmp_path / "nour.key"
    write_identity(path, identity, passphrase=WORDS)
    header = b64decode("".join(path.read_text().splitlines()[1:-1]))
    work = re.match(rb"age-encryption.org/v1\n-> scrypt \S{22} (\d\d)\n", header)
    assert work is not None
    assert int(work[1]) >= 18
    assert [str(each) for each in read_identities(path, passphrase=lambda: WORDS)] == [str(identity)]


def test_a_binary_one_too(tmp_path: Path) -> None:
    identity, path = new_identity(), tmp_path / "nour.key"
    path.write_bytes(pyrage.passphrase.encrypt(f"{identity}\n".encode(), WORDS))
    assert [str(each) for each in read_identities(path, passphrase=lambda: WORDS)] == [str(identity)]


def test_plain_ones_with_comments_several_of_them(tmp_path: Path) -> None:
    first, second, path = new_identity(), new_identity(), tmp_path / "nour.key"
    path.write_bytes(f"\ufeff# mine\r\n{first}\r\n\r\n# old\r\n  {second}  \r\n".encode())
    found = read_identities(path, passphrase=never)
    assert [str(each) for each in found] == [str(first), str(second)]


def test_written_plain_it_names_its_public_half(tmp_path: Path) -> None:
    identity, path = new_identity(), tmp_path / "keys" / "first.key"
    write_identity(path, identity, note="# made here\n")
    assert path.read_text() == f"# made here\n# public key: {identity.to_public()}\n{identity}\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_public_half(tmp_path: Path) -> None:
    identity = new_identity()
    write_recipient(tmp_path / "nour.pub", name="nour", identity=identity)
    assert (tmp_path / "nour.pub").read_text() == f"# name: nour\n{identity.to_public()}\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "nour.key"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        write_identity(path, new_identity())
    with pytest.raises(FileExistsError):
        write_recipient(path, name="nour", identity=new_identity())
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("nour.key", "mine")]


def test_what_mail_and_editors_put_around_a_key_is_left_out(tmp_path: Path) -> None:
    path, identity = tmp_path / "nour.key", new_identity()
    protected = pyrage.passphrase.encrypt(f"{identity}\n".encode(), WORDS, armored=True).decode()
    for text in (protected, str(identity)):
        quoted = "".join(f"> {line}\r\n" for line in text.splitlines())
        for raw in (
            b"\xef\xbb\xbf" + text.encode(),
            *map(text.encode, ("utf-16", "utf-16-le", "utf-16-be")), f"\n\n  {text}  \n\n ".encode(),
            text.replace("\n", "  \r\n").encode(), quoted.encode(),
        ):  # fmt: skip
            path.write_bytes(raw)
            assert list(map(str, read_identities(path, passphrase=lambda: f" {WORDS}\n"))) == [str(identity)]
    path.write_text(f"Here it is:\n\n{protected}\nKeep it.\n")
    assert list(map(str, read_identities(path, passphrase=lambda: WORDS))) == [str(identity)]
    signs = "".join(BEFORE), "".join(BEHIND)
    for line in (f"“{identity}”,", f"* [{identity}] :", f">\t>\xa0{identity}", str(identity).join(signs)):
        path.write_text(f"> # (mine).\n{line}\n")
        assert list(map(str, read_identities(path, passphrase=never))) == [str(identity)], line
    for blank in "\t\xa0":
        path.write_text("".join(f">{blank}{line}\n" for line in protected.splitlines()))
        assert list(map(str, read_identities(path, passphrase=lambda: WORDS))) == [str(identity)]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "{} contains no key. campaign keys new NAME makes one."),
        (b"# nothing\n", "{} contains no key. campaign keys new NAME makes one."),
        (b"hello\n", "{} is not a key file: a key begins with AGE-SECRET-KEY-1."),
        (b"\xff\xfe\0", "{} is not a key file: a key begins with AGE-SECRET-KEY-1."),
        (b"AGE-SECRET-KEY-1QQQ\n", "{} is damaged. Get another copy of it."),
        (
            str(Identity.generate().to_public()).encode(),
            "{} is the public half. The key is in the file that ends in .key.",
        ),
        (
            pyrage.encrypt(b"x", [Identity.generate().to_public()]),
            "{} is sealed to a key, not protected by a passphrase.",
        ),
    ],
    ids=["empty", "nothing", "words", "no text", "damaged", "public half", "sealed to a key"],
)
def test_what_is_no_key(tmp_path: Path, raw: bytes, said: str) -> None:
    path = tmp_path / "nour.key"
    path.write_bytes(raw)
    with refused(said.format(path)):
        read_identities(path, passphrase=lambda: WORDS)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with refused(f"{tmp_path / 'nour.key'} can't be read: No such file or directory."):
        read_identities(tmp_path / "nour.key", passphrase=never)
