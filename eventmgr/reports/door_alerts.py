"""What the coordinator is alerted to, in the words of the event's home and of the live board."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, url_for

from eventmgr.checkin.late_queries import late_scans
from eventmgr.events.models import Event
from eventmgr.reports.alert_queries import HeldCard, WalkIn, held_cards, walk_ins_to_look_at
from eventmgr.shared.dates import clock_time
from eventmgr.shared.text import counted, full_name

#: so many held cards have a row of their own, and so many names stand in a row
MOST_ROWS, MOST_NAMES = 4, 4


@dataclass(frozen=True, slots=True)
class DoorAlert:
    """One row: shape, what, which, and one verb with its address ("" where the visitor may not follow)."""

    kind: str
    title: str
    note: str
    act: str
    url: str


def door_alerts(event: Event, slug: str, *, with_late: bool) -> list[DoorAlert]:
    """What an event that is worked on has for its coordinator; two statements, with late scans six.

    Late scans belong to closed days: the live board does not ask for them every ten seconds.
    """
    if event.state in ("draft", "archived"):
        return []
    walk_ins = walk_ins_to_look_at(event.id)
    late = {scan.registration_id: scan.name for scan in late_scans(event.id)} if with_late else {}
    found = held_alerts(held_cards(event.id), event.zone, slug)
    found += walk_in_alerts(walk_ins, slug)
    if late:
        title = f"{counted(len(late))} orang dipindai sesudah hari ditutup"
        url = url_for("checkin.attendance", slug=slug, _anchor="tutup")
        found.append(DoorAlert("look", title, _names(list(late.values())), "Putuskan", url))
    if g.event_role == "organizer":
        return found
    return [DoorAlert(one.kind, one.title, one.note, "", "") for one in found]


def held_alerts(cards: Sequence[HeldCard], zone: str, slug: str) -> list[DoorAlert]:
    """A row for each of the newest cards, and one for the rest."""
    rows = []
    for card in cards[:MOST_ROWS]:
        title = "Kartu ditahan" if card.is_kept else "Kartu dibawa orang lain"
        who = full_name(card.name, card.front_title, card.back_title)
        by = f", {card.operator}" if card.operator else ""
        note = f"{who}, {card.place}, {clock_time(card.at, zone)}{by}"
        url = url_for(
            "checkin.attendance", slug=slug, pilih=f"{card.registration_uid}.{card.day}", _anchor="panel"
        )
        rows.append(DoorAlert("look", title, note, "Periksa", url))
    rest = len(cards) - len(rows)
    if rest > 0:
        url = url_for("checkin_attendance.correction_list", slug=slug)
        rows.append(DoorAlert("look", f"{counted(rest)} kartu lain dibawa orang lain", "", "Lihat", url))
    return rows


def walk_in_alerts(people: Sequence[WalkIn], slug: str) -> list[DoorAlert]:
    """Who lacks a NIK, then who waits for a seat."""
    rows = []
    bare = [one for one in people if not one.is_waiting]
    waiting = [one for one in people if one.is_waiting]
    if bare:
        url = url_for("reports_participants.participants", slug=slug, asal="pintu")
        if len(bare) == 1:
            url = url_for("reports_participant.participant", slug=slug, uid=bare[0].registration_uid)
        title = f"{counted(len(bare))} orang dicatat di pintu, NIK belum ada"
        rows.append(DoorAlert("look", title, _names([_name(one) for one in bare]), "Lengkapi", url))
    if waiting:
        url = url_for("registration_reserve.waiting", slug=slug)
        title = f"{counted(len(waiting))} orang dicatat di pintu sebagai cadangan"
        rows.append(DoorAlert("look", title, _names([_name(one) for one in waiting]), "Putuskan", url))
    return rows


def _name(one: WalkIn) -> str:
    return full_name(one.name, one.front_title, one.back_title)


def _names(names: Sequence[str]) -> str:
    """ "A; B; dan 3 lagi": names hold commas of titles."""
    shown = list(names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        shown.append(f"dan {counted(len(names) - MOST_NAMES)} lagi")
    return "; ".join(shown)
