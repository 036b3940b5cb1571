"""The check of a finished file: what must be in it, and what must not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

LINK_SCHEMES = ("https:", "mailto:")


def check_pdf(data: bytes) -> list[str]:
    """What is wrong with a finished page; empty where nothing is."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return list(_findings(pdf))
    except pikepdf.PdfError as error:
        return [f"the file does not open: {error}"]


def _findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    if len(pdf.pages) != 1:
        yield f"it has {len(pdf.pages)} pages"
    if "/Lang" not in root:
        yield "it has no language"
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it has no tags"
    if not pdf.docinfo.get("/Title"):
        yield "it has no title"
    for key, what in (("/AcroForm", "a form"), ("/OpenAction", "an action on opening"), ("/AF", "attachments")):
        if key in root:
            yield f"it has {what}"
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield "it has attachments"
    for page in pdf.pages:
        yield from _links(page)
        yield from _fonts(page)


def _links(page: Any) -> Iterator[str]:
    for annotation in page.get("/Annots", []):
        address = str(annotation.get("/A", {}).get("/URI", ""))
        if address and not address.startswith(LINK_SCHEMES):
            yield f"it links to {address[:80]}"


def _fonts(page: Any) -> Iterator[str]:
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        for part in font.get("/DescendantFonts", [font]):
            descriptor = part.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
