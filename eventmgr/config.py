"""Settings: read once from the environment, odd values refused loudly, no default secret anywhere."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

#: It is printed on papers and put into QR codes: no password, no question mark, no space, no quotation mark.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")
ROOT = Path(__file__).resolve().parent.parent


class OddSetting(ValueError):
    """Raised at start when a setting cannot be meant as it is written; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a process. See `docs/` for the table that explains them."""

    data_folder: Path
    keyring_file: Path
    database_url: str
    public_url: str | None
    host: str
    port: int
    workers: int | None
    trusted_proxies: int
    secure_cookies: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the variables. Raises OddSetting."""
        env = os.environ if environment is None else environment
        data_folder = Path(env.get("EVENTMGR_DATA") or ROOT / "instance").expanduser().resolve()
        public_url = read_public_url(env.get("PUBLIC_URL", ""))
        return cls(
            data_folder=data_folder,
            keyring_file=Path(env.get("EVENTMGR_KEYRING") or data_folder / "keyring.json")
            .expanduser()
            .resolve(),
            database_url=_database_url(env.get("DATABASE_URL", ""), data_folder),
            public_url=public_url,
            host=env.get("HOST") or "127.0.0.1",
            port=_whole_number(env, "PORT", 8000, 1, 65535),
            workers=_whole_number(env, "EVENTMGR_WORKERS", 0, 0, 64) or None,
            trusted_proxies=_whole_number(env, "EVENTMGR_TRUSTED_PROXIES", 0, 0, 5),
            secure_cookies=bool(public_url and public_url.startswith("https://")),
        )

    @property
    def served_address(self) -> str:
        """The address that the server prints."""
        host = "127.0.0.1" if is_every_address(self.host) else self.host
        return f"http://{host}:{self.port}"


def is_every_address(host: str) -> bool:
    """Whether a server with this HOST listens on all addresses of the machine: 0.0.0.0 or ::."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def _whole_number(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise OddSetting(f"{name}={text!r}: harus bilangan {least} sampai {most}")
    return int(text)


def read_public_url(text: str) -> str | None:
    """The address under which outsiders reach us, without a slash at the end; None when not set.

    Raises OddSetting when it is no plain http(s) address.
    """
    text = text.strip().rstrip("/")
    if not text:
        return None
    if not _PLAIN_ADDRESS.fullmatch(text) or not _has_host_and_port(text):
        raise OddSetting(f"PUBLIC_URL={text!r}: tulis seperti https://kegiatan.contoh.go.id")
    return text


def _has_host_and_port(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # half a bracket, a port above 65535
        return False


def _database_url(text: str, data_folder: Path) -> str:
    if not text:
        return f"sqlite:///{data_folder / 'eventmgr.db'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise OddSetting(
            "DATABASE_URL tidak terbaca; tulis seperti postgresql://pengguna@host/nama"
        ) from error
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return text
    raise OddSetting("DATABASE_URL: hanya postgresql:// atau sqlite:///berkas")
