"""The form of a material."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from werkzeug.datastructures import FileStorage
from wtforms import FileField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from eventmgr.events.name_rules import read_clock
from eventmgr.materials.rules import AT, HIDDEN, NOW, PRESENT, PUBLIC, REGISTERED, SESSION, judge_link
from eventmgr.shared.dates_typed import DateUnreadableError
from eventmgr.web.forms import CreatingForm, SeenRevision, required
from eventmgr.web.typed_days import typed_day

GENERAL = "umum"
_LINK_WORDS = {
    "link_kind": "Tulis alamat lengkap seperti https://contoh.go.id/berkas.",
    "link_long": "Alamat ini terlalu panjang, paling panjang 500 huruf.",
}


class MaterialForm(CreatingForm):
    """A material; hours are local to the event. `is_new` demands a file or a link."""

    is_new = False

    revision = SeenRevision()
    title = StringField(
        "Judul untuk peserta",
        validators=[
            required("Tulis judul yang dibaca peserta."),
            Length(max=200, message="Paling panjang 200 huruf."),
        ],
    )
    place = SelectField("Sesi", default=GENERAL)
    gate = RadioField(
        "Siapa yang boleh membaca",
        choices=[
            SelectChoice(PUBLIC, "Siapa saja, juga tanpa tautan"),
            SelectChoice(REGISTERED, "Semua peserta terdaftar"),
            SelectChoice(PRESENT, "Yang hadir hari itu"),
        ],
        default=REGISTERED,
    )
    opens = SelectField(
        "Dibuka",
        choices=[
            SelectChoice(NOW, "Sekarang"),
            SelectChoice(SESSION, "Saat sesinya dimulai"),
            SelectChoice(AT, "Pada waktu tertentu"),
            SelectChoice(HIDDEN, "Belum, sembunyikan dulu"),
        ],
        default=NOW,
    )
    opens_day = StringField("Tanggal dibuka")
    opens_hour = StringField("Jam")
    file = FileField("Berkas")
    link = StringField("Atau tautan")

    def validate_opens_day(self, field: StringField) -> None:
        """A date is needed where the hour is chosen by hand."""
        if self.opens.data != AT:
            return
        try:
            day = typed_day(field.data)
        except DateUnreadableError as error:
            raise ValidationError("Tulis tanggal seperti 19-11-2024 atau 19 November 2024.") from error
        if day is None:
            raise ValidationError("Tulis tanggal dibukanya materi ini.")

    def validate_opens_hour(self, field: StringField) -> None:
        """So is an hour."""
        if self.opens.data == AT and read_clock(field.data or "") is None:
            raise ValidationError("Tulis jam seperti 08.30.")

    def validate_opens(self, field: SelectField) -> None:
        """The whole event has no session that could begin."""
        if field.data == SESSION and self.place.data == GENERAL:
            raise ValidationError("Materi umum tidak punya sesi. Pilih Sekarang atau waktu tertentu.")

    def validate_link(self, field: StringField) -> None:
        """A file or a link, not both; a new material needs one."""
        has_file = self.upload is not None
        if field.data and has_file:
            raise ValidationError("Pilih salah satu: berkas atau tautan.")
        if field.data:
            decision = judge_link(field.data)
            if not decision:
                raise ValidationError(_LINK_WORDS[decision.reason])
        elif self.is_new and not has_file:
            raise ValidationError("Pilih berkas, atau tulis tautannya.")

    @property
    def upload(self) -> FileStorage | None:
        """The file that came along, if any."""
        data = self.file.data
        return data if isinstance(data, FileStorage) and data.filename else None

    def opening_moment(self, zone: str) -> datetime | None:
        """The hour chosen by hand, in the zone; None where none was. The form must be valid."""
        day = typed_day(self.opens_day.data)
        hour: time | None = read_clock(self.opens_hour.data or "")
        if self.opens.data != AT or day is None or hour is None:
            return None
        return datetime.combine(day, hour, ZoneInfo(zone))

    def chosen_place(self) -> tuple[int | None, int | None]:
        """Ids of the day and of the session: (12, None), (None, 34), or (None, None) for the whole event."""
        kind, _, number = (self.place.data or GENERAL).partition("-")
        if kind == "hari":
            return int(number), None
        return (None, int(number)) if kind == "sesi" else (None, None)
