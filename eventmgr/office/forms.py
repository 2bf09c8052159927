"""Forms of the settings pages."""

from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice, SelectMultipleField
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from eventmgr.config import OddSetting, read_public_url
from eventmgr.office.nip_rules import NIP_WORDS, judge_nip, normalize_nip
from eventmgr.office.official_actions import OfficialContent
from eventmgr.office.settings_actions import NumberContent, OfficeContent, PrintContent
from eventmgr.shared.dates_typed import DateUnreadableError
from eventmgr.web.forms import BaseForm, CreatingForm, required
from eventmgr.web.typed_days import typed_day

ZONES = [
    SelectChoice("Asia/Jakarta", "WIB, Jakarta dan Padang"),
    SelectChoice("Asia/Pontianak", "WIB, Pontianak"),
    SelectChoice("Asia/Makassar", "WITA, Makassar"),
    SelectChoice("Asia/Jayapura", "WIT, Jayapura"),
]
_NUMBER = "Tulis angka dari 1 sampai 999999."
_ADDRESS = "Tulis alamat lengkap yang mulai dengan https://, misalnya https://kegiatan.contoh.go.id."


def _longest(most: int) -> Length:
    return Length(max=most, message=f"Paling panjang {most} huruf.")


class RevisionForm(BaseForm):
    """A form that knows which revision of the office it was filled from."""

    revision = HiddenField()

    @property
    def seen_revision(self) -> int:
        """0 for what no page of ours sent, which is never an office's revision."""
        text = str((self.revision.raw_data or [""])[0])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class NameForm(RevisionForm):
    """Name and letterhead."""

    name = StringField("Nama kantor", validators=[required("Isi nama kantor."), _longest(200)])
    government = StringField("Baris atas kop", validators=[_longest(200)])
    address = TextAreaField("Alamat dan kontak", validators=[_longest(400)])


class NumberForm(RevisionForm):
    """How numbers are written."""

    pattern = StringField("Pola nomor sertifikat", validators=[required("Isi pola nomor."), _longest(180)])
    klas = StringField("Klasifikasi", validators=[_longest(60)])
    unit = StringField("Unit", validators=[_longest(60)])
    first = IntegerField(
        "Nomor berikutnya",
        validators=[Optional(), NumberRange(min=1, max=999_999, message=_NUMBER)],
    )
    #: the next number as the page showed it; sent back unchanged it means nothing, for it may have moved on
    shown_first = HiddenField()

    def numbers(self) -> NumberContent:
        """As typed."""
        first = None if str(self.first.data) == self.shown_first.data else self.first.data
        return NumberContent(self.pattern.data or "", self.klas.data or "", self.unit.data or "", first)


class AddressForm(RevisionForm):
    """The address for outsiders."""

    public_url = StringField("Alamat situs", validators=[_longest(200)])
    without_public_url = BooleanField("Terbitkan tanpa alamat publik, tanpa QR")

    def validate_public_url(self, field: StringField) -> None:
        """Empty, or a plain https address."""
        try:
            address = read_public_url(field.data or "")
        except OddSetting as error:
            raise ValidationError(_ADDRESS) from error
        if address is not None and not address.startswith("https://"):
            raise ValidationError(_ADDRESS)


class SettingsForm(NameForm, NumberForm, AddressForm):
    """All of an office's settings on one page."""

    zone = SelectField("Zona waktu", choices=list(ZONES))
    prints_nip = SelectMultipleField("Cetak NIP", coerce=int)
    prints_rank = SelectMultipleField("Cetak pangkat", coerce=int)

    def office(self) -> OfficeContent:
        return OfficeContent(
            name=self.name.data or "",
            government=self.government.data or "",
            address=(self.address.data or "").replace("\r\n", "\n"),
            public_url=read_public_url(self.public_url.data or ""),
            without_public_url=bool(self.without_public_url.data),
            zone=self.zone.data or "Asia/Jakarta",
        )

    def prints(self) -> PrintContent:
        return PrintContent(frozenset(self.prints_nip.data or ()), frozenset(self.prints_rank.data or ()))


class LogoForm(BaseForm):
    """A coat of arms."""

    logo = FileField("Lambang kantor", validators=[])


def _typed_date(text: str) -> date | None:
    return typed_day(text, earliest=date(1970, 1, 1))


class OfficialForm(CreatingForm):
    """Somebody who signs."""

    name = StringField("Nama tanpa gelar", validators=[required("Isi nama pejabat."), _longest(200)])
    front_title = StringField("Gelar depan", validators=[_longest(60)])
    back_title = StringField("Gelar belakang", validators=[_longest(120)])
    post = StringField(
        "Jabatan",
        validators=[required("Isi jabatannya, seperti tercetak di atas tanda tangan."), _longest(200)],
    )
    nip = StringField("NIP", validators=[_longest(24)])
    rank = StringField("Pangkat", validators=[_longest(120)])
    from_date = StringField("Menjabat sejak")
    to_date = StringField("Sampai")
    revision = IntegerField(default=1, validators=[Optional()])

    def _check_date(self, field: StringField) -> None:
        try:
            _typed_date(field.data or "")
        except DateUnreadableError as error:
            raise ValidationError("Tulis tanggal seperti 20-11-2024 atau 20 November 2024.") from error

    validate_from_date = validate_to_date = _check_date

    def validate_nip(self, field: StringField) -> None:
        """Empty, or a number as BKN gives it."""
        nip = normalize_nip(field.data or "")
        decision = judge_nip(nip)
        if nip and not decision:
            raise ValidationError(NIP_WORDS[decision.reason])

    def content(self) -> OfficialContent:
        """As typed; only after the form was found valid."""
        return OfficialContent(
            name=self.name.data or "",
            post=self.post.data or "",
            front_title=self.front_title.data or "",
            back_title=self.back_title.data or "",
            nip=self.nip.data or "",
            rank=self.rank.data or "",
            from_date=_typed_date(self.from_date.data or ""),
            to_date=_typed_date(self.to_date.data or ""),
        )


class ReservationForm(CreatingForm):
    """Numbers for letters on paper."""

    first = IntegerField(
        "Nomor pertama", validators=[required(_NUMBER), NumberRange(min=1, max=999_999, message=_NUMBER)]
    )
    last = IntegerField(
        "Nomor terakhir", validators=[required(_NUMBER), NumberRange(min=1, max=999_999, message=_NUMBER)]
    )
    owner = StringField("Dipesan untuk", validators=[required("Isi siapa yang memesan."), _longest(80)])
    purpose = StringField("Keperluan", validators=[required("Isi keperluannya."), _longest(120)])


class UsedNumberForm(BaseForm):
    """One number of a reservation."""

    seq = IntegerField(
        "Nomor", validators=[required(_NUMBER), NumberRange(min=1, max=999_999, message=_NUMBER)]
    )


class AliasForm(BaseForm):
    """Another spelling of a region."""

    region_code = SelectField("Wilayah", validators=[required("Pilih wilayahnya.")])
    spelling = StringField(
        "Ejaan lain",
        validators=[required("Tulis ejaannya."), _longest(120)],
    )


class RegionFilesForm(BaseForm):
    """The files of idn-area-data, and which city of them."""

    city = StringField(
        "Kabupaten atau kota", validators=[required("Tulis kabupaten atau kotanya."), _longest(80)]
    )
    files = FileField("Berkas wilayah", validators=[FileRequired("Pilih ketiga berkas CSV-nya.")])
