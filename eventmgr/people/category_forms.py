"""The form of a category."""

from wtforms import HiddenField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Regexp

from eventmgr.people.category_actions import CategoryContent
from eventmgr.web.forms import BaseForm, required

KIND_WORDS = {"peserta": "Peserta", "narasumber": "Narasumber", "panitia": "Panitia", "mitra": "Mitra"}
LEVEL_WORDS = {"": "Tanpa wilayah", "kelurahan": "Kelurahan", "kecamatan": "Kecamatan", "city": "Kota"}


class CategoryForm(BaseForm):
    """Code, name, kind and the level of region."""

    code = StringField(
        "Kode",
        validators=[
            required("Isi kode, misalnya PSM."),
            Length(max=20, message="Paling panjang 20 huruf."),
            Regexp(r"[\w./ -]+\Z", message="Kode hanya huruf, angka, titik, garis, dan spasi."),
        ],
    )
    name = StringField(
        "Nama lengkap",
        validators=[required("Isi nama unsur."), Length(max=120, message="Paling panjang 120 huruf.")],
    )
    kind = SelectField("Jenis", choices=[SelectChoice(key, word) for key, word in KIND_WORDS.items()])
    region_level = SelectField(
        "Tingkat wilayah", choices=[SelectChoice(key, word) for key, word in LEVEL_WORDS.items()]
    )
    revision = HiddenField()

    def content(self) -> CategoryContent:
        """As typed; only after the form was found valid."""
        return CategoryContent(
            self.code.data or "", self.name.data or "", self.kind.data or "", self.region_level.data or None
        )

    @property
    def seen_revision(self) -> int:
        """0 for what no page of ours sent, which is never a revision."""
        text = str((self.revision.raw_data or [""])[0])
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
