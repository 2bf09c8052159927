"""Settings are read once, and odd values are refused by name."""

from pathlib import Path

import pytest

from eventmgr.config import OddSetting, Settings, read_public_url


def _settings(**environment: str) -> Settings:
    return Settings.from_environment(environment)


def test_everything_lies_under_one_data_folder(tmp_path: Path) -> None:
    settings = _settings(EVENTMGR_DATA=str(tmp_path))
    assert settings.keyring_file == tmp_path / "keyring.json"
    assert settings.database_url == f"sqlite:///{tmp_path / 'eventmgr.db'}"
    assert settings.served_address == "http://127.0.0.1:8000"


def test_the_default_data_folder_is_instance_beside_the_program() -> None:
    assert _settings().data_folder.name == "instance"


def test_an_address_for_all_machines_is_printed_as_one_that_opens() -> None:
    assert _settings(HOST="0.0.0.0", PORT="8123").served_address == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "delapan"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "٨٠٠٠"),
        ("EVENTMGR_WORKERS", "-1"),
        ("EVENTMGR_TRUSTED_PROXIES", "banyak"),
        ("PUBLIC_URL", "kegiatan.contoh.go.id"),
        ("PUBLIC_URL", "ftp://contoh.go.id"),
        ("PUBLIC_URL", "https://contoh.go.id/?a=1"),
        ("PUBLIC_URL", "https://ani:rahasia@contoh.go.id"),
        ("PUBLIC_URL", "http://["),
        ("PUBLIC_URL", "https://contoh.go.id:99999"),
        ("PUBLIC_URL", "https://contoh.go.id:delapan"),
        ("PUBLIC_URL", "https://contoh .go.id"),
        ("PUBLIC_URL", 'https://contoh.go.id"x'),
        ("DATABASE_URL", "mysql://contoh/eventmgr"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "bukan alamat"),
    ],
)
def test_an_odd_value_is_refused_and_named(name: str, value: str) -> None:
    with pytest.raises(OddSetting, match=name):
        _settings(**{name: value})


def test_a_public_address_loses_its_last_slash() -> None:
    assert read_public_url(" https://kegiatan.contoh.go.id/ ") == "https://kegiatan.contoh.go.id"
    assert read_public_url("  ") is None
    for whole in ("http://10.0.0.5:8000", "http://[::1]:8000", "https://contoh.go.id/acara"):
        assert read_public_url(whole) == whole


def test_postgresql_is_spoken_through_psycopg() -> None:
    url = _settings(DATABASE_URL="postgresql://ani:rahasia@contoh/eventmgr").database_url
    assert url == "postgresql+psycopg://ani:rahasia@contoh/eventmgr"


def test_cookies_are_for_https_only_once_there_is_a_public_address() -> None:
    assert _settings(PUBLIC_URL="https://contoh.go.id").secure_cookies
    assert not _settings().secure_cookies
