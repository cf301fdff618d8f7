"""The instance's `.env` as editors write it: read in whatever encoding where that is certain, else a sentence."""

from pathlib import Path

import pytest

from campaign import config
from campaign.config import load
from campaign.setting_texts import BadSetting

LINE = "CAMPAIGN_TRUSTED_PROXIES=1\n"


def proxies(tmp_path: Path, raw: bytes) -> int:
    (tmp_path / ".env").write_bytes(raw)
    return load({"CAMPAIGN_INSTANCE": str(tmp_path)}).trusted_proxies


@pytest.mark.parametrize(
    "raw",
    [
        LINE.encode("utf-16"),
        b"\xfe\xff" + LINE.encode("utf-16-be"),
        LINE.encode("utf-16-le"),
        LINE.encode("utf-16-be"),
        f"# Schlüssel\n{LINE}".encode("latin-1"),
        f"# “Clé” – œ\n{LINE}".encode("cp1252"),
        f"# ключ\n{LINE}".encode("cp1251"),
        f"# ключ\r\n{LINE}".encode("utf-16"),
        b"\xef\xbb\xbf" + f"# ключ\r\n\r\nexport {LINE}".encode(),
        f"OTHER=Schlüssel\n{LINE}".encode("latin-1"),
        LINE.replace("1", '"1"').replace("\n", "\r\n").encode(),
    ],
)
def test_it_is_read(tmp_path: Path, raw: bytes) -> None:
    assert proxies(tmp_path, raw) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            "CAMPAIGN_MAIL_FROM=Bücher <post@example.org>\n".encode("latin-1"),
            "{} isn't UTF-8, so CAMPAIGN_MAIL_FROM can't be read for certain. Save the file as UTF-8.",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "{} is no text. Save it as plain text in UTF-8, with lines NAME=VALUE."),
        (LINE.encode("utf-32"), "{} is no text. Save it as plain text in UTF-8, with lines NAME=VALUE."),
        (f"{LINE}CAMPAIGN_WORKERS='2\n".encode(), "{}, line 2, is no line NAME=VALUE."),
        (b"#" * 65_537, "{} is longer than any file of settings: 65,537 bytes."),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, raw: bytes, said: str) -> None:
    with pytest.raises(BadSetting) as wrong:
        proxies(tmp_path, raw)
    assert str(wrong.value) == said.format(tmp_path / ".env")


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    with pytest.raises(BadSetting) as wrong:
        load({"CAMPAIGN_INSTANCE": str(tmp_path)})
    assert str(wrong.value) == f"{tmp_path / '.env'} can't be read: Is a directory."


def test_a_secret_in_another_encoding_is_said_without_it(tmp_path: Path) -> None:
    (tmp_path / "url").write_bytes("smtp://üser".encode("latin-1"))
    with pytest.raises(BadSetting) as wrong:
        config.load({"CAMPAIGN_INSTANCE": str(tmp_path), "CAMPAIGN_MAIL_URL_FILE": str(tmp_path / "url")})
    assert str(wrong.value) == "CAMPAIGN_MAIL_URL_FILE names a file that is no text in UTF-8."
