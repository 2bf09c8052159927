"""Forms of the pages of users."""

from wtforms import BooleanField, EmailField, SelectField, StringField
from wtforms.validators import Length

from eventmgr.web.forms import BaseForm, CreatingForm, required


class UserForm(CreatingForm):
    """A new user."""

    name = StringField(
        "Nama",
        validators=[required("Isi nama pengguna."), Length(max=200, message="Paling panjang 200 huruf.")],
    )
    email = EmailField(
        "Surel", validators=[required("Isi surel."), Length(max=254, message="Surel terlalu panjang.")]
    )
    is_admin = BooleanField("Admin kantor")


class HandOverForm(BaseForm):
    """Which event goes to whom."""

    event_id = SelectField("Kegiatan", coerce=int)
    taker_id = SelectField("Penerima", coerce=int)
