"""``valuepitch new``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--language", default="en", show_default=True, metavar="en|tr", help="Of the texts and the comments.")
def command(folder: Path, language: str) -> None:
    """Make DIR with a prospect, a product and their schemas: a case that builds as it is.

    \b
    valuepitch new acme
    valuepitch build acme/prospect.yaml --product acme/product.yaml -o acme/page.pdf
    valuepitch new teklif --language tr        a case in lira with its comments in Turkish

    Existing files are never overwritten.
    """
    from valuepitch.errors import FileError
    from valuepitch.files import write_atomic
    from valuepitch.inputs.starter import LANGUAGES, starter_files

    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise click.BadParameter(f"{language} has no starter files; there are {known}", param_hint="--language")
    files = starter_files(language)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise FileError(f"{folder} already has {', '.join(there)}", "choose another folder")
    for name, data in files.items():
        write_atomic(folder / name, data)
        click.echo(str(folder / name))
    click.echo(f"\nNext: valuepitch build {folder}/prospect.yaml --product {folder}/product.yaml -o {folder}/page.pdf")
