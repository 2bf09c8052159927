"""The keyring: one derived key a purpose, old keys read, damaged files refused."""

import stat
from pathlib import Path

import pytest

from eventmgr.shared.keyring import DamagedCipher, Keyring

OLD, NEW = b"o" * 32, b"n" * 32


def test_what_an_old_key_made_opens_after_a_new_key_came() -> None:
    key_id, cipher = Keyring({1: OLD}).encrypt("nik-cipher", "1371061506809003")
    assert Keyring({1: OLD, 2: NEW}).decrypt("nik-cipher", key_id, cipher) == "1371061506809003"


def test_new_rows_use_the_newest_key_and_look_ups_try_all() -> None:
    ring = Keyring({1: OLD, 2: NEW})
    assert ring.current_id == 2
    old_hash = Keyring({1: OLD}).keyed_hash("nik-hash", "1371061506809003")
    assert ring.keyed_hashes("nik-hash", "1371061506809003") == [
        ring.keyed_hash("nik-hash", "1371061506809003"),
        old_hash,
    ]


def test_purposes_never_share_a_key() -> None:
    ring = Keyring({1: OLD})
    assert ring.derive("ticket", 1) != ring.derive("private-link", 1)
    key_id, cipher = ring.encrypt("nik-cipher", "rahasia")
    with pytest.raises(DamagedCipher):
        ring.decrypt("detail", key_id, cipher)


def test_a_changed_cipher_does_not_open() -> None:
    ring = Keyring({1: OLD})
    key_id, cipher = ring.encrypt("nik-cipher", "rahasia")
    with pytest.raises(DamagedCipher):
        ring.decrypt("nik-cipher", key_id, cipher[:-1] + bytes([cipher[-1] ^ 1]))


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(KeyError, match="unknown key purpose"):
        Keyring({1: OLD}).derive("tiket", 1)


def test_the_file_is_for_its_owner_only_and_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    first = Keyring.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Keyring.load_or_create(path).derive("ticket", 1) == first.derive("ticket", 1)


@pytest.mark.parametrize("content", ["", "{}", '{"keys": {}}', '{"keys": {"1": "pendek"}}', "[1]"])
def test_a_damaged_file_is_refused_and_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "keyring.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"rusak|at least one key"):
        Keyring.load_or_create(path)
    assert path.read_text() == content
