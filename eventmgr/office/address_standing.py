"""What is known of the office's public address: only a check that it answered makes it a good one."""

from dataclasses import dataclass
from datetime import datetime

from eventmgr.office.address_rules import standing_state
from eventmgr.office.addresses import address_of
from eventmgr.office.models import AddressCheck, Office
from eventmgr.office.settings_queries import address_check_or_none
from eventmgr.shared.dates import clock_time, local_date, short_date


@dataclass(frozen=True, slots=True)
class AddressStanding:
    """`kind`: ok for an address that answered, stop for one that did not, look while nobody knows.

    `words`: "belum diperiksa, jadi belum tentu terbuka dari luar kantor", to follow the address.
    """

    kind: str
    words: str


def present_check_or_none(office: Office, at: datetime) -> AddressCheck | None:
    """The check of the address that stands now; None when it never came to an end. One statement."""
    check = address_check_or_none(office.id)
    is_of_now = check is not None and check.address == address_of(office).base
    return check if check and is_of_now and standing_state(check.state, check.at, at) else None


def checked_words(check: AddressCheck, zone: str) -> str:
    """ "18 Nov. pukul 10.15"."""
    return f"{short_date(local_date(check.at, zone))} pukul {clock_time(check.at, zone)}"


def address_standing(office: Office, at: datetime) -> AddressStanding:
    """The same words wherever the address stands in a list of what is well; one statement."""
    check = present_check_or_none(office, at)
    if check is None:
        return AddressStanding("look", "belum diperiksa, jadi belum tentu terbuka dari luar kantor")
    when = f"diperiksa {checked_words(check, office.zone)}"
    shown = {
        "checking": ("look", "sedang diperiksa"),
        "open": ("ok", f"terbuka dari luar kantor, {when}"),
        "closed": ("stop", f"tidak terbuka dari luar kantor, {when}"),
        "internal": ("look", f"hanya terbuka dari jaringan kantor, {when}"),
    }
    return AddressStanding(*shown[check.state])
