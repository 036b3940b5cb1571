"""``valuepitch verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from valuepitch.audit import Report

_MOST = 10  # differences of one kind that are listed; --json has all of them


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder with the template, where it is none of the built-in ones.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON, with every difference.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], templates: Path | None, as_json: bool) -> None:
    """Work the figures of finished pages out again, from the files alone.

    \b
    valuepitch verify acme.pdf
    valuepitch verify pages/                   every PDF below a folder
    valuepitch verify pages/manifest.json      every page that a batch made, and no other

    Takes the inputs out of each page, makes the page of them again, and compares: stored results, every figure in its
    place on the page, every formula of the workbook, the attachments with their digests, the fingerprint. Exit 0 only
    where all of it comes out again, 1 where anything differs or a file cannot be read.
    """
    from valuepitch.audit import verify_paths
    from valuepitch.errors import EXIT_PROBLEMS

    reports = []
    for report in verify_paths(paths, templates):
        reports.append(report)
        if not as_json:
            _say(report)
    if as_json:
        import json

        click.echo(json.dumps([report.plain() for report in reports], indent=1, ensure_ascii=False))
    else:
        _sum_up(reports)
    ctx.exit(0 if all(report.reproduced for report in reports) else EXIT_PROBLEMS)


def _say(report: Report) -> None:
    from valuepitch.errors import printable

    if report.problem and not report.checks:
        click.echo(f"{printable(report.file)}  NOT VERIFIED")
        click.echo(f"  {printable(report.problem)}")
        return
    click.echo(f"{printable(report.file)}  {'reproduced' if report.reproduced else 'DIFFERS'}")
    if report.problem:
        click.echo(f"  {printable(report.problem)}")
    for check in report.checks:
        if not check.differing:
            click.echo(f"  {check.name:<13}{check.said}")
            continue
        for place, said in enumerate(check.differing[:_MOST]):
            click.echo(f"  {'' if place else check.name:<13}{printable(said)}")
        if len(check.differing) > _MOST:
            click.echo(f"  {'':<13}and {len(check.differing) - _MOST:,} more; --json lists all")
    click.echo(f"  {'made':<13}with valuepitch {report.version} for {report.day}, case {report.case}")
    for note in report.notes:
        click.echo(f"  {'note':<13}{printable(note)}")


def _sum_up(reports: list[Report]) -> None:
    from valuepitch.audit.again import WHAT_IT_SHOWS

    good = sum(report.reproduced for report in reports)
    count = f"{len(reports)} page{'' if len(reports) == 1 else 's'}"
    click.echo(f"{count}: {good} reproduced, {len(reports) - good} not")
    if good:
        click.echo(WHAT_IT_SHOWS)
