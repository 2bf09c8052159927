"""The address under which an office's pages are reached."""

from dataclasses import dataclass

from flask import current_app

from eventmgr.office.models import Office


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """`base` has no slash at the end; `is_public` is false for the address that only this machine opens."""

    base: str
    is_public: bool


def address_of(office: Office) -> OfficeAddress:
    """The office's own public address, else PUBLIC_URL, else what the server printed."""
    public = office.public_url or current_app.config["PUBLIC_URL"]
    return OfficeAddress(public or current_app.config["SERVED_ADDRESS"], bool(public))
