"""``valuepitch measure``."""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click


@click.command("measure", context_settings={"ignore_unknown_options": False})
@click.option("--flows", metavar="N,N,...", help="Net flows, period 0 first; costs negative.")
@click.option("--costs", metavar="N,N,...", help="Costs as positive numbers, with --benefits.")
@click.option("--benefits", metavar="N,N,...", help="Benefits, with --costs.")
@click.option(
    "--file",
    "path",
    metavar="FILE",
    help="A CSV with a column flow, or cost and benefit, and date where flows are dated; - reads standard input.",
)
@click.option("--rate", required=True, metavar="10%", help="Yearly rate, above -100%: 10% or 0.1; effective.")
@click.option("--nominal", is_flag=True, help="Rates are nominal a year, compounded each period: 6% is 0.5% a month.")
@click.option("--finance-rate", metavar="8%", help="Of the modified rate, for what is lacking; --rate by default.")
@click.option("--reinvest-rate", metavar="12%", help="Of the modified rate, for what comes in; --rate by default.")
@click.option("--dates", metavar="DAY,DAY,...", help="A day for each flow, 2026-01-31; actual days over 365.")
@click.option("--periods-per-year", type=int, help="12 for months (the default), 1 for years; not with dates.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    flows: str | None,
    costs: str | None,
    benefits: str | None,
    path: str | None,
    rate: str,
    nominal: bool,
    finance_rate: str | None,
    reinvest_rate: str | None,
    dates: str | None,
    periods_per_year: int | None,
    as_json: bool,
) -> None:
    """NPV, IRR, MIRR, payback, profitability index and equivalent annual cost of any cash flow.

    \b
    valuepitch measure --flows -1000,400,500,600 --rate 10% --periods-per-year 1
    valuepitch measure --costs 1000,50,50 --benefits 0,700,700 --rate 8% --periods-per-year 1
    valuepitch measure --file flows.csv --rate 9% --json
    valuepitch measure --flows -1000,500,600 --dates 2026-01-15,2026-07-01,2027-03-31 --rate 9%
    valuepitch measure --flows -1000,400,900 --rate 8% --reinvest-rate 5% --periods-per-year 1
    valuepitch measure --flows -1000,90,90,900 --rate 6% --nominal
    """
    given: dict[str, Any] = _given(flows, costs, benefits, path)
    if dates is not None:
        if "dates" in given:
            raise click.UsageError(f"{path} has a column date; leave out --dates")
        given["dates"] = [_date(text, f"--dates, value {i + 1}") for i, text in enumerate(dates.split(","))]
    if "dates" in given and periods_per_year is not None:
        raise click.UsageError("dates and --periods-per-year do not go together; leave one out")
    rates = {"rate": rate, "finance_rate": finance_rate, "reinvest_rate": reinvest_rate}
    given |= {name: _rate(text, f"--{name.replace('_', '-')}") for name, text in rates.items() if text is not None}
    from valuepitch.measured import measure

    try:
        measured = measure(
            **given, periods_per_year=12 if periods_per_year is None else periods_per_year, nominal=nominal
        )
    except ValueError as error:
        raise click.UsageError(str(error).replace("periods_per_year", "--periods-per-year")) from None
    data = measured.data()
    if as_json:
        import json

        click.echo(json.dumps(data, indent=1, allow_nan=False))
        return
    for line in _lines(data):
        click.echo(line)


def _given(flows: str | None, costs: str | None, benefits: str | None, path: str | None) -> dict[str, Any]:
    ways = [flows is not None, costs is not None or benefits is not None, path is not None]
    if sum(ways) != 1:
        raise click.UsageError("give one of --flows, --costs with --benefits, or --file")
    if path is not None:
        return _from_csv(path)
    if flows is not None:
        return {"flows": _numbers(flows, "--flows")}
    if costs is None or benefits is None:
        raise click.UsageError("--costs and --benefits go together")
    return {"costs": _numbers(costs, "--costs"), "benefits": _numbers(benefits, "--benefits")}


