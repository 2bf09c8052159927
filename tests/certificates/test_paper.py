"""The certificate as a file: its words read back, its QR decodes, its pages add up."""

import base64
import io
import json
import re
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from eventmgr.certificates.content import CertificateContent, DayBlock, Mark, SessionLine
from eventmgr.certificates.designs import Design
from eventmgr.certificates.paper import certificates_html, render_certificates, sheet_of
from eventmgr.certificates.preview import Sample, draw_preview
from tests.certificates.papers import DAYS, TOKEN, content
from tests.support.qr_reading import qr_codes_in


def words(document: bytes, page: int = 0) -> str:
    """Text of one page with single spaces."""
    pdf = pypdfium2.PdfDocument(document)
    text: str = pdf[page].get_textpage().get_text_bounded()
    pdf.close()
    return re.sub(r"\s+", " ", text)


def codes(document: bytes, dpi: int) -> list[str]:
    """What a decoder reads off the first page."""
    pdf = pypdfium2.PdfDocument(document)
    picture = pdf[0].render(scale=dpi / 72).to_pil()
    pdf.close()
    return qr_codes_in(picture)


def test_the_name_with_its_titles_reads_back_as_typed() -> None:
    (file,) = render_certificates([content(name="Nurbaiti Sikumbang", front_title="Hj.", back_title="S.PdI")])
    assert "Hj. Nurbaiti Sikumbang, S.PdI" in words(file)
    assert "Sikumbang, S.PdI" in words(file, 1)


def test_the_back_says_what_jp_were_counted_from_and_papers_of_before_say_what_they_said() -> None:
    record = content(credit_note="JP dihitung dari hari yang dihadiri.").to_record()
    assert "JP dihitung dari hari yang dihadiri." in back_of(record)
    del record["credit_note"]
    assert "JP dihitung dari sesi yang kehadirannya tercatat pada presensi." in back_of(record)


def back_of(record: dict[str, Any]) -> str:
    (file,) = render_certificates([CertificateContent.from_record(record)])
    return words(file, 1)


def test_a_long_name_reads_back_over_two_lines() -> None:
    name = "Rahmi Fadhila Chaniago Sikumbang"
    long = content(name=name, front_title="Dr. Hj.", back_title="S.Sos, M.Si, M.A.P")
    (file,) = render_certificates([long])
    assert f"Dr. Hj. {name}, S.Sos, M.Si, M.A.P" in words(file)


def test_the_front_says_what_was_attended_and_by_whom_it_is_signed() -> None:
    (file,) = render_certificates([content()])
    front = words(file)
    for sentence in (
        "SERTIFIKAT",
        "Nomor: 400.9.12.3/92/Dinsos/2024",
        "atas keikutsertaannya sebagai peserta Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024",
        "dengan jumlah 18 jam pelajaran (18 JP).",
        "K7QF-2M9D",
        "HERIZA SYAFANI",
    ):
        assert sentence in front
    assert "CONTOH" not in front


@pytest.mark.parametrize("design", list(Design))
def test_the_dates_stay_on_one_line(design: Design) -> None:
    (file,) = render_certificates(
        [content(design=design, organizer="Dinas Sosial Kabupaten Padang Pariaman")]
    )
    pdf = pypdfium2.PdfDocument(file)
    lines = re.sub(r"[^\S\r\n]+", " ", pdf[0].get_textpage().get_text_bounded()).splitlines()
    pdf.close()
    assert any("pada tanggal 18 s.d. 20 November 2024" in line for line in lines)


def test_no_paper_claims_an_electronic_signature() -> None:
    for mark in Mark:
        html = certificates_html([sheet_of(content(mark=mark))]).lower()
        assert "elektronik" not in html
        assert "tanda tangan" not in html


def test_the_qr_decodes_from_the_page_at_75_dpi() -> None:
    (file,) = render_certificates([content(mark=Mark.DEMO)])
    assert codes(file, 75) == [f"https://contoh.padang.go.id/v/{TOKEN}"]


def test_without_a_public_address_the_code_stands_and_no_qr() -> None:
    (file,) = render_certificates([content(verify_url="", verify_place="")])
    assert codes(file, 150) == []
    assert "K7QF-2M9D" in words(file)
    assert "Periksa keaslian" not in words(file)


def test_the_demo_and_a_preview_say_so() -> None:
    demo, preview = render_certificates([content(mark=Mark.DEMO), content(mark=Mark.PREVIEW)])
    assert "CONTOH Dibuat dari data contoh. Tidak berlaku sebagai sertifikat." in words(demo)
    assert "tempat cap dinas" not in words(demo)
    assert "Belum diterbitkan" in words(preview)
    assert "tempat cap dinas" in words(preview)


def test_each_person_gets_a_file_of_front_and_back() -> None:
    files = render_certificates([content(name=f"Orang {number}") for number in range(5)])
    for number, file in enumerate(files):
        with pikepdf.open(io.BytesIO(file)) as pdf:
            assert len(pdf.pages) == 2
        assert f"Orang {number}" in words(file)


def test_more_subjects_than_a_page_holds_get_a_further_page() -> None:
    day = DayBlock("Senin, 18 November 2024", tuple(SessionLine(f"Materi {n}", "Tim", 1) for n in range(24)))
    many, few = render_certificates([content(days=(day,)), content()])
    with pikepdf.open(io.BytesIO(many)) as pdf:
        assert len(pdf.pages) == 3
    assert "Senin, 18 November 2024 (lanjutan)" in words(many, 2)
    assert "Jumlah 24" in words(many, 2)
    assert "Jumlah" not in words(many, 1)
    with pikepdf.open(io.BytesIO(few)) as pdf:
        assert len(pdf.pages) == 2


