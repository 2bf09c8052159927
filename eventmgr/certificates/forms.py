"""Forms of the certificates pages."""

from collections.abc import Callable
from datetime import date

from wtforms import BooleanField, Field, Form, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, StopValidation, ValidationError

from eventmgr.office.rules import judge_pattern
from eventmgr.shared.dates_typed import DateUnreadableError, read_date
from eventmgr.web.forms import BaseForm, required

_PATTERN = "Pola nomor perlu memuat {nomor} dan {tahun}, misalnya 400.9.12.3/{nomor}/Dinsos/{tahun}."


def typed_date(text: str) -> date | None:
    """The printed date as typed, None when empty. Raises DateUnreadableError."""
    return read_date(text, earliest=date(2000, 1, 1), latest=date(2100, 12, 31))


def _asked_for(basis: str) -> Callable[[Form, Field], None]:
    """Numbers of the other ways of counting are not looked at, whatever stands in them."""

    def check(form: Form, field: Field) -> None:
        if form["basis"].data != basis:
            field.errors = []
            raise StopValidation

    return check


class RuleForm(BaseForm):
    """Rule, signer, number and date of an event's certificates."""

    #: the next number as the page showed it; sent back unchanged it means nothing
    shown_number: object = None

    #: JP of the whole agenda, for the message of a rule that nobody could meet; set by the view
    full_jp: int = 0

    basis = RadioField(
        "Yang berhak",
        choices=[
            SelectChoice("days", "Hadir sekian hari"),
            SelectChoice("share", "Hadir sekian persen sesi"),
            SelectChoice("jp", "Mengumpulkan sekian JP"),
        ],
        default="days",
    )
    least_days = SelectField("Hadir sekurang-kurangnya", coerce=int)
    least_share = IntegerField("Persen sesi sekurang-kurangnya", validators=[_asked_for("share")])
    least_jp = IntegerField("JP sekurang-kurangnya", validators=[_asked_for("jp")])
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

    def validate_least_share(self, field: IntegerField) -> None:
        """A share of the sessions."""
        if not 1 <= (field.data or 0) <= 100:
            raise ValidationError("Tulis persen dari 1 sampai 100.")

    def validate_least_jp(self, field: IntegerField) -> None:
        """More than the agenda holds would leave everybody out."""
        if not self.full_jp:
            raise ValidationError("Jadwal kegiatan ini belum memuat sesi ber-JP.")
        if not 1 <= (field.data or 0) <= self.full_jp:
            raise ValidationError(f"Tulis angka dari 1 sampai {self.full_jp}, jumlah JP di jadwal.")

    @property
    def least(self) -> int:
        """The number that the chosen basis asks for."""
        fields = {"days": self.least_days, "share": self.least_share, "jp": self.least_jp}
        return int(fields[self.basis.data].data or 0)

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
