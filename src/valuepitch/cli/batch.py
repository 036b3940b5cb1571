"""``valuepitch batch``."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from valuepitch.cli.build import day_of, print_json
from valuepitch.cli.reading import reads_a_list
from valuepitch.errors import EXIT_INTERRUPTED, EXIT_PROBLEMS, EXIT_STOPPED, FileError, InputError

if TYPE_CHECKING:
    from valuepitch.batch.pages import Batch
    from valuepitch.batch.run import Count
    from valuepitch.batch.warm import Result

_SHOWN = 5  # reasons on the terminal


@click.command("batch")
@click.argument("listed", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--product", "-p", required=True, type=click.Path(path_type=Path), help="The product profile.")
@click.option("--output", "-o", metavar="DIR", help="Where the pages go: a folder, or s3://, gs://, file://.")
@click.option("--page", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The paper.")
@click.option("--template", metavar="NAME", help="The template; the profile's, or onepager, by default.")
@click.option(
    "--templates", metavar="DIR", type=click.Path(path_type=Path), help="A folder with templates of your own."
)
@click.option("--no-attachments", is_flag=True, help="Leave workbook and data out of the pages.")
@click.option("--redact", is_flag=True, help="Leave out the sources that the files mark internal.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Another date of the pages; makes all of them anew.")
@click.option("--only", metavar="KEY", multiple=True, help="This account alone; may stand several times.")
@click.option(
    "--keys", metavar="FILE", type=click.Path(path_type=Path), help="Accounts by key, one a line, as rank writes them."
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="The first N accounts alone.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), help="Pages drawn at once; one a processor by default."
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler that draws them, such as tcp://host:8786.")
@click.option(
    "--resume/--no-resume", default=True, show_default=True, help="Keep pages of an earlier run that still hold."
)
@click.option("--dry-run", is_flag=True, help="Print the figures; make no page and write nothing.")
@click.option("--strict", is_flag=True, help="Make no page while any row has a problem.")
@reads_a_list
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
def command(
    listed: Path,
    product: Path,
    output: str | None,
    day: str | None,
    dry_run: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Make a page for each account of LIST, and say what could not be made and why.

    \b
    valuepitch batch accounts.csv --product network.yaml -o pages
    valuepitch batch accounts.csv -p network.yaml --dry-run
    valuepitch batch accounts.csv -p network.yaml -o pages --keys first.txt
    valuepitch batch accounts.parquet -p network.yaml -o s3://pages/autumn --cluster tcp://10.0.0.5:8786

    The pages stand directly in DIR, beside manifest.csv and manifest.json (every page with its figures and its digest)
    and rejects.csv (every problem of every row: row, column, value, reason, remedy). Run again, it makes what is
    missing or has changed and keeps the rest; stop it when you like.

    Ends with 0 where every account has its page, 1 where some have none, 5 where it stopped before the first page or
    for want of room, 130 where it was interrupted.
    """
    when = day_of(day)
    options["attachments"] = not options.pop("no_attachments")
    if dry_run and options["cluster"]:
        raise click.UsageError("--dry-run works on this machine; leave --cluster out")
    if dry_run:
        _dry(listed, product, as_json, {**options, **({"date": when} if when else {})})
        return
    if output is None:
        raise click.UsageError("name the folder of the pages with -o, or use --dry-run")
    done = _made(listed, product, output, when, options)
    print_json(_plain(done)) if as_json else _say(done)
    click.get_current_context().exit(EXIT_PROBLEMS if done.refused_rows else 0)


def _made(listed: Path, product: Path, output: str, when: date | None, options: dict[str, Any]) -> Batch:
    from valuepitch.batch.pages import make_pages

    try:
        asked = _asked(options)
        with _bar() as told:
            return make_pages(listed, product, output, date=when, told=told, **asked)
    except (InputError, FileError) as error:
        from valuepitch.cli.main import show

        show(error)
        click.get_current_context().exit(EXIT_STOPPED)
    except KeyboardInterrupt:
        click.echo(f"interrupted; the same command goes on where it stopped ({output})", err=True)
        click.get_current_context().exit(EXIT_INTERRUPTED)


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """Options with the keys of all accounts that are asked for."""
    from valuepitch.batch.plan import read_keys

    named, only = options["keys"], options["only"]
    rest = {name: value for name, value in options.items() if name not in ("keys", "only")}
    return {**rest, "keys": (*only, *(read_keys(named) if named else ()))}


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[Count], None]]:
    """A bar with rate and time left, on the error output where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda count: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[refused]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("pages", total=None, rate="", refused="")

        def told(count: Count) -> None:
            speed = progress.tasks[0].speed
            rate = f"{speed:.1f} pages/s" if speed else ""
            refused = f"{count.refused} refused" if count.refused else ""
            progress.update(task, completed=count.done, total=count.total, rate=rate, refused=refused)

        yield told


def _plain(done: Batch) -> dict[str, Any]:
    count = done.count
    return {
        "place": done.place,
        "date": done.date.isoformat(),
        "asked": count.total,
        "made": count.made,
        "kept": count.kept,
        "refused": done.refused_rows,
        "pages": done.pages,
        "rejects": done.rejects,
    }


def _say(done: Batch) -> None:
    count = done.count
    kept = f", {count.kept:,} kept" if count.kept else ""
    click.echo(f"{done.place}  {_of(count.made, 'page')} made{kept}, dated {done.date.isoformat()}")
    click.echo(f"  manifest.csv, manifest.json   {_of(done.pages, 'page')}")
    if done.refused_rows:
        refused = _of(done.refused_rows, "account")
        click.echo(f"  rejects.csv                   {refused} without a page; see reason and remedy")


def _of(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _dry(listed: Path, product: Path, as_json: bool, options: dict[str, Any]) -> None:
    """The figures of each account, in the order of the list."""
    from valuepitch.batch.pages import dry_run
    from valuepitch.cli.main import show

    for name in ("cluster", "resume"):
        options.pop(name)
    try:
        plan, found = dry_run(listed, product, **_asked(options))
        results = list(found)
    except (InputError, FileError) as error:
        show(error)
        click.get_current_context().exit(EXIT_STOPPED)
    refused = len({reject.row for reject in plan.rejects}) + sum(result.record is None for _, result in results)
    if as_json:
        print_json({"accounts": [{"key": key, **(result.record or {})} for key, result in results], "refused": refused})
    else:
        _table(results)
        click.echo(f"{_of(len(results), 'account')}, {refused:,} without figures; nothing was written")
    click.get_current_context().exit(EXIT_PROBLEMS if refused else 0)


def _table(results: list[tuple[str, Result]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from valuepitch.errors import printable
    from valuepitch.locale import ENGLISH, language
    from valuepitch.money import NOTHING, Formatter

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for head in ("key", "account", "NPV", "poor end", "IRR", "payback", "ROI"):
        is_text = head in ("key", "account")
        table.add_column(head, justify="left" if is_text else "right", overflow="fold", no_wrap=not is_text)
    for key, result in results:
        if result.record is None:
            table.add_row(Text(printable(key)), Text(printable(result.problems[0].message)))
            continue
        show, found = Formatter(language(ENGLISH).locale, result.record["currency"]), result.record["measures"]
        hows = {"npv": show.money, "npv_conservative": show.money, "irr": show.rate}
        hows |= {"payback_months": show.months, "roi": show.rate}
        cells = [NOTHING if found[name] is None else how(found[name]) for name, how in hows.items()]
        table.add_row(Text(printable(key)), Text(printable(result.record["name"])), *cells)
    Console(highlight=False, emoji=False, markup=False).print(table)
