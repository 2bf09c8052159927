"""The private page in the words that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.certificates.rules import SessionFact, credited_sessions
from eventmgr.checkin.queries import DayAttendance, attendance_of
from eventmgr.events.agenda_queries import PlannedDay, PlannedSession, agenda_of
from eventmgr.outbox.rules import whatsapp_link
from eventmgr.people.models import Person
from eventmgr.portal import queries, rules
from eventmgr.portal.card_view import card_or_none
from eventmgr.portal.certificate_view import CertificateView, certificate_view
from eventmgr.portal.material_view import MaterialLine, material_lines, zip_size
from eventmgr.portal.queries import Participation
from eventmgr.shared.codes import show_short_code
from eventmgr.shared.dates import clock_time, day_and_month, local_date, weekday
from eventmgr.shared.number_words import ordinal_word
from eventmgr.shared.qr import QrPath, qr_matrix, qr_svg_path
from eventmgr.shared.text import full_name

_STATE_WORDS = {
    "pending": "Pendaftaran Anda sedang diperiksa panitia.",
    "reserve": "Anda terdaftar sebagai cadangan. Panitia mengabari bila ada tempat.",
    "cancelled": "Pendaftaran Anda dibatalkan. Sertifikat Anda tetap berlaku.",
    "replaced": "Tempat Anda sudah digantikan orang lain. Sertifikat Anda tetap berlaku.",
}


@dataclass(frozen=True, slots=True)
class Card:
    """The QR of the name card and the code under it."""

    qr: QrPath
    code: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session; `now` is "Berikutnya", "Sedang berlangsung" or empty."""

    time: str
    title: str
    now: str
    details: str


