"""Keeps tests off the network: only this machine may be reached."""

import socket
from typing import Any

import pytest

LOCAL = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)


class NetworkUsed(RuntimeError):
    """Raised when a test reaches for another machine."""


def forbid_network(patch: pytest.MonkeyPatch) -> None:
    """Let every connection and look-up that leaves this machine fail with NetworkUsed."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(self.family, address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in LOCAL:
            raise NetworkUsed(f"a test looked up {name}")
        return look_up(host, *arguments, **options)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)


def _check(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
        raise NetworkUsed(f"a test connected to {address[0]}")
