"""``valuepitch extract``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command("extract")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--output", "-o", metavar="FOLDER", help="Where the files go; by default a folder by the page's name.")
@click.option("--attachments", is_flag=True, help="Write figures.json and workbook.xlsx too.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def command(page: Path, output: str | None, attachments: bool, force: bool, as_json: bool) -> None:
    """Take prospect.yaml and product.yaml out of a finished PAGE.

    \b
    valuepitch extract acme.pdf                    acme/prospect.yaml, acme/product.yaml
    valuepitch extract acme.pdf -o mended
    valuepitch extract acme.pdf --attachments      figures.json and workbook.xlsx too

    A page that is built of them again, on the same day, has the same case number. Comments and a wording.yaml of the
    files that it was first made from are not in the page.
    """
    from valuepitch.audit import extract
    from valuepitch.audit.folders import LARGEST_PAGE
    from valuepitch.errors import FileError
    from valuepitch.files import read_bytes

    try:
        found = extract(read_bytes(page, LARGEST_PAGE), page.name, attachments=attachments)
    except FileError as error:
        raise FileError(f"{page}: {error.message}".replace(f"{page}: {page} ", f"{page} "), error.hint) from None
    folder = Path(output or ".") if output is not None else page.parent / page.stem
    if output is None and folder == page:
        raise click.UsageError(f"{page} has no suffix that its folder could do without; name a folder with -o")
    paths = found.write(folder, force=force)
    made = found.made
    if as_json:
        import json

        data = {"files": [str(path) for path in paths], "case": made.fingerprint, "date": made.date.isoformat()}
        click.echo(json.dumps(data | {"page": made.page, "notes": list(found.notes)}, indent=1, ensure_ascii=False))
        return
    for path in paths:
        click.echo(str(path))
    for note in found.notes:
        click.echo(f"  {note}")
    if any("SHA-256" in note for note in found.notes):
        return
    click.echo("The same page again:")
    again = ["valuepitch", "build", str(paths[0]), "-p", str(paths[1]), "--date", made.date.isoformat()]
    click.echo(f"  {shlex.join(again + ([] if made.page == 'a4' else ['--page', made.page]))}")
