"""What must hold between both files about money: currency, inflation, tax, financing, and nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from valuepitch import formula
from valuepitch.documents import Path
from valuepitch.errors import WARNING, Problem
from valuepitch.finance import draws
from valuepitch.inputs.between import Files
from valuepitch.model.base import parts_of
from valuepitch.model.benefit import Benefit
from valuepitch.model.cost import Cost
from valuepitch.model.sourced import Formula, Sourced
from valuepitch.text import did_you_mean, digits

USUAL_RATES = (0.01, 1.0)  # hurdle rates outside are most often a slip of the % sign
FLAT_BELOW = 0.05  # inflation from which flat nominal amounts are worth a warning


def currency(files: Files) -> Iterator[Problem]:
    ours, theirs = files.product.currency, files.prospect.currency
    rate = files.prospect.exchange_rate
    if ours == theirs:
        if rate is not None:
            hint = f"both files are in {ours}; remove it"
            yield files.prospect_file.problem(("exchange_rate",), "is not used", hint, severity=WARNING)
        return
    if rate is None:
        hint = (
            f"write the profile's amounts in {theirs}; {files.prospect_file.file} is in {theirs}. "
            f"Or add exchange_rate there: {theirs} for one {ours}, with its day"
        )
        yield files.product_file.problem(("currency",), f"is {ours}", hint)
        return
    for path, text in parts_of(files.product, Formula):
        written = [part.value for part in formula.walk(text.tree) if isinstance(part, formula.Number)]
        if any(number > 1 for number in written):
            hint = f"if one is money, give it as an assumption with unit: money; it is in {ours}"
            message = "holds numbers that the exchange rate does not turn"
            yield files.product_file.problem(path, message, hint, severity=WARNING)


def hurdle_rate(files: Files) -> Iterator[Problem]:
    rate = files.prospect.hurdle_rate
    if rate is not None and (0 < rate.value < USUAL_RATES[0] or rate.value > USUAL_RATES[1]):
        hint = f"a hurdle rate of {digits(rate.value * 100)}% a year is unusual; check the % sign"
        message = f"is {digits(rate.value * 100)}%"
        yield files.prospect_file.problem(("hurdle_rate",), message, hint, severity=WARNING)
    if files.prospect.hurdle_rate is None and files.product.conventions.hurdle_rate is None:
        hint = f"add hurdle_rate: 11%, or a placeholder under conventions in {files.product_file.file}"
        yield files.prospect_file.problem((), "has no hurdle_rate", hint)


def inflation(files: Files) -> Iterator[Problem]:
    prospect, basis = files.prospect, files.product.conventions.price_basis
    rate, rise = prospect.hurdle_rate or files.product.conventions.hurdle_rate, prospect.inflation
    if basis != prospect.hurdle_prices and rise is None:
        hint = (
            f"add inflation: {{value: ..., source: ...}}, which turns the rate, or write price_basis: "
            f"{prospect.hurdle_prices} in {files.product_file.file}"
        )
        message = f"is {prospect.hurdle_prices}, the cash is {basis}; the two are never mixed"
        place = ("hurdle_prices",) if "hurdle_prices" in prospect.model_fields_set else ("hurdle_rate",)
        yield files.prospect_file.problem(place, message, hint)
    if rise is None:
        return
    if rate is not None and prospect.hurdle_prices == "nominal" and rate.value < rise.value:
        hint = "check it; a rate above inflation is marked hurdle_prices: real"
        message = f"of {_percent(rate)} is nominal and below the stated inflation of {_percent(rise)}"
        yield files.prospect_file.problem(("hurdle_rate",), message, hint, severity=WARNING)
    rows: list[Cost | Benefit] = [*files.product.costs, *files.product.benefits]
    listed = any(isinstance(row.amount, tuple) for row in rows)
    if basis == "nominal" and rise.value >= FLAT_BELOW and not listed and not any(_rises(row) for row in rows):
        hint = "add escalation to what rises with prices, or write price_basis: real"
        message = f"is nominal, and no amount rises with the stated inflation of {_percent(rise)}"
        yield files.product_file.problem(("conventions", "price_basis"), message, hint, severity=WARNING)


def _rises(row: Cost | Benefit) -> bool:
    return row.escalation is not None and row.escalation.ends != (0.0, 0.0)


def _percent(rate: Sourced) -> str:
    return f"{digits(rate.value * 100)}%"


def taxes(files: Files) -> Iterator[Problem]:
    prospect, taxed = files.prospect, files.prospect.tax_rate is not None
    after = taxed and files.product.conventions.view == "after_tax"
    for index, cost in enumerate(files.product.costs):
        if taxed and cost.capital and cost.depreciation is None:
            hint = "add depreciation: straight_line_5, declining_balance_5, macrs_5 or immediate"
            message = "is capital, and does not say how tax writes it off"
            yield files.product_file.problem(("costs", index), message, hint)
    if prospect.hurdle_basis is None or (prospect.hurdle_basis == "after_tax") == after:
        return
    view = "after tax" if after else "before tax"
    hint = "the page says so beside the rate; give a rate on the same basis if there is one"
    message = f"is {prospect.hurdle_basis.replace('_', ' ')}, the cash is {view}"
    yield files.prospect_file.problem(("hurdle_basis",), message, hint, severity=WARNING)


def financing(files: Files) -> Iterator[Problem]:
    if files.product.financing is not None and not any(cost.capital for cost in files.product.costs):
        hint = "mark what is bought with capital: true"
        yield files.product_file.problem(("financing",), "has no capital cost to pay for", hint)
    if files.product.financing is None:
        return
    horizon = files.product.conventions.horizon_months
    for key, way in (("loan", files.product.financing.loan), ("lease", files.product.financing.lease)):
        if way is not None and way.months.ends[1] > horizon:
            message = f"runs {digits(way.months.ends[1])} months, the case {horizon}"
            hint = "what is still owed then is paid in the last month; a longer horizon_months shows the rest"
            path = ("financing", key, "months")
            yield files.product_file.problem(path, message, hint, severity=WARNING)


def salvage(files: Files) -> Iterator[Problem]:
    for index, cost in enumerate(files.product.costs):
        if cost.salvage is not None and isinstance(cost.amount, Sourced) and cost.salvage.value > cost.amount.value:
            message = f"is {digits(cost.salvage.value)}, above the cost of {digits(cost.amount.value)}"
            hint = "check it; an asset seldom fetches more than it cost"
            yield files.product_file.problem(("costs", index, "salvage"), message, hint, severity=WARNING)


# What a part of a form counts in, for the part that is a single name.
_PART_KINDS = {
    **dict.fromkeys(("probability", "contribution_margin", "avoided", "before", "after", "price", "volume"), "rate"),
    **dict.fromkeys(("loss", "revenue", "margin"), "money"),
    **dict.fromkeys(("customers", "gained"), "count"),
    "hours": "hours",
    "cost_per_hour": "money_per_hour",
}


def part_units(files: Files) -> Iterator[Problem]:
    """A part of a form that is one name takes that name's unit, which has to be the part's."""
    named = files.named()
    for path, text in parts_of(files.product.benefits, Formula, ("benefits",)):
        wanted, tree = _PART_KINDS.get(str(path[-1])), text.tree
        if wanted is None or not isinstance(tree, formula.Name) or tree.id not in named:
            continue
        kind = named[tree.id].kind
        if kind != wanted:
            hint = f"it counts in {wanted}; name another, or give {tree.id} that unit"
            yield files.product_file.problem(path, f"is {tree.id}, which counts in {kind}", hint)


def correlations(files: Files) -> Iterator[Problem]:
    wrong = list(_wrong_pairs(files))
    yield from wrong
    if files.product.correlations and not wrong:
        names = sorted({name for pair in files.product.correlations for name in pair.between})
        ranks = np.array([[_rank(files, one, other) for other in names] for one in names])
        if not draws.consistent(ranks):
            hint = "bring the correlations nearer to 0"
            yield files.product_file.problem(("correlations",), "contradict each other", hint)


def _wrong_pairs(files: Files) -> Iterator[Problem]:
    named, seen = files.named(), set[frozenset[str]]()
    for index, pair in enumerate(files.product.correlations):
        for place, name in enumerate(pair.between):
            path: Path = ("correlations", index, "between", place)
            if name not in named:
                yield files.product_file.problem(path, f"is {name}, no input", did_you_mean(name, named))
            elif not named[name].has_range:
                yield files.product_file.problem(path, f"is {name}, which has no range", f"give {name} low and high")
        if frozenset(pair.between) in seen:
            said = f"names {' and '.join(pair.between)} a second time"
            yield files.product_file.problem(("correlations", index), said, "keep one of the two")
        seen.add(frozenset(pair.between))


def _rank(files: Files, one: str, other: str) -> float:
    if one == other:
        return 1.0
    return next((pair.rank for pair in files.product.correlations if {one, other} == set(pair.between)), 0.0)


def same_money(files: Files) -> Iterator[Problem]:
    """Two counted benefits that take from the same amount of money would count it twice, unless they say how not."""
    named, count = files.named(), files.product.conventions.count
    first: dict[str, int] = {}
    for index, benefit in enumerate(files.product.benefits):
        names = _money_names(benefit, named)
        if benefit.reduces is not None and benefit.reduces not in names:
            hint = did_you_mean(benefit.reduces, names) if names else "name an amount of money in the formula"
            message = f"is {benefit.reduces}, no amount of money that the benefit names"
            yield files.product_file.problem(("benefits", index, "reduces"), message, hint)
        if benefit.kind not in count or benefit.kind == "working_capital" or benefit.independent:
            continue
        for name in names:
            other = files.product.benefits[first.setdefault(name, index)]
            if other is not benefit and not benefit.reduces == other.reduces == name:
                hint = (
                    f"add reduces: {name} to both, so that this one acts on what the other leaves, or "
                    "independent: true here, where it is other money"
                )
                message = f"counts {name}, as benefits[{first[name]}] does; the same money would count twice"
                yield files.product_file.problem(("benefits", index, benefit.form), message, hint)


def _money_names(benefit: Benefit, named: dict[str, Sourced]) -> list[str]:
    found = {name for _, text in parts_of(benefit, Formula) for name in formula.names(text.tree)}
    return sorted(name for name in found if name not in named or named[name].kind == "money")
