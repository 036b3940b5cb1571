"""``valuepitch rank``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from valuepitch.cli.build import print_json
from valuepitch.cli.reading import READING, reads_a_list

if TYPE_CHECKING:
    from valuepitch.batch.rank import Ranking

_SHOWN = 20  # rows on the terminal
_WIDE = 100  # columns that hold every figure


@click.command("rank")
@click.argument("file", metavar="LIST", type=click.Path(path_type=Path))
@click.option("--product", "-p", required=True, type=click.Path(path_type=Path), help="The product profile.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(path_type=Path), help="A .csv or .parquet of all rows.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="The first N accounts alone.")
@click.option("--keys", metavar="FILE", type=click.Path(path_type=Path), help="The keys of accounts to call, in order.")
@click.option("--funnel", metavar="FILE", help="Whose likelihoods weigh the value; funnel.yaml beside the profile.")
@reads_a_list
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, help="Parts computed at once.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON, figures unrounded.")
def command(file: Path, product: Path, output: Path | None, as_json: bool, **options: Any) -> None:
    """Say which accounts of LIST to call first, and at which level.

    \b
    valuepitch rank targets.csv --product network.yaml
    valuepitch rank targets.parquet -p network.yaml -o order.csv
    valuepitch rank targets.csv -p network.yaml --top 50 --keys first.txt

    By value within reach: the NPV with every range at its poor end, times the likelihood that an account of its size
    buys which is called at its level. Accounts whose poor end is nil or less stand after all others, by NPV; rows that
    cannot be computed stand last with their reason. Exit 1 where there are such rows.
    """
    from valuepitch.batch.ranked import records, write_keys, write_ranking
    from valuepitch.batch.ranking import rank_list

    top, keys = options.pop("top"), options.pop("keys")
    reading = {name: options[name] for name in READING}
    ranking, whose = rank_list(file, product, funnel=options["funnel"], workers=options["jobs"], **reading)
    if not whose:
        click.echo("likelihoods: the starter's estimates; name your own with --funnel", err=True)
    if output is not None:
        write_ranking(ranking, output, top)
    if keys is not None:
        write_keys(ranking, keys, top)
    if as_json:
        print_json({**_counts(ranking), "accounts": list(records(ranking, top))})
    else:
        _print(ranking, top, [path for path in (output, keys) if path is not None])
    click.get_current_context().exit(1 if ranking.computed < ranking.targets.read else 0)


def _counts(ranking: Ranking) -> dict[str, Any]:
    targets = ranking.targets
    return {
        "currency": ranking.currency,
        "read": targets.read,
        "ranked": ranking.computed,
        "worth_calling": int((ranking.reach > 0).sum()),
        "rejects": [vars(reject) for reject in ranking.rejects],
    }


def _print(ranking: Ranking, top: int | None, written: list[Path]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from valuepitch.batch.ranked import records
    from valuepitch.errors import printable
    from valuepitch.locale import ENGLISH, language
    from valuepitch.money import NOTHING, Formatter

    show = Formatter(language(ENGLISH).locale, ranking.currency)

    def told(value: float | None, how: Any) -> str:
        return NOTHING if value is None else how(value)

    console = Console(highlight=False, emoji=False, markup=False)
    heads = ["", "account", "call", "within reach", "poor end", f"NPV, {ranking.currency}", "payback", "estimates"]
    heads += ["ROI", "IRR"] if console.width >= _WIDE else []
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        is_text = head in ("account", "call")
        table.add_column(head, justify="left" if is_text else "right", overflow="fold", no_wrap=not is_text)
    for record in records(ranking, top or _SHOWN):
        place = NOTHING if record["rank"] is None else str(record["rank"])
        said = record["reason"] or ("CFO" if record["level"] == "cfo" else record["level"])
        cells = [told(record[name], show.money) for name in ("within_reach", "npv_conservative", "npv")]
        cells += [told(record["payback_months"], show.months)]
        cells += [told(record[name], show.rate) for name in ("on_estimates", "roi", "irr")]
        table.add_row(place, Text(printable(record["name"])), said, *cells[: len(heads) - 3])
    console.print(table)
    counts = _counts(ranking)
    lost = counts["read"] - counts["ranked"]
    worth = f"{counts['worth_calling']:,} worth a call at their poor end"
    console.print(f"\n{counts['read']:,} read, {counts['ranked']:,} ranked, {worth}, {lost:,} without figures")
    for reject in ranking.rejects[:5]:
        console.print(str(reject.problem(ranking.targets.source)))
    if len(ranking.rejects) > 5:
        console.print(f"and {len(ranking.rejects) - 5:,} more; -o FILE lists all")
    for path in written:
        console.print(str(path))
