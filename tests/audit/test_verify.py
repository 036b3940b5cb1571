"""``verify``: a page as it was made is reproduced; one that was changed is not, and what differs is named."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pikepdf
import pytest

from tests.audit.forge import DAY, QUICKSTART, data, forged, packed, page
from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.audit import Report, verify
from valuepitch.pipeline.carried import FIGURES, WORKBOOK
from valuepitch.render.attachments import read

SAMPLES = sorted(path.parent.name for path in ROOT.glob("samples/*/prospect.yaml"))


CASE = data(page())["made"]["fingerprint"]
# What differs besides where one attachment was changed by somebody who mended the digests too.
SIGNED = ["attachments", "workbook", "fingerprint"]


def differing(report: Report) -> dict[str, list[str]]:
    """The checks that found something, with what they found."""
    return {check.name: list(check.differing) for check in report.checks if check.differing}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_page_as_it_was_made_is_reproduced(sample: str, paper: str) -> None:
    folder = ROOT / "samples" / sample
    built = pipeline.build(folder / "prospect.yaml", folder / "product.yaml", page=paper, date=DAY)
    report = verify(built.pdf, "page.pdf")
    assert report.reproduced, differing(report)
    assert (report.case, report.day, report.problem, report.notes) == (built.fingerprint, DAY, "", ())
    assert [check.name for check in report.checks] == ["attachments", "figures", "page", "workbook", "fingerprint"]


def test_a_page_drawn_anew_from_what_it_carries_is_reproduced() -> None:
    # The other tests change one thing of a page drawn so.
    assert verify(forged(page()), "page.pdf").reproduced


# --- one changed byte ---


@pytest.mark.parametrize("name", [FIGURES, WORKBOOK])
def test_one_changed_byte_of_an_attachment_is_seen(name: str) -> None:
    body = bytearray(read(page()).files[name])
    place = body.index(b'"npv"') + 8 if name == FIGURES else len(body) // 2
    body[place] = ord("9") if body[place] != ord("9") else ord("1")
    found = differing(verify(forged(page(), {name: bytes(body)}), "page.pdf"))
    assert found["attachments"] == [f"{name} is not the one that the page was made with: its SHA-256 is another"]
    assert set(found) - {"attachments"} == ({"figures"} if name == FIGURES else {"workbook"})


# --- one changed input ---


def test_one_changed_input_is_seen_everywhere_that_it_is_used() -> None:
    changed = data(page())
    assert changed["prospect"]["hurdle_rate"]["value"] == "11%"
    changed["prospect"]["hurdle_rate"]["value"] = "9%"
    report = verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf")
    found = differing(report)
    assert set(found) == {"attachments", "figures", "page", "workbook", "fingerprint"}
    assert any(said.startswith("results.measures.npv is 661,8") for said in found["figures"])
    assert any("Inputs!" in said and "0.11" in said and "0.09" in said for said in found["workbook"])
    assert any(said.startswith("measures[0].value: the data say") for said in found["page"])
    assert found["fingerprint"][0].startswith(f"the file's properties say {CASE}; the inputs give ")


def test_one_changed_result_is_seen() -> None:
    changed = data(page())
    changed["results"]["measures"]["npv"] += 1000
    found = differing(verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf"))
    assert list(found) == ["attachments", "figures", "fingerprint"]  # the list and the digests go with the data
    assert len(found["figures"]) == 1
    assert found["figures"][0].startswith("results.measures.npv is 662,8")


# --- one changed figure on the page ---


def _value(context: dict[str, Any]) -> None:
    context["measures"][0]["value"] = "$762K"


def _cell(context: dict[str, Any]) -> None:
    context["cash_flow"]["rows"][0]["cells"][1] = "348"


def _word(context: dict[str, Any]) -> None:
    context["footer"]["text"] = context["footer"]["text"].replace("before tax", "after tax")


def _more(context: dict[str, Any]) -> None:
    context["summary"] += " Guaranteed."


def _case(context: dict[str, Any]) -> None:
    context["footer"]["case"] = context["footer"]["case"].replace(CASE[:4], "0000")


@pytest.mark.parametrize(
    "change, place, said",
    [
        (_value, "measures[0].value: the data say “$662K”", "the page says “$762K”"),
        (_cell, "cash_flow.rows[0].cells[1]: the data say “343”", "the page says “348”"),
        (_word, "footer.text: the data say “USD, nominal, before tax.", "the page says"),
        (_more, "the page says “Guaranteed.”, which is not in the data", ""),
        (_case, "footer.case: the data say “Case", "0000"),
    ],
)
def test_one_changed_text_of_the_page_is_seen(change: Any, place: str, said: str) -> None:
    found = differing(verify(forged(page(), context=change), "page.pdf"))
    assert "what is drawn on the page" in found["page"]
    assert found["page"][0].startswith(place)
    assert any(said in line for line in found["page"])


def _twice(context: dict[str, Any]) -> None:
    context["measures"][2]["value"] = context["measures"][0]["value"]


def _swapped(context: dict[str, Any]) -> None:
    first, second = context["measures"][1], context["measures"][3]
    first["value"], second["value"] = second["value"], first["value"]


def _moved(context: dict[str, Any]) -> None:
    value = context["sources"]["rows"][3]
    context["measures"][1]["value"] = value["value"] + context["measures"][1]["value"]
    value["value"] = "–"


def _marked(context: dict[str, Any]) -> None:
    context["measures"][0]["value"] = "> " + context["measures"][0]["value"]


@pytest.mark.parametrize("change", [_twice, _swapped, _moved, _marked])
def test_a_figure_in_another_place_is_seen(change: Any) -> None:
    found = differing(verify(forged(page(), context=change), "page.pdf"))
    assert "what is drawn on the page" in found["page"]


# --- what a reader sees and no text tells ---


def changed_pdf(change: Any) -> bytes:
    """The page with its objects changed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(page())) as document:
        change(document)
        document.save(out, fix_metadata_version=False)
    return out.getvalue()


