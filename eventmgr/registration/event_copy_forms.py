"""The form of a new event."""

from datetime import date

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from eventmgr.events.agenda_forms import typed_day
from eventmgr.events.name_rules import is_slug
from eventmgr.web.forms import CreatingForm, required

MOST_DAYS = 31
#: what is ticked at first
TICKED = ("agenda", "doors", "members", "quota", "people")


class NewEventForm(CreatingForm):
    """One page: where from, what, when, where, and what comes along."""

    #: whether a person has filled it in; False while it only proposes
    is_filled = False

    source = RadioField("Berangkat dari mana", default="", validate_choice=False)
    #: whose ticks the page shows, and what it proposed; another choice proposes anew
    shown = HiddenField(default="")
    proposed_name = HiddenField(default="")
    proposed_place = HiddenField(default="")
    proposed_first = HiddenField(default="")
    name = StringField(
        "Nama kegiatan",
        validators=[required("Isi nama kegiatan."), Length(max=200, message="Paling panjang 200 huruf.")],
    )
    place = StringField("Tempat", validators=[Length(max=200, message="Paling panjang 200 huruf.")])
    first_day = StringField("Hari pertama", validators=[required("Isi hari pertama.")])
    day_count = SelectField(
        "Lamanya",
        coerce=int,
        default=1,
        choices=[SelectChoice(number, f"{number} hari") for number in range(1, MOST_DAYS + 1)],
    )
    slug = StringField("Alamat halaman")
    agenda = BooleanField("Hari dan jadwal")
    doors = BooleanField("Titik presensi")
    members = BooleanField("Petugas")
    quota = BooleanField("Kuota")
    people = BooleanField("Peserta yang masih bertugas")

    def validate_first_day(self, field: StringField) -> None:
        """A day as people type it."""
        typed_day(field.data or "")

    def validate_slug(self, field: StringField) -> None:
        """Empty (from the name), or an address."""
        if field.data and not is_slug(field.data):
            raise ValidationError("Pakai huruf kecil, angka, dan tanda hubung, 3 sampai 60 huruf.")

    def first_day_or_none(self) -> date | None:
        """The first day as far as it is readable now."""
        try:
            return typed_day(self.first_day.data or "")
        except ValidationError:
            return None
