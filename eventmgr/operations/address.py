"""Where the server answers, and whether it can."""

import errno
import socket
from dataclasses import dataclass

from eventmgr.config import is_every_address


class CannotListen(Exception):
    """Raised when the address cannot be listened on; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """Host and port as configured by HOST and PORT."""

    host: str
    port: int

    @property
    def reachable_host(self) -> str:
        """Where this machine itself finds the server; without brackets."""
        if not is_every_address(self.host):
            return self.host
        return "::1" if ":" in self.host else "127.0.0.1"

    @property
    def url(self) -> str:
        """What a person types into the browser on this machine."""
        host = self.reachable_host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def check_free(address: Address) -> None:
    """Raise CannotListen when the port is taken or the host is not one of this machine.

    The server itself shares its port among its processes and would also share it with a stranger's,
    so it has to be asked here, by a socket that does not share.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as test:
        test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            test.bind((address.host, address.port))
        except PermissionError:
            raise CannotListen(
                f"Port {address.port} hanya boleh dipakai administrator mesin. Ketik: PORT=8000 make run"
            ) from None
        except OSError as error:
            raise CannotListen(_reason(address, error)) from None


def _reason(address: Address, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} di {address.host} sedang dipakai program lain. "
            f"Hentikan program itu, atau ketik: PORT={address.port + 1} make run"
        )
    return f"Alamat {address.host} tidak ada di mesin ini ({error.strerror or error}). Periksa HOST."
