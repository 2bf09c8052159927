"""Forms of the certificates pages."""

from datetime import date

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from eventmgr.office.rules import judge_pattern
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from eventmgr.web.forms import BaseForm, required

_PATTERN = "Pola nomor perlu memuat {nomor} dan {tahun}, misalnya 400.9.12.3/{nomor}/Dinsos/{tahun}."


def typed_date(text: str) -> date | None:
    """The printed date as typed, None when empty. Raises DateUnreadableError."""
    return read_date(text, earliest=date(2000, 1, 1), latest=date(2100, 12, 31))


class RuleForm(BaseForm):
    """Rule, signer, number and date of an event's certificates."""

    #: the next number as the page showed it; sent back unchanged it means nothing
    shown_number: object = None

    least_days = SelectField("Hadir sekurang-kurangnya", coerce=int)
    signer_name = StringField(
        "Nama penanda tangan",
        validators=[
            required("Isi nama penanda tangan."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )
    signer_post = StringField(
        "Jabatan penanda tangan",
        validators=[
            required("Isi jabatan penanda tangan."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )
    number_pattern = StringField(
        "Pola nomor", validators=[required(_PATTERN), Length(max=180, message="Paling panjang 180 huruf.")]
    )
    first_number = IntegerField(
        "Nomor berikutnya",
        validators=[
            Optional(),
            NumberRange(min=1, max=999_999, message="Tulis angka dari 1 sampai 999999."),
        ],
    )
    dated_on = StringField("Tanggal pada sertifikat")
    without_public_url = BooleanField("Terbitkan tanpa alamat publik: kode dan nomor dicetak tanpa QR")

    def validate_number_pattern(self, field: StringField) -> None:
        """A pattern must give each letter a number of its own."""
        if not judge_pattern(field.data or ""):
            raise ValidationError(_PATTERN)

    def validate_dated_on(self, field: StringField) -> None:
        """Empty, or a date as people type it."""
        try:
            typed_date(field.data or "")
        except DateUnreadableError as error:
            raise ValidationError("Tulis tanggal seperti 20-11-2024 atau 20 November 2024.") from error


class DecisionForm(BaseForm):
    """An organizer's word over the rule for one participant."""

    decision = RadioField(
        "Sertifikat untuk orang ini",
        choices=[
            SelectChoice("rule", "Ikuti syarat"),
            SelectChoice("grant", "Terbitkan walau syarat belum terpenuhi"),
            SelectChoice("hold", "Tahan dulu"),
            SelectChoice("deny", "Jangan terbitkan"),
        ],
        default="rule",
    )
    reason = StringField("Alasan", validators=[Length(max=200, message="Paling panjang 200 huruf.")])

    def validate_reason(self, field: StringField) -> None:
        """Every decision but the rule's own needs a reason."""
        if self.decision.data != "rule" and not field.data:
            raise ValidationError("Tulis alasannya, supaya panitia lain tahu.")
