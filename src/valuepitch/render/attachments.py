"""What a finished page carries besides what it shows: its claims, its properties and its attachments.

The metadata that WeasyPrint has no words for are written here, and everything is read back here.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pikepdf

from valuepitch.errors import FileError

NAMESPACE = "https://valuepitch.invalid/ns/1.0/"  # a host that cannot exist: a name, and no address
UA = "http://www.aiim.org/pdfua/ns/id/"
PDFA = "http://www.aiim.org/pdfa/ns/id/"
LARGEST = 64 * 2**20  # bytes of one attachment; more is no file of ours

_LONGEST_NAME = 127  # bytes, by PDF/A
_TAKEN = frozenset(
    {"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate", "Trapped"}
)
_DIGEST = "SHA-256 of "
_DIGESTS = "sha256"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SAID = {"fingerprint": "Shows that page, figures and workbook belong together", _DIGESTS: "Digests of attachments"}

_DESCRIPTIONS = """\
<rdf:Description xmlns:pdfuaid="{ua}" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>\
{ours}\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_OURS = '<rdf:Description xmlns:valuepitch="{namespace}" rdf:about="">{values}</rdf:Description>'
_SCHEMA = """\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"""
_PROPERTY = """\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>\
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>{category}</pdfaProperty:category>\
<pdfaProperty:description>{said}</pdfaProperty:description></rdf:li>"""


def descriptions(properties: Mapping[str, str]) -> bytes:
    """The claim of PDF/UA-1 and the properties as RDF, each declared as PDF/A asks for.

    Args:
        properties: texts by names such as ``Fingerprint``, or ``SHA-256 of`` and a file's name.

    Raises:
        ValueError: a name or a text cannot be written.
    """
    part = _PROPERTY.format(name="part", kind="Integer", category="internal", said="Part of PDF/UA that it conforms to")
    schemas = _SCHEMA.format(title="PDF/UA", namespace=UA, prefix="pdfuaid", properties=part)
    ours = ""
    if properties:
        values = _packed(properties)
        elements = "".join(f"<valuepitch:{name}>{escape(text)}</valuepitch:{name}>" for name, text in values.items())
        ours = _OURS.format(namespace=NAMESPACE, values=elements)
        declared = "".join(
            _PROPERTY.format(name=name, kind="Text", category="external", said=_SAID.get(name, name)) for name in values
        )
        schemas += _SCHEMA.format(title="valuepitch", namespace=NAMESPACE, prefix="valuepitch", properties=declared)
    return _DESCRIPTIONS.format(ua=UA, ours=ours, schemas=schemas).encode()


def _packed(properties: Mapping[str, str]) -> dict[str, str]:
    """Properties by their names in XML: ``Fingerprint`` is ``fingerprint``; digests are lines as of sha256sum."""
    packed: dict[str, str] = {}
    digests: list[str] = []
    for name, text in sorted(properties.items()):
        if not (name + text).isprintable():
            raise ValueError(f"the property {name!r} has characters that cannot be printed")
        if name in _TAKEN or len(name.encode()) > _LONGEST_NAME:
            raise ValueError(f"the property {name!r} has a name that PDF itself uses, or one that is too long for it")
        if name.startswith(_DIGEST):
            digests.append(f"{text}  {name.removeprefix(_DIGEST)}")
        elif re.fullmatch("[A-Z][A-Za-z0-9]*", name) and name.lower() != _DIGESTS:
            packed[name[0].lower() + name[1:]] = text
        else:
            raise ValueError(f"a property is called {name!r}, not one word such as Fingerprint, or {_DIGEST}a file")
    return packed | ({_DIGESTS: "\n".join(digests)} if digests else {})


def _unpacked(values: Mapping[str, str]) -> dict[str, str]:
    """The properties again."""
    found = {name[0].upper() + name[1:]: text for name, text in values.items() if name != _DIGESTS}
    for line in values.get(_DIGESTS, "").splitlines():
        digest, _, name = line.partition("  ")
        found[_DIGEST + name] = digest
    return found


