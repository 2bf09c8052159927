"""Forms of the certificates pages."""

from collections.abc import Callable

from wtforms import BooleanField, Field, Form, IntegerField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, StopValidation, ValidationError

from eventmgr.certificates.designs import DESIGN_NAMES, DESIGN_WORDS, Design
from eventmgr.office.rules import PATTERN_WORDS, judge_pattern, needs_words
from eventmgr.shared.dates_typed import DateUnreadableError
from eventmgr.web.forms import BaseForm, required
from eventmgr.web.typed_days import typed_day

_PATTERN = "Pola nomor perlu memuat {nomor} dan {tahun}, misalnya 400.9.12.3/{nomor}/Dinsos/{tahun}."
#: the choice of "Penanda tangan" that asks for a name
SOMEBODY_ELSE = 0


def _asked_where(name: str, value: object) -> Callable[[Form, Field], None]:
    """A field that another choice hides is not looked at, whatever stands in it."""

    def check(form: Form, field: Field) -> None:
        if form[name].data != value:
            field.errors = []
            raise StopValidation

    return check


def _asked_for(basis: str) -> Callable[[Form, Field], None]:
    """Numbers of the other ways of counting are not looked at."""
    return _asked_where("basis", basis)


def _without_register(form: Form, field: Field) -> None:
    """The pattern is typed once, for an office without a series; afterwards it is the office's."""
    if form["register"].choices:
        field.errors = []
        raise StopValidation


class IssueForm(BaseForm):
    """The press that issues; while days of the event are not over it needs a tick.

    The view sets `unfinished`, the words for these days ("" when all are over).
    """

    unfinished = ""

    despite_days = BooleanField("Terbitkan walau hari kegiatan belum selesai")

    def validate_despite_days(self, field: Field) -> None:
        """Asked for only where there is something to know."""
        if self.unfinished and not field.data:
            raise ValidationError(
                f"Centang dahulu bahwa sertifikat terbit walau {self.unfinished} belum selesai, "
                "atau tunggu sampai hari itu selesai."
            )

    def tell(self, unfinished: str) -> None:
        """Name the days that are not over."""
        self.unfinished = unfinished
        self.despite_days.label.text = f"Terbitkan walau {unfinished} belum selesai"


class RuleForm(BaseForm):
    """Rule, design, signer, number and date of an event's certificates.

    The view sets the choices of `least_days`, `official` and `register`; an office without a series yet has
    none in `register` and types the first pattern.
    """

    #: the next number as the page showed it; sent back unchanged it means nothing
    shown_number: object = None
    #: of the day that stands on the certificates, for the example of a number
    printed_year: str = ""
    printed_month: str = ""

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
    design = RadioField(
        "Rancangan",
        choices=[
            SelectChoice(design.value, f"{name}: {DESIGN_WORDS[design]}")
            for design, name in DESIGN_NAMES.items()
        ],
        default=Design.SONGKET.value,
    )
    official = SelectField("Penanda tangan", coerce=int)
    signer_name = StringField(
        "Nama penanda tangan",
        validators=[
            _asked_where("official", SOMEBODY_ELSE),
            required("Isi nama penanda tangan."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )
    signer_post = StringField(
        "Jabatan penanda tangan",
        validators=[
            _asked_where("official", SOMEBODY_ELSE),
            required("Isi jabatan penanda tangan."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )
    register = SelectField("Buku nomor", coerce=int, validate_choice=False)
    number_pattern = StringField(
        "Pola nomor",
        validators=[
            _without_register,
            required(_PATTERN),
            Length(max=180, message="Paling panjang 180 huruf."),
        ],
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
        decision = judge_pattern(field.data or "")
        if not decision:
            raise ValidationError(PATTERN_WORDS[decision.reason])
        if needs_words(field.data or "", klas="", unit=""):
            raise ValidationError("{klas} dan {unit} diisi di Pengaturan kantor. Tulis di sini sebagai teks.")

    def validate_register(self, field: SelectField) -> None:
        """One of the office's, or none where it has none."""
        if field.choices and field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Pilih buku nomornya.")

    def validate_dated_on(self, field: StringField) -> None:
        """Empty, or a date as people type it."""
        try:
            typed_day(field.data or "")
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
