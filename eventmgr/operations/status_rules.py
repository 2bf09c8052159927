"""What is well and what is not, in words: facts in, marks and sentences out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.operations.backup_rules import GRACE
from eventmgr.shared.worker_rules import is_silent

#: Less free space than this is spoken of; less than the second stops uploads and backups sooner or later.
FEW_BYTES, HARDLY_ANY_BYTES = 2_000_000_000, 500_000_000
#: A clock that is this much behind what was already written was set back.
SET_BACK = timedelta(minutes=5)
_ADDRESS_PAGE = "settings.office"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the page. `kind`: ok, look or stop. `advice`: what to do, "" when all is well.

    `endpoint`: the page where it is done, "" where no page does it.
    """

    label: str
    kind: str
    words: str
    advice: str = ""
    endpoint: str = ""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """The newest backup that succeeded, and how the newest that was asked for ended.

    `due_since`: a moment of the plan for which none was begun.
    """

    is_on: bool
    made_at: datetime | None
    size: int
    problem: str = ""
    copy_problem: str = ""
    due_since: datetime | None = None


def size_words(size: int) -> str:
    """ "312 kB", "4,2 MB", "18,3 GB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    unit, word = (1_000_000, "MB") if size < 1_000_000_000 else (1_000_000_000, "GB")
    return f"{size / unit:.1f} {word}".replace(".", ",")


def judge_database(*, kind: str, state: str, size: int, takes_writes: bool) -> Finding:
    """`state` is `queries.database_state()`."""
    words = f"{kind}, {size_words(size)}"
    if state == "behind":
        return Finding(
            "Basis data",
            "stop",
            f"{words}, belum diperbarui ke versi program ini",
            "Hentikan server dan jalankan lagi dengan make run; pembaruan berjalan sendiri saat mulai.",
        )
    if not takes_writes:
        return Finding(
            "Basis data",
            "stop",
            f"{words}, tidak dapat ditulis",
            "Periksa hak folder data dan apakah disknya masih terpasang untuk ditulis.",
        )
    return Finding("Basis data", "ok", f"{words}, dapat ditulis")


def judge_disk(*, free: int, total: int) -> Finding:
    """The disk of the data folder, in bytes."""
    words = f"{size_words(free)} kosong dari {size_words(total)}"
    advice = "Hapus berkas lain di disk itu, atau pindahkan salinan data lama ke disk lain."
    if free < HARDLY_ANY_BYTES:
        return Finding("Ruang disk", "stop", f"{words}, hampir habis", advice)
    if free < FEW_BYTES:
        return Finding("Ruang disk", "look", f"{words}, menipis", advice)
    return Finding("Ruang disk", "ok", words)


def judge_worker(
    *, last_sign: datetime | None, at: datetime, queued: int, running: int, held: int, release: str
) -> Finding:
    """Whether certificates, cards and backups are being worked on. `release`: the command as typed."""
    parts = [f"{running} berjalan" if running else "", f"{queued} menunggu" if queued else ""]
    queue = ", ".join(part for part in parts if part) or "antrean kosong"
    if is_silent(last_sign, at):
        return Finding(
            "Pekerja latar",
            "stop",
            f"tidak memberi tanda, {queue}",
            "Hentikan server dan jalankan lagi dengan make run; pekerja latar ikut mulai.",
        )
    if held:
        return Finding(
            "Pekerja latar",
            "look",
            f"aktif, {held} pekerjaan ditahan sejak pemulihan",
            f"Periksa dulu, lalu ketik di folder program: {release}",
        )
    return Finding("Pekerja latar", "ok", f"aktif, {queue}")


def judge_clock(*, at: datetime, local_words: str, newest: datetime | None) -> Finding:
    """`newest`: when something was last changed."""
    if newest is not None and newest - at > SET_BACK:
        return Finding(
            "Jam server",
            "stop",
            f"{local_words}, mundur dari catatan terakhir",
            "Betulkan tanggal dan jam mesin ini; presensi memakai jam itu.",
        )
    return Finding("Jam server", "ok", local_words)


def judge_address(address: str | None, *, kind: str, words: str) -> Finding:
    """PUBLIC_URL, or the office's own address; `kind` and `words`: what is known of it."""
    if not address:
        return Finding(
            "Alamat publik",
            "look",
            "belum ada",
            "Sertifikat dan tautan pribadi perlu alamat https dari luar; isi di sub-halaman Kantor.",
            _ADDRESS_PAGE,
        )
    told = f"{address}, {words}"
    if kind == "ok":
        return Finding("Alamat publik", "ok", told)
    return Finding("Alamat publik", kind, told, "Tekan Periksa di sub-halaman Kantor.", _ADDRESS_PAGE)


def judge_backup(facts: BackupFacts, *, at: datetime, made_words: str) -> Finding:
    """`made_words`: when the newest was made, as the page writes it."""
    label = "Salinan data"
    last = f"terakhir {made_words}, {size_words(facts.size)}" if facts.made_at is not None else "belum ada"
    if facts.problem:
        return Finding(label, "stop", f"yang terakhir gagal; {last}", facts.problem)
    if facts.due_since is not None and at - facts.due_since > GRACE:
        return Finding(
            label,
            "stop",
            f"yang terjadwal terlewat; {last}",
            "Pekerja latar belum membuatnya. Bila pekerja latar aktif, buat sekarang dengan tombol di bawah.",
        )
    if facts.copy_problem:
        return Finding(
            label,
            "look",
            f"{last}, tetapi belum tersalin ke folder kedua",
            f"Pasang disknya atau perbaiki foldernya, lalu buat lagi. {facts.copy_problem}",
        )
    if not facts.is_on:
        return Finding(
            label, "look", f"{last}, jadwal mati", "Nyalakan jadwal di bawah, atau buat sendiri secara rutin."
        )
    if facts.made_at is None:
        return Finding(label, "none", "belum ada; yang pertama dibuat sesuai jadwal")
    return Finding(label, "ok", last)
