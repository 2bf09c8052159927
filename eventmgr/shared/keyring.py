"""Master keys and what is derived from them.

The keyring is a file of numbered 256-bit keys (mode 600), never pruned: rows say by `key_id` which one
they were made with. Each purpose gets its own key by HKDF-SHA256 (RFC 5869), so a ticket can never be
replayed as a private link. Ciphers are AES-256-GCM with a random 96-bit nonce in front.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app

PURPOSES = frozenset(
    {"nik-cipher", "nik-hash", "ticket", "private-link", "verify", "cookie", "detail", "staging", "note"}
    | {"message", "address"}
)
EXTENSION = "eventmgr.keyring"
_NONCE = 12


class DamagedCipher(Exception):
    """Raised when a cipher does not open with the key that its row names."""


class DamagedKeyring(ValueError):
    """Raised when the file of keys cannot be read. A new one in its place would lock every row for ever."""


class Keyring:
    """Numbered master keys; the newest one makes new rows, all of them read old ones."""

    def __init__(self, masters: dict[int, bytes]) -> None:
        if not masters or any(len(key) != 32 for key in masters.values()):
            raise ValueError("a keyring needs at least one key, each of 32 bytes")
        self._masters = masters
        self.current_id = max(masters)
        self.derive = cache(self._derive)

    @property
    def ids(self) -> list[int]:
        """Numbers of all live keys, newest first."""
        return sorted(self._masters, reverse=True)

    def _derive(self, purpose: str, key_id: int) -> bytes:
        """32 bytes for one purpose. Raises KeyError on an unknown purpose or key number."""
        if purpose not in PURPOSES:
            raise KeyError(f"unknown key purpose {purpose!r}")
        info = f"eventmgr/{purpose}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._masters[key_id])

    def encrypt(self, purpose: str, text: str, key_id: int | None = None) -> tuple[int, bytes]:
        """Number of the key used (the newest, unless a row is bound to another), and nonce + cipher + tag."""
        used = key_id or self.current_id
        nonce = os.urandom(_NONCE)
        cipher = AESGCM(self.derive(purpose, used)).encrypt(nonce, text.encode(), purpose.encode())
        return used, nonce + cipher

    def decrypt(self, purpose: str, key_id: int, cipher: bytes) -> str:
        """The text again. Raises DamagedCipher when it was altered or made with another key."""
        try:
            opened = AESGCM(self.derive(purpose, key_id)).decrypt(
                cipher[:_NONCE], cipher[_NONCE:], purpose.encode()
            )
        except InvalidTag as error:
            raise DamagedCipher(f"cipher for {purpose} does not open with key {key_id}") from error
        return opened.decode()

    def keyed_hash(self, purpose: str, text: str, key_id: int | None = None) -> str:
        """HMAC-SHA256 as 64 hexadecimal digits, for finding what is stored encrypted."""
        key = self.derive(purpose, key_id or self.current_id)
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    def keyed_hashes(self, purpose: str, text: str) -> list[str]:
        """The hash under every live key, newest first: a look-up tries them all."""
        return [self.keyed_hash(purpose, text, key_id) for key_id in self.ids]

    @classmethod
    def load_or_create(cls, path: Path) -> "Keyring":
        """Read the file; make it with one fresh key when it does not exist.

        Raises DamagedKeyring.
        """
        if not path.exists():
            _create_keyring_file(path)
        try:
            stored = json.loads(path.read_text())
            masters = {int(number): b64decode(text, validate=True) for number, text in stored["keys"].items()}
            return cls(masters)
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
            raise DamagedKeyring(f"Berkas kunci {path} rusak. Pulihkan dari salinan data.") from error


def _create_keyring_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"keys": {"1": b64encode(secrets.token_bytes(32)).decode()}}, indent=1)
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(temporary, path)  # fails when another process was first, whose key then stands
    except FileExistsError:
        pass
    finally:
        temporary.unlink()


def init_keyring(app: Flask) -> None:
    app.extensions[EXTENSION] = Keyring.load_or_create(Path(app.config["KEYRING_FILE"]))


def keyring() -> Keyring:
    """The app's keyring."""
    found: Keyring = current_app.extensions[EXTENSION]
    return found
