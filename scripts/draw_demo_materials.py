"""Draws the session materials of the demo into the program; run `python -m scripts.draw_demo_materials`.

Three slides each: the title, what is spoken about, what is talked over afterwards. The texts are invented.
"""

from dataclasses import dataclass
from pathlib import Path

import eventmgr.demo
from eventmgr.shared.pdf_engine import html_to_pdf

DATA = Path(eventmgr.demo.__path__[0]) / "data"
BAND = '<div class="band"></div>'
FONTS = "static:vendor/plus-jakarta-sans-5.3.0/plus-jakarta-sans"
STYLE = (
    f"""
@font-face {{ font-family: "Plus Jakarta Sans"; font-weight: 400; src: url("{FONTS}-400-normal.woff2") }}
@font-face {{ font-family: "Plus Jakarta Sans"; font-weight: 700; src: url("{FONTS}-700-normal.woff2") }}
@font-face {{ font-family: "Plus Jakarta Sans"; font-weight: 800; src: url("{FONTS}-800-normal.woff2") }}
"""
    + """
@page { size: 254mm 143mm; margin: 0 }
* { margin: 0; padding: 0 }
body { font-family: "Plus Jakarta Sans"; color: #1b1714; font-size: 17pt; line-height: 1.45;
  font-variant-ligatures: none }
section { position: relative; box-sizing: border-box; height: 143mm; padding: 25mm 22mm 0;
  background: #faf6ef; break-after: page }
section:last-child { break-after: auto }
.first { padding-top: 48mm; background: #7b1e28; color: #fff }
.band { position: absolute; left: 0; top: 0; width: 254mm; height: 8mm;
  background: url("static:img/band.svg") repeat-x; background-size: auto 8mm }
h1 { margin-bottom: 6mm; font-size: 34pt; line-height: 1.2; font-weight: 800; letter-spacing: -.01em }
h2 { margin-bottom: 8mm; font-size: 25pt; font-weight: 800; letter-spacing: -.01em }
li { padding: 3.4mm 0; border-top: .3mm solid #e3dacd; list-style: none }
.foot { position: absolute; left: 22mm; bottom: 9mm; color: #574e47; font-size: 10.5pt }
.first .foot { color: #f3e7cf }
"""
)


@dataclass(frozen=True, slots=True)
class Handout:
    """The text of one file; `points` are spoken about, `questions` talked over."""

    file: str
    title: str
    speaker: str
    points: tuple[str, ...]
    questions: tuple[str, ...]


HANDOUTS = (
    Handout(
        "arah-kebijakan.pdf",
        "Arah kebijakan pilar-pilar sosial 2025",
        "Yulinda Rasyid, Bidang Pemberdayaan Sosial",
        (
            "Satu keluarga, satu pendamping, satu catatan",
            "Data yang sama dipakai oleh semua program",
            "Dari bantuan menuju kemandirian keluarga",
        ),
        (
            "Program apa yang paling sering ditanyakan warga?",
            "Kapan sebuah keluarga siap didampingi menuju mandiri?",
        ),
    ),
    Handout(
        "tugas-fungsi-psm.pdf",
        "Tugas dan fungsi PSM",
        "Hendra Gunawan, S.Sos, M.Si, Widyaiswara",
        (
            "Mengenali keluarga yang perlu dibantu di kelurahan",
            "Menghubungkan warga dengan layanan yang tepat",
            "Mencatat kunjungan supaya dapat ditindaklanjuti",
        ),
        (
            "Dengan siapa PSM bekerja sama di kelurahan Anda?",
            "Catatan apa yang paling membantu pada kunjungan berikutnya?",
        ),
    ),
    Handout(
        "musyawarah-kelurahan.pdf",
        "Musyawarah kelurahan",
        "Hendra Gunawan, S.Sos, M.Si, Widyaiswara",
        (
            "Siapa yang diundang, dan siapa yang sering terlewat",
            "Membaca daftar bersama warga, nama demi nama",
            "Menulis kesepakatan dan menandatanganinya di tempat",
        ),
        (
            "Apa yang dilakukan bila warga tidak sepakat?",
            "Kapan musyawarah berikutnya di kelurahan Anda?",
        ),
    ),
    Handout(
        "pena.pdf",
        "PENA, pemberdayaan ekonomi",
        "Mira Handayani, Pendamping PENA",
        (
            "Memilih usaha yang sudah dikenal keluarga",
            "Menghitung modal, biaya, dan sisa setiap minggu",
            "Menjual lebih dahulu kepada tetangga dan warung sekitar",
        ),
        (
            "Usaha apa yang berhasil di kelurahan Anda?",
            "Siapa yang dapat menjadi teman belajar bagi yang baru mulai?",
        ),
    ),
)


def draw(handout: Handout) -> bytes:
    """The slides as a PDF."""

    def lines(items: tuple[str, ...]) -> str:
        return "".join(f"<li>{item}</li>" for item in items)

    foot = '<p class="foot">Bahan contoh, isinya rekaan. Ganti dengan bahan pemateri.</p>'
    html = (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{handout.title}</title>'
        f"<style>{STYLE}</style></head><body>"
        f'<section class="first">{BAND}<h1>{handout.title}</h1>'
        f"<p>{handout.speaker}</p>{foot}</section>"
        f"<section>{BAND}<h2>Pokok bahasan</h2><ul>{lines(handout.points)}</ul>{foot}</section>"
        f"<section>{BAND}<h2>Untuk dibicarakan</h2><ul>{lines(handout.questions)}</ul>{foot}</section>"
        "</body></html>"
    )
    return html_to_pdf(html)


def main() -> None:
    """Write every file."""
    for handout in HANDOUTS:
        path = DATA / handout.file
        path.write_bytes(draw(handout))
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