def _date(text: str, place: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        hint = f"is {text.strip()}, not a day; write year-month-day, such as 2026-01-31"
        raise click.BadParameter(hint, param_hint=place) from None


def _numbers(text: str, option: str) -> list[float]:
    return [_number(part, f"{option}, value {i + 1}") for i, part in enumerate(text.split(","))]


def _number(text: str, place: str) -> float:
    from pydantic_core import PydanticCustomError

    from valuepitch.model.base import said_of
    from valuepitch.model.numbers import parse_number

    try:
        number = parse_number(text)
    except PydanticCustomError as error:
        raise click.BadParameter("; ".join(said_of(error)), param_hint=place) from None
    if number.percent:
        raise click.BadParameter(f"is {text}, a percentage; write money", param_hint=place)
    return float(number)


def _rate(text: str, place: str) -> float:
    from pydantic_core import PydanticCustomError

    from valuepitch.model.base import said_of
    from valuepitch.model.numbers import parse_number
    from valuepitch.text import digits

    try:
        number = parse_number(text)
    except PydanticCustomError as error:
        raise click.BadParameter("; ".join(said_of(error)), param_hint=place) from None
    if number > 1 and not number.percent:
        hint = f"is {digits(number)}; write {digits(number)}% or {digits(number / 100)}"
        raise click.BadParameter(hint, param_hint=place)
    return float(number)


_HEADS = {
    "flow": "flows",
    "flows": "flows",
    "net": "flows",
    "cost": "costs",
    "costs": "costs",
    "benefit": "benefits",
    "benefits": "benefits",
    "date": "dates",
    "dates": "dates",
    "day": "dates",
}


def _from_csv(path: str) -> dict[str, list[Any]]:
    from valuepitch.files import read_bytes

    data = sys.stdin.buffer.read() if path == "-" else read_bytes(Path(path))
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        lines = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} is not UTF-8 text; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise click.UsageError(f"{path} is not a CSV: {error}") from None
    while lines and not any(cell.strip() for cell in lines[-1][1]):
        lines.pop()
    numbered = [(line, row) for line, row in lines if any(cell.strip() for cell in row)]
    if len(numbered) < len(lines):
        click.echo(
            f"warning: {path}: {len(lines) - len(numbered)} blank lines are no periods; write 0 for one", err=True
        )
    rows = [row for _, row in numbered]
    if not rows:
        raise click.UsageError(f"{path} holds no flows")
    heads = [_HEADS.get(cell.strip().lower()) for cell in rows[0]]
    if len(rows[0]) == 1 and ";" in rows[0][0]:
        raise click.UsageError(f"{path}: columns are parted by ; here; save it with commas")
    if any(heads):
        for cell, head in zip(rows[0], heads, strict=True):
            if head is None:
                click.echo(f"warning: {path}: the column {cell.strip()} is not read", err=True)
        return _columns(path, heads, numbered)
    if len(rows) > 1 and any(len(row) > 1 for row in rows):
        raise click.UsageError(f"{path}: the first line names no column; head one flow, or two cost and benefit")
    cells = rows[0] if len(rows) == 1 else [row[0] for row in rows]
    if re.match(r"\s*[A-Za-z]", cells[0]):
        raise click.UsageError(f"{path}: the column {cells[0].strip()} is none that is read; head it flow")
    return {"flows": [_number(cell, f"{path}, value {i + 1}") for i, cell in enumerate(cells)]}


def _columns(path: str, heads: list[str | None], rows: list[tuple[int, list[str]]]) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {head: [] for head in heads if head}
    named = sorted(head for head in heads if head and head != "dates")
    if named not in (["flows"], ["benefits", "costs"]) or heads.count("dates") > 1:
        raise click.UsageError(f"{path}: needs a column flow, or the columns cost and benefit, and at most one date")
    for line, row in rows[1:]:
        if len(row) != len(heads):
            raise click.UsageError(f"{path}, line {line}: {len(row)} values, the head has {len(heads)}")
        for head, cell in zip(heads, row, strict=True):
            if head:
                read = _date if head == "dates" else _number
                out[head].append(read(cell, f"{path}, line {line}"))
    return out


_NAMES: dict[str, tuple[str, str]] = {
    "npv": ("Net present value", "{:,.2f}"),
    "irr": ("Internal rate of return", "{:,.4%}"),
    "irr_nominal": ("  the same, nominal a year", "{:,.4%}"),
    "mirr": ("Modified rate of return", "{:,.4%}"),
    "mirr_nominal": ("  the same, nominal a year", "{:,.4%}"),
    "payback_periods": ("Payback, periods", "{:,.4f}"),
    "discounted_payback_periods": ("Discounted payback, periods", "{:,.4f}"),
    "payback_days": ("Payback, days", "{:,.0f}"),
    "discounted_payback_days": ("Discounted payback, days", "{:,.0f}"),
    "payback_months": ("Payback, months", "{:,.2f}"),
    "profitability_index": ("Profitability index, PV ÷ outlay", "{:,.4f}"),
    "profitability_index_net": ("Profitability index, NPV ÷ outlay", "{:,.4f}"),
    "net_future_value": ("Net future value", "{:,.2f}"),
    "equivalent_annual_cost": ("Equivalent annual cost", "{:,.2f}"),
    "roi": ("Return on investment", "{:,.4%}"),
    "benefit_cost_ratio": ("Benefits ÷ costs, present values", "{:,.4f}"),
    "pv_costs": ("Present value of costs", "{:,.2f}"),
    "pv_benefits": ("Present value of benefits", "{:,.2f}"),
}


def _lines(data: dict[str, Any]) -> list[str]:
    out = []
    for name, (label, pattern) in _NAMES.items():
        if name not in data or (name.endswith("_nominal") and not data[name]):
            continue
        value = data[name]
        if name == "equivalent_annual_cost" and value is not None and value < 0:
            label, value = "Equivalent annual gain", -value
        reason = data["reasons"].get(re.sub("periods|days", "months", name), {}).get("text", "")
        values = value if isinstance(value, list) else [value]
        printed = " and ".join(_signed(pattern.format(one)) for one in values if one is not None)
        text = f"{printed} ({reason})" if printed and reason else printed or reason
        out.append(f"{label:<35}{text}")
    return out


def _signed(text: str) -> str:
    """A figure without the sign of a nil that was rounded."""
    return text if re.search(r"[1-9]", text) else text.lstrip("-")
