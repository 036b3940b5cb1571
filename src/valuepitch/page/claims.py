"""Every sentence of the page, each built from the figures that carry it.

A claim is chosen by the figures, so that bad news is said as plainly as good
news and nothing is said that the figures do not hold.
"""

from __future__ import annotations

from valuepitch.case.objectives import Contribution, contributions
from valuepitch.case.study import CONSERVATIVE, EXPECTED
from valuepitch.case.timing import Churned, Listed
from valuepitch.finance import Why
from valuepitch.locale import _
from valuepitch.page.figures import Figures

TITLE_LENGTH = 140
NOT_RECOVERED = (Why.NOT_WITHIN_HORIZON, Why.LOST_AGAIN)


def title(f: Figures) -> str:
    """The prospect's gain or loss, a figure and a period."""
    action = f.language.first_upper(f.text(f.case.product.action))
    said = {"action": action, "npv": f.show.money(abs(f.npv.value)), "horizon": f.horizon_words}
    said |= {"payback": f.payback_words(), "rate": f.rate.text}
    recovered = f.why("payback_months")
    if f.npv.value < 0:
        if recovered in NOT_RECOVERED:
            return f.say("{action} loses {npv} of value over {horizon}; its outlay is not recovered", **said)
        if recovered != Why.NONE:
            return f.say("{action} earns {npv} less than a {rate} hurdle rate requires over {horizon}", **said)
        return f.say(
            "{action} earns {npv} less than a {rate} hurdle rate requires over {horizon}, with payback in {payback}",
            **said,
        )
    if recovered in NOT_RECOVERED:
        return f.say("{action} adds {npv} of value over {horizon}, but ends with less cash than it began with", **said)
    if recovered == Why.IMMEDIATE:
        return f.say("{action} adds {npv} of value over {horizon}, with cumulative cash never below nil", **said)
    if recovered == Why.NOT_MEANINGFUL:
        return f.say("{action} adds {npv} of value over {horizon}; little is paid up front", **said)
    if f.reader.lead == "cash":
        return f.say("{action} recovers its outlay in {payback} and adds {npv} of value over {horizon}", **said)
    return f.say("{action} adds {npv} of value over {horizon} and recovers its outlay in {payback}", **said)


def summary(f: Figures) -> str:
    """What is paid, what comes of it in a full year, and the poor case."""
    return f"{_price_and_gain(f)} {_poor_case(f)}"


def _price_and_gain(f: Figures) -> str:
    """What is paid and what comes of it: a year where years are alike, else over the whole horizon."""
    lines, result = f.case.result.lines, f.case.result
    costs, benefits = f.case.lines("cost"), f.case.lines("benefit")
    yearly = sum(float(lines[line.path].full_year[EXPECTED]) for line in costs if not line.one_time)
    gain = sum(float(lines[line.path].full_year[EXPECTED]) for line in benefits if not line.one_time)
    released = sum(float(lines[line.path].full_year[EXPECTED]) for line in benefits if line.one_time)
    outlay = float(result.outlay[EXPECTED])
    paid = float(result.costs[EXPECTED].sum()) - outlay
    listed = any(isinstance(line.timing, Listed | Churned) for line in (*costs, *benefits))
    if listed:  # its years differ, so that no single one stands for them
        gain = float(result.benefits[EXPECTED].sum()) - released
        yearly = paid
    said = {
        "outlay": f.say("{amount} before tax", amount=f.outlay.text) if f.case.after_tax else f.outlay.text,
        "yearly": f.show.money(yearly),
        "thing": f.text(f.case.product.plain_name),
        "gain": f.say("{amount} before tax", amount=f.show.money(gain)) if f.case.after_tax else f.show.money(gain),
        "released": f.show.money(released),
        "horizon": f.horizon_words,
    }
    rising = any(row.escalation is not None and row.escalation.value > 0 for row in f.case.product.costs)
    priced = _PRICED_IN_ALL if listed else _PRICED_RISING if rising else _PRICED
    brought = _BROUGHT_IN_ALL if listed else _BROUGHT
    sentences = [f.say(priced[outlay > 0, yearly > 0], **said), f.say(brought[gain > 0, released > 0], **said)]
    if gain > 0 and all(line.kind in _SOFT for line in benefits):
        sentences.append(f.say("None of it lowers a line of the budget: it is loss avoided or time released."))
    return " ".join(sentences)


_SOFT = ("avoidance", "capacity")


