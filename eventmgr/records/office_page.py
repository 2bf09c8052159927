"""The page of an office's settings as data: what one fills, and beside it what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from eventmgr.office.address_standing import checked_words, present_check_or_none
from eventmgr.office.addresses import OfficeAddress, address_of
from eventmgr.office.models import AddressCheck, NumberRegister, Office, Official
from eventmgr.office.nip_rules import mask_nip
from eventmgr.office.register_queries import next_number, register_by_name_or_none
from eventmgr.office.rules import format_number, letterhead_lines, place_of
from eventmgr.office.settings_queries import (
    REGISTER_NAME,
    Reservation,
    first_entry_seq,
    next_free_number,
    officials_of,
    reservations_of,
)
from eventmgr.records.office_queries import (
    NumbersOfEvent,
    events_signed_by,
    numbers_held_for_events,
    numbers_of_events,
)
from eventmgr.shared.dates import (
    clock_time,
    local_date,
    long_date,
    roman_month,
    weekday_date,
    zone_name,
)
from eventmgr.shared.text import counted, full_name

DEFAULT_PATTERN = "{klas}/{nomor}/{unit}/{tahun}"
#: (token, its word on the chip), in the order in which they are offered
TOKENS = (
    ("klas", "klasifikasi"),
    ("nomor", "nomor"),
    ("unit", "unit"),
    ("bulan_romawi", "bulan romawi"),
    ("tahun", "tahun"),
)


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """A signer as the list shows them; `used_for` says where."""

    id: int
    name: str
    post: str
    nip: str
    rank: str
    used_for: str
    has_ended: bool
    prints_nip: bool
    prints_rank: bool


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A range of the register: "412–712", in words what it is, and where it leads."""

    range: str
    words: str
    slug: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class NumberPanel:
    """What comes of pattern and register. `next` is the number that the next letter gets."""

    year: int
    #: "XI", for the live example
    month: str
    next: int
    example: str
    rows: tuple[NumberRow, ...]
    reservations: tuple[Reservation, ...]


@dataclass(frozen=True, slots=True)
class AddressPanel:
    """How outsiders reach the office: a mark, a title and a sentence."""

    kind: str
    title: str
    note: str
    source: str
    may_check: bool = True
    #: a job is asking just now
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the printed letterhead shows, and the date line under it."""

    government: str
    office: str
    lines: tuple[str, ...]
    has_logo: bool
    dated: str
    #: the date alone, for a place that is being typed
    day: str


@dataclass(frozen=True, slots=True)
class OfficePage:
    """Everything that the page shows apart from the form."""

    letterhead: Letterhead
    officials: tuple[OfficialRow, ...]
    numbers: NumberPanel
    address: AddressPanel
    local_time: str


def register_of(office: Office) -> NumberRegister | None:
    return register_by_name_or_none(office.id, REGISTER_NAME)


def office_page(office: Office, at: datetime) -> OfficePage:
    """Ten statements, whatever the office holds."""
    today = local_date(at, office.zone)
    moment = f"{weekday_date(today)}, {clock_time(at, office.zone)} {zone_name(office.zone)}"
    return OfficePage(
        letterhead=letterhead(office, at),
        officials=official_rows(officials_of(office.id), events_signed_by(office.id), at, office.zone),
        numbers=number_panel(office, register_of(office), at),
        address=office_address_panel(office, at),
        local_time=moment,
    )


def office_address_panel(office: Office, at: datetime) -> AddressPanel:
    """What the last check of the office's address says; one statement."""
    check = present_check_or_none(office, at)
    return address_panel(address_of(office), office.public_url, check, office.zone)


def letterhead(office: Office, at: datetime) -> Letterhead:
    typed = (line.strip() for line in office.address.splitlines() if line.strip())
    lines = tuple(part for line in typed for part in (line.split(", ") if "@" in line else [line]))
    above, below = letterhead_lines(office.name, office.letterhead_government)
    place = place_of(office.letterhead_government)
    day = long_date(local_date(at, office.zone))
    return Letterhead(
        above,
        below,
        lines[:4],
        office.logo_file_uid is not None,
        f"{place}, {day}" if place else day,
        day,
    )


