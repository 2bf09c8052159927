"""Forms of one certificate's page."""

from wtforms import HiddenField, RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from eventmgr.web.forms import BaseForm, required

_LONG = "Paling panjang 200 huruf."


class RevokeForm(BaseForm):
    """Why a certificate ends."""

    reason = StringField(
        "Alasan",
        validators=[
            required("Tulis alasannya. Siapa pun yang memeriksa sertifikat ini membacanya."),
            Length(max=200, message=_LONG),
        ],
    )


class ReviewForm(BaseForm):
    """What becomes of a certificate that presence no longer supports."""

    decision = RadioField(
        "Sertifikat ini",
        choices=[
            SelectChoice("keep", "Tetap berlaku"),
            SelectChoice("revoke", "Cabut"),
        ],
        validators=[InputRequired("Pilih salah satu.")],
    )
    reason = StringField("Alasan", validators=[required("Tulis alasannya."), Length(max=200, message=_LONG)])


class ReplaceForm(BaseForm):
    """What is put right, and under which number. `seen` is what the page showed as the new content."""

    seen = HiddenField()
    reason = StringField(
        "Yang diperbaiki",
        validators=[
            required("Tulis apa yang diperbaiki, misalnya: gelar keliru."),
            Length(max=200, message=_LONG),
        ],
    )
    number = RadioField(
        "Nomor",
        choices=[
            SelectChoice("same", "Tetap nomor yang sama"),
            SelectChoice("new", "Nomor berikutnya dari buku nomor"),
        ],
        default="same",
    )
