"""Files of strangers: read, or refused with a sentence, and never the end of the server."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from eventmgr.shared.sheets import MAX_BYTES, SheetRefusal, read_sheets
from eventmgr.shared.sheets_out import SheetOut, write_xlsx


def make_xlsx(cells: dict[tuple[int, int], str], name: str = "PSM") -> bytes:
    """Write text cells by (row, column) from 0."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet(name)
        for (row, column), text in cells.items():
            page.write_string(row, column, text)
    return buffer.getvalue()


def make_zip(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    (sheet,) = read_sheets(make_xlsx({(3, 1): "Nama", (9, 2): "Nelfia"}), "a.xlsx")
    assert sheet.numbers == (4, 10)
    assert sheet.rows[1][2] == "Nelfia"


def test_csv_is_read_with_semicolons_and_the_windows_code_page() -> None:
    (sheet,) = read_sheets("Nama;NIK\nRené;1371015606949001\n".encode("cp1252"), "psm.csv")
    assert sheet.name == "psm"
    assert sheet.rows[1] == ("René", "1371015606949001")


def test_prose_under_a_wrong_name_is_no_sheet_but_a_table_is() -> None:
    with pytest.raises(SheetRefusal) as refused:
        read_sheets(b"Halo, semua.\nApa kabar, ada apa, ya?\nBaik, saja\n", "daftar.xlsx")
    assert refused.value.code == "sheet_unknown"
    (sheet,) = read_sheets(b"No\tNama\tNIK\n1\tNelfia\t12\n", "daftar.xls")
    assert len(sheet.rows) == 2


def two_far_corners() -> bytes:
    return make_xlsx({(0, 0): "a", (1048575, 16383): "b"})


def text_bomb() -> bytes:
    """A few kilobytes that hold one text and name it ten thousand times: 40 million characters."""
    return make_xlsx({(row, column): "Nama" * 1000 for row in range(200) for column in range(50)})


def too_many_rows() -> bytes:
    return ("Nama;NIK\n" + "Nelfia;1371015606949001\n" * 21_000).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet_empty"),
        (b" \r\n\t", "sheet_empty"),
        (make_xlsx({}), "sheet_empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "sheet_unknown"),
        (b"%PDF-1.7 a, b, c", "sheet_unknown"),
        (b"<html><table><tr><td>a, b</td></tr></table>", "sheet_unknown"),
        (b"hanya sebuah kalimat", "sheet_unknown"),
        (make_zip({"word/document.xml": b"<a/>"}), "sheet_unknown"),
        (b"PK\x03\x04" + bytes(range(256)), "sheet_damaged"),
        (make_zip({"xl/workbook.xml": b"<broken"}), "sheet_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "sheet_locked"),
        (make_zip({"content.xml": b"", "META-INF/manifest.xml": b"<m:encryption-data/>"}), "sheet_locked"),
        (make_zip({"xl/workbook.xml": b"0" * 60_000_000}), "sheet_unsafe"),
        (make_zip({f"xl/{i}.xml": b"" for i in range(201)}), "sheet_unsafe"),
        (two_far_corners(), "sheet_unsafe"),
        (text_bomb(), "sheet_unsafe"),
        (too_many_rows(), "sheet_too_many_rows"),
        (b"a" * (MAX_BYTES + 1), "sheet_too_large"),
    ],
)
def test_each_hostile_file_gets_its_sentence(data: bytes, code: str) -> None:
    with pytest.raises(SheetRefusal) as refused:
        read_sheets(data, "daftar.xlsx")
    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_a_lone_cell_in_the_last_corner_is_no_danger() -> None:
    (sheet,) = read_sheets(make_xlsx({(1048575, 16383): "y"}), "bomb.xlsx")
    assert sheet.numbers == (1048576,)


def test_an_endless_csv_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: Any, **__: Any) -> Iterator[list[str]]:
        yield from ([["Nelfia", "1371015606949001"]] * 25_000)
        raise AssertionError("read on after it was far too long")

    monkeypatch.setattr("eventmgr.shared.sheets.csv.reader", endless)
    with pytest.raises(SheetRefusal) as refused:
        read_sheets(b"Nama;NIK\n", "daftar.csv")
    assert refused.value.code == "sheet_too_many_rows"


def test_the_child_prints_no_backtrace_when_it_is_out_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """In there the printing itself waits for memory for ever, and the visitor 40 seconds with it."""
    monkeypatch.setenv("RUST_BACKTRACE", "1")
    seen = []

    def run(*arguments: Any, **options: Any) -> Any:
        seen.append(options["env"]["RUST_BACKTRACE"])
        return original(*arguments, **options)

    original = subprocess.run
    monkeypatch.setattr("eventmgr.shared.sheets.subprocess.run", run)
    read_sheets(make_xlsx({(0, 0): "Nama"}), "a.xlsx")
    assert seen == ["0"]


def test_written_text_stays_text() -> None:
    data = write_xlsx([SheetOut("Peserta", ["Nama"], [30], [["=HYPERLINK(1)"], ["+62"]], ["Kegiatan"])])
    page = openpyxl.load_workbook(io.BytesIO(data))["Peserta"]
    cell = page["A4"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert page["A5"].value == "+62"


def test_an_ods_sheet_is_read() -> None:
    space = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'.format
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    content = (
        f"<office:document-content {space('office')} {space('table')} {space('text')}><office:body>"
        f'<office:spreadsheet><table:table table:name="PSM"><table:table-row>{cell("Nama")}{cell("NIK")}'
        f"</table:table-row><table:table-row>{cell('Nelfia')}{cell('1371015606949001')}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    entries = {
        "mimetype": kind.encode(),
        "META-INF/manifest.xml": manifest,
        "content.xml": content.encode(),
    }
    (sheet,) = read_sheets(make_zip(entries), "psm.ods")
    assert (sheet.name, sheet.rows[1]) == ("PSM", ("Nelfia", "1371015606949001"))