# By whether there is an outlay, and further cost.
_PRICED = {
    (True, True): _("An outlay of {outlay} and {yearly} a year pay for {thing}."),
    (True, False): _("An outlay of {outlay} pays for {thing}."),
    (False, True): _("A yearly cost of {yearly} pays for {thing}."),
    (False, False): _("Nothing is paid for {thing}."),
}
_PRICED_RISING = _PRICED | {
    (True, True): _("An outlay of {outlay} and {yearly} a year, rising, pay for {thing}."),
    (False, True): _("A yearly cost of {yearly}, rising, pays for {thing}."),
}
_PRICED_IN_ALL = _PRICED | {
    (True, True): _("An outlay of {outlay} and {yearly} over {horizon} pay for {thing}."),
    (False, True): _("{yearly} over {horizon} pays for {thing}."),
}
# By whether it brings in cash year by year, and releases working capital.
_BROUGHT = {
    (True, True): _("It brings in {gain} in a full year and releases {released} of working capital, once."),
    (True, False): _("It brings in {gain} in a full year."),
    (False, True): _("It releases {released} of working capital, once."),
    (False, False): _("It brings in no cash that is counted."),
}
_BROUGHT_IN_ALL = _BROUGHT | {
    (True, True): _("It brings in {gain} over {horizon} and releases {released} of working capital, once."),
    (True, False): _("It brings in {gain} over {horizon}."),
}


def _poor_case(f: Figures) -> str:
    if not f.is_ranged:
        return f.say("No input that moves the value has a range, so there is no conservative case.")
    npv, recovered = f.measure("npv", CONSERVATIVE), f.why("payback_months", CONSERVATIVE)
    said = {"npv": npv.text, "payback": f.payback_words(CONSERVATIVE), "span": f.span}
    end = "back" if recovered == Why.NONE else "out" if recovered in NOT_RECOVERED else "none"
    return f.say(_POOR.get((npv.value < 0, end), _POOR[False, "none"]), **said)


# By whether the value is negative, and what becomes of the outlay.
_POOR = {
    (False, "back"): _(
        "With every range at its poor end (conservative), the value is {npv} and the outlay is recovered in {payback}."
    ),
    (False, "out"): _(
        "With every range at its poor end (conservative), the value is {npv} and the outlay is not recovered "
        "within {span}."
    ),
    (False, "none"): _("With every range at its poor end (conservative), the value is {npv}."),
    (True, "back"): _(
        "With every range at its poor end (conservative), the value is negative, {npv}, with the outlay recovered "
        "in {payback}."
    ),
    (True, "out"): _(
        "With every range at its poor end (conservative), the value is negative, {npv}, and the outlay is not "
        "recovered within {span}."
    ),
}


def cash_heading(f: Figures) -> str:
    """When cash is recovered, in the expected case and in the conservative one."""
    expected, worst = f.why("payback_months"), f.why("payback_months", CONSERVATIVE)
    month, months = f.measure("payback_months").text, f.show.number(f.horizon)
    if expected == Why.LOST_AGAIN:
        return f.say("Cash is recovered, then lost again within {span}", span=f.span)
    if expected in NOT_RECOVERED:
        return f.say("Cash is not recovered within {span}", span=f.span)
    if expected == Why.IMMEDIATE:
        return f.say("Cumulative cash never falls below nil")
    if expected != Why.NONE:
        return f.say("Cumulative cash hardly falls below nil")
    late = f.measure("payback_months", CONSERVATIVE).text
    if f.is_ranged and worst in NOT_RECOVERED:
        said = {"month": month, "months": months}
        return f.say("Cash is recovered by month {month}, conservatively not by {months}", **said)
    if f.is_ranged and worst == Why.NONE and late != month:
        return f.say("Cash is recovered by month {month}, conservatively by {late}", month=month, late=late)
    return f.say("Cash is recovered by month {month}", month=month)


def cash_alt(f: Figures, last: str, lowest: str) -> str:
    """The cash chart for a reader who cannot see it."""
    return f.say(
        "{message}. Cumulative net cash is lowest at {lowest}, payback: {payback}, and it ends at {last} in month "
        "{months}.",
        message=cash_heading(f),
        lowest=lowest,
        payback=f.payback_words(),
        last=last,
        months=f.show.number(f.horizon),
    )


def sensitivity_heading(f: Figures) -> str:
    """Which input moves the value most, and whether it can turn it."""
    bars = [bar for bar in f.case.sensitivity if bar.swing > 0]
    if not bars:
        return f.say("No input that moves the value has a range")
    label = f.label(bars[0].input).removesuffix(f.say(", a year"))
    if f.npv.value >= 0 > min(bars[0].npv_low, bars[0].npv_high):
        return f.say("{input} can make NPV negative by itself", input=label)
    return f.say("{input} matters most", input=label)


def sensitivity_alt(f: Figures, low: str, high: str) -> str:
    """The sensitivity chart for a reader who cannot see it."""
    return f.say(
        "{message}: over its range, NPV goes from {low} to {high} around the expected {npv}.",
        message=sensitivity_heading(f),
        low=low,
        high=high,
        npv=f.npv.text,
    )


