"""Sign-in and password forms."""

from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo, Length

from eventmgr.accounts.rules import MOST_PASSWORD_LENGTH, PIN_LENGTH
from eventmgr.web.forms import BaseForm, required


class SignInForm(BaseForm):
    email = EmailField(
        "Surel", validators=[required("Isi surel."), Length(max=254, message="Surel terlalu panjang.")]
    )
    password = PasswordField(
        "Kata sandi",
        filters=(),
        validators=[required("Isi kata sandi."), Length(max=1000, message="Kata sandi terlalu panjang.")],
    )


class ChangePasswordForm(BaseForm):
    old = PasswordField("Kata sandi lama", filters=(), validators=[required("Isi kata sandi lama.")])
    new = PasswordField(
        "Kata sandi baru",
        filters=(),
        validators=[
            required("Isi kata sandi baru."),
            Length(max=MOST_PASSWORD_LENGTH, message="Kata sandi terlalu panjang."),
        ],
    )
    again = PasswordField(
        "Kata sandi baru, sekali lagi",
        filters=(),
        validators=[
            required("Ketik kata sandi baru sekali lagi."),
            EqualTo("new", message="Kedua kata sandi baru belum sama."),
        ],
    )


class PinForm(BaseForm):
    password = PasswordField("Kata sandi Anda", filters=(), validators=[required("Isi kata sandi Anda.")])
    pin = PasswordField(
        "PIN baru",
        validators=[required("Isi PIN."), Length(max=PIN_LENGTH, message="PIN terdiri dari enam angka.")],
    )
    again = PasswordField(
        "PIN baru, sekali lagi",
        validators=[
            required("Ketik PIN sekali lagi."),
            EqualTo("pin", message="Kedua PIN belum sama."),
        ],
    )