@dataclass(frozen=True, slots=True)
class DayRows:
    """The sessions of one day; `heading` is "Rabu 20 November"."""

    heading: str
    note: str
    sessions: tuple[SessionRow, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The cloth of one day with the word under it."""

    kind: str
    day: str
    word: str


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """Attendance woven per day; `is_whole` sews the pieces to one cloth."""

    pieces: tuple[Piece, ...]
    is_whole: bool
    sentence: str
    days: int
    of_days: int
    jp: int
    of_jp: int


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything on the private page; parts that this person does not have are None or empty.

    `fetched` is "18 November pukul 07.40", for the copy that a telephone keeps; `zip_size` is "3,6 MB";
    `agenda_words` is "Jadwal tiga hari dan lokasi".
    """

    greeting: str
    fetched: str
    role: str
    event_name: str
    place: str
    state_words: str
    is_over: bool
    card: Card | None
    today: DayRows | None
    agenda: tuple[DayRows, ...]
    agenda_words: str
    materials: tuple[MaterialLine, ...]
    zip_size: str
    attendance: AttendanceView | None
    certificate: CertificateView
    wrong_name_url: str
    others: tuple[Participation, ...]


def role_words(part: Participation) -> str:
    """ "PSM · Parak Laweh Pulau Aia Nan XX"; a kecamatan is named as one."""
    where = part.region_name or part.unit_text
    if part.region_level == "kecamatan" and part.region_name:
        where = f"Kecamatan {part.region_name}"
    return f"{part.category_code} · {where}" if where else part.category_code


def page_view(
    person: Person, part: Participation, others: Sequence[Participation], moment: datetime
) -> PageView:
    """Put together what the page shows, for the event in view."""
    agenda = agenda_of(part.event_id) if part.is_live else []
    today = local_date(moment, part.zone)
    ends = [session.ends_at for day in agenda for session in day.sessions]
    over = rules.is_over(last_day=part.last_day, last_end=max(ends, default=None), moment=moment, today=today)
    days = attendance_of(part.id, part.event_id)
    is_registered = part.state == "registered"
    materials = material_lines(part, agenda, moment) if part.is_live else ()
    return PageView(
        greeting=rules.greeting(moment, part.zone, person.sex),
        fetched=f"{day_and_month(today)} pukul {clock_time(moment, part.zone)}",
        role=role_words(part),
        event_name=part.event_name,
        place=part.place,
        state_words=_STATE_WORDS.get(part.state, ""),
        is_over=over,
        card=_card(person, part),
        today=None if over else _next_day(agenda, part, moment, today),
        agenda=tuple(_day_rows(day, part, moment, "") for day in agenda if day.lessons),
        agenda_words=rules.agenda_words(sum(bool(day.lessons) for day in agenda), has_place=bool(part.place)),
        materials=materials,
        zip_size=zip_size(materials),
        attendance=_attendance(part, agenda, days, today) if is_registered and days else None,
        certificate=certificate_view(part, agenda, days, today, over),
        wrong_name_url=wrong_name_url(person, part),
        others=tuple(others),
    )


def wrong_name_url(person: Person, part: Participation) -> str:
    """wa.me to the organizer with a ready text; empty where no number is set."""
    name = full_name(person.name, person.front_title, person.back_title)
    words = f"Nama saya di {part.event_name} tertulis “{name}”, {role_words(part)}. Yang benar: "
    return whatsapp_link(part.contact_phone, words)


def _card(person: Person, part: Participation) -> Card | None:
    card = card_or_none(person, part)
    if card is None:
        return None
    qr = qr_svg_path(qr_matrix(card.qr_text, version=2, level="Q"))
    return Card(qr, show_short_code(card.typed_code))


def _heading(day: date) -> str:
    """ "Rabu 20 November"."""
    return f"{weekday(day)} {day_and_month(day)}"


def _next_day(
    agenda: Sequence[PlannedDay], part: Participation, moment: datetime, today: date
) -> DayRows | None:
    """Today's sessions, else those of the next day that has any."""
    for day in agenda:
        is_ahead = any(session.ends_at > moment for session in day.lessons)
        if day.date >= today and is_ahead:
            return _day_rows(day, part, moment, f"Hari {ordinal_word(day.number)} {part.event_name}")
    return None


def _day_rows(day: PlannedDay, part: Participation, moment: datetime, note: str) -> DayRows:
    rows, has_next = [], False
    for session in day.lessons:
        word = ""
        if note and not has_next and session.ends_at > moment:
            word = "Sedang berlangsung" if session.starts_at <= moment else "Berikutnya"
            has_next = True
        rows.append(
            SessionRow(clock_time(session.starts_at, part.zone), session.title, word, _details(session))
        )
    return DayRows(_heading(day.date), note, tuple(rows))


def _details(session: PlannedSession) -> str:
    parts = [session.room] if session.room else []
    parts += [f"{session.jp} JP"] if session.jp else []
    return " · ".join(parts)


def _attendance(
    part: Participation, agenda: Sequence[PlannedDay], days: Sequence[DayAttendance], today: date
) -> AttendanceView:
    pieces = []
    for day in days:
        kind = rules.piece_kind(day=day.date, today=today, present=day.present, is_closed=day.is_closed)
        word = {"today": "hari ini", "coming": "nanti", "missed": "tidak hadir"}.get(kind, "hadir")
        if kind == "woven" and day.first_at is not None:
            word = f"hadir {clock_time(day.first_at, part.zone)}"
        if kind != "woven" and day.absence is not None and day.absence != "alpa":
            word = day.absence  # izin, sakit, tugas: what the organizer was told
        elif kind == "missed" and day.is_before:
            word = "belum terdaftar"
        pieces.append(Piece(kind, f"{weekday(day.date)} {day.date.day}", word))
    present = sum(day.present for day in days)
    is_whole = present == len(days)
    return AttendanceView(
        pieces=tuple(pieces),
        is_whole=is_whole,
        sentence=f"Lengkap {rules.days_in_words(len(days))}." if is_whole else "",
        days=present,
        of_days=len(days),
        jp=_credited_jp(part, agenda, frozenset(day.day_id for day in days if day.present)),
        of_jp=sum(day.jp for day in agenda),
    )


def _credited_jp(part: Participation, agenda: Sequence[PlannedDay], days: frozenset[int]) -> int:
    """JP so far by the event's rule; nobody has any before the first attendance."""
    if not days:
        return 0
    lessons = {session.id: session for day in agenda for session in day.lessons}
    credited = credited_sessions(
        [SessionFact(one.id, one.day_id, one.checkpoint_ids) for one in lessons.values()],
        days=days,
        checkpoints=queries.checkpoints_attended(part.id),
        is_full=part.credit_rule == "full",
    )
    return sum(lessons[number].jp for number in credited)
