"""Keep the message catalogues true: extract, merge, compile; ``--check`` only compares.

python tools/messages.py            write page.pot and every page.po and page.mo
python tools/messages.py --check    exit 1 where one of them is stale
python tools/messages.py --init tr  start the catalogue of a language
"""

from __future__ import annotations

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "valuepitch"
LOCALE = SOURCE / "locale"
DOMAIN = "page"
KEYWORDS = {"_": None, "say": None, "say_n": (1, 2)}
SOURCE_LANGUAGE = "en"
NO_LINE: Any = None  # a moved sentence is no change of the catalogue
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
CLOCK_AND_TOOL = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Report-Msgid',
    '"Language-Team',
)


def extracted() -> Catalog:
    """Every message of the program, in the order of the files."""
    catalogue = Catalog(project="valuepitch", charset="utf-8", fuzzy=False)
    found = extract_from_dir(str(SOURCE), [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Note:",))
    for name, _line, message, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalogue.add(message, None, [(name, NO_LINE)], auto_comments=comments, context=context)
    return catalogue


def text_of(catalogue: Catalog) -> bytes:
    """A catalogue as a file without a clock or a tool in it."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=False, sort_output=False)
    kept = [line for line in buffer.getvalue().decode().splitlines() if not line.startswith(CLOCK_AND_TOOL)]
    # The header's copyright lines carry a year.
    start = next(i for i, line in enumerate(kept) if line.startswith("msgid"))
    return ("\n".join(kept[start:]) + "\n").encode()


def merged(path: Path, template: Catalog, language: str) -> Catalog:
    """A language's catalogue with the template's messages; English says what the code says."""
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    else:
        catalogue = Catalog(locale=language, project="valuepitch", charset="utf-8", fuzzy=False)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def outputs(languages: list[str]) -> dict[Path, bytes]:
    """Every file that should be there, with its content."""
    template = extracted()
    files = {LOCALE / f"{DOMAIN}.pot": text_of(template)}
    for language in languages:
        folder = LOCALE / language / "LC_MESSAGES"
        catalogue = merged(folder / f"{DOMAIN}.po", template, language)
        po = text_of(catalogue)
        files[folder / f"{DOMAIN}.po"] = po
        buffer = io.BytesIO()
        compiled = read_po(io.BytesIO(po), locale=language)
        compiled.creation_date = compiled.revision_date = EPOCH  # no clock in a file that is compared
        write_mo(buffer, compiled)
        files[folder / f"{DOMAIN}.mo"] = buffer.getvalue()
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--init", metavar="LANGUAGE", help="start a catalogue")
    options = parser.parse_args()
    languages = {SOURCE_LANGUAGE, *(path.name for path in LOCALE.iterdir() if path.is_dir())}
    if options.init:
        languages.add(options.init)
    stale = 0
    for path, content in outputs(sorted(languages)).items():
        if path.exists() and path.read_bytes() == content:
            continue
        stale += 1
        print(f"{'stale' if options.check else 'wrote'}: {path.relative_to(ROOT)}")
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    if options.check and stale:
        print("run `make messages`")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
