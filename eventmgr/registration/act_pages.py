"""What the pages of acts on one registration say: the effect is told before the press."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eventmgr.events.rules import Doing


@dataclass(frozen=True, slots=True)
class ActPage:
    """`heading` ends with the name; `effects` are (mark, title, note); `kind` is the button's."""

    heading: str
    effects: tuple[tuple[str, str, str], ...]
    button: str
    busy: str
    kind: str = "primary"
    reason_hint: str = "Ditulis di riwayat, dapat dibaca panitia lain."
    #: what the act does to the event (`events.rules.Doing`); "" for what belongs to the person and goes on
    doing: str = ""


REVOKE_WORDS = "cabut di halaman Sertifikat bila keliru"
CANCEL = ActPage(
    "Batalkan pendaftaran",
    (
        ("stop", "Kartunya tidak berlaku lagi", "di pintu petugas membaca bahwa pendaftaran ini dibatalkan"),
        ("none", "Tempatnya menjadi kosong", "cadangan dapat dinaikkan"),
        ("ok", "Kehadiran dan riwayatnya tetap", "pembatalan dapat diurungkan, kartu lama lalu berlaku lagi"),
    ),
    "Batalkan pendaftaran",
    "Membatalkan…",
    "danger",
    doing=Doing.PREPARE,
)


def cancel_page(staying: Sequence[str]) -> ActPage:
    """The cancelling, with what stays valid all the same: "Sertifikat nomor 412"."""
    told = tuple(("look", f"{words} tetap berlaku", REVOKE_WORDS) for words in staying)
    return replace(CANCEL, effects=CANCEL.effects + told)


RESTORE = ActPage(
    "Pulihkan pendaftaran",
    (
        ("ok", "Terdaftar lagi", "bila tempatnya sudah terisi, menjadi cadangan"),
        ("ok", "Kartu lama berlaku kembali", "tidak perlu dicetak ulang"),
    ),
    "Pulihkan pendaftaran",
    "Memulihkan…",
    doing=Doing.PREPARE,
)
NEW_CARD = ActPage(
    "Kartu baru",
    (
        ("stop", "Kartu lama tidak berlaku lagi", "yang menunjukkannya di pintu diminta kartu baru"),
        ("changed", "Kartu baru perlu dicetak", "di sudutnya tertulis kartu pengganti"),
        ("ok", "Kehadiran yang sudah tercatat tetap", ""),
    ),
    "Buat kartu baru",
    "Membuat…",
    reason_hint="Misalnya hilang, rusak, atau tertinggal.",
    doing=Doing.PREPARE,
)
NEW_LINK = ActPage(
    "Perbarui tautan pribadi",
    (
        ("stop", "Tautan lama ditutup", "yang membukanya membaca bahwa tautan itu sudah diganti"),
        ("changed", "Tautan baru perlu dikirim", "lewat WhatsApp, atau dicetak"),
        ("ok", "Kartu peserta tetap berlaku", "kartu bukan tautan pribadi"),
    ),
    "Buat tautan baru",
    "Membuat…",
    reason_hint="Misalnya ponselnya hilang, atau tautannya tersebar.",
)
CLOSE_LINK = ActPage(
    "Tutup tautan pribadi",
    (
        ("stop", "Halaman pribadi tidak dapat dibuka", "sampai tautan baru dibuat"),
        ("ok", "Kartu peserta tetap berlaku", "di pintu nama saja sudah cukup"),
    ),
    "Tutup tautan",
    "Menutup…",
    "danger",
    reason_hint="Misalnya nomor WhatsApp-nya ternyata milik orang lain.",
)
NEW_NIK = ActPage(
    "Ganti NIK",
    (
        ("ok", "Kartu dan tautan pribadi tetap berlaku", ""),
        ("look", "Impor berikutnya mengenali orang ini dari NIK yang baru", "betulkan juga berkas Excel-nya"),
    ),
    "Ganti NIK",
    "Menyimpan…",
    reason_hint="Misalnya dicocokkan dengan KTP.",
)
