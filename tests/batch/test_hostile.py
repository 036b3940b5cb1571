"""Names and texts that somebody made to break a page, a table or a folder, through a whole batch."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.batch.runs import assert_whole, files, records, rejects, run, write_list
from valuepitch.batch.plan import file_of
from valuepitch.text import harmless

# A name, and what of it is printed; the rest of the row is that of any account.
PRINTED = {
    "img": ("<img src=file:///etc/passwd>", None),
    "style": ("</style><link rel=attachment href=file:///etc/passwd>", None),
    "url": ('" style="background:url(http://127.0.0.1:9/x)', None),
    "jinja": ("{{ 7*7 }}{% raw %}", None),
    "nul": ("Ac\x01\x1bme Works", "Acme Works"),
    "override": ("Acme \u202eexe.txt Ltd", "Acme exe.txt Ltd"),
    "smith": ('Smith & Sons <b>Ltd</b> "Q" \'s', None),
    "turkish": ("İŞ Bankası", None),
    "NA": ("NA", None),
    "NULL": ("NULL", None),
    "None": ("None", None),
    "True": ("True", None),
    "1e5": ("1e5", None),
    "007": ("007", None),
    "con": ("CON", None),
    "nul.txt": ("nul.txt", None),
    "com": ("COM¹", None),
    "dots": ("..", None),
    "up": ("../../etc/passwd", None),
    "drive": ("C:\\x", None),
    "share": ("\\\\host\\share", None),
    "-rf": ("-rf", None),
    "root": ("~root", None),
    "id": ("$(id)", None),
    "hidden": (".htaccess", None),
    "formula": ('=HYPERLINK("http://x","y")', None),
    "plus": ("+1", None),
    "minus": ("-1", None),
    "at": ("@SUM(1)", None),
    "long": ("A" * 120, None),
}
REFUSED = {
    "cjk": ("株式会社トヨタ", "no font of the page has", "Latin letters"),
    "rocket": ("Rocket 🚀 Co", "no font of the page has", ""),
    "10000": ("A" * 10_000, "is 10000 characters long", "at most 120"),
    "wide": ("＝1", "no font of the page has", "Latin letters"),
    "nothing": ("\u200b", "company is empty", "write its name"),
    "spaces": ("   ", "company is empty", "write its name"),
}
FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,70}-([0-9a-f]{8}|[0-9a-f]{16})\.pdf")
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def line(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them in one list, drawn by two processes."""
    folder = tmp_path_factory.mktemp("hostile")
    names = {key: said[0] for key, said in {**PRINTED, **REFUSED}.items()}
    write_list(folder, [line(key, name, "US", "9000000", "60") for key, name in names.items()])
    done = run(folder, jobs=2)
    assert (done.count.made, done.refused_rows) == (len(PRINTED), len(REFUSED))
    return folder / "pages"


def squeezed(text: str) -> str:
    return re.sub(r"[\s\x02\ufffe­-]", "", text)


def test_what_must_render_is_printed_as_it_stands(pages: Path) -> None:
    for key, (name, cleaned) in PRINTED.items():
        page, printed = records(pages)[key], cleaned or name
        data = (pages / page["file"]).read_bytes()
        with pikepdf.open(io.BytesIO(data)) as document:
            assert printed in str(document.docinfo["/Title"])
            assert printed in str(document.open_metadata()["dc:title"])
            assert len(document.pages) == 1
            assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
            assert [note for note in document.pages[0].get("/Annots", []) if "/A" in note] == []
        reader = pypdfium2.PdfDocument(data)
        text = reader[0].get_textpage().get_text_bounded()
        reader.close()
        assert squeezed(printed) in squeezed(text)
        assert page["name"] == printed


def test_what_must_be_refused_is_refused_with_words(pages: Path) -> None:
    rows = {row["key"]: row for row in rejects(pages)}
    assert set(rows) == set(REFUSED)
    assert not set(rows) & set(records(pages))
    for key, (_, reason, remedy) in REFUSED.items():
        assert rows[key]["column"] == "Account Name"
        assert reason in rows[key]["reason"]
        assert remedy in rows[key]["remedy"]
        assert len(rows[key]["value"]) <= 60