def official_rows(
    officials: Sequence[Official], signed: dict[int, list[str]], at: datetime, zone: str
) -> tuple[OfficialRow, ...]:
    today = local_date(at, zone)
    rows = []
    for official in officials:
        events = signed.get(official.id, [])
        used = "belum dipakai"
        if events:
            used = "sertifikat" if len(events) == 1 else f"sertifikat {counted(len(events))} kegiatan"
        has_ended = official.to_date is not None and official.to_date < today
        rows.append(
            OfficialRow(
                official.id,
                full_name(official.name, official.front_title, official.back_title),
                official.post,
                mask_nip(official.nip) if official.nip else "",
                official.rank or "",
                f"sampai {long_date(official.to_date)}" if has_ended and official.to_date else used,
                has_ended,
                official.prints_nip,
                official.prints_rank,
            )
        )
    return tuple(rows)


def number_panel(office: Office, register: NumberRegister | None, at: datetime) -> NumberPanel:
    today = local_date(at, office.zone)
    if register is None:
        words = {"klas": "…", "unit": "…"}
        example = format_number(DEFAULT_PATTERN, seq=1, dated_on=today, **words)
        return NumberPanel(today.year, roman_month(today), 1, example, (), ())
    standing = next_number(register.id, today.year)
    following = next_free_number(register.id, today.year, standing)
    first = first_entry_seq(register.id, today.year)
    before = min(first or standing, standing) - 1
    rows = [NumberRow(_range(1, before), "sudah terpakai")] if before else []
    reservations = reservations_of(register.id, today.year)
    ranges = [(events.first, _row_of_event(events)) for events in numbers_of_events(register.id, today.year)]
    ranges += [(held.first, _row_of_held(held)) for held in numbers_held_for_events(register.id, today.year)]
    ranges += [(kept.first, _row_of_reservation(kept)) for kept in reservations]
    rows += [row for _, row in sorted(ranges, key=lambda entry: entry[0])]
    if rows:  # alone it would say once more what stands above it
        rows.append(NumberRow(str(following), "berikutnya"))
    words = {"klas": register.klas, "unit": register.unit}
    example = format_number(register.pattern, seq=following, dated_on=today, **words)
    return NumberPanel(today.year, roman_month(today), following, example, tuple(rows), tuple(reservations))


def _row_of_event(events: NumbersOfEvent) -> NumberRow:
    words = f"{counted(events.count)} sertifikat"
    return NumberRow(_range(events.first, events.last), words, events.slug, events.name)


def _row_of_held(held: NumbersOfEvent) -> NumberRow:
    words = f"dipesan untuk {counted(held.count)} sertifikat"
    return NumberRow(_range(held.first, held.last), words, held.slug, held.name)


def _row_of_reservation(kept: Reservation) -> NumberRow:
    used = f", {counted(kept.used)} dari {counted(kept.count)} dipakai" if kept.used else ""
    return NumberRow(_range(kept.first, kept.last), f"dipesan untuk {kept.reason}{used}")


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def address_panel(
    address: OfficeAddress, own: str | None, check: AddressCheck | None, zone: str
) -> AddressPanel:
    """The words of desk-2.md for the address: belum ada, sedang diperiksa, terbuka, tidak, hanya kantor."""
    setting = current_app.config["PUBLIC_URL"]
    source = ""
    if own and setting and own != setting:
        source = f"Alamat di sini didahulukan dari PUBLIC_URL server, {setting}"
    elif setting and not own:
        source = f"Alamat yang diisi di sini didahulukan. Sekarang dari PUBLIC_URL server: {setting}"
    if not address.is_public:
        note = "QR pada sertifikat tidak akan terbuka dari ponsel peserta. Presensi tetap berjalan."
        return AddressPanel("look", "Belum ada alamat publik", note, source, may_check=False)
    if check is None:
        # Said in the first steps, too, where there is no such button.
        act = "Tombol Periksa di Pengaturan kantor memastikan QR terbuka dari luar."
        note = f"{address.base} belum pernah diperiksa. {act}"
        return AddressPanel("none", "Belum diperiksa", note, source)
    when = checked_words(check, zone)
    shown = {
        "checking": ("current", "Sedang diperiksa", "Hasilnya tampil di sini, biasanya dalam sepuluh detik."),
        "open": ("ok", "Terbuka dari luar", f"{address.base} menjawab {when}."),
        "closed": ("stop", "Tidak terbuka", f"{check.note} Diperiksa {when}."),
        "internal": ("look", "Hanya dari jaringan kantor", f"{check.note} Diperiksa {when}."),
    }
    kind, title, note = shown[check.state]
    return AddressPanel(kind, title, note, source, is_running=check.state == "checking")
