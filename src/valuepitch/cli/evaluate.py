"""``valuepitch evaluate``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from valuepitch.page.figures import Figures
    from valuepitch.pipeline import Evaluation


@click.command("evaluate")
@click.argument("prospect", type=click.Path(path_type=Path))
@click.option("--product", "-p", required=True, type=click.Path(path_type=Path), help="The product profile.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON, money unrounded.")
def command(prospect: Path, product: Path, as_json: bool) -> None:
    """Work out the figures of PROSPECT and print them.

    \b
    valuepitch evaluate acme.yaml --product network.yaml
    valuepitch evaluate acme.yaml -p network.yaml --json > acme.json

    Shows every measure with its reason where it has no value, the three scenarios, and what moves the value.
    """
    from valuepitch.pipeline import evaluate

    evaluated = evaluate(prospect, product)
    for warning in evaluated.warnings:
        click.echo(f"warning: {warning}", err=True)
    if as_json:
        import json

        click.echo(json.dumps(evaluated.data(), indent=1, ensure_ascii=False, allow_nan=False))
        return
    _print(evaluated)


_ROWS = {
    "npv": "Net present value",
    "roi": "Return on investment",
    "irr": "Internal rate of return",
    "mirr": "Modified rate of return",
    "payback_months": "Payback, months",
    "discounted_payback_months": "Discounted payback, months",
    "lowest_cash": "Lowest cash",
    "cash_month_24": "Cash at month 24",
}
_MORE = {
    "npv_plus5": "NPV at the rate + 5 points",
    "profitability_index": "Profitability index",
    "breakeven_haircut": "Benefits can fall a further",
    "cost_overrun": "One-time costs can rise by",
    "slip_months": "Benefits can start late, months",
    "cost_of_waiting": "A month of waiting costs",
}


_TURNED = {"breakeven_haircut": "Benefits must rise by", "cost_overrun": "One-time costs must fall by"}


def _print(evaluated: Evaluation) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from valuepitch.locale import ENGLISH, language
    from valuepitch.page import figures

    case = evaluated.case
    # The terminal speaks English; what things are called is in the words of the files.
    f = figures.Figures(case, language(ENGLISH), texts=evaluated.language.code)
    console = Console(highlight=False, emoji=False, markup=False)
    console.print(
        f"{case.prospect.name}: {case.product.name}, {case.plan.horizon} months at {f.rate.text}", markup=False
    )
    table = Table(box=None, pad_edge=False)
    for head in ("", "expected", "conservative", "favourable"):
        table.add_column(head, justify="left" if not head else "right", no_wrap=not head)
    for name, label in _ROWS.items():
        table.add_row(label, *(_text(f, name, row) for row in range(3)))
    for name, label in _MORE.items():
        if case.result.value(name) < 0 and name in _TURNED:
            figure = f.printed(-case.result.value(name), "rate")
            table.add_row(_TURNED[name], figure)
        else:
            table.add_row(label, _text(f, name, 0))
    console.print(table)
    if case.sensitivity:
        bars = Table("what moves the value", "range", "NPV at low", "NPV at high", box=None, pad_edge=False)
        for bar in case.sensitivity:
            ends = f.show.money(bar.npv_low), f.show.money(bar.npv_high)
            bars.add_row(Text(f.label(bar.input)), f.input_range(bar.input), *ends)
        console.print()
        console.print(bars)
    _doubt(evaluated, f, console)
    shares = ", ".join(f"{f.show.rate(share)} {origin}" for origin, share in case.origin_shares.items())
    console.print(f"\nBenefit by weakest origin: {shares or 'none'}")
    if case.not_costed:
        console.print(f"Not costed: {', '.join(case.not_costed)}")


def _doubt(evaluated: Evaluation, f: Figures, console: Console) -> None:
    """How the value spreads, where it is nil, under the other tax view, and paid for in another way."""
    from rich.table import Table
    from rich.text import Text

    from valuepitch.money import NOTHING
    from valuepitch.page import doubt, terms

    case = evaluated.case
    at = [(item, f.nil_at(item)) for item in case.inputs.values()]
    nil = Table("the value is nil at", "", "expected", box=None, pad_edge=False)
    for item, text in at:
        if text != NOTHING:
            nil.add_row(Text(f.label(item)), text, f.input_value(item))
    if nil.row_count:
        console.print()
        console.print(nil)
    for line in [f"{doubt.spread(f)} {doubt.payback_spread(f)}".strip(), *doubt.ways_to_pay(f)]:
        if line:
            console.print(f"\n{line}")
    view = terms.tax_view(f)
    console.print(f"\nTax: {view}")


def _text(f: Figures, name: str, row: int) -> str:
    if name == "profitability_index":
        value = f.case.result.value(name, row)
        return f.show.ratio(value) if value == value else f.measure(name, row).text
    return f.measure(name, row).text
