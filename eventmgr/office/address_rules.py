"""Which addresses outsiders can open, and what an answer under the office's own means."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

AddressState = Literal["checking", "open", "closed", "internal"]
#: a check that takes longer was cut off in the middle and is no state any more
LONGEST_CHECK = timedelta(minutes=2)
#: of a name that a stranger's server gives; the sentence is stored
_LONGEST_HOST = 100
#: addresses that a translator takes to IPv4 (RFC 6052)
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
#: all of IPv6 that was ever given out as public; what lies beside it is local or of no one
_PUBLIC = ipaddress.IPv6Network("2000::/3")


@dataclass(frozen=True, slots=True)
class Finding:
    """`note` is a sentence for people."""

    state: AddressState
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, whether our own proof stood in it, where it would lead on to."""

    status: int
    is_ours: bool
    leads_to: str = ""


def is_outside(address: str) -> bool:
    """Whether an IP address belongs to the internet and not to this machine or an office's network."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _carried_by(ip)
        return ip in _PUBLIC and ip.is_global if inner is None else is_outside(str(inner))
    return ip.is_global and not ip.is_multicast


def _carried_by(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, 6to4, Teredo or a translator's (NAT64)."""
    if ip in _TRANSLATED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def judge_place(addresses: Sequence[str]) -> Finding | None:
    """A finding when the name alone tells enough; None when the server behind it is to be asked.

    A name with even one inside address is not asked: our server must never be led into the office's network.
    """
    if not addresses:
        return Finding("closed", "Nama ini belum dikenal di internet (DNS tidak menjawab).")
    if not all(is_outside(address) for address in addresses):
        return Finding("internal", "Nama ini menunjuk ke jaringan kantor, jadi ponsel peserta tidak sampai.")
    return None


def judge_answer(answer: Answer) -> Finding:
    """What an answer of the server behind the name means."""
    if 300 <= answer.status < 400:
        where = f" ke {answer.leads_to[:_LONGEST_HOST]}" if answer.leads_to else ""
        return Finding("closed", f"Alamat ini mengalihkan{where}. Isi alamat tujuannya yang sebenarnya.")
    if answer.is_ours and answer.status == 200:
        return Finding("open")
    if answer.is_ours:
        return Finding("closed", "Server ini menjawab, tetapi sedang terganggu.")
    if answer.status == 200:
        return Finding("closed", "Yang menjawab di sana bukan server ini.")
    return Finding("closed", f"Yang menjawab di sana: kode {answer.status}, bukan server ini.")


def standing_state(state: str, at: datetime, now: datetime) -> str | None:
    """The state to show; a check that never came to an end is None."""
    return None if state == "checking" and now - at > LONGEST_CHECK else state


def is_public_address(url: str) -> bool:
    """Whether outsiders can open it: https, and no name or number of this machine or of a local network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host.strip(".") and not host.endswith((".local", ".localhost", ".internal", ".lan"))
