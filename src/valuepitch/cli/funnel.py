"""``valuepitch funnel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from valuepitch.cli.build import day_of, print_json

if TYPE_CHECKING:
    from valuepitch.pipeline.funnel import FunnelBuilt, FunnelEvaluation


@click.command("funnel")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--new", is_flag=True, help="Write a funnel to start from to FILE.")
@click.option("--language", default="en", show_default=True, metavar="en|tr", help="Of the new funnel.")
@click.option("--output", "-o", metavar="FILE", help="The PDF, or a folder/; no page without it.")
@click.option(
    "--page",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    default="a4",
    show_default=True,
    help="The paper.",
)
@click.option("--templates", metavar="DIR", help="A folder with templates of your own; see valuepitch templates.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The page's date; today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON, money unrounded.")
def command(
    file: Path,
    new: bool,
    language: str,
    output: str | None,
    page: str,
    templates: str | None,
    day: str | None,
    as_json: bool,
) -> None:
    """Work out what a bottom-up and a top-down list of calls lead to, from the rates in FILE.

    \b
    valuepitch funnel funnel.yaml --new            the rates that are commonly quoted, to be replaced
    valuepitch funnel funnel.yaml
    valuepitch funnel funnel.yaml -o funnel.pdf    one page for the sales manager

    Expected, and with every rate at its conservative and at its favourable end: appointments, proposals, sales,
    revenue, hours, revenue an hour, cost of a sale, calls that a sale takes and months to the first sale.
    """
    if new:
        _start(file, language)
        return
    when = day_of(day)
    from valuepitch.pipeline.funnel import build_funnel, read_funnel

    read = read_funnel(file)
    for warning in read.warnings:
        click.echo(f"warning: {warning}", err=True)
    built = build_funnel(read, output, page=page, date=when, templates=templates) if output is not None else None
    if as_json:
        print_json(read.data() | _made(built))
        return
    _print(read)
    if built is not None:
        click.echo(f"\n{built.path}")
        for line in built.fitted:
            click.echo(f"  {line}")


def _start(file: Path, language: str) -> None:
    from valuepitch.errors import FileError
    from valuepitch.files import write_atomic
    from valuepitch.inputs.starter import LANGUAGES, starter_funnel

    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise click.BadParameter(f"{language} has no funnel to start from; there are {known}", param_hint="--language")
    if file.exists():
        raise FileError(f"{file} is there already", "name another file")
    write_atomic(file, starter_funnel(language))
    click.echo(f"{file}\n\nNext: valuepitch funnel {file} -o {file.with_suffix('.pdf')}")


def _made(built: FunnelBuilt | None) -> dict[str, Any]:
    if built is None:
        return {}
    return {"file": str(built.path), "fingerprint": built.fingerprint, "fill": round(built.fill, 4)}


def _print(read: FunnelEvaluation) -> None:
    from rich.console import Console
    from rich.table import Table

    from valuepitch.locale import ENGLISH, language
    from valuepitch.model.funnel import LISTS
    from valuepitch.page.funnel.figures import LISTS as NAMES
    from valuepitch.page.funnel.figures import OUTCOMES, FunnelFigures

    f = FunnelFigures(read.result, language(ENGLISH))
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for name in LISTS:
        for head in (f"{NAMES[name]}\npoor", "\nexpected", "\ngood"):
            table.add_column(head, justify="right", min_width=max(map(len, head.split("\n"))))
    for name, label in OUTCOMES.items():
        table.add_row(label, *(f.outcome(name, of, case) for of in LISTS for case in range(3)))
    console = Console(highlight=False, emoji=False, markup=False)
    console.print(f"{read.result.funnel.name}, {read.result.funnel.currency}")
    console.print(table)
    console.print("\npoor, good: every rate at its conservative, at its favourable end")