@dataclass(frozen=True)
class Read:
    """What was found in a file.

    Attributes:
        files: embedded files by name.
        relationships: how each stands to the page, by the same names: ``Source``, ``Data`` or another word of PDF.
        properties: texts by name, as they were given when the page was made.
    """

    files: dict[str, bytes]
    relationships: dict[str, str]
    properties: dict[str, str]


def read(pdf: bytes) -> Read:
    """Read what a page carries.

    Raises:
        FileError: the bytes are not a PDF, or it is damaged, encrypted, or carries what no page of ours does.
    """
    if b"%PDF-" not in pdf[:1024]:
        raise FileError("it is not a PDF", "name a page that valuepitch made")
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return _read(document)
    except pikepdf.PasswordError:
        raise _encrypted() from None
    # What pikepdf and Python say of an object that is not there, or is of another kind than it has to be.
    except (pikepdf.PdfError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise _damaged("it is damaged or cut off") from error


def _read(document: pikepdf.Pdf) -> Read:
    if document.is_encrypted:
        raise _encrypted()
    carried = embedded(document)
    files = {name: content(spec.EF.F, name) for name, spec in carried.items()}
    relationships = {name: str(spec.get("/AFRelationship", "/Unspecified"))[1:] for name, spec in carried.items()}
    return Read(files, relationships, _unpacked(values(xmp(document), NAMESPACE)))


def _encrypted() -> FileError:
    return FileError("it is encrypted", "ask for the file as it was made, without a password")


def _damaged(said: str) -> FileError:
    return FileError(said, "ask for the file as it was made, or make the page anew")


def embedded(document: pikepdf.Pdf) -> dict[str, Any]:
    """The file specifications of a document's attachments by name.

    Raises:
        FileError: two have one name, and none can be told from the other.
    """
    found: dict[str, Any] = {}
    root: Any = document.Root
    names = root.get("/Names", {}).get("/EmbeddedFiles")
    for _, spec in pikepdf.NameTree(names).items() if names is not None else ():
        name = str(spec.get("/UF", spec.get("/F", "")))
        if name in found:
            raise _damaged(f"it carries two attachments called {name}")
        found[name] = spec
    return found


def content(stream: Any, name: str, most: int = LARGEST) -> bytes:
    """The bytes of a stream, unpacked up to a number of them.

    *Why:* pikepdf unpacks as much as a file says, and a small file may say any number of gigabytes.

    Raises:
        FileError: it is damaged, too large, or packed in another way than ours.
    """
    raw = bytes(stream.read_raw_bytes())
    packed = stream.get("/Filter", [])
    kinds = [str(kind) for kind in packed] if isinstance(packed, list | pikepdf.Array) else [str(packed)]
    if kinds == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacker = zlib.decompressobj()
        try:
            raw = unpacker.decompress(raw, most + 1)
        except zlib.error:
            raise _damaged(f"its {name} is damaged") from None
        if len(raw) <= most and not unpacker.eof:
            raise _damaged(f"its {name} is cut off")
    elif kinds:
        raise _damaged(f"its {name} is packed in another way than ours")
    if len(raw) > most:
        raise _damaged(f"its {name} is larger than {LARGEST // 2**20} MB")
    return raw


def xmp(document: pikepdf.Pdf) -> ElementTree.Element:
    """The root of a document's metadata; an empty element where it has none.

    Raises:
        FileError: they are not XML, or declare entities.
    """
    if "/Metadata" not in document.Root:
        return ElementTree.Element("none")
    packet = content(document.Root.Metadata, "packet of metadata")
    if b"<!DOCTYPE" in packet:  # a document type, whose entities may grow without end
        raise _damaged("its metadata have a document type, which ours never have")
    try:
        return ElementTree.fromstring(packet)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise _damaged("its metadata are damaged") from error


def values(root: ElementTree.Element, namespace: str) -> dict[str, str]:
    """The plain values of a namespace, written as elements or as attributes."""
    start = f"{{{namespace}}}"
    found: dict[str, str] = {}
    for description in root.iter(f"{{{_RDF}}}Description"):
        pairs = [*description.attrib.items(), *((child.tag, child.text or "") for child in description)]
        found |= {name.removeprefix(start): text for name, text in pairs if name.startswith(start)}
    return found
