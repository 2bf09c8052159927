"""The page of users as data."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from eventmgr.accounts.models import User
from eventmgr.accounts.queries import last_sign_ins, live_sign_ins, users_of, working_admins
from eventmgr.accounts.sign_in_view import KIND, day_and_time
from eventmgr.audit.queries import first_change_or_none
from eventmgr.events.models import Event
from eventmgr.office.models import Office
from eventmgr.records.member_actions import NO_ROLE
from eventmgr.records.user_queries import Membership, events_of_office, memberships_of
from eventmgr.shared.number_words import number_word
from eventmgr.shared.seen_notes import seen_of
from eventmgr.shared.text import counted

ROLE_WORDS = {"organizer": "Panitia", "crew": "Petugas", "viewer": "Pengamat"}
ROLE_CHOICES = (*ROLE_WORDS.items(), (NO_ROLE, "Tanpa peran"))
#: what each role may do, one sentence each
ROLE_SENTENCES = (
    ("Admin", "Semua, termasuk pengguna, kop, dan nomor surat."),
    ("Panitia", "Menyiapkan, mengubah, menutup hari, menerbitkan sertifikat di kegiatannya."),
    ("Petugas", "Memindai, mencari nama, dan memasangkan kartu cadangan. Tidak melihat NIK."),
    ("Pengamat", "Melihat angka dan laporan, tanpa nomor WhatsApp."),
)


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user in the list; state is "active", "waiting" or "disabled"."""

    id: int
    name: str
    email: str
    role: str
    where: str
    last_sign_in: str
    state: str

    @property
    def mark(self) -> tuple[str, str]:
        """Mark and word of the state."""
        marks = {
            "active": ("ok", "Aktif"),
            "waiting": ("current", "Menunggu masuk"),
            "disabled": ("none", "Nonaktif"),
        }
        return marks[self.state]


@dataclass(frozen=True, slots=True)
class EventRole:
    """One event in the panel of a user."""

    event_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class UserPanel:
    """One user at the right: what an admin may do with the account."""

    user: User
    row: UserRow
    first_name: str
    kicker: str
    roles: tuple[EventRole, ...]
    other_roles: tuple[EventRole, ...]
    sign_ins: int
    last_seen: str
    is_own: bool
    is_last_admin: bool

    @property
    def has_role(self) -> bool:
        """Whether there is an event to hand over."""
        return any(role.role != NO_ROLE for role in self.roles)


@dataclass(frozen=True, slots=True)
class UsersPage:
    """The list with its numbers in words, and the panel if somebody is picked."""

    rows: tuple[UserRow, ...]
    active: int
    waiting: int
    disabled: int
    panel: UserPanel | None = None

    @property
    def lede(self) -> tuple[str, str]:
        """What needs doing (shown strong), and the rest."""
        rest = ""
        if self.disabled:
            rest = f"{_count(self.disabled)}{' lagi' if self.waiting else ''} dinonaktifkan."
        if not self.waiting:
            return "", rest or "Semua sudah pernah masuk."
        strong = f"{_count(self.waiting)} belum pernah masuk:"
        return strong, f"serahkan kata sandinya. {rest}".strip()


def _count(number: int) -> str:
    word = number_word(number) if number <= 10 else counted(number)
    return word[:1].upper() + word[1:]


def users_page(office: Office, at: datetime, *, picked: User | None, own_id: int) -> UsersPage:
    """Five statements, and five more for the panel."""
    users = users_of(office.id)
    events = events_of_office(office)
    by_user: dict[int, list[Membership]] = {}
    for member in memberships_of(office.id):
        by_user.setdefault(member.user_id, []).append(member)
    names = {event.id: event.name for event in events}
    last = last_sign_ins(office.id)
    rows = tuple(
        _row(user, by_user.get(user.id, []), names, last.get(user.id), at, office.zone) for user in users
    )
    states = Counter(row.state for row in rows)
    panel = None
    if picked is not None:
        row = next(row for row in rows if row.id == picked.id)
        panel = _panel(picked, row, by_user.get(picked.id, []), events, office, at, own_id)
    return UsersPage(rows, states["active"] + states["waiting"], states["waiting"], states["disabled"], panel)


def _row(
    user: User,
    members: Sequence[Membership],
    names: Mapping[int, str],
    last: datetime | None,
    at: datetime,
    zone: str,
) -> UserRow:
    state = "disabled" if user.disabled_at else "waiting" if user.must_change and last is None else "active"
    role, where = _role_words(user.is_admin, members, names)
    words = day_and_time(last, at, zone) if last else "belum pernah"
    return UserRow(user.id, user.name, user.email_norm, role, where, words, state)


def _role_words(is_admin: bool, members: Sequence[Membership], names: Mapping[int, str]) -> tuple[str, str]:
    """("Petugas", "Sosialisasi 2024"), ("Panitia", "3 kegiatan"), ("Admin", "panitia di 4 kegiatan")"""
    if not members:
        return ("Admin", "semua kegiatan") if is_admin else ("Tanpa peran", "belum ada kegiatan")
    roles = Counter(member.role for member in members)
    main = next(role for role in ROLE_WORDS if roles[role])
    mine = [names.get(member.event_id, "") for member in members if member.role == main]
    if is_admin:
        return "Admin", f"{ROLE_WORDS[main].lower()} di {counted(len(mine))} kegiatan"
    if len(mine) == 1 and len(members) == 1:
        return ROLE_WORDS[main], mine[0]
    if len(mine) == len(names):
        return ROLE_WORDS[main], "semua kegiatan"
    others = len(members) - len(mine)
    more = f", peran lain di {counted(others)}" if others else ""
    return ROLE_WORDS[main], f"{counted(len(mine))} kegiatan{more}"


def _panel(
    user: User,
    row: UserRow,
    members: Sequence[Membership],
    events: Sequence[Event],
    office: Office,
    at: datetime,
    own_id: int,
) -> UserPanel:
    roles = {member.event_id: member.role for member in members}
    shown = [EventRole(event.id, event.name, roles.get(event.id, NO_ROLE)) for event in events]
    current = {event.id for event in events if event.state in ("draft", "open")} | roles.keys()
    made = first_change_or_none("user", str(user.id), "user.created")
    by = f"dengan {made[0]}" if made and made[0].startswith("perintah ") else made[0] if made else ""
    kicker = f"Ditambahkan {by}, {day_and_time(made[1], at, office.zone)}" if made else ""
    sign_ins = live_sign_ins(user.id, at)
    seen = seen_of(KIND, [sign_in.id for sign_in in sign_ins])
    latest = max((note.at for note in seen.values()), default=None)
    return UserPanel(
        user=user,
        row=row,
        first_name=user.name.split()[0],
        kicker=kicker,
        roles=tuple(role for role in shown if role.event_id in current),
        other_roles=tuple(role for role in shown if role.event_id not in current),
        sign_ins=len(sign_ins),
        last_seen=day_and_time(datetime.fromtimestamp(latest, UTC), at, office.zone) if latest else "",
        is_own=user.id == own_id,
        is_last_admin=user.is_admin and user.disabled_at is None and working_admins(office.id) == 1,
    )
