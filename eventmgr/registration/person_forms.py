"""Forms about one person: adding, replacing, cancelling, moving, correcting the NIK, the private link."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from eventmgr.people.name_rules import is_name, split_name
from eventmgr.people.phone_rules import read_phone
from eventmgr.people.rules import NikFault, NikReading, read_nik
from eventmgr.registration import entry_problems as say
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from eventmgr.web.forms import BaseForm, CreatingForm, required

PHONE_WORDS = "Nomor WhatsApp harus diawali 08 atau +62"
DATE_WORDS = "Tulis tanggal seperti 16-07-1971 atau 16 Juli 1971"
SEXES = (SelectChoice("L", "Laki-laki"), SelectChoice("P", "Perempuan"))
_LONG = "Paling panjang 200 huruf."
_PAGE_ORDER = (
    *("csrf_token", "request_uid", "revision", "same", "over", "name", "category", "nik", "region", "phone"),
    *("reason", "sex", "birth_place", "birth_date", "address"),
)


def nik_fault_words(reading: NikReading) -> str:
    """The sentence about the first fault of a typed NIK, as the import says it; "" for a sound one."""
    if not reading.faults:
        return ""
    words = {
        NikFault.length: say.nik_length_words(reading.digit_count, not reading.typed),
        NikFault.date: say.NIK_DATE,
        NikFault.serial: say.NIK_SERIAL,
        NikFault.damaged: say.nik_damaged_words(reading.typed),
    }
    return words[reading.faults[0]]


def check_nik(_form: BaseForm, field: StringField) -> None:
    """Sixteen digits with a day that exists and a serial, as at the import."""
    fault = nik_fault_words(read_nik(field.data))
    if fault:
        raise ValidationError(fault)


def check_phone(_form: BaseForm, field: StringField) -> None:
    """Empty, or an Indonesian mobile number."""
    if field.data and not (read_phone(field.data).phone or "").startswith("+628"):
        raise ValidationError(PHONE_WORDS)
    if field.data and read_phone(field.data).doubt is not None:
        raise ValidationError("Isi satu nomor WhatsApp saja")


def check_name(_form: BaseForm, field: StringField) -> None:
    """A name holds letters, and its parts fit their columns."""
    if not is_name(field.data or ""):
        raise ValidationError("Isi nama lengkap")
    parts = split_name(field.data or "")
    if len(parts.front_title or "") > 60 or len(parts.back_title or "") > 120:
        raise ValidationError("Gelar terlalu panjang")


def typed_birth(text: str, today: date) -> date | None:
    """The birth date as typed. Raises DateUnreadableError."""
    return read_date(text, latest=today)


class PersonForm(CreatingForm):
    """Who it is. `today` must be set before it is validated."""

    today: date = date.max

    name = StringField("Nama lengkap", validators=[check_name, Length(max=200, message=_LONG)])
    nik = StringField("NIK", validators=[check_nik])
    phone = StringField("Nomor WhatsApp", validators=[check_phone])
    sex = RadioField("Jenis kelamin", choices=list(SEXES), validators=[Optional()])
    birth_place = StringField(
        "Tempat lahir", validators=[Length(max=120, message="Paling panjang 120 huruf.")]
    )
    birth_date = StringField("Tanggal lahir")
    address = StringField("Alamat", validators=[Length(max=500, message="Paling panjang 500 huruf.")])
    #: the answer when somebody like this is known: the person's uid, or "other"
    same = RadioField("Orang yang sama?", validators=[Optional()], validate_choice=False)

    def __iter__(self) -> Iterator[Any]:
        """The fields in the order of the page, so that the summary of errors has it, too."""
        fields = dict(self._fields)
        return iter([fields[name] for name in _PAGE_ORDER if name in fields])

    def validate_birth_date(self, field: StringField) -> None:
        """Empty, or a day that was."""
        try:
            typed_birth(field.data or "", self.today)
        except DateUnreadableError as error:
            raise ValidationError(DATE_WORDS) from error


class AddForm(PersonForm):
    """Somebody new in the event. Choices of `category` and `levels` come from the office."""

    levels: dict[str, str | None] = {}
    regions: dict[str, str] = {}

    category = RadioField("Unsur", validators=[InputRequired("Pilih unsur")])
    region = StringField("Kelurahan")
    #: the answer when the seats are taken: "surplus" or "reserve"
    over = RadioField(
        "Tempatnya sudah penuh",
        choices=[
            SelectChoice("surplus", "Daftarkan juga, di atas kuota"),
            SelectChoice("reserve", "Jadikan cadangan"),
        ],
        validators=[Optional()],
    )

    def validate_region(self, field: StringField) -> None:
        """The region must be of the level at which the category serves."""
        level = self.levels.get(self.category.data or "")
        if level is not None and self.regions.get(field.data or "") != level:
            raise ValidationError(f"Pilih {level}")


class ReplaceForm(PersonForm):
    """Who takes the seat, and why."""

    revision = StringField(validators=[required("")])
    reason = StringField(
        "Alasan penggantian",
        validators=[
            required("Tulis alasannya, supaya panitia lain tahu."),
            Length(max=200, message=_LONG),
        ],
    )


class ReasonForm(BaseForm):
    """An act that needs a reason; `seen` is what the page showed, so that two presses are one."""

    seen = StringField(validators=[Optional()])
    reason = StringField(
        "Alasan",
        validators=[
            required("Tulis alasannya, supaya panitia lain tahu."),
            Length(max=200, message=_LONG),
        ],
    )


class NikForm(ReasonForm):
    """The right NIK."""

    nik = StringField("NIK yang benar", validators=[check_nik])


class MoveForm(ReasonForm):
    """What and where somebody is registered from now on."""

    levels: dict[str, str | None] = {}
    regions: dict[str, str] = {}

    category = RadioField("Unsur", validators=[InputRequired("Pilih unsur")])
    region = StringField("Kelurahan")
    sk_number = StringField("Nomor SK", validators=[Length(max=80, message="Paling panjang 80 huruf.")])

    def validate_region(self, field: StringField) -> None:
        """The region must be of the level at which the category serves."""
        level = self.levels.get(self.category.data or "")
        if level is not None and self.regions.get(field.data or "") != level:
            raise ValidationError(f"Pilih {level}")


class NoteForm(BaseForm):
    """What the crew is told at the door; empty takes the note away."""

    note = TextAreaField("Catatan untuk petugas", validators=[Length(max=200, message=_LONG)])
