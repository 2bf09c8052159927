"""Asking the office's public address whether this very server answers there.

Only the configured https address is asked, only where its name leads to the internet, at the IP address
that was judged (so that a name cannot change its mind in between), for a few seconds, without following
anywhere. The proof that it is us: `/sehat?uji=NONCE` answers with a keyed hash of the nonce in a header.
"""

import http.client
import secrets
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

from eventmgr.office.address_rules import Answer, Finding, judge_answer, judge_place
from eventmgr.shared.keyring import Keyring, keyring

EXTENSION = "eventmgr.address_asker"
PROOF_HEADER = "X-Uji"
PURPOSE = "address"
#: seconds for the connection and for each answer; and for everything together
_PATIENCE, _LONGEST = 4.0, 10.0
_MOST_BYTES = 4096


class AddressAsker:
    """The network as the check needs it; tests put their own in its place."""

    def addresses_of(self, host: str, port: int) -> list[str]:
        """IP addresses of a name; empty when it has none."""
        try:
            found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
        except (OSError, UnicodeError):
            return []
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def ask(self, host: str, port: int, ip: str, path: str) -> tuple[int, dict[str, str]]:
        """Status and headers of a GET at that IP address, with the certificate checked against the name.

        Raises OSError (TLS faults are such) or http.client.HTTPException.
        """
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=_PATIENCE, context=context)
        with socket.create_connection((ip, port), _PATIENCE) as plain:
            connection.sock = context.wrap_socket(plain, server_hostname=host)
            connection.request("GET", path, headers={"User-Agent": "eventmgr", "Accept": "application/json"})
            answer = connection.getresponse()
            answer.read(_MOST_BYTES)
            headers = {name.lower(): value for name, value in answer.getheaders()}
            connection.close()
        return answer.status, headers


def init_address_check(app: Flask) -> None:
    app.extensions[EXTENSION] = AddressAsker()
    app.after_request(_add_proof)


def check_public_address(address: str) -> Finding:
    """Ask; at most ten seconds. Call it outside `write()`."""
    asker: AddressAsker = current_app.extensions[EXTENSION]
    ring, nonce = keyring(), secrets.token_hex(16)
    pool = ThreadPoolExecutor(1, thread_name_prefix="address-check")
    try:
        return pool.submit(_check, asker, ring, address, nonce).result(_LONGEST)
    except TooLong:
        return Finding("closed", "Tidak ada jawaban dalam sepuluh detik.")
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _check(asker: AddressAsker, ring: Keyring, address: str, nonce: str) -> Finding:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 443
    if parts.scheme != "https" or not host:
        return Finding("closed", "Alamatnya harus mulai dengan https://.")
    ips = asker.addresses_of(host, port)
    finding = judge_place(ips)
    if finding is not None:
        return finding
    try:
        status, headers = asker.ask(host, port, ips[0], f"{parts.path}/sehat?uji={nonce}")
    except ssl.SSLError:
        return Finding("closed", "Sertifikat https situs ini tidak sah atau sudah lewat waktunya.")
    except (OSError, http.client.HTTPException):
        return Finding(
            "closed",
            "Server tidak dapat membuka alamatnya sendiri. Coba juga dari ponsel dengan data seluler.",
        )
    is_ours = secrets.compare_digest(headers.get(PROOF_HEADER.lower(), "").encode(), _proof(ring, nonce))
    return judge_answer(Answer(status, is_ours, _host_of(headers.get("location", ""))))


def _host_of(location: str) -> str:
    """Where an answer leads on to, "" for what is no address: a stranger's server may say anything."""
    try:
        return urlsplit(location).hostname or ""
    except ValueError:
        return ""


def _proof(ring: Keyring, nonce: str) -> bytes:
    return ring.keyed_hash(PURPOSE, nonce).encode()


def _add_proof(response: Response) -> Response:
    nonce = request.args.get("uji", "") if request.endpoint == "operations.health" else ""
    if len(nonce) == 32 and nonce.isascii() and nonce.isalnum():
        response.headers[PROOF_HEADER] = _proof(keyring(), nonce).decode()
    return response
