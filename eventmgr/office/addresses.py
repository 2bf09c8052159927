"""The address under which an office's pages are reached."""

from dataclasses import dataclass

from flask import current_app

from eventmgr.office.address_rules import is_public_address
from eventmgr.office.models import Office
from eventmgr.shared.refusal import Refusal

NO_ADDRESS = (
    "Tautan pada slip belum dapat dibuka dari luar. Isi alamat publik kantor yang berawal https:// di "
    "Pengaturan, Kantor, lalu cetak lagi."
)


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """`base` has no slash at the end; `is_public` is false for the address that only this machine opens."""

    base: str
    is_public: bool


def address_of(office: Office) -> OfficeAddress:
    """The office's own public address, else PUBLIC_URL, else what the server printed."""
    public = office.public_url or current_app.config["PUBLIC_URL"]
    return OfficeAddress(public or current_app.config["SERVED_ADDRESS"], bool(public))


def printable_base(office: Office) -> str:
    """The address that may stand on paper, without a slash at the end.

    As for certificates: outside the demo only a public https address will do. Raises Refusal "no_public_url".
    """
    address = address_of(office)
    if not office.is_demo and not is_public_address(address.base):
        raise Refusal("no_public_url", NO_ADDRESS)
    return address.base.rstrip("/")
