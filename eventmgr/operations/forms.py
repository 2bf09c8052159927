"""The form of the backup plan."""

import re

from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, ValidationError

from eventmgr.operations.backup_plan import PlanContent
from eventmgr.operations.backup_rules import Kept
from eventmgr.web.forms import BaseForm

_TIME = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def _count(label: str, least: int) -> IntegerField:
    words = f"Tulis angka dari {least} sampai 60."
    return IntegerField(label, validators=[InputRequired(words), NumberRange(least, 60, words)])


class PlanForm(BaseForm):
    is_on = BooleanField("Buat salinan data setiap malam")
    at = StringField("Jam", validators=[InputRequired("Isi jam, misalnya 01.30.")])
    second_folder = StringField(
        "Folder kedua", validators=[Length(max=400, message="Paling panjang 400 huruf.")]
    )
    daily = _count("Harian", 1)
    weekly = _count("Mingguan", 0)
    monthly = _count("Bulanan", 0)
    revision = HiddenField()

    def validate_at(self, field: StringField) -> None:
        """Hours as they are written here, 01.30, or with a colon."""
        if _TIME.fullmatch(field.data or "") is None:
            raise ValidationError("Tulis jam seperti 01.30.")

    @property
    def seen_revision(self) -> int:
        """0 for what no page of ours sent."""
        text = str((self.revision.raw_data or [""])[0])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def content(self) -> PlanContent:
        """What was typed; call it after validation."""
        found = _TIME.fullmatch(self.at.data or "")
        hour, minute = (int(found[1]), int(found[2])) if found else (0, 0)
        kept = Kept(self.daily.data or 1, self.weekly.data or 0, self.monthly.data or 0)
        return PlanContent(bool(self.is_on.data), hour * 60 + minute, self.second_folder.data or "", kept)
