"""The check of a finished file: what must be in it, and what must not."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from valuepitch.errors import FileError
from valuepitch.render.attachments import PDFA, UA, content, embedded, values, xmp
from valuepitch.render.engine import Attachment, in_order

LINK_SCHEMES = ("https:", "mailto:")


def check_pdf(data: bytes, attachments: Sequence[Attachment] = ()) -> list[str]:
    """What is wrong with a finished page; empty where nothing is.

    Args:
        attachments: what it carries, in any order.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return [*_findings(pdf), *_carried(pdf, attachments)]
    except pikepdf.PdfError as error:
        return [f"the file does not open: {error}"]
    except FileError as error:
        return [error.message]


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
    for key, what in (("/AcroForm", "a form"), ("/OpenAction", "an action on opening")):
        if key in root:
            yield f"it has {what}"
    for page in pdf.pages:
        yield from _links(page)
        yield from _fonts(page)


def _carried(pdf: pikepdf.Pdf, attachments: Sequence[Attachment]) -> Iterator[str]:
    """What its metadata claim, and which files are in it."""
    packet = xmp(pdf)
    claim = values(packet, PDFA)
    if (claim.get("part"), claim.get("conformance")) != ("3", "A"):
        yield "it does not claim PDF/A-3a"
    if values(packet, UA).get("part") != "1":
        yield "it does not claim PDF/UA-1"
    found, expected = embedded(pdf), in_order(attachments)
    names = [attachment.name for attachment in expected]
    for name in found:
        if name not in names:
            yield f"it has an attachment {name}"
    for name in names:
        if name not in found:
            yield f"it has no attachment {name}"
    if not _sorted(pdf.Root):
        yield "its attachments are not sorted by name"
    listed = [str(spec.get("/UF", "")) for spec in pdf.Root.get("/AF", [])]
    if sorted(listed) != sorted(found):
        yield f"its associated files are {', '.join(listed) or 'none'}, its attachments {', '.join(found) or 'none'}"
    for attachment in expected:
        if attachment.name in found:
            yield from _different(found[attachment.name], attachment)


def _sorted(root: Any) -> bool:
    """Whether readers that look a name up by halving find every attachment."""
    tree = root.get("/Names", {}).get("/EmbeddedFiles", {})
    names = [bytes(name) for name in list(tree.get("/Names", []))[::2]]
    return names == sorted(names)


def _different(spec: Any, attachment: Attachment) -> Iterator[str]:
    said = str(spec.get("/AFRelationship", "/none"))[1:]
    if said != attachment.relationship:
        yield f"its attachment {attachment.name} is related as {said}, not as {attachment.relationship}"
    if content(spec.EF.F, attachment.name) != attachment.data:
        yield f"its attachment {attachment.name} has other bytes"


def _links(page: Any) -> Iterator[str]:
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") == "/FileAttachment":
            yield "it has an attachment on the page"
        address = str(annotation.get("/A", {}).get("/URI", ""))
        if address and not address.startswith(LINK_SCHEMES):
            yield f"it links to {address[:80]}"


def _fonts(page: Any) -> Iterator[str]:
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        for part in font.get("/DescendantFonts", [font]):
            descriptor = part.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
