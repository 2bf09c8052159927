"""Numbers of rows in addresses (`<int:user_id>`): one that no database could hold is not found."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

#: more rows than any table here will ever have, and well within what a database takes as a number
LARGEST = 999_999_999_999


class RowNumber(IntegerConverter):
    """Werkzeug's integer with an upper end."""

    def __init__(
        self,
        map: Map,
        fixed_digits: int = 0,
        min: int | None = None,
        max: int | None = LARGEST,
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


def init_row_numbers(app: Flask) -> None:
    """Every `<int:…>` of an address is a RowNumber. Call it before routes are added."""
    app.url_map.converters["int"] = RowNumber
