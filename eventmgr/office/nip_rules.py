"""NIP, the number of a civil servant, as BKN gives it (Peraturan BKN 22/2007; PPPK: Surat BKN 2020).

18 digits: birth date (8), year and month of appointment (6), sex (1), serial (3). For PPPK the month's place
holds the contract's turn, 21 and up.
"""

import re
from datetime import date

from eventmgr.shared.decision import ALLOWED, Decision

_SEPARATORS = re.compile(r"[\s.\-]")
_FIRST_CONTRACT, _LAST_CONTRACT = 21, 99

NIP_WORDS = {
    "digits": "NIP hanya berisi angka.",
    "length": "NIP terdiri atas 18 angka.",
    "birth": "Delapan angka pertama NIP bukan tanggal lahir (tahun, bulan, tanggal).",
    "appointed": "Angka ke-9 sampai ke-14 NIP bukan tahun dan bulan pengangkatan.",
    "too_young": "Tahun pengangkatan dalam NIP tidak cocok dengan tahun lahirnya.",
    "sex": "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).",
    "serial": "Tiga angka terakhir NIP adalah nomor urut, mulai 001.",
}


def normalize_nip(text: str) -> str:
    """Without the spaces that people write between its parts: "19790312 200312 1 003"."""
    return _SEPARATORS.sub("", text)


def judge_nip(nip: str) -> Decision:
    """Whether this can be a NIP. Reasons are the keys of NIP_WORDS."""
    if not nip.isascii() or not nip.isdigit():
        return Decision(False, "digits")
    if len(nip) != 18:
        return Decision(False, "length")
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return Decision(False, "birth")
    if not 1920 <= born.year <= 2100:
        return Decision(False, "birth")
    year, month = int(nip[8:12]), int(nip[12:14])
    if not (1 <= month <= 12 or _FIRST_CONTRACT <= month <= _LAST_CONTRACT) or not 1940 <= year <= 2100:
        return Decision(False, "appointed")
    if not 15 <= year - born.year <= 60:
        return Decision(False, "too_young")
    if nip[14] not in "12":
        return Decision(False, "sex")
    return Decision(False, "serial") if nip[15:] == "000" else ALLOWED


def show_nip(nip: str) -> str:
    """As papers print it, in its four parts: "19790312 200312 1 003"; what is no NIP stays as it is."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


def mask_nip(nip: str) -> str:
    """1979••••••••••1003: the birth date is nobody's business in a list."""
    return f"{nip[:4]}••••••••••{nip[-4:]}"
