"""Text files: encodings, delimiters, widths of rows; nothing shifts and nothing is guessed."""

from __future__ import annotations

import codecs

import pytest
from tests.inputs.targets.conftest import Read, Said, rejected

PLAIN = "Account Name,Country,Annual Revenue\nAcme,US,1200000\nBeta,DE,900\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", "|").encode(),
        PLAIN.replace("\n", "\n\n").encode(),
        PLAIN.replace("\n", "\n,,\n").encode(),
        b"\n\n" + PLAIN.encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "crlf", "cr", "semicolon", "tab", "bar", "blank", "empty", "above"],
)
def test_every_form_of_a_text_gives_the_same(content: bytes, read: Read) -> None:
    targets = read(content)
    assert list(targets.texts["name"]) == ["Acme", "Beta"]
    assert list(targets.numbers["revenue"]) == [1_200_000.0, 900.0]
    assert list(targets.texts["country"]) == ["US", "DE"]
    assert targets.rejects == ()


def test_a_sep_line_names_the_delimiter_and_is_counted(read: Read, said: Said) -> None:
    targets = read("sep=;\nname;revenue\nAcme;5\nBeta;6;7\n")
    assert list(targets.rows) == [3]
    assert [reject.row for reject in targets.rejects] == [4]


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "holds no targets"),
        (b"\n \n\r\n", "holds no targets"),
        (b"name,revenue\n", "holds no targets"),
        (b"name,revenue\n\n,\n", "holds no targets"),
    ],
)
def test_a_list_without_rows_is_refused(content: bytes, words: str, said: Said) -> None:
    (line,) = said(content)
    assert words in line
    assert line.startswith("list.csv:1:1  ")


def test_bytes_of_another_encoding_name_line_offset_and_option(read: Read, said: Said) -> None:
    content = "name,revenue\nAcme,5\nİşbir Çelik,6\n".encode("cp1254")
    (line,) = said(content)
    assert line.startswith("list.csv:3:1  is not UTF-8 text: byte 20 is 0xdd; pass --encoding cp1254")
    assert list(read(content, encoding="cp1254").texts["name"]) == ["Acme", "İşbir Çelik"]


def test_an_encoding_that_is_none_is_named(said: Said) -> None:
    assert said(PLAIN, encoding="latin-99")[0].startswith("list.csv  cannot be read as latin-99, no encoding")


def test_a_declared_encoding_that_does_not_fit_is_said(said: Said) -> None:
    assert (
        "is not ASCII text: byte 7 is 0xc3; save it as UTF-8"
        in said("name\n1,éclat\n".replace("1,", "1 "), encoding="ascii")[0]
    )


@pytest.mark.parametrize("content", [PLAIN.encode("utf-16-le"), b"name,revenue\nAc\0me,5\n"])
def test_nul_is_refused(content: bytes, said: Said) -> None:
    (line,) = said(content)
    assert "holds a NUL character; save it as UTF-8; is it UTF-16 without a byte order mark?" in line


def test_a_row_of_another_width_is_rejected_and_shifts_none(read: Read) -> None:
    targets = read("name,country,revenue\nAcme,US\nBeta,DE,1,200,000\nGamma,FR,7\n")
    assert list(targets.texts["name"]) == ["Gamma"]
    assert list(targets.rows) == [4]
    assert rejected(targets) == [
        (2, "", "has 2 cells, the header 3", "add the cells that are missing, empty ones too"),
        (3, "", "has 5 cells, the header 3", "put a cell that holds ',' in quotes, such as \"1,200,000\""),
    ]


def test_rows_count_lines_also_where_a_cell_has_several(read: Read) -> None:
    targets = read('name,address,revenue\nAcme,"1 Road\nTown",5\n\nBeta,x,6\n')
    assert list(targets.rows) == [2, 5]


def test_a_quote_that_does_not_close_names_its_line(said: Said) -> None:
    (line,) = said('name,revenue\nAcme,5\n"Beta,6\nGamma,7\n')
    assert line == "list.csv:3:1  a quote opens here and does not close; close it, or double a quote inside quotes"