@pytest.mark.parametrize("design", list(Design))
def test_without_subjects_there_is_no_back(design: Design) -> None:
    without, usual = render_certificates([content(design=design, days=()), content(design=design)])
    for file, pages in ((without, 1), (usual, 2)):
        with pikepdf.open(io.BytesIO(file)) as pdf:
            assert len(pdf.pages) == pages
    assert "jam pelajaran" not in words(without)
    assert "Jumlah 18" in words(usual, 1)
    drawn = draw_preview(Sample(1, content(design=design, days=())))
    assert drawn.back is None


@pytest.mark.parametrize("name", ["A", "Ng", "M" * 43, "Wawan " * 12 + "Wawan", "<b>Ani & Budi</b>"])
def test_the_shortest_and_the_longest_names_stay_on_one_front_page(name: str) -> None:
    (file,) = render_certificates([content(name=name)])
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert len(pdf.pages) == 2
    assert name in words(file)


def test_the_frozen_record_gives_the_same_content_again() -> None:
    original = content(name="Éva, putri", days=DAYS, mark=Mark.DEMO)
    assert CertificateContent.from_record(json.loads(json.dumps(original.to_record()))) == original


def test_zero_jp_are_not_printed() -> None:
    (file,) = render_certificates([content(days=())])
    assert "jam pelajaran (0 JP)" not in words(file)


def test_a_file_carries_nobody_elses_codes() -> None:
    files = render_certificates([content(name=f"Orang {number}") for number in range(3)])
    for file in files:
        with pikepdf.open(io.BytesIO(file)) as pdf:
            pictures = [
                thing
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
            ]
        assert len(pictures) == 1
        assert len(file) < 70_000


def plain(**changes: object) -> CertificateContent:
    """A content of the plain design."""
    return content(design=Design.PLAIN, is_tinted=False, **changes)


def test_the_plain_design_says_the_same_and_its_qr_decodes() -> None:
    (file,) = render_certificates([plain(name="Nurbaiti Sikumbang", back_title="S.PdI")])
    front, back = words(file), words(file, 1)
    for sentence in (
        "PEMERINTAH KOTA PADANG DINAS SOSIAL",
        "Nomor: 400.9.12.3/92/Dinsos/2024",
        "Nurbaiti Sikumbang, S.PdI",
        "atas keikutsertaannya sebagai peserta Sosialisasi Arah Kebijakan Pilar-pilar Sosial Tahun 2024",
        "dengan jumlah 18 jam pelajaran (18 JP).",
        "K7QF-2M9D Periksa keaslian di contoh.padang.go.id/v/",
        "HERIZA SYAFANI",
    ):
        assert sentence in front
    assert "Nomor 400.9.12.3/92/Dinsos/2024 Kode K7QF-2M9D" in back
    assert "Jumlah 18" in back
    assert codes(file, 75) == [f"https://contoh.padang.go.id/v/{TOKEN}"]


def test_two_designs_in_one_document_keep_to_themselves() -> None:
    woven, white = render_certificates([content(name="Tenun"), plain(name="Putih")])
    pages = [
        pypdfium2.PdfDocument(file)[0].render(scale=0.5).to_pil().convert("RGB") for file in (woven, white)
    ]
    assert [page.getpixel((2, 2)) for page in pages] == [(251, 248, 241), (255, 255, 255)]
    assert "Tenun" not in words(white)


def test_rank_and_nip_stand_under_the_name_where_the_office_prints_them() -> None:
    signed = {"signer_rank": "Pembina Utama Muda, IV/c", "signer_nip": "19700101 199503 1 002"}
    for file in render_certificates([content(**signed), plain(**signed)]):
        assert "HERIZA SYAFANI Pembina Utama Muda, IV/c NIP 19700101 199503 1 002" in words(file)


def test_the_coat_of_arms_is_a_picture_of_each_file_and_a_missing_one_leaves_no_gap() -> None:
    square = Image.new("RGB", (40, 48), (0, 90, 200))
    out = io.BytesIO()
    square.save(out, "PNG")
    logo = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    for make in (content, plain):
        with_arms, without = render_certificates([make(logo="a1"), make(logo="a2")], {"a1": logo})
        page = pypdfium2.PdfDocument(with_arms)[0].render(scale=1).to_pil().convert("RGB")
        assert (0, 90, 200) in {colour for _, colour in page.getcolors(1 << 20)}
        bare = pypdfium2.PdfDocument(without)[0].render(scale=1).to_pil().convert("RGB")
        assert (0, 90, 200) not in {colour for _, colour in bare.getcolors(1 << 20)}


def test_a_record_of_before_there_were_two_designs_is_woven() -> None:
    record = content().to_record()
    for key in ("design", "logo", "attended"):
        del record[key]
    assert CertificateContent.from_record(record) == content()


@pytest.mark.parametrize("name", ["Ng", "M" * 43, "Wawan " * 12 + "Wawan"])
def test_the_longest_names_stay_on_one_front_page_of_the_plain_design(name: str) -> None:
    (file,) = render_certificates([plain(name=name)])
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert len(pdf.pages) == 2
    assert name in words(file)
