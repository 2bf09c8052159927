"""Forms of the attendance pages."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from eventmgr.checkin.day_rules import Day
from eventmgr.web.forms import BaseForm, CreatingForm, required

#: the two corrections; each names what is true, so that a day which changed meanwhile cannot turn it round
THERE, NOT_THERE = "hadir", "tidak-hadir"
_HOUR = re.compile(r"(\d{1,2})(?:\s*[.:,]\s*(\d{2}))?")
_HOUR_WORDS = "Tulis pukul seperti 08.12."


def read_hour(typed: str) -> time | None:
    """The hour as people type it: 08.12, 8:12, 8. Raises ValueError for anything else; empty is None."""
    text = typed.strip().removesuffix("WIB").strip()
    if not text:
        return None
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2] or 0))


def moment_on(day: Day, hour: time | None) -> datetime | None:
    """The moment of an hour on a day, in the event's zone."""
    return None if hour is None else datetime.combine(day.date, hour, ZoneInfo(day.zone))


class NoteForm(CreatingForm):
    """Why somebody is not there, or that they were: five choices, the fifth makes it a correction."""

    kind = RadioField(
        "Keterangan",
        choices=[
            SelectChoice("izin", "Izin"),
            SelectChoice("sakit", "Sakit"),
            SelectChoice("tugas", "Tugas"),
            SelectChoice("alpa", "Tanpa keterangan"),
        ],
        validators=[required("Pilih salah satu keterangan.")],
    )
    note = StringField("Catatan", validators=[Length(max=200, message="Paling panjang 200 huruf.")])
    letter = FileField("Surat")
    next_day = BooleanField("Berlaku juga hari berikutnya")
    hour = StringField("Pukul tiba")
    reason = TextAreaField(
        "Alasan koreksi", validators=[Length(max=300, message="Paling panjang 300 huruf.")]
    )
    #: what the form saw of the day, so that a change in between is told and not overwritten
    seen = HiddenField()

    def offer_correction(self, *, is_present: bool) -> None:
        """Add the fifth choice: the opposite of what is recorded."""
        correction = (
            SelectChoice(NOT_THERE, "Sebenarnya tidak hadir (koreksi)")
            if is_present
            else SelectChoice(THERE, "Sebenarnya hadir (koreksi)")
        )
        self.kind.choices = [*self.kind.choices, correction]

    @property
    def is_correction(self) -> bool:
        return self.kind.data in (THERE, NOT_THERE)

    @property
    def typed_hour(self) -> time | None:
        """Only after validation."""
        return read_hour(self.hour.data or "")

    def validate_hour(self, field: StringField) -> None:
        """Empty, or an hour as people type it."""
        if not self.is_correction:
            return
        try:
            read_hour(field.data or "")
        except ValueError as error:
            raise ValidationError(_HOUR_WORDS) from error

    def validate_reason(self, field: StringField) -> None:
        """A correction needs its reason."""
        if self.is_correction and not (field.data or "").strip():
            raise ValidationError("Tulis alasan koreksi, misalnya siapa yang menyaksikan.")


class ReopenForm(BaseForm):
    """Why a closed day is opened again."""

    reason = StringField(
        "Alasan membuka lagi",
        id="reopen-reason",  # a correction's reason may stand on the same page
        validators=[
            required("Tulis alasan membuka lagi, supaya panitia lain tahu."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )


class SheetForm(CreatingForm):
    """The codes typed from cards; names are ticked in the list and read from the request."""

    codes = TextAreaField(
        "Kode kartu", validators=[Length(max=8000, message="Terlalu panjang. Simpan bertahap.")]
    )