def test_a_cell_beyond_all_measure_is_named(said: Said) -> None:
    assert "a cell holds more than 131,072 characters" in said(f"name,revenue\n{'A' * 200_000},5\n")[0]


def test_the_delimiter_is_the_one_that_gives_known_columns(read: Read) -> None:
    targets = read("Account Name;Annual Revenue;Note, if any\nAcme;5;a, b\n")
    assert list(targets.numbers["revenue"]) == [5.0]


def test_a_delimiter_that_is_not_clear_is_asked_for(read: Read, said: Said) -> None:
    content = "x;y,z\n1;2,3\n"
    assert "the header has commas and semicolons, and neither gives more known columns" in said(content)[0]
    mapping = 'format: {delimiter: ";"}\ncolumns: {name: x}\n'
    assert list(read(content, mapping=mapping).texts["name"]) == ["1"]


@pytest.mark.parametrize(
    "header, words",
    [
        ("name,revenue,name", "the header name stands twice; first in column 1"),
        ("name,revenue,NAME", "the header NAME stands twice; first in column 1 as name"),
        ("Annual Revenue,name,annualrevenue", "the header annualrevenue stands twice; first in column 1 as Annual"),
    ],
)
def test_headers_that_are_equal_are_refused(header: str, words: str, said: Said) -> None:
    (line,) = said(f"{header}\na,b,c\n")
    assert line.startswith(f"list.csv:1:3  {words}")


def test_a_title_above_the_header_is_refused_until_its_line_is_named(read: Read, said: Said) -> None:
    content = "Accounts of October\n\nname,revenue\nAcme,5\n"
    (line,) = said(content)
    assert line.startswith("list.csv:1:1  has no column name, which names the companies")
    assert "--header-row 2" in line
    targets = read(content, header_row=3)
    assert list(targets.rows) == [4]
    assert list(read(content, mapping="format: {header_row: 2}\n").rows) == [4]


def test_texts_that_look_like_something_else_stay_texts(read: Read) -> None:
    names = ["NA", "NULL", "None", "True", "1e5", "007", "nan", "-1"]
    targets = read("id,name\n" + "".join(f"{i:04d},{name}\n" for i, name in enumerate(names)))
    assert list(targets.texts["name"]) == names
    assert list(targets.keys) == [f"{i:04d}" for i in range(len(names))]


@pytest.mark.parametrize(
    "content, name, words",
    [
        (
            b"<html><table><tr><td>Acme</td></tr></table>",
            "a.xlsx",
            "is a web page (HTML), not a list, though named .xlsx",
        ),
        (b"<!DOCTYPE html><p>x", "a.csv", "is a web page (HTML), not a list"),
        (b"name,revenue\nAcme,5\n", "a.xlsx", "is a text, though named .xlsx like a workbook"),
        (b"name,revenue\nAcme,5\n", "a.parquet", "is a text, though named .parquet like a Parquet file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "is an .xls workbook of the older kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xlsx", "is an .xls workbook of the older kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "a.xlsx",
            "is an encrypted workbook; open it, take the password off and save it again",
        ),
        (b"%PDF-1.7\n", "a.csv", "is a PDF; ask for the list as CSV or .xlsx"),
        (b"\x1f\x8b\x08", "a.csv", "is a gzip archive; unpack it first"),
        (b'[{"name": "Acme"}]', "a.csv", "is JSON, not a list"),
        (b"PAR1 and no more", "a.csv", "is a Parquet file named .csv; rename it"),
        (b"", "a.xlsx", "is empty"),
    ],
)
def test_a_file_is_called_by_what_it_is(content: bytes, name: str, words: str, said: Said) -> None:
    (line,) = said(content, name)
    assert words in line


def test_every_problem_of_a_list_is_told_at_once(said: Said) -> None:
    found = said("nme,revenue,revenue\na,1,2\n", needs="sites * employees")
    assert [line.split("  ")[1].split(";")[0] for line in found] == [
        "has no column employees, which the formulas need",
        "has no column name, which names the companies",
        "has no column sites, which the formulas need",
        "the header revenue stands twice",
    ]
    assert any("did you mean nme?" in line for line in found)
