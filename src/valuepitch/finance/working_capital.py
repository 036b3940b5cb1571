"""Days of receivables, inventory and payables, and the cash that a change of them releases.

A year has 365 days, or 360 where the case says so. Receivables turn on revenue,
inventory and payables on cost of sales. Source: OpenStax, *Principles of
Finance*, 2nd edition, "What Is Working Capital?".
"""

from __future__ import annotations

from valuepitch.finance.schedule import Array

Number = Array | float


def a_day(yearly: Number, days_a_year: Number = 365.0) -> Number:
    """Revenue, or cost of sales, of one day; money."""
    return yearly / days_a_year


def balance(days: Number, yearly: Number, days_a_year: Number = 365.0) -> Number:
    """What ``days`` of revenue or cost of sales tie up, or release where they fall by as many; money."""
    return a_day(yearly, days_a_year) * days


def days_outstanding(average: Number, yearly: Number, days_a_year: Number = 365.0) -> Number:
    """Days sales outstanding, days of inventory or of payables of an average balance."""
    return average / a_day(yearly, days_a_year)


def turns(average: Number, yearly: Number) -> Number:
    """How often a balance turns over in a year."""
    return yearly / average


def days_of_turns(a_year: Number, days_a_year: Number = 365.0) -> Number:
    """Days outstanding of a turnover."""
    return days_a_year / a_year


def cash_conversion_cycle(receivables: Number, inventory: Number, payables: Number) -> Number:
    """Days from paying for goods to being paid for them; each argument in days."""
    return receivables + inventory - payables


def financing_saving(release: Number, rate: Number) -> Number:
    """What a release saves in a year at a cost of capital; money. It is told and never summed: discounting holds it."""
    return release * rate
