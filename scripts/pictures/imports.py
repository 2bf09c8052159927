"""Import of a roster: the upload with a refusal, the preview with problems and with none."""

from playwright.sync_api import Page

from eventmgr.demo.loading import ROSTER
from scripts.pictures.desk import EMPTY, EVENT
from scripts.pictures.shot import Shot, Steps
from tests.roster.roster_files import make_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: a row that is right, and one with each thing that people get wrong
FAULTY = make_file(
    {},
    {"Nama Lengkap": "Asnimar", "NIK": "13710156069490"},
    {
        "Nama Lengkap": "Rahmat Hidayat Chaniago, S.PdI",
        "NIK": "1371014606940002",
        "Kelurahan": "Kampung Baru",
    },
    {"Nama Lengkap": "Upik", "NIK": "1371014506940003", "Kelurahan": "Air Manih"},
    {"Nama Lengkap": "Olo Panggabean", "NIK": 1371014606940000, "Tgl Lahir": "31/02/1994"},
    {"Nama Lengkap": "", "NIK": "1371014706940005"},
)


def _send(data: bytes, name: str, mime_type: str = XLSX) -> Steps:
    def steps(page: Page) -> None:
        page.set_input_files("input[type=file]", {"name": name, "mimeType": mime_type, "buffer": data})
        page.locator("main form [type=submit]").first.click()
        page.locator(".error-summary, .action-bar").first.wait_for()

    return steps


def _preview(data: bytes, name: str, address: str = "") -> Steps:
    send = _send(data, name)

    def steps(page: Page) -> None:
        send(page)
        page.wait_for_url("**/peserta/impor/*")
        if address:
            page.goto(page.url + address)

    return steps


ROSTER_BYTES = ROSTER.read_bytes()
UPLOAD, EMPTY_UPLOAD = f"{EVENT}/peserta/impor", f"{EMPTY}/peserta/impor"
SHOTS = (
    Shot(name="impor", path=UPLOAD),
    Shot(
        name="impor-ditolak",
        path=UPLOAD,
        then=_send(b"bukan buku kerja", "catatan.xlsx"),
        says="status of 422",
    ),
    Shot(name="impor-pratinjau", path=UPLOAD, then=_preview(FAULTY, "Daftar peserta.xlsx")),
    Shot(name="impor-pratinjau-semua", path=UPLOAD, then=_preview(FAULTY, "Daftar.xlsx", "?tampil=semua")),
    Shot(name="impor-pratinjau-tetap", path=UPLOAD, then=_preview(ROSTER_BYTES, ROSTER.name)),
    Shot(name="impor-pratinjau-bersih", path=UPLOAD, then=_preview(make_file({}), "Daftar.xlsx")),
)