def cash_flow_heading(f: Figures, yearly: list[float]) -> str:
    """From which year on more cash comes in than goes out. ``yearly``: net cash of years 1, 2, ..."""
    if all(flow > 0 for flow in yearly):
        if f.npv.value < 0:
            return f.say("Every year after today’s payments brings in cash, but too little")
        return f.say("Every year after today’s payments brings in more cash than goes out")
    if yearly[-1] < 0:
        return f.say("In the last year more cash goes out than comes in")
    if yearly[-1] == 0:
        return f.say("In the last year as much cash goes out as comes in")
    first = max(i for i, flow in enumerate(yearly) if flow <= 0) + 2
    return f.say("From year {year} on more cash comes in than goes out", year=f.show.number(first))


def objectives_heading(f: Figures, done: list[Contribution]) -> str:
    """How many objectives the case serves, and how many it burdens."""
    return f.language.first_upper(_objectives_claim(f, done))


def _objectives_claim(f: Figures, done: list[Contribution]) -> str:
    served, burdened = sum(c.serves for c in done), sum(c.burdens for c in done)
    count = len(done)
    total = f.say("your objective") if count == 1 else f.say("your {count} objectives", count=f.language.count(count))
    if served == 0:
        return (
            f.say("It serves none of your objectives") if len(done) > 1 else f.say("It does not serve your objective")
        )
    if served == len(done):
        return f.say("It serves {total}", total=total)
    head = f.say_n("It serves {count} of {total}", "It serves {count} of {total}", served, total=total)
    if not burdened:
        return head
    return f.say("{claim} and counts against {count}", claim=head, count=f.language.count(burdened))


def contribution(f: Figures, done: Contribution) -> str:
    """What the case does for one objective, a full year, net."""
    unit = done.objective.unit
    if unit in ("hours", "days", "count") and done.effect > 0:
        return _effect(f, unit, done.effect)
    if done.gain:
        amount = f.show.money(abs(done.gain))
        said = {
            (True, True): _("{amount} lower"),
            (True, False): _("{amount} higher"),
            (False, True): _("{amount} a year"),
            (False, False): _("costs {amount} a year"),
        }[done.objective.measure is not None, (done.gain > 0) == (done.lower or done.objective.measure is None)]
        text = f.say(said, amount=amount)
        if done.revenue:
            points = f.show.points(done.gain / done.revenue)
            text = f.say("{text}, {points} points of revenue", text=text, points=points)
        return text
    if done.uses:
        amount = f.show.money(done.uses)
        if done.revenue:
            return f.say(
                "uses {amount}, {share} of revenue", amount=amount, share=f.show.rate(done.uses / done.revenue)
            )
        return f.say("uses {amount}", amount=amount)
    return f.say("nothing in this case serves it")


def _effect(f: Figures, unit: str, effect: float) -> str:
    n = f.show.number(effect)
    if unit == "hours":
        return f.say_n("{n} hour a year, before risk", "{n} hours a year, before risk", round(effect), n=n)
    if unit == "days":
        return f.say_n("{n} day, before risk", "{n} days, before risk", round(effect), n=n)
    return f.say("{n} a year, before risk", n=n)


def served(f: Figures) -> list[Contribution]:
    """The contributions of the case, in the prospect's order."""
    return contributions(f.case)


# How an origin is spoken of: a share of the benefit "rests on quotes".
ORIGIN_WORDS = {
    "prospect": _("your own figures"),
    "filing": _("your filed accounts"),
    "quote": _("quotes"),
    "evidence": _("what was measured elsewhere"),
    "benchmark": _("sector figures"),
    "estimate": _("estimates"),
    "unsourced": _("figures without a source"),
}


def sources_heading(f: Figures) -> str:
    """The share of the benefit by its weakest origin."""
    shares = list(f.case.origin_shares.items())
    if not shares:
        return f.say("No benefit is counted")
    if len(shares) == 1:
        return f.say("The whole benefit rests on {origin}", origin=f.say(ORIGIN_WORDS[shares[0][0]]))
    first, *rest = [
        f.say(
            _SHARES[index > 0],
            share=f.show.rate(share),
            origin=f.say(ORIGIN_WORDS[origin]),
        )
        for index, (origin, share) in enumerate(shares)
    ]
    # A language whose verb stands last has it here.
    return f.say("{shares}", shares=f.language.join([first, *rest]) if len(rest) > 1 else f"{first}, {rest[0]}")


# The first share, and those that follow it.
_SHARES = (_("{share} of the benefit rests on {origin}"), _("{share} on {origin}"))
