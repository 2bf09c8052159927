"""The rows of "Sebelum terbit": what stops an issue, what to look at, what is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.certificates.content_queries import EventPaper
from eventmgr.certificates.day_queries import DayEnd, unclosed_words, unfinished_words
from eventmgr.certificates.designs import STYLES, Design
from eventmgr.certificates.issuing import Standing
from eventmgr.certificates.name_fitting import fit_name
from eventmgr.certificates.queries import Participant
from eventmgr.certificates.rules import VerifyAddress
from eventmgr.office.address_standing import AddressStanding
from eventmgr.shared.dates import long_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class Check:
    """A row of "Sebelum terbit": kind is stop, look or ok."""

    kind: str
    title: str
    note: str
    act: str = ""
    endpoint: str = ""
    arguments: tuple[tuple[str, str], ...] = ()


def longest_names(people: Sequence[Participant], count: int = 5) -> list[Participant]:
    """The people whose names need most room."""

    def length(person: Participant) -> int:
        return len(f"{person.front_title or ''} {person.name}, {person.back_title or ''}")

    return sorted(people, key=length, reverse=True)[:count]


def checks_before(
    paper: EventPaper,
    address: VerifyAddress,
    known: AddressStanding,
    standing: Standing,
    ends: Sequence[DayEnd],
) -> tuple[Check, ...]:
    """The rows of "Sebelum terbit": what stops comes first, then what to look at, then what is right."""
    checks = [
        _address_check(paper, address, known),
        *_arms_check(paper),
        _days_check(paper, standing, ends),
        Check(
            "ok",
            f"Penanda tangan: {paper.official.name}, {paper.official.post}",
            ", ".join(part for part in ("Bertanggal " + paper.city, long_date(paper.dated_on)) if part),
            "Ubah",
            "certificates.edit_rule",
        ),
        _jp_check(paper),
        _name_check(standing, Design(paper.template_version.content.get("design", Design.SONGKET))),
    ]
    order = {"stop": 0, "look": 1, "ok": 2}
    return tuple(sorted(checks, key=lambda check: order[check.kind]))


def _address_check(paper: EventPaper, address: VerifyAddress, known: AddressStanding) -> Check:
    if address.is_missing:
        note = (
            "QR pada sertifikat harus dapat dibuka dari luar kantor. Admin mengisi alamatnya di Pengaturan."
        )
        act = "Terbitkan tanpa QR"
        return Check("stop", "Belum ada alamat publik", note, act, "certificates.without_address")
    if not address.base:
        note = "Kode dan nomor tetap dicetak, keasliannya diperiksa dengan mengetik kode."
        return Check("look", "Terbit tanpa QR", note, "Ubah", "certificates.edit_rule")
    if paper.office.is_demo:
        return Check(
            "ok", f"QR menuju {address.place}", "Kegiatan contoh: halaman periksanya menyebut Contoh"
        )
    title, note = f"QR menuju {address.place}", f"Alamat publik, {known.words}"
    if known.kind == "ok":
        return Check("ok", title, note)
    # An office may know better than a check from its own machine: it does not hold up the papers.
    return Check("look", title, note, "Periksa alamat", "settings.office", (("_anchor", "alamat"),))


def _arms_check(paper: EventPaper) -> list[Check]:
    """A row only where the letterhead would be printed without a coat of arms."""
    if paper.office.logo_file_uid or paper.office.is_demo:
        return []
    note = "Admin mengunggah lambang kantor di Pengaturan"
    return [Check("look", "Kop tercetak tanpa lambang", note, "Unggah lambang", "settings.logo")]


def _days_check(paper: EventPaper, standing: Standing, ends: Sequence[DayEnd]) -> Check:
    """Participants alone are counted, as on Kehadiran: guests of the day get no certificate."""
    present = [paper.days_present.get(person.registration_id, frozenset[int]()) for person in standing.people]
    counts = [sum(1 for days in present if day.id in days) for day in paper.days]
    words = f"Hadir tiap hari: {', '.join(counted(number) for number in counts)}"
    act = ("Kehadiran", "checkin.attendance")
    if not any(counts):
        return Check("look", "Belum ada kehadiran", "Yang berhak terlihat di sini sesudah presensi", *act)
    unfinished, unclosed = unfinished_words(ends), unclosed_words(ends)
    still = f"{unclosed} belum ditutup" if unclosed else ""
    if unfinished:
        title = ", ".join(part for part in (f"{unfinished} belum selesai", still) if part)
        note = f"{words}. Sertifikat bertanggal {long_date(paper.dated_on)}, padahal JP masih dapat berubah"
        return Check("look", _begin(title), note, *act)
    if 0 in counts:
        note = ", ".join(part for part in (words, still) if part)
        return Check("look", "Ada hari tanpa kehadiran", note, *act)
    if still:
        return Check("look", _begin(still), f"{words}, masih dapat berubah", *act)
    return Check("ok", _begin(f"{number_word(len(paper.days))} hari sudah ditutup"), words, *act)


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _jp_check(paper: EventPaper) -> Check:
    if not paper.agenda:
        note = "Sertifikat tercetak tanpa sisi belakang"
        return Check("look", "Belum ada sesi ber-JP", note, "Jadwal", "events_agenda.agenda")
    by_day = {
        day.id: sum(entry.line.jp for entry in paper.agenda if entry.fact.day_id == day.id)
        for day in paper.days
    }
    words = ", ".join(f"hari {number}: {jp} JP" for number, jp in enumerate(by_day.values(), start=1))
    how = "semua yang berhak mendapat jumlah penuh" if paper.is_full_credit else "dihitung dari kehadiran"
    title = f"{paper.full_jp} JP untuk {number_word(len(paper.days))} hari"
    return Check("ok", title, f"H{words[1:]}, {how}", "Jadwal", "events_agenda.agenda")


def _name_check(standing: Standing, design: Design) -> Check:
    people = longest_names(standing.people)
    if not people:
        return Check("look", "Belum ada peserta", "Daftar peserta masih kosong")
    style = STYLES[design].name
    fitted = [
        fit_name(person.name, person.front_title or "", person.back_title or "", style) for person in people
    ]
    smallest = min(fit.size for fit in fitted)
    lines = max(len(fit.lines) for fit in fitted)
    note = f"Diperiksa pada {counted(len(standing.people))} nama"
    act, where, as_pdf = "Lihat", "certificate_design.preview", (("kind", "pdf"),)
    if smallest < 18:
        small = f"{people[0].name}, {smallest:.0f} poin"
        return Check("look", "Ada nama yang tercetak kecil", small, act, where, as_pdf)
    return Check("ok", f"Nama terpanjang muat dalam {number_word(lines)} baris", note, act, where, as_pdf)
