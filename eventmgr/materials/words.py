"""How a material stands, in the words of the organizer's page and of the participant's. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from eventmgr.materials.rules import HIDDEN, PRESENT, PUBLIC, REGISTERED, Opening, Place
from eventmgr.shared.dates import clock_time, local_date, short_date, weekday
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted


def hour_words(moment: datetime, zone: str, today: date) -> str:
    """ "10.00" today, "besok 10.15", "Rabu 08.30" within a week, else "25 Nov. 08.30"."""
    day, clock = local_date(moment, zone), clock_time(moment, zone)
    if day == today:
        return clock
    if day == today + timedelta(days=1):
        return f"besok {clock}"
    if today < day < today + timedelta(days=7):
        return f"{weekday(day)} {clock}"
    return f"{short_date(day)}\u00a0{clock}".replace(" ", "\u00a0")


def state_words(opening: Opening, zone: str, moment: datetime) -> tuple[str, str]:
    """Mark and words: ("ok", "Terbuka sejak 10.00"), ("none", "Dibuka besok 10.15")."""
    if opening.opens == HIDDEN:
        return "none", "Disembunyikan"
    opens = opening.moment
    if opens is None:
        return "ok", "Terbuka"
    words = hour_words(opens, zone, local_date(moment, zone))
    return ("ok", f"Terbuka sejak {words}") if opening.is_open(moment) else ("none", f"Dibuka {words}")


def gate_words(gate: str, place: Place) -> str:
    """For whom: "untuk siapa saja", "untuk semua peserta", "untuk yang hadir hari itu"."""
    if gate == PUBLIC:
        return "untuk siapa saja"
    if gate == REGISTERED:
        return "untuk semua peserta"
    if place.session_checkpoints:
        return "untuk yang hadir di sesi itu"
    return "untuk yang hadir hari itu" if place.day_id is not None else "untuk yang pernah hadir"


def read_words(number: int) -> str:
    """ "dibaca 241 orang"; nothing while nobody did."""
    return f"dibaca {counted(number)} orang" if number else ""


def promise(
    gate: str, opening: Opening, place: Place, zone: str, moment: datetime, *, was_there: bool = False
) -> str:
    """What a participant reads while a material is closed to them: "Terbuka Selasa pukul 10.15, setelah Anda
    tercatat hadir." Who was there already is told the hour only. Empty when nothing stands in the way."""
    opens = opening.moment if not opening.is_open(moment) else None
    when = ""
    if opens is not None:
        day = local_date(opens, zone)
        near = abs((day - local_date(moment, zone)).days) < 7
        when = f"{weekday(day) if near else short_date(day)} pukul {clock_time(opens, zone)}"
    where = "di sesi ini" if place.session_checkpoints else "hari itu" if place.day_id is not None else ""
    presence = f"setelah Anda tercatat hadir {where}".strip() if gate == PRESENT and not was_there else ""
    if not when and not presence:
        return ""
    return f"Terbuka {', '.join(part for part in (when, presence) if part)}."


def summary(open_count: int, total: int) -> str:
    """The page's heading: "9 materi, 5 sudah dibuka"."""
    if not total:
        return "Belum ada materi"
    if open_count == total:
        return f"{total} materi, semuanya sudah dibuka"
    return f"{total} materi, {open_count or 'belum ada yang'} {'sudah ' if open_count else ''}dibuka"


def lacking(sessions: Sequence[tuple[str, datetime]], zone: str) -> tuple[str, str]:
    """Bold words and the rest: ("Satu sesi belum ada bahannya:", "Rekonsiliasi data JKSS, Selasa
    pukul 13.00.").

    From four on only the number is told; with none the rest stands alone.
    """
    if not sessions:
        return "", "Semua sesi sudah ada bahannya."
    told = [
        f"{title}, {weekday(local_date(starts, zone))} pukul {clock_time(starts, zone)}"
        for title, starts in sessions
    ]
    number = number_word(len(sessions)).capitalize()
    if len(sessions) > 3:
        return f"{number} sesi belum ada bahannya.", ""
    return f"{number} sesi belum ada bahannya:", f"{'; '.join(told)}."