def test_no_file_is_outside_the_folder_and_each_has_a_plain_name(pages: Path) -> None:
    assert_whole(pages)
    made = [name for name in files(pages) if name.endswith(".pdf")]
    assert len(made) == len(PRINTED)
    assert all(FILE.fullmatch(name) for name in made)
    assert not any(RESERVED.fullmatch(name) for name in made)
    assert sorted(path.name for path in pages.parent.iterdir()) == ["list.csv", "pages", "product.yaml"]
    assert any(re.fullmatch(r"is-bankasi-[0-9a-f]{8}\.pdf", name) for name in made)


def test_a_cell_that_a_spreadsheet_would_run_has_a_quote(pages: Path) -> None:
    with (pages / "manifest.csv").open(encoding="utf-8", newline="") as file:
        table = {row["key"].lstrip("'"): row for row in csv.DictReader(file)}
    for key in ("formula", "plus", "minus", "at", "-rf"):
        assert table[key]["name"] == "'" + PRINTED[key][0]
    assert table["-rf"]["key"] == "'-rf"
    assert {row["key"]: row["value"] for row in rejects(pages)}["wide"] == "'＝1"
    for name in ("manifest.csv", "rejects.csv"):
        with (pages / name).open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        numbers = {at for at, column in enumerate(head) if column.startswith(("npv", "irr", "mirr", "roi", "pay"))}
        cells = [cell for row in rows for at, cell in enumerate(row) if at not in numbers]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    assert {key: page["name"] for key, page in records(pages).items()}["formula"] == PRINTED["formula"][0]


@pytest.mark.usefixtures("desk")
def test_rows_with_problems_stop_and_shift_no_other(tmp_path: Path) -> None:
    write_list(
        tmp_path,
        (
            "k1,First,US,9000000,60",
            "k2,Short",
            "k3,Unquoted,US,1,200,000,60",
            "k1,Same key,US,9000000,60",
            'k4,"Two\nlines",US,9000000,60',
            "k5,Not a number,US,nan,60",
            "k6,Infinite,US,1e400,60",
            "k7,Underscored,US,1_000,60",
            "k8,Hexadecimal,US,0x10,60",
            "k9,Last,US,9000000,60",
        ),
    )
    done = run(tmp_path)
    found = records(tmp_path / "pages")
    assert list(found) == ["k1", "k4", "k9"]
    assert found["k4"]["name"] == "Two lines"
    assert found["k1"]["measures"] == found["k9"]["measures"]
    rows = {row["row"]: row for row in rejects(tmp_path / "pages")}
    assert done.refused_rows == len(rows) == 7
    assert rows["5"]["reason"] == "is the same account as row 2"
    assert {rows[number]["column"] for number in ("8", "9", "10", "11")} == {"Annual Revenue"}
    assert all(row["reason"] and row["remedy"] for row in rows.values())


TEXTS = st.one_of(
    st.text(min_size=1, max_size=130),
    st.text(alphabet='./\\~$-_ \x00\n:*?"<>|', min_size=1, max_size=30),
    st.sampled_from(["CON", "nul", "COM¹", "aux .txt", "..", "İ" * 100, "ß" * 100, "ﬃ" * 100, "\ud800", "target"]),
)


@given(name=TEXTS, key=TEXTS)
@example(name="target", key="株")
def test_the_name_of_a_file_is_plain_whatever_the_account_is_called(name: str, key: str) -> None:
    made = file_of(name, key)
    assert FILE.fullmatch(made)
    assert len(made) <= 90
    assert not RESERVED.fullmatch(made)
    assert Path(made).name == made
    assert made == file_of(name, key)


@given(name=TEXTS, keys=st.sets(TEXTS, min_size=2, max_size=20))
def test_two_keys_never_share_a_file(name: str, keys: set[str]) -> None:
    assert len({file_of(name, key).casefold() for key in keys}) == len(keys)


@given(keys=st.lists(st.integers(0, 10**12), min_size=2, max_size=50, unique=True))
def test_names_without_a_latin_letter_have_a_longer_digest(keys: list[int]) -> None:
    """Nothing but the digest tells such files apart; eight digits would repeat within a hundred thousand accounts."""
    made = {file_of("株式会社", str(key)) for key in keys}
    assert len(made) == len(keys)
    assert all(re.fullmatch(r"target-[0-9a-f]{16}\.pdf", name) for name in made)


@given(st.text(max_size=20))
def test_a_harmless_cell_begins_with_no_sign_of_a_formula(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert cell in (text, "'" + text)
