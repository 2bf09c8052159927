"""Forms of an event's own pages: facts, state, members, quota."""

from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from eventmgr.people.phone_rules import is_e164, read_phone
from eventmgr.web.forms import BaseForm, SeenRevision, required

ZONES = (("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"))
LEVELS = (("kelurahan", "tiap kelurahan"), ("kecamatan", "tiap kecamatan"), ("city", "sekota"))
MOST_SEATS = 10_000


def typed_phone(text: str) -> str | None:
    """A telephone number as typed in E.164, None when empty. Raises ValidationError."""
    if not text:
        return None
    phone = read_phone(text).phone
    if phone is None or not is_e164(phone):
        raise ValidationError("Tulis nomor seperti 0812 3456 7890.")
    return phone


class FactsForm(BaseForm):
    """Name, place, zone, contact, credit rule."""

    revision = SeenRevision()
    name = StringField(
        "Nama kegiatan",
        validators=[required("Isi nama kegiatan."), Length(max=200, message="Paling panjang 200 huruf.")],
    )
    place = StringField("Tempat", validators=[Length(max=200, message="Paling panjang 200 huruf.")])
    zone = SelectField("Zona waktu", choices=[SelectChoice(*zone) for zone in ZONES])
    contact_name = StringField(
        "Nama yang dihubungi", validators=[Length(max=200, message="Paling panjang 200 huruf.")]
    )
    contact_phone = StringField("Nomor WA")
    credit_rule = RadioField(
        "JP pada sertifikat",
        choices=[
            SelectChoice("sessions", "Dari sesi yang diikuti"),
            SelectChoice("full", "JP penuh kegiatan, bagi semua yang berhak"),
        ],
    )

    def validate_contact_phone(self, field: StringField) -> None:
        """Empty, or a number that WhatsApp can call."""
        typed_phone(field.data or "")


class StateForm(BaseForm):
    """One step of the event's state."""

    seen = HiddenField()
    to = HiddenField()
    reason = TextAreaField("Alasan", validators=[Length(max=500, message="Paling panjang 500 huruf.")])


class MemberForm(BaseForm):
    """A user who is to work on the event."""

    email = StringField("Surel", validators=[required("Isi surelnya."), Length(max=254)])
    role = SelectField("Peran")


class QuotaForm(BaseForm):
    """Seats of a category; empty for one without quota."""

    revision = SeenRevision()
    seats = IntegerField(
        "Tempat",
        validators=[
            Optional(),
            NumberRange(min=0, max=MOST_SEATS, message=f"Tulis angka dari 0 sampai {MOST_SEATS}."),
        ],
    )
    region_level = SelectField("Dihitung", choices=[SelectChoice(*level) for level in LEVELS])


class ExceptionForm(BaseForm):
    """A region that gets another number of seats, and why."""

    region = SelectField("Wilayah")
    seats = IntegerField(
        "Tempat",
        validators=[
            required("Isi jumlah tempatnya."),
            NumberRange(min=0, max=MOST_SEATS, message=f"Tulis angka dari 0 sampai {MOST_SEATS}."),
        ],
    )
    reason = StringField(
        "Alasan",
        validators=[
            required("Tulis alasannya, misalnya nomor surat."),
            Length(max=300, message="Paling panjang 300 huruf."),
        ],
    )
