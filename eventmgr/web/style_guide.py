"""The sheet of all components, made with the real macros, so that a change of a style shows at once."""

from dataclasses import dataclass, replace

from flask import Blueprint, current_app, g, render_template
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from eventmgr.web.access import allow
from eventmgr.web.forms import BaseForm, required
from eventmgr.web.frame import build_frame

blueprint = Blueprint("web", __name__)


class SampleForm(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    name = StringField("Nama lengkap", validators=[required("Isi nama lengkap.")])
    nik = StringField("NIK", validators=[Length(min=16, message="NIK baru 15 angka, seharusnya 16")])
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
    door = BooleanField("Catat kehadiran di sesi ini")
    file = FileField("Berkas")


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


def _filled() -> SampleForm:
    values = {"name": "Yulmaini Syafitri, S.Pd", "nik": "1371055106839012", "phone": "0812 6601 7812"}
    return SampleForm(
        formdata=MultiDict({**values, "note": "Surat dokter menyusul hari Rabu.", "room": "a", "door": "y"}),
        prefix="",
    )


@blueprint.get("/panduan-tampilan")
@allow("admin")
def style_guide() -> str:
    good = _filled()
    good.state.data = "sakit"
    bad = SampleForm(formdata=MultiDict({"s-name": "Yulmaini", "s-nik": "137105510683901"}), prefix="s-")
    bad.validate()
    g.frame = replace(
        build_frame(current_app), place="Lembar komponen", place_note="semua bagian dengan semua keadaannya"
    )
    return render_template("web/style_guide.html", good=good, bad=bad, road=ROAD)
