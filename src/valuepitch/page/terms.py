"""What is asked, by when and why; and on what terms the figures stand: rate, tax, exchange."""

from __future__ import annotations

import math

from valuepitch.case.objectives import Event, events
from valuepitch.locale import _
from valuepitch.page.figures import Figures


def decision(f: Figures, *, pressures: bool = True) -> str:
    """What is asked, by when and why, what is coming, and what a month of waiting costs."""
    asked = f.case.product.decision
    sentences: list[str] = []
    if asked is not None:
        text = f.text(asked.ask)
        if asked.by:
            text = f.say("{ask} by {date}", ask=text, date=f.language.date(asked.by))
        if asked.because:
            text = f.say("{ask}; {reason}", ask=text, reason=f.text(asked.because))
        sentences.append(f"{text}.")
    if pressures and f.case.prospect.pressures:
        sentences.append(_pressures(f))
    waiting = f.measure("cost_of_waiting")
    if math.isnan(waiting.value):
        sentences.append(f.say("On these figures the value is negative; waiting costs nothing."))
    elif waiting.value <= 0:
        sentences.append(f.say("On these figures a month’s delay costs no value."))
    else:
        sentences.append(f.say("A month’s delay costs {amount} of value.", amount=waiting.text))
    return " ".join(sentences)


def _pressures(f: Figures) -> str:
    """Recent events, and coming changes with how long before or after the decision they come."""
    asked = f.case.product.decision
    found = events(f.case.prospect.pressures, f.day, asked.by if asked else None)
    recent = [_event(f, event) for event in found if not event.ahead]
    ahead = [_event(f, event) for event in found if event.ahead]
    sentences = []
    if recent:
        sentences.append(f.say("Recent: {events}.", events=_each(f, recent)))
    if ahead:
        sentences.append(f.say("Ahead: {events}.", events=_each(f, ahead)))
    return " ".join(sentences)


def _each(f: Figures, said: list[str]) -> str:
    """A sentence each, so that none grows long."""
    return ". ".join([said[0], *map(f.language.first_upper, said[1:])])


def _event(f: Figures, event: Event) -> str:
    said = {"event": f.text(event.pressure.text)}
    if event.pressure.date is None:
        return said["event"]
    said["date"] = f.language.date(event.pressure.date)
    days = event.days_after_decision
    if days is None or not event.ahead:
        return f.say("{event} on {date}", **said)
    if days == 0:
        return f.say("{event} on {date}, the day of the decision", **said)
    said["n"] = f.show.number(abs(days))
    if days > 0:
        return f.say_n(
            "{event} on {date}, {n} day after the decision",
            "{event} on {date}, {n} days after the decision",
            days,
            **said,
        )
    return f.say_n(
        "{event} on {date}, {n} day before the decision",
        "{event} on {date}, {n} days before the decision",
        -days,
        **said,
    )


def rate_words(f: Figures) -> str:
    """The hurdle rate and whose it is: your 11%, or our placeholder."""
    pattern = _("a placeholder rate of {rate}") if f.case.rate.ours else _("your {rate}")
    return f.say(pattern, rate=f.rate.text)


def rate_source(f: Figures) -> str:
    """Where the rate that discounts comes from, with a word where its basis is not the page's."""
    rate, prospect = f.case.rate, f.case.prospect
    source = f.evidence(rate.sourced.source)
    if rate.ours:
        text = f.say("a placeholder, since you gave no rate")
    elif source:
        text = f.say("your rate ({source})", source=source)
    else:
        text = f.say("your rate")
    if f.is_rate_turned and prospect.inflation is not None:
        turned = {
            "real": _("{text}: {stated} nominal less {inflation} inflation"),
            "nominal": _("{text}: {stated} real plus {inflation} inflation"),
        }[f.case.plan.price_basis]
        said = {"stated": f.show.stated_rate(rate.value), "inflation": f.show.stated_rate(prospect.inflation.value)}
        text = f.say(turned, text=text, **said)
    if prospect.hurdle_basis is None or rate.ours:
        return text
    if prospect.hurdle_basis == "after_tax" and not f.case.after_tax:
        return f.say("{text}, an after-tax rate on cash before tax", text=text)
    if prospect.hurdle_basis == "before_tax" and f.case.after_tax:
        return f.say("{text}, a before-tax rate on cash after tax", text=text)
    return text


def tax_view(f: Figures) -> str:
    """Which view the page shows, and NPV under the other."""
    case, tax = f.case, f.case.prospect.tax_rate
    if tax is None or case.other_view is None:
        return f.say("before tax")
    said = {"rate": f.show.stated_rate(tax.value), "npv": f.show.money(case.other_view)}
    if not case.after_tax:
        return f.say("before tax (after tax at {rate}, NPV is {npv})", **said)
    if case.plan.losses == "carried_forward":
        return f.say("after tax at {rate} with losses carried forward (before tax, NPV is {npv})", **said)
    return f.say("after tax at {rate} (before tax, NPV is {npv})", **said)


def exchange(f: Figures) -> str:
    """The rate that turned the profile's currency into the page's, with its day; "" where there is one currency."""
    rate, product, prospect = f.case.prospect.exchange_rate, f.case.product, f.case.prospect
    if rate is None or product.currency == prospect.currency:
        return ""
    said = {"ours": product.currency, "theirs": prospect.currency, "rate": f.show.exact(rate.value)}
    said["day"] = f.language.date(rate.as_of) if rate.as_of else ""
    if source := f.evidence(rate.source):
        return f.say("One {ours} is {rate} {theirs} on {day} ({source}).", source=source, **said)
    return f.say("One {ours} is {rate} {theirs} on {day}.", **said)
