"""``valuepitch build``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from valuepitch.pipeline import Built


@click.command("build")
@click.argument("prospect", type=click.Path(path_type=Path))
@click.option("--product", "-p", required=True, type=click.Path(path_type=Path), help="The product profile.")
@click.option("--output", "-o", metavar="FILE", help="The PDF, or a folder/; by default the prospect's name here.")
@click.option(
    "--page",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    default="a4",
    show_default=True,
    help="The paper.",
)
@click.option("--template", metavar="NAME", help="The template; the profile's, or onepager, by default.")
@click.option("--templates", metavar="DIR", help="A folder with templates of your own; see valuepitch templates.")
@click.option("--workbook", metavar="FILE", help="Write the workbook as a file of its own; no page without -o.")
@click.option("--no-attachments", is_flag=True, help="Leave workbook and data out of the PDF.")
@click.option("--redact", is_flag=True, help="Leave out the sources that the files mark internal.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The page's date; today by default.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def command(
    prospect: Path,
    product: Path,
    output: str | None,
    page: str,
    template: str | None,
    templates: str | None,
    workbook: str | None,
    no_attachments: bool,
    redact: bool,
    day: str | None,
    as_json: bool,
) -> None:
    """Make the one-page PDF of PROSPECT.

    \b
    valuepitch build acme.yaml --product network.yaml
    valuepitch build acme.yaml -p network.yaml -o pages/acme.pdf --page letter
    valuepitch build acme.yaml -p network.yaml --workbook acme.xlsx
    valuepitch build acme.yaml -p network.yaml --redact

    The PDF carries the sums as a workbook of live formulas, and inputs and results as data, so that anybody can check
    it, and so can the command verify.

    Prints the path, the four measures and what was done to make the page fit. An existing PDF is replaced whole or
    not at all.
    """
    when = day_of(day)
    from valuepitch.pipeline import build, write_workbook

    if workbook and output and Path(workbook).resolve() == Path(output).resolve():
        raise click.UsageError(f"page and workbook would both be {output}; name two files")

    how: dict[str, Any] = {"date": when, "redact": redact, "template": template, "templates": templates}

    def book() -> str | None:
        return str(write_workbook(prospect, product, workbook, **how)) if workbook else None

    if workbook and output is None:
        path = book()
        print_json({"workbook": path}) if as_json else click.echo(path)
        return
    built = build(prospect, product, output or ".", page=page, attachments=not no_attachments, **how)
    beside = book()
    print_json(_plain(built, beside)) if as_json else _say(built, beside)


def _plain(built: Built, beside: str | None) -> dict[str, Any]:
    return {
        "file": str(built.path),
        "workbook": beside,
        "attachments": [attachment.name for attachment in built.attachments],
        "fingerprint": built.fingerprint,
        "fill": round(built.fill, 4),
        "fitted": list(built.fitted),
        "measures": built.measures,
        "warnings": [warning.plain() for warning in built.warnings],
    }


def _say(built: Built, beside: str | None) -> None:
    for warning in built.warnings:
        click.echo(f"warning: {warning}", err=True)
    click.echo(str(built.path))
    if beside:
        click.echo(beside)
    for name, value in built.measures.items():
        click.echo(f"  {name:<24}{value}")
    for line in built.fitted:
        click.echo(f"  {line}")


def print_json(data: dict[str, Any]) -> None:
    """Print plain data as JSON."""
    import json

    click.echo(json.dumps(data, indent=1, ensure_ascii=False))


def day_of(text: str | None) -> date | None:
    """The day that --date names."""
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"{text} is not a date; write 2026-12-15", param_hint="--date") from None
