"""A drill, answered in the page: with the key's file, with its printed page, and not with anything else."""

import base64
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pyrage import passphrase
from pyrage.x25519 import Identity

from campaign.lib.pasted import BEFORE, BEHIND
from campaign.vault.envelope import seal_to
from campaign.vault.identities import write_identity
from campaign.vault.recipients import drill_record_id
from tests.browser.holders import WORDS, Holder
from tests.choosing import part_of

NOUR, OTHER = Identity.generate(), Identity.generate()
LETTERS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
SIGNS = "".join(BEFORE), "".join(BEHIND)  # put around a key by str.join


def line(name: str, word: bytes, to: Identity = NOUR, *, record_of: str | None = None) -> str:
    """One of a drill's lines, as the server writes them."""
    sealed = seal_to(word, record_id=drill_record_id(record_of or name), recipients=[to.to_public()])
    return (
        json.dumps({"holder": name, "sealed": base64.b64encode(sealed).decode()}, ensure_ascii=False) + "\n"
    )


def groups(identity: Identity) -> list[str]:
    """What the page prints of a key, as docs/holders.md describes it."""
    letters = str(identity).removeprefix("AGE-SECRET-KEY-1")
    parts = [letters[at : at + 4] for at in range(0, len(letters), 4)]
    sums = [
        number + sum((2 * place + 1) * LETTERS.index(letter) for place, letter in enumerate(part))
        for number, part in enumerate(parts)
    ]
    return [part + LETTERS[total % 32] for part, total in zip(parts, sums, strict=True)]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key that nothing protects, as `age-keygen` makes one."""
    path = tmp_path / "nour.key"
    path.write_text(f"# mine\n{NOUR}\n")
    return path


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("key") / "nour.key"
    write_identity(path, NOUR, passphrase=WORDS)
    return path


def test_with_a_protected_key(holder: Holder, protected: Path) -> None:
    drill = line("amelie", b"other", OTHER) + line("نور", b"bafokeni")
    assert holder.opens("drill").gives(protected, WORDS).reads(drill) == "bafokeni"


def test_with_the_drills_file_and_a_bare_key(holder: Holder, key: Path, tmp_path: Path) -> None:
    (tmp_path / "drill.txt").write_text(line("nour", b"bafokeni"))
    page = holder.opens("drill").gives(key).page
    page.set_input_files("[name=drill_file]", tmp_path / "drill.txt")
    expect(page.locator("[name=drill]")).to_have_value((tmp_path / "drill.txt").read_text())
    page.click("form[data-drill] button")
    expect(page.locator("[data-drilled]")).to_have_text("bafokeni")


def test_with_a_binary_key_file_and_lines_that_came_by_mail(holder: Holder, tmp_path: Path) -> None:
    path = tmp_path / "nour.key"
    path.write_bytes(passphrase.encrypt(f"\ufeff# mine\r\n\r\n  {NOUR}\r\n".encode(), WORDS))
    assert (
        holder.opens("drill").gives(path, WORDS).reads("\n  " + line("nour", b"bafokeni") + "\n\n")
        == "bafokeni"
    )


def test_what_mail_and_editors_put_around_a_key_and_a_drill_is_left_out(
    holder: Holder, tmp_path: Path
) -> None:
    path, drill = tmp_path / "nour.key", line("nour", b"bafokeni")
    text = passphrase.encrypt(f"{NOUR}\n".encode(), WORDS, armored=True).decode()
    wrapped = "\n".join(drill[at : at + 72] for at in range(0, len(drill), 72))
    for raw in (
        b"\xef\xbb\xbf" + text.encode(),
        *map(text.encode, ("utf-16", "utf-16-le", "utf-16-be")), f"\n  {text}  \n ".encode(),
        f"Here it is:\n\n{text}\nKeep it.\n".encode(), "".join(f"> {each}\r\n" for each in text.splitlines()).encode(),
    ):  # fmt: skip
        path.write_bytes(raw)
        assert holder.opens("drill").gives(path, f"{WORDS} ").reads(f"Hello,\n{wrapped}\n") == "bafokeni"
    for around in (f"“{NOUR}”,", f"* [{NOUR}] :", f">\t>\xa0{NOUR}", str(NOUR).join(SIGNS)):
        path.write_text(f"> # (mine).\n{around}\n")
        assert holder.opens("drill").gives(path).reads(drill) == "bafokeni"


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(groups(NOUR)),
        "\n".join(groups(NOUR)).lower(),
        "-".join(groups(NOUR)).replace("0", "O").replace("L", "1").replace("8", "b"),
        "".join(groups(NOUR)),
        "\n".join(f"{number}. {group}" for number, group in enumerate(groups(NOUR), 1)),
        " ".join(groups(NOUR)).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        " ".join(groups(NOUR)).translate({sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)}),
        f"{str(NOUR)[:40]}\n{str(NOUR)[40:]} ",
        str(NOUR).join(SIGNS),
    ],
    ids=[
        "as printed",
        "small letters",
        "lookalikes",
        "without blanks",
        "numbered",
        "Arabic digits",
        "full width",
        "a key",
        "a key among signs",
    ],
)
def test_with_the_printed_page(holder: Holder, typed: str) -> None:
    assert holder.opens("drill").types(typed).reads(line("nour", b"bafokeni")) == "bafokeni"


def test_a_slip_is_told_while_typing_and_where(holder: Holder) -> None:
    page = holder.opens("drill").page
    told = page.locator("[data-groups]")
    right = groups(NOUR)
    for number, group in part_of(enumerate(right, 1), 4):
        for place in range(len(group)):
            for letter in {LETTERS[0], LETTERS[16], LETTERS[31]} - {group[place]}:
                wrong = [*right[: number - 1], group[:place] + letter + group[place + 1 :], *right[number:]]
                holder.types(" ".join(wrong))
                assert told.inner_text() == f"Group {number} is mistyped: compare it with the page."
    for whole in (str(NOUR), f"“{NOUR}”."):  # a key, no groups: it opens
        holder.types(whole)
        assert told.inner_text() == ""
    holder.types(" ".join(right[:3]) + " ")
    assert told.inner_text() == "Groups: 3 of 15"
    holder.types(" ".join(right[:3]) + " " + right[3][:2])  # not told before the group is whole
    assert told.inner_text() == "Groups: 4 of 15"


RIGHT = groups(NOUR)
FIFTH = "Group 5 is mistyped: compare it with the page."
SEVERAL = "Two or more letters are mistyped. Compare all groups with the page."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (RIGHT[:-1], "A printed key has 15 groups; you have typed 14."),
        ([*RIGHT[:4], RIGHT[5], RIGHT[4], *RIGHT[6:]], FIFTH),
        ([*RIGHT[:6], *groups(OTHER)[6:]], SEVERAL),
        (["مفتاح"] * 15, "A printed key has 15 groups; you have typed 0."),
    ],
)
def test_groups_that_are_no_key(holder: Holder, typed: list[str], said: str) -> None:
    holder.opens("drill").types(" ".join(typed)).page.fill("[name=drill]", line("nour", b"bafokeni"))
    assert holder.refused("drill") == said


NONE = "This is not the text of a drill, which is one line or several, each between { and }."
OF_OTHERS = "This key opens nothing in this drill. Was its public half handed in?"


@pytest.mark.parametrize(
    ("drill", "said"),
    [
        ("", NONE),
        ("word\n", NONE),
        ("[]\n", NONE),
        ('{"holder": "nour", "sealed": "*"}\n', NONE),
        (line("amelie", b"other", OTHER), OF_OTHERS),
        (line("nour", b"mine", record_of="amelie"), OF_OTHERS),
        (line("nour", b"\x1b[2J"), OF_OTHERS),
        (line("nour", b""), OF_OTHERS),
    ],
    ids=["nothing", "a word", "a list", "no base64", "of another", "exchanged", "not printable", "no word"],
)
def test_what_is_no_drill_of_hers(holder: Holder, key: Path, drill: str, said: str) -> None:
    holder.opens("drill").gives(key).page.fill("[name=drill]", drill)
    assert holder.refused("drill") == said


ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "nour.key contains no key."),
        (b"# public key: age1\n", "nour.key contains no key."),
        (b"\xff\xfe\x00", "nour.key is not a key file: a key begins with AGE-SECRET-KEY-1."),
        (b"name,email\n", "nour.key is not a key file: a key begins with AGE-SECRET-KEY-1."),
        (str(NOUR.to_public()).encode(), "nour.key is the public half. The key is in the file that ends in .key."),
        (str(NOUR).encode()[:-1], "nour.key is damaged. Get another copy of it."),
        (ARMOURED + b"AAAA\n", "nour.key is damaged. Get another copy of it."),
        (b"age-encryption.org/v1\n-> scrypt ", "nour.key is damaged. Get another copy of it."),
        (b"age-encryption.org/v1\n-> X25519 AAAA\n", "nour.key is sealed to a key, not protected by a passphrase."),
        (
            b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 21\n",
            "nour.key is protected more strongly than a browser can cope with. Open it with the commands on your own "
            "computer.",
        ),
    ],
    ids=["empty", "no line", "bytes", "a table", "public", "cut", "cut armour", "cut header", "to a key", "too strong"],
)  # fmt: skip
def test_what_is_no_key(holder: Holder, tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "nour.key").write_bytes(raw)
    holder.opens("drill").gives(tmp_path / "nour.key", WORDS).page.fill("[name=drill]", line("nour", b"mine"))
    assert holder.refused("drill") == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (WORDS.upper(), "This is not the passphrase for nour.key."),
        ("", "nour.key is protected. Type its passphrase."),
    ],
)
def test_a_passphrase_that_is_not_hers(holder: Holder, protected: Path, words: str, said: str) -> None:
    holder.opens("drill").gives(protected, words).page.fill("[name=drill]", line("nour", b"mine"))
    assert holder.refused("drill") == said
    expect(holder.page.locator("[name=passphrase]")).to_have_value(words)


def test_no_key_at_all(holder: Holder) -> None:
    holder.opens("drill").page.fill("[name=drill]", line("nour", b"mine"))
    assert holder.refused("drill") == "Choose your key file, or type the groups of its printed page."
