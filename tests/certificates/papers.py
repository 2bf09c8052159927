"""A certificate's content with working defaults, for tests of the paper."""

from dataclasses import replace
from typing import Any

from eventmgr.certificates.content import CertificateContent, DayBlock, SessionLine

DAYS = tuple(
    DayBlock(label, tuple(SessionLine(f"Materi {number} {label}", "Tim Dinas", 2) for number in range(3)))
    for label in ("Senin, 18 November 2024", "Selasa, 19 November 2024", "Rabu, 20 November 2024")
)
TOKEN = "0123456789ABCDEFGHJKMNPQRS"
PLAIN = CertificateContent(
    government="PEMERINTAH KOTA PADANG",
    office="DINAS SOSIAL",
    number="400.9.12.3/92/Dinsos/2024",
    short_code="K7QF2M9D",
    name="Nelfia",
    front_title="",
    back_title="",
    role="Pekerja Sosial Masyarakat (PSM)",
    place="Kelurahan Ranah Parak Rumbio, Kecamatan Padang Selatan",
    capacity="peserta",
    event_name="Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024",
    organizer="Dinas Sosial Kota Padang",
    date_range="18 s.d. 20 November 2024",
    venue="Rocky Plaza Hotel Padang",
    days=DAYS,
    is_full_credit=False,
    signed_at="Padang, 20 November 2024",
    signer_post="Kepala Dinas Sosial Kota Padang,",
    signer_name="HERIZA SYAFANI",
    signer_rank="",
    signer_nip="",
    verify_url=f"https://contoh.padang.go.id/v/{TOKEN}",
    verify_place="contoh.padang.go.id/v/",
)


def content(**changes: Any) -> CertificateContent:
    """The plain content with some fields changed."""
    return replace(PLAIN, **changes)
