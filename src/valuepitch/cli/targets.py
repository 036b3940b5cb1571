"""``valuepitch targets``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from valuepitch.cli.reading import reads_a_list
from valuepitch.errors import EXIT_PROBLEMS

if TYPE_CHECKING:
    from valuepitch.inputs.targets import Column, Inspection
    from valuepitch.model import Product


@click.group("targets")
def command() -> None:
    """See how a list of accounts is read, before pages are made of it.

    \b
    valuepitch targets inspect accounts.csv --product network.yaml
    valuepitch targets schema --product network.yaml

    A list is a CSV, TSV, XLSX or Parquet file with one account a row, as a CRM exports it.
    """


@command.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--product", "-p", type=click.Path(path_type=Path), help="The profile that the list is for.")
@reads_a_list
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def inspect_command(file: Path, product: Path | None, as_json: bool, **asked: Any) -> None:
    """How each column of FILE is understood, what is missing, and which rows have problems.

    \b
    valuepitch targets inspect accounts.csv
    valuepitch targets inspect accounts.csv --product network.yaml --benchmarks sectors.csv
    valuepitch targets inspect liste.csv --encoding cp1254 --decimal ,

    Nothing is written. Ends with 1 where the list as a whole cannot be used, or rows have problems.
    """
    from valuepitch.inputs.targets import inspect_list

    found = inspect_list(file, _product(product), folder=product.parent if product else None, **asked)
    if as_json:
        import json

        click.echo(json.dumps(found.plain(), indent=1, ensure_ascii=False, allow_nan=False))
    else:
        _print(found)
    if found.missing or found.rejects:
        raise click.exceptions.Exit(EXIT_PROBLEMS)


@command.command("schema")
@click.option("--product", "-p", type=click.Path(path_type=Path), help="The profile that the list is for.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print an empty header to start a list from.")
def schema_command(product: Path | None, as_json: bool, as_csv: bool) -> None:
    """The columns that a list may have, and those that a profile needs.

    \b
    valuepitch targets schema
    valuepitch targets schema --product network.yaml
    valuepitch targets schema --product network.yaml --csv > accounts.csv
    """
    from valuepitch.inputs.targets import columns_for

    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms; name one")
    columns = columns_for(_product(product))
    if as_csv:
        click.echo(",".join(column.name for column in columns))
    elif as_json:
        import dataclasses
        import json

        click.echo(json.dumps([dataclasses.asdict(column) for column in columns], indent=1, ensure_ascii=False))
    else:
        _print_columns(columns)


def _product(path: Path | None) -> Product | None:
    from valuepitch.inputs.load import load_product

    return load_product(path) if path else None


def _table(*heads: str) -> Any:
    from rich.table import Table

    return Table(*heads, box=None, pad_edge=False)


def _show(*parts: Any) -> None:
    from rich.console import Console

    console = Console(highlight=False, emoji=False, markup=False)
    for part in parts:
        console.print(part)


def _print(found: Inspection) -> None:
    from rich.text import Text

    from valuepitch.errors import printable

    count = len(found.columns)
    rows = f"{found.read:,} row{'' if found.read == 1 else 's'}"
    _show(Text(printable(f"{found.file}: {rows}, {count} columns; {found.accepted:,} can be used")), "")
    used = _table("column", "read as", "unit", "blank", "examples")
    for taken in found.columns:
        if taken.field:
            unit = f"{taken.unit}, mark {taken.decimal}" if taken.decimal else taken.unit
            blank = "" if taken.blank is None else f"{taken.blank:,}"
            cells = (taken.column, taken.field, unit, blank, " | ".join(taken.examples))
            used.add_row(*(Text(printable(cell)) for cell in cells))
    _show(used)
    unused = [
        printable(taken.column + (f" ({taken.how.split('; ')[1]})" if "; " in taken.how else ""))
        for taken in found.columns
        if not taken.field and taken.column
    ]
    if unused:
        _show("", Text(f"Not used: {', '.join(unused)}"))
    for name, filled in found.filled:
        _show(Text(f"Filled from benchmarks: {name} in {filled:,} rows"))
    for title, parts in (("Problems of rows", found.rejects), ("Warnings", found.warnings)):
        if parts:
            table = _table("rows", "first", "column", "what", "remedy")
            for part in parts:
                cells = (f"{part.count:,}", f"{part.row or ''}", part.column, part.reason, part.remedy)
                table.add_row(*(Text(printable(cell)) for cell in cells))
            _show("", title, table)
    for problem in found.missing:
        click.echo(str(problem), err=True)


def _print_columns(columns: tuple[Column, ...]) -> None:
    from rich.text import Text

    table = _table("column", "needed", "type", "unit", "meaning", "also called")
    for column in columns:
        cells = (column.name, column.needed, column.type, column.unit, column.meaning, ", ".join(column.aliases[:4]))
        table.add_row(*map(Text, cells))
    _show(table)