def _box(document: pikepdf.Pdf) -> None:
    sheet = document.pages[0]
    sheet.contents_add(document.make_stream(b"q 1 1 1 rg 40 700 100 40 re f Q"))


def _outside(document: pikepdf.Pdf) -> None:
    document.pages[0].MediaBox = [0, 0, 300, 842]


def _stamp(document: pikepdf.Pdf) -> None:
    note = {"Type": "/Annot", "Subtype": "/FreeText", "Rect": [40, 700, 200, 740], "Contents": "$962K"}
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary({f"/{k}": _pdf(v) for k, v in note.items()})])


def _pdf(value: Any) -> Any:
    return pikepdf.Name(value) if isinstance(value, str) and value.startswith("/") else value


def _action(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary({"/S": pikepdf.Name.JavaScript, "/JS": "app.alert(1)"})


def _title(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "NPV is $962K"


def _heard(document: pikepdf.Pdf) -> None:
    first = document.Root.StructTreeRoot.K
    (first[0] if isinstance(first, pikepdf.Array) else first).Alt = "NPV is $962K, certain"


def _layer(document: pikepdf.Pdf) -> None:
    document.Root.OCProperties = pikepdf.Dictionary({"/OCGs": pikepdf.Array([])})


def _other_file(document: pikepdf.Pdf) -> None:
    document.Root.AF = pikepdf.Array([])


def _description(document: pikepdf.Pdf) -> None:
    document.Root.Names.EmbeddedFiles.Names[1].Desc = "Audited"


def _letters(document: pikepdf.Pdf) -> None:
    fonts = document.pages[0].Resources.Font
    name = sorted(fonts.keys())[0]
    fonts[name].ToUnicode = document.make_stream(b"nothing")


@pytest.mark.parametrize(
    "change, name, said",
    [
        (_box, "page", "what is drawn on the page"),
        (_outside, "page", "the page itself, its size or how many there are"),
        (_stamp, "page", "the page itself, its size or how many there are"),
        (_action, "page", "/Root"),
        (_layer, "page", "/Root"),
        (_heard, "page", "what screen readers say"),
        (_letters, "page", "the letters of its fonts"),
        (_title, "fingerprint", "its metadata"),
        (_other_file, "attachments", "the list of its associated files"),
        (_description, "attachments", "the list of its attachments"),
    ],
)
def test_what_no_text_tells_is_seen_too(change: Any, name: str, said: str) -> None:
    found = differing(verify(changed_pdf(change), "page.pdf"))
    assert said in found[name], found


def test_a_page_that_was_saved_anew_with_nothing_changed_is_reproduced_with_a_word() -> None:
    pdf = changed_pdf(lambda _: None)
    assert pdf != page()
    report = verify(pdf, "page.pdf")
    assert report.reproduced, differing(report)
    assert report.notes == ("its objects are the same, packed otherwise than here",)


def test_data_that_say_a_thing_twice_are_seen() -> None:
    body = read(page()).files[FIGURES].replace(b'"npv":', b'"npv": 9999999, "npv":', 1)
    found = differing(verify(forged(page(), {FIGURES: body}, signed=True), "page.pdf"))
    assert found["figures"] == ["the same results, written otherwise than the program writes them"]


def test_a_small_file_that_unpacks_to_a_large_page_is_read_in_little_memory() -> None:
    def bomb(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b" " * 300_000_000)

    found = differing(verify(changed_pdf(bomb), "page.pdf"))
    assert "what is drawn on the page" in found["page"]


# --- one changed cell of the workbook ---


def rewritten(book: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with some bytes of a part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for item in packed.infolist():
            body = packed.read(item)
            if item.filename == part:
                assert body.count(old) >= 1, body[:3000]
                body = body.replace(old, new, 1)
            made.writestr(item, body)
    return out.getvalue()


@pytest.mark.parametrize(
    "part, old, new, said",
    [
        ("xl/worksheets/sheet5.xml", b"SUMPRODUCT(flow_net,flow_discount)", b"SUMPRODUCT(flow_net,1)", "Measures!B5"),
        ("xl/worksheets/sheet2.xml", b"<v>0.11</v>", b"<v>0.08</v>", "Inputs!C"),
        ("xl/sharedStrings.xml", b"Net present value", b"Nett present value", "Measures!A5 holds Nett present value"),
        ("xl/worksheets/sheet3.xml", b'<sheetView ', b'<sheetView  ', "Calculation is laid out otherwise"),
        ("xl/styles.xml", b"0.00%", b"0.99%", "xl/styles.xml differs"),
    ],
)  # fmt: skip
def test_one_changed_cell_of_the_workbook_is_named(part: str, old: bytes, new: bytes, said: str) -> None:
    book = rewritten(read(page()).files[WORKBOOK], part, old, new)
    found = differing(verify(forged(page(), {WORKBOOK: book}, signed=True), "page.pdf"))
    assert list(found) == SIGNED
    assert any(line.startswith(said) for line in found["workbook"]), found


def test_a_workbook_that_is_none_is_said() -> None:
    found = differing(verify(forged(page(), {WORKBOOK: b"PK\x03\x04 no workbook"}, signed=True), "page.pdf"))
    assert list(found) == SIGNED
    assert found["workbook"] == ["it is no workbook that opens: File is not a zip file"]


def test_a_workbook_with_a_document_type_is_not_read() -> None:
    book = read(page()).files[WORKBOOK]
    book = rewritten(book, "xl/worksheets/sheet5.xml", b"<worksheet ", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet ")
    found = differing(verify(forged(page(), {WORKBOOK: book}, signed=True), "page.pdf"))
    assert list(found) == SIGNED
    assert found["workbook"] == ["it is no workbook that opens: a part of it has a document type"]


# --- what else a file may lack or hold ---


def test_a_file_put_in_by_somebody_else_is_seen() -> None:
    found = differing(verify(forged(page(), {"offer.txt": b"ten per cent off"}), "page.pdf"))
    assert found["attachments"][0] == "offer.txt was put in by somebody else"


def test_a_workbook_that_was_taken_out_is_seen() -> None:
    found = differing(verify(forged(page(), {WORKBOOK: b""}), "page.pdf"))
    assert found["attachments"][0] == "workbook.xlsx is missing"
    assert found["workbook"] == ["it is missing"]


def test_data_that_were_taken_out_are_said_in_a_sentence() -> None:
    report = verify(forged(page(), {FIGURES: b""}), "page.pdf")
    assert not report.reproduced
    assert report.problem.startswith("its attachments were taken out: figures.json is missing; ")


def test_a_page_without_attachments_says_so() -> None:
    built = pipeline.build(QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml", date=DAY, attachments=False)
    report = verify(built.pdf, "page.pdf")
    assert report.problem.startswith("it was made without attachments")
    assert not report.reproduced


def test_another_fingerprint_in_the_properties_is_seen() -> None:
    found = differing(verify(forged(page(), properties={"Fingerprint": "0000-0000"}), "page.pdf"))
    assert found == {"fingerprint": [f"the file's properties say 0000-0000; the inputs give {CASE}", "its metadata"]}


def other_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out, fix_metadata_version=False)
    return out.getvalue()


def encrypted(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    "make, said",
    [
        (lambda: b"", "it is not a PDF"),
        (lambda: b"name: Northfield\n", "it is not a PDF"),
        (other_pdf, "it is no page of valuepitch"),
        (lambda: encrypted(page()), "it is encrypted"),
        (lambda: page()[: len(page()) // 2], "it is damaged or cut off"),
    ],
)
def test_what_is_no_page_of_ours_is_said_in_one_sentence(make: Any, said: str) -> None:
    report = verify(make(), "page.pdf")
    assert not report.reproduced
    assert report.checks == ()
    assert report.problem.startswith(said)
    assert "\n" not in report.problem


@pytest.mark.parametrize(
    "change, said",
    [
        (lambda d: d.pop("made"), "it does not hold made, prospect, product and results"),
        (lambda d: d["made"].pop("version"), "made.version: Field required"),
        (lambda d: d["made"].update(page="a3"), "made.page: Input should be 'a4' or 'letter'"),
        (lambda d: d["made"].update(reader="king"), "made.reader: Input should be"),
        (lambda d: d["made"].update(version="0.1.0\n1 page: 1 reproduced"), "made.version: String should match"),
        (lambda d: d["made"].update(template="x" * 5000), "made.template: String should match"),
        (lambda d: d["prospect"].update(name="Acme \ud800"), "prospect.name"),
        (lambda d: d["prospect"].update(hurdle_rate=11), "prospect.hurdle_rate"),
        (lambda d: d["product"]["benefits"][0].update(kind="luck"), "product.benefits[0].kind"),
        (lambda d: d.update(results=[]), "its results are no mapping"),
    ],
)
def test_data_that_are_not_ours_are_said_in_one_sentence(change: Any, said: str) -> None:
    changed = data(page())
    change(changed)
    report = verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf")
    assert not report.reproduced
    assert report.problem.startswith("its figures.json is not as valuepitch writes it: ")
    assert said in report.problem


def test_inputs_that_make_no_case_are_said() -> None:
    changed = data(page())
    changed["product"]["benefits"][0]["amount"] = "circuit_spend / (sites - 14)"
    report = verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf")
    assert report.problem.startswith("its inputs make no page: ")
    assert "benefits[0].amount" in report.problem
    assert not report.reproduced


def test_data_nested_without_end_are_no_json() -> None:
    report = verify(forged(page(), {FIGURES: b"[" * 200_000}, signed=True), "page.pdf")
    assert report.problem.startswith("its figures.json is not as valuepitch writes it: it is not JSON")


# --- another version, another template ---


def test_a_page_of_another_version_is_not_reproduced_by_this_one() -> None:
    changed = data(page())
    changed["made"]["version"] = "0.0.9"
    report = verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf")
    assert report.notes == ("made with valuepitch 0.0.9; this is 0.1.0, which draws a page of its own",)
    assert differing(report)["figures"] == ["made.version is '0.0.9'; worked out again it is '0.1.0'"]


def test_a_page_of_a_template_that_is_not_here_is_not_reproduced() -> None:
    changed = data(page())
    changed["made"] |= {"template": "twopager", "template_digest": "0" * 64}
    report = verify(forged(page(), {FIGURES: packed(changed)}, signed=True), "page.pdf")
    assert not report.reproduced
    assert report.problem.startswith(
        "its inputs make no page: its template cannot be used: there is no template twopager"
    )


def test_a_report_is_plain_data() -> None:
    found = verify(page(), "page.pdf").plain()
    assert found["reproduced"] is True
    assert found["checks"]["workbook"] == {"agrees": True, "differing": []}
    assert found["date"] == "2026-11-23"
