"""The form about what is known of one person."""

from collections.abc import Mapping
from datetime import date

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from eventmgr.people.edit_rules import EDITABLE, FIELD_WORDS, Value
from eventmgr.people.models import Person
from eventmgr.people.name_rules import is_name
from eventmgr.people.phone_rules import read_phone
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from eventmgr.shared.text import local_phone
from eventmgr.web.forms import BaseForm


def texts_of(person: Person) -> dict[str, str]:
    """What stands in the fields: dates as 16-07-1971, telephones as people write them."""
    texts = {field: str(getattr(person, field) or "") for field in EDITABLE}
    if person.birth_date is not None:
        texts["birth_date"] = person.birth_date.strftime("%d-%m-%Y")
    if person.phone:
        texts["phone"] = local_phone(person.phone)
    return texts


def value_of(field: str, text: str, today: date) -> Value:
    """What is stored for a valid text; None for an empty one."""
    if not text:
        return None
    if field == "birth_date":
        return read_date(text, latest=today)
    return read_phone(text).phone if field == "phone" else text


class EditForm(BaseForm):
    """`base` is what the fields held when the page was opened: what was odd before is no error now."""

    today: date = date.max
    base: Mapping[str, str] = {}

    front_title = StringField("Gelar depan", validators=[Length(max=60, message="Paling panjang 60 huruf.")])
    name = StringField(FIELD_WORDS["name"], validators=[Length(max=200, message="Paling panjang 200 huruf.")])
    back_title = StringField("Gelar", validators=[Length(max=120, message="Paling panjang 120 huruf.")])
    birth_place = StringField(
        FIELD_WORDS["birth_place"], validators=[Length(max=120, message="Paling panjang 120 huruf.")]
    )
    birth_date = StringField(FIELD_WORDS["birth_date"])
    sex = RadioField(
        FIELD_WORDS["sex"],
        choices=[SelectChoice("L", "Laki-laki"), SelectChoice("P", "Perempuan")],
        validators=[Optional()],
    )
    address = StringField(
        FIELD_WORDS["address"], validators=[Length(max=500, message="Paling panjang 500 huruf.")]
    )
    phone = StringField(FIELD_WORDS["phone"])

    def validate_name(self, field: StringField) -> None:
        """A name holds letters."""
        if not is_name(field.data or ""):
            raise ValidationError("Isi nama lengkap")

    def validate_birth_date(self, field: StringField) -> None:
        """Empty, or a day that was."""
        try:
            read_date(field.data or "", latest=self.today)
        except DateUnreadableError as error:
            raise ValidationError("Tulis tanggal seperti 16-07-1971 atau 16 Juli 1971") from error

    def validate_phone(self, field: StringField) -> None:
        """Empty, as before, or an Indonesian mobile number."""
        if not field.data or field.data == self.base.get("phone"):
            return
        reading = read_phone(field.data)
        if not (reading.phone or "").startswith("+628") or reading.doubt is not None:
            raise ValidationError("Nomor WhatsApp harus diawali 08 atau +62")
