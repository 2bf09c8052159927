"""The order of an attendance sheet."""

from wtforms import BooleanField, Field, Form, RadioField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from eventmgr.reports.attendance_paper import SheetWish
from eventmgr.web.forms import BaseForm

BLANK, HOURS = "kosong", "jam"
#: in the place of an official
NOBODY = 0


def _another(form: Form, field: Field) -> None:
    if field.data != NOBODY and field.data == form["knower"].data:
        raise ValidationError("Pilih dua pejabat yang berbeda, atau biarkan salah satunya kosong.")


class SheetForm(BaseForm):
    """Day, kind, pages and the two officials. The view sets the choices of `day`, `knower` and `signer`."""

    day = SelectField("Hari", coerce=int)
    kind = RadioField(
        "Isi",
        choices=[
            SelectChoice(BLANK, "Kosong, untuk ditandatangani"),
            SelectChoice(HOURS, "Dengan jam datang"),
        ],
    )
    by_district = BooleanField("Tiap kecamatan di halaman baru, dengan jumlahnya sendiri")
    knower = SelectField("Mengetahui, di kiri", coerce=int)
    signer = SelectField("Penanda tangan, di kanan", coerce=int, validators=[_another])

    def wish(self) -> SheetWish:
        """What a valid form orders."""
        return SheetWish(
            number=self.day.data,
            blank=self.kind.data == BLANK,
            by_district=self.by_district.data,
            knower_id=self.knower.data or None,
            signer_id=self.signer.data or None,
        )
