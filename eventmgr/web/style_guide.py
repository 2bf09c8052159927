"""The sheet of all components, made with the real macros, so that a change of a style shows at once."""

from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, current_app, g, render_template
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from eventmgr.web.access import allow
from eventmgr.web.forms import BaseForm, required
from eventmgr.web.frame import build_frame

blueprint = Blueprint("web", __name__)


class SampleForm(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    title = StringField("Judul sesi")
    name = StringField("Nama lengkap", validators=[required("Isi nama lengkap.")])
    nik = StringField("NIK", validators=[Length(min=16, message="NIK terisi 15 dari 16 angka")])
    counted = StringField("NIK")
    phone = StringField("No. WA")
    note = TextAreaField("Catatan")
    room = SelectField(
        "Ruang",
        choices=[SelectChoice("", "Pilih ruang"), SelectChoice("a", "Ballroom, lantai 2")],
        validators=[required("Pilih ruang")],
    )
    state = RadioField(
        "Keterangan", choices=[SelectChoice(word.lower(), word) for word in ("Izin", "Sakit", "Tugas")]
    )
    door = BooleanField("Catat kehadiran")
    file = FileField("Berkas")
    day = StringField("Tanggal")
    hour = StringField("Mulai")
    reason = StringField("Alasan")

    def validate_day(self, field: StringField) -> None:
        """Wrong, whatever it is: the sheet shows it so."""
        raise ValidationError("Tulis tanggal seperti 18-11-2024.")


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A station of the sample road."""

    label: str
    note: str
    kind: str
    band: str
    url: str = ""
    is_current: bool = False


ROAD = (
    SampleStep("Kuota", "kurang 2 nama", "look", "full", "#jalan"),
    SampleStep("Kartu", "323 dicetak", "ok", "full", "#jalan"),
    SampleStep("Presensi hari 1", "sedang berjalan", "current", "half", "#jalan", is_current=True),
    SampleStep("Hari 2", "Selasa, 19 Nov.", "none", "none"),
    SampleStep("SPJ", "sampai 27 Nov.", "none", "none"),
)


DAYS = (date(2024, 11, 18), date(2024, 11, 19), date(2024, 11, 20))
FILLED = {
    "title": "Musyawarah kelurahan",
    "name": "Yulmaini Syafitri, S.Pd",
    "counted": "13710221026",
    "phone": "0812 6601 7812",
    "note": "Surat dokter menyusul hari Rabu.",
    "room": "a",
    "door": "y",
    "state": "sakit",
    "day": "19-11-2024",
    "hour": "10.15",
    "reason": "Permintaan yang bersangkutan",
}
PLACES = {
    "tabs": [
        {"label": label, "url": "#tab", "active": label == "Peserta"}
        for label in ("Persiapan", "Peserta", "Kartu", "Presensi")
    ],
    "subpages": [
        {"label": label, "url": "#tab", "active": label == "Papan kuota"}
        for label in ("Daftar peserta", "Papan kuota", "Impor")
    ],
}


def _form(prefix: str = "", **values: str) -> SampleForm:
    return SampleForm(
        formdata=MultiDict({f"{prefix}{name}": value for name, value in values.items()}), prefix=prefix
    )


@blueprint.get("/panduan-tampilan")
@allow("admin")
def style_guide() -> str:
    good = _form(**FILLED)
    again = _form("l-", title=FILLED["title"])
    bad = _form("s-", name="Yulmaini", nik="137105510683901", day="31-11-2024", door="y")
    bad.validate()
    g.frame = replace(
        build_frame(current_app), place="Lembar komponen", place_note="semua bagian dengan semua keadaannya"
    )
    return render_template(
        "web/style_guide.html", good=good, again=again, bad=bad, road=ROAD, days=DAYS, places=PLACES
    )
