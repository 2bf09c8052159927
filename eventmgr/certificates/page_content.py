"""What the certificates page says: words and numbers made from the rule, the people and the job."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eventmgr.certificates.content_queries import EventPaper
from eventmgr.certificates.issuing import Standing
from eventmgr.certificates.name_fitting import fit_name
from eventmgr.certificates.queries import IssuedRow, Participant
from eventmgr.certificates.rules import Basis, Condition, Tally, VerifyAddress
from eventmgr.shared.dates import long_date
from eventmgr.shared.number_words import number_word
from eventmgr.shared.text import counted


@dataclass(frozen=True, slots=True)
class Group:
    """A number with the people behind it; `slug` is its address below …/sertifikat/nama/."""

    slug: str
    title: str
    words: str
    registration_ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.registration_ids)


@dataclass(frozen=True, slots=True)
class Check:
    """A row of "Sebelum terbit": kind is stop, look or ok."""

    kind: str
    title: str
    note: str
    act: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A running issue. `seconds_left` is None while it cannot be told yet."""

    done: int
    total: int
    first: str
    reached: str
    last: str
    seconds_left: int | None

    @property
    def words(self) -> str:
        """ "214 dari 301 · kira-kira 2 detik lagi" """
        if not self.total:
            return "Menyiapkan nomor"
        rest = f" · kira-kira {counted(self.seconds_left)} detik lagi" if self.seconds_left else ""
        return f"{counted(self.done)} dari {counted(self.total)}{rest}"

    @property
    def share(self) -> int:
        """Percent that is woven, for the number under the edge."""
        return round(100 * self.done / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class NumberLine:
    """First and last of a range of printed numbers."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything the page of an event's certificates shows, apart from the frame.

    `issued` are valid; `given` counts those that were revoked since, too.
    """

    rule_words: str
    tally: Tally
    eligible: Group
    granted: tuple[Group, ...]
    not_eligible: tuple[Group, ...]
    held: tuple[Group, ...]
    to_issue: int
    issued: int
    given: int
    reserved: int
    lost_presence: Group
    numbers: NumberLine
    checks: tuple[Check, ...] = ()
    progress: Progress | None = None
    has_stop: bool = False
    after: tuple[IssuedRow, ...] = field(default=())


def rule_words(condition: Condition, days: int) -> str:
    """ "hadir sekurang-kurangnya dua dari tiga hari" """
    least = condition.least
    if condition.basis is Basis.SHARE:
        return "hadir pada semua sesi" if least >= 100 else f"hadir sekurang-kurangnya {least} persen sesi"
    if condition.basis is Basis.JP:
        return f"mengumpulkan sekurang-kurangnya {least} JP"
    if days == 1:
        return "hadir pada hari kegiatan"
    if least >= days:
        return f"hadir pada semua {number_word(days)} hari"
    return f"hadir sekurang-kurangnya {number_word(least)} dari {number_word(days)} hari"


def standing_note(standing: Standing, number: int) -> str:
    """Why somebody stands where they stand: "hadir satu hari", or the organizer's reason."""
    one = standing.by_registration.get(number)
    if one is None:
        return "tidak terdaftar lagi"
    words = {"grant": "diberikan panitia", "hold": "ditahan panitia", "deny": "ditolak panitia"}
    if one.decision in words:
        return f"{words[one.decision]}: {one.decision_reason}"
    if not one.days_present and not one.credit:
        return "tidak pernah hadir"
    reached = one.reached(standing.condition.basis)
    if standing.condition.basis is Basis.SHARE:
        return f"hadir {reached} persen sesi"
    return f"{reached} JP" if standing.condition.basis is Basis.JP else f"hadir {number_word(reached)} hari"


def groups_of(
    tally: Tally, condition: Condition
) -> tuple[Group, tuple[Group, ...], tuple[Group, ...], tuple[Group, ...]]:
    """Eligible; those whom the organizer's word brought in; not eligible by reason; held by reason.

    Of the not eligible those with most days stand first. Empty groups are left out.
    """
    eligible = Group(
        "berhak", f"{counted(len(tally.eligible))} orang berhak", "berhak", tuple(tally.eligible)
    )
    granted = _group("diberikan", "diberikan panitia walau syarat belum terpenuhi", tally.granted)
    too_little = {
        Basis.DAYS: "hadir hanya {days} hari",
        Basis.SHARE: f"hadir kurang dari {condition.least} persen sesi",
        Basis.JP: f"kurang dari {condition.least} JP",
    }[condition.basis]
    reasons = [
        _group(f"hadir-{days}" if days else "kurang", too_little.format(days=number_word(days)), ids)
        for days, ids in sorted(tally.too_few.items(), reverse=True)
    ]
    reasons.append(_group("tidak-pernah", "tidak pernah hadir", tally.never))
    reasons.append(_group("ditolak", "ditolak panitia", tally.denied))
    held = [
        _group(f"ditahan-{position}", reason, ids)
        for position, (reason, ids) in enumerate(sorted(tally.held.items()), start=1)
    ]
    return (
        eligible,
        (granted,) if granted.count else (),
        tuple(group for group in reasons if group.count),
        tuple(held),
    )


def _group(slug: str, words: str, ids: Sequence[int]) -> Group:
    return Group(slug, f"{counted(len(ids))} orang {words}", words, tuple(ids))


def progress_of(
    done: int, total: int, run: Sequence[IssuedRow], started_at: datetime, now: datetime
) -> Progress:
    """The state of a running issue; `run` are its certificates by number."""
    elapsed = (now - started_at).total_seconds()
    left = round(elapsed / done * (total - done)) if done and total > done else None
    reached = f"nomor {run[min(done, len(run)) - 1].seq}" if run and done else ""
    return Progress(
        done=done,
        total=total,
        first=run[0].number if run else "",
        reached=reached if done < total else "",
        last=run[-1].number if run else "",
        seconds_left=max(left, 1) if left is not None else None,
    )


def longest_names(people: Sequence[Participant], count: int = 5) -> list[Participant]:
    """The people whose names need most room."""

    def length(person: Participant) -> int:
        return len(f"{person.front_title or ''} {person.name}, {person.back_title or ''}")

    return sorted(people, key=length, reverse=True)[:count]


def checks_before(paper: EventPaper, address: VerifyAddress, standing: Standing) -> tuple[Check, ...]:
    """The rows of "Sebelum terbit": what stops comes first, then what to look at, then what is right."""
    checks = [
        _address_check(paper, address),
        _days_check(paper),
        Check(
            "ok",
            f"Penanda tangan: {paper.official.name}, {paper.official.post}",
            ", ".join(part for part in ("Bertanggal " + paper.city, long_date(paper.dated_on)) if part),
            "Ubah",
            "certificates.edit_rule",
        ),
        _jp_check(paper),
        _name_check(standing),
    ]
    order = {"stop": 0, "look": 1, "ok": 2}
    return tuple(sorted(checks, key=lambda check: order[check.kind]))


def _address_check(paper: EventPaper, address: VerifyAddress) -> Check:
    if address.is_missing:
        note = "QR pada sertifikat harus dapat dibuka dari luar kantor. Isi PUBLIC_URL dengan alamat https."
        return Check("stop", "Belum ada alamat publik", note, "Terbitkan tanpa QR", "certificates.edit_rule")
    if not address.base:
        note = "Kode dan nomor tetap dicetak, keasliannya diperiksa dengan mengetik kode."
        return Check("look", "Terbit tanpa QR", note, "Ubah", "certificates.edit_rule")
    if paper.office.is_demo:
        return Check(
            "ok", f"QR menuju {address.place}", "Kegiatan contoh: halaman periksanya menyebut Contoh"
        )
    return Check("ok", f"QR menuju {address.place}", "Alamat publik, dapat dibuka dari luar kantor")


def _days_check(paper: EventPaper) -> Check:
    counts = [sum(1 for days in paper.days_present.values() if day.id in days) for day in paper.days]
    words = ", ".join(counted(number) for number in counts)
    open_days = [day for day in paper.days if day.closed_at is None]
    title = f"Kehadiran {number_word(len(paper.days))} hari tercatat"
    if not any(counts):
        return Check("look", "Belum ada kehadiran", "Yang berhak terlihat di sini sesudah presensi")
    if 0 in counts:
        return Check("look", "Ada hari tanpa kehadiran", f"Hadir tiap hari: {words}")
    note = f"Hadir tiap hari: {words}" + ("" if not open_days else ", masih dapat berubah")
    return Check("ok", title, note)


def _jp_check(paper: EventPaper) -> Check:
    if not paper.agenda:
        return Check("look", "Belum ada sesi ber-JP", "Sisi belakang sertifikat akan kosong")
    by_day = {
        day.id: sum(entry.line.jp for entry in paper.agenda if entry.fact.day_id == day.id)
        for day in paper.days
    }
    words = ", ".join(f"hari {number}: {jp} JP" for number, jp in enumerate(by_day.values(), start=1))
    how = "semua yang berhak mendapat jumlah penuh" if paper.is_full_credit else "dihitung dari kehadiran"
    title = f"{paper.full_jp} JP untuk {number_word(len(paper.days))} hari"
    return Check("ok", title, f"H{words[1:]}, {how}")


def _name_check(standing: Standing) -> Check:
    people = longest_names(standing.people)
    if not people:
        return Check("look", "Belum ada peserta", "Daftar peserta masih kosong")
    fitted = [fit_name(person.name, person.front_title or "", person.back_title or "") for person in people]
    smallest = min(fit.size for fit in fitted)
    lines = max(len(fit.lines) for fit in fitted)
    note = f"Diperiksa pada {counted(len(standing.people))} nama"
    if smallest < 18:
        return Check("look", "Ada nama yang tercetak kecil", f"{people[0].name}, {smallest:.0f} poin")
    return Check("ok", f"Nama terpanjang muat dalam {number_word(lines)} baris", note)
