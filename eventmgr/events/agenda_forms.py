"""Forms of the agenda: a session, a checkpoint, days."""

from datetime import date, time

from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from eventmgr.events.name_rules import read_clock
from eventmgr.shared.dates_typed import DateUnreadableError
from eventmgr.web.forms import BaseForm, CreatingForm, PartForm, SeenRevision, TickList, required, trim
from eventmgr.web.typed_days import typed_day as read_day

WRONG_CLOCK = "Tulis jam seperti 08.30."
WRONG_DATE = "Tulis tanggal seperti 18-11-2024 atau 18 November 2024."
MOST_SPEAKERS = 12
MOST_JP = 24


def typed_day(text: str) -> date | None:
    """A day as people type it, None when empty. Raises ValidationError."""
    try:
        return read_day(text)
    except DateUnreadableError as error:
        raise ValidationError(WRONG_DATE) from error


def typed_hour(field: StringField) -> time:
    """The hour of a valid field. Raises ValueError when the field was not validated."""
    hour = read_clock(field.data or "")
    if hour is None:
        raise ValueError(f"{field.data!r} is no hour")
    return hour


def _is_clock(_form: object, field: StringField) -> None:
    if read_clock(field.data or "") is None:
        raise ValidationError(WRONG_CLOCK)


class SpeakerForm(PartForm):
    """One speaker; an empty name means none."""

    row = HiddenField()
    name = StringField("Pembicara", filters=[trim])
    post = StringField("Jabatan", filters=[trim])
    photo = FileField("Foto")
    drop_photo = BooleanField("Hapus foto")


class SessionForm(CreatingForm):
    """A session or a break, hours local to the event."""

    revision = SeenRevision()
    kind = RadioField(
        "Jenis",
        choices=[SelectChoice("session", "Sesi"), SelectChoice("break", "Istirahat")],
        default="session",
    )
    title = StringField(
        "Judul sesi",
        validators=[required("Isi judulnya."), Length(max=200, message="Judul paling panjang 200 huruf.")],
    )
    day = SelectField("Hari", coerce=int)
    starts = StringField("Mulai", validators=[required("Isi jam mulai."), _is_clock])
    ends = StringField("Selesai", validators=[required("Isi jam selesai."), _is_clock])
    room = StringField("Ruang", validators=[Length(max=120, message="Ruang paling panjang 120 huruf.")])
    jp = StringField("JP")
    speakers = FieldList(FormField(SpeakerForm), min_entries=1, max_entries=MOST_SPEAKERS)
    has_door = BooleanField("Catat kehadiran di sesi ini")

    def validate_ends(self, field: StringField) -> None:
        """A session ends after it begins, on the same day."""
        start, end = read_clock(self.starts.data or ""), read_clock(field.data or "")
        if start is not None and end is not None and end <= start:
            raise ValidationError("Jam selesai harus sesudah jam mulai.")

    def validate_jp(self, field: StringField) -> None:
        """Empty (from the minutes) or a small whole number."""
        text = field.data or ""
        if text and not (text.isascii() and text.isdigit() and int(text[:4]) <= MOST_JP):
            raise ValidationError(f"Tulis angka dari 0 sampai {MOST_JP}, atau kosongkan.")


class CheckpointForm(CreatingForm):
    """A checkpoint, hours local to the event."""

    revision = SeenRevision()
    name = StringField(
        "Nama titik",
        validators=[required("Isi nama titiknya."), Length(max=120, message="Paling panjang 120 huruf.")],
    )
    kind = RadioField(
        "Jenis",
        choices=[
            SelectChoice("arrival", "Datang"),
            SelectChoice("session", "Sesi"),
            SelectChoice("departure", "Pulang"),
        ],
        default="arrival",
    )
    day = SelectField("Hari", coerce=int)
    session = SelectField("Sesi yang dicatat", coerce=int, default=0)
    opens = StringField("Buka", validators=[required("Isi jam buka."), _is_clock])
    closes = StringField("Tutup", validators=[required("Isi jam tutup."), _is_clock])
    audience = TickList("Untuk siapa", coerce=int)
    counts_for_day = BooleanField("Hadir di sini berarti hadir pada hari itu")

    def validate_closes(self, field: StringField) -> None:
        """It closes after it opens, on the same day."""
        opens, closes = read_clock(self.opens.data or ""), read_clock(field.data or "")
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError("Jam tutup harus sesudah jam buka.")

    def validate_session(self, field: SelectField) -> None:
        """The door of a session names it."""
        if self.kind.data == "session" and not field.data:
            raise ValidationError("Pilih sesi yang dicatat.")


class DayForm(BaseForm):
    """One more day."""

    date = StringField("Tanggal", validators=[required("Isi tanggalnya.")])

    def validate_date(self, field: StringField) -> None:
        """A day as people type it."""
        typed_day(field.data or "")


class ShiftForm(BaseForm):
    """All days later or earlier."""

    seen_first = HiddenField()
    first = StringField("Hari pertama menjadi", validators=[required("Isi tanggal hari pertama.")])

    def validate_first(self, field: StringField) -> None:
        """A day as people type it."""
        typed_day(field.data or "")
