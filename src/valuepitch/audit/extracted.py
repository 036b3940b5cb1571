"""The two files behind a page, out of the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from valuepitch.audit.again import carried_in, tampered
from valuepitch.errors import FileError
from valuepitch.files import write_atomic
from valuepitch.inputs.readers import built_in
from valuepitch.inputs.written import to_yaml, written
from valuepitch.model.reader import level_of
from valuepitch.pipeline.carried import FIGURES, WORKBOOK, Making

PROSPECT, PRODUCT = "prospect.yaml", "product.yaml"


@dataclass(frozen=True)
class Extracted:
    """What a page was made of.

    Attributes:
        files: ``prospect.yaml`` and ``product.yaml``; with ``figures.json`` and ``workbook.xlsx`` where asked for.
        made: how the page was made.
        notes: what the files say otherwise than the ones that the page was made from.
    """

    files: dict[str, bytes]
    made: Making
    notes: tuple[str, ...]

    def write(self, folder: Path, *, force: bool = False) -> list[Path]:
        """Write the files into a folder.

        Raises:
            FileError: a file is there already and ``force`` is not given, or cannot be written; nothing is written
                over.
        """
        if folder.exists() and not folder.is_dir():
            raise FileError(f"{folder} is a file", "name a folder with -o")
        there = [name for name in self.files if (folder / name).exists()]
        if there and not force:
            raise FileError(f"{folder} has {' and '.join(there)} already", "name another folder, or use --force")
        for name, data in self.files.items():
            write_atomic(folder / name, data)
        return [folder / name for name in self.files]


def extract(pdf: bytes, file: str, *, attachments: bool = False) -> Extracted:
    """Take prospect and product out of a page; a page that is made of them again is the same.

    Args:
        file: what the comment at the top of both files calls the page.
        attachments: give the data and the workbook too, as they are.

    Raises:
        FileError: it is no page of ours, or carries no data.
    """
    found, carried = carried_in(pdf)
    made, notes = carried.made, list(tampered(found))
    prospect, product = written(carried.prospect), written(carried.product)
    if carried.prospect.contact and level_of(carried.prospect, built_in()) != (made.reader,):
        prospect["contact"]["level"] = made.reader
        notes.append(f"contact.level: {made.reader} is written out, which came from a table of readers")
    comment = f"Taken out of {file}: case {made.fingerprint}, {made.date.isoformat()}, valuepitch {made.version}."
    comment += "\nWhat stands at its default in that version is left out."
    if made.redacted:
        comment += "\nInternal sources of the seller were left out of the page; they read withheld."
    files = {PROSPECT: to_yaml(prospect, comment).encode(), PRODUCT: to_yaml(product, comment).encode()}
    if attachments:
        files |= {name: found.files[name] for name in (FIGURES, WORKBOOK) if name in found.files}
    return Extracted(files, made, tuple(notes))
