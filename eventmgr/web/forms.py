"""The base form: trims what is typed, speaks Indonesian, knows its request."""

from functools import cache
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FieldList, FileField, Form, FormField, HiddenField, SelectMultipleField, StringField
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Regexp, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from eventmgr.shared.db import new_uid

_MESSAGES = {
    "Not a valid choice.": "Pilihan ini tidak ada.",
    "Not a valid choice": "Pilihan ini tidak ada.",
    "This field is required.": "Isian ini perlu diisi.",
    "Not a valid integer value.": "Tulis angka saja.",
}


class _Translations:
    """WTForms' own messages in Indonesian."""

    def gettext(self, string: str) -> str:
        return _MESSAGES.get(string, string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)


def trim(text: object) -> object:
    """Without spaces around it, and without NUL, which PostgreSQL takes in no text."""
    return text.replace("\x00", "").strip() if isinstance(text, str) else text


@cache
def _file_names(form_class: Any) -> frozenset[str]:
    """The last part of the names under which a form, and forms within it, take files."""
    found: set[str] = set()
    for name in dir(form_class):
        unbound = getattr(form_class, name)
        while isinstance(unbound, UnboundField) and issubclass(unbound.field_class, FieldList):
            unbound = unbound.args[0]
        if not isinstance(unbound, UnboundField):
            continue
        if issubclass(unbound.field_class, FileField):
            found.add(name)
        elif issubclass(unbound.field_class, FormField):
            found |= _file_names(unbound.args[0])
    return frozenset(found)


class BaseForm(FlaskForm):
    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent: words, and files only where the form takes files; JSON is no form."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            if request.method not in ("POST", "PUT", "PATCH", "DELETE"):
                return None
            taken = _file_names(form.__class__)
            files = [
                (name, file)
                for name, file in request.files.items(multi=True)
                if name.rpartition("-")[2] in taken
            ]
            return CombinedMultiDict([MultiDict(files), request.form]) if files else request.form

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            if issubclass(unbound_field.field_class, StringField) and "filters" not in unbound_field.kwargs:
                options["filters"] = (trim,)
            return unbound_field.bind(form=form, **options)

        def get_translations(self, form: Any) -> Any:
            return _Translations()


class PartForm(Form):
    """A form within a form, such as one of several speakers: it carries no token of its own."""


class TickList(SelectMultipleField):
    """Several choices as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CreatingForm(BaseForm):
    """A form that creates something: its `request_uid` makes two clicks one effect."""

    request_uid = HiddenField(default=new_uid, validators=[Regexp(r"[0-9a-fA-F]{32}\Z")])


class SeenRevision(HiddenField):
    """The revision that the form's page showed, as digits; "0", which no row has, where none was sent."""

    data: Any

    def __init__(self, **options: Any) -> None:
        digits = Regexp(r"[0-9]{1,9}\Z")
        super().__init__(**{"default": "0", "validators": [digits], **options})

    def process(self, formdata: Any, *args: Any, **options: Any) -> None:
        """A form without the field must not pass for one that saw the newest revision."""
        super().process(formdata, *args, **options)
        is_missing = formdata is not None and self.name not in formdata
        self.data = "0" if is_missing else str(self.data)


class Filled(InputRequired):
    """InputRequired for which spaces alone are nothing, as they are once the field is trimmed."""

    def __call__(self, form: Any, field: Any) -> None:
        raw = field.raw_data
        if raw and isinstance(raw[0], str) and not raw[0].strip():
            field.errors[:] = []
            raise StopValidation(self.message)
        super().__call__(form, field)


def required(message: str) -> Filled:
    """The field must be filled: `required("Isi nama lengkap.")`."""
    return Filled(message)
