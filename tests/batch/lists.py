"""A small list with most of what a list can bring, and a profile for it; what a test is about stands in the test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PRODUCT = """\
name: Tally
seller: Acme
plain_name: one machine
action: replacing the machine
currency: USD
conventions: {hurdle_rate: {value: 12%, low: 10%, high: 14%}, count: [cash, avoidance, capacity]}
assumptions:
  cut: {label: Scrap avoided, value: 20%, low: 10%, high: 25%, source: Trial, origin: evidence}
  start: {label: First month, value: 3, low: 2, high: 8, unit: month, source: Plan, origin: estimate}
  price: {label: Price of scrap, value: 900, low: 700, high: 1_000, unit: money, source: Index, origin: benchmark}
  saved: {label: Spend saved, value: 500, low: 400, high: 600, unit: money, source: Trial, origin: evidence}
costs:
  - name: Machine
    amount: {value: 90_000, low: 80_000, high: 120_000}
    month: 0
    capital: true
    depreciation: straight_line_5
    source: Quote 7
    origin: quote
  - {name: Service, amount: {value: 6_000, low: 5_000, high: 9_000}, every: year, billed: in_advance, origin: quote}
benefits:
  - name: Scrap avoided
    kind: cash
    amount: scrap_tonnes * price * cut
    risk: {value: 10%, low: 0%, high: 20%}
    ramp: {from_month: start, months_to_full: 6}
    touches: cost_of_sales
  - name: Margin kept
    kind: avoidance
    amount: gross_margin / lines * 0.01
    ramp: {from_month: start, months_to_full: 6}
  - name: Share of the spend
    kind: cash
    amount: when(waste > 0, saved, 0)
    ramp: {from_month: 1, months_to_full: 1}
    reduces: waste
"""

HEADER = (
    "Account ID,Account Name,Billing Country,Currency,Annual Revenue,Employees,Industry,NAICS Code,"
    "cost_of_sales,scrap_tonnes,lines,waste,hurdle_rate,tax_rate,exchange_rate,inflation,hurdle_prices"
)
ROWS = (
    "k1,Northfield,US,USD,5000000,60,Metal,332,3000000,400,4,$9000,10%,,,,",
    "k2,Southfield,US,USD,50000000,400,Metal,332,30000000,4000,7,$9000,,25%,,,nominal",
    "k3,Westfield,DE,EUR,40000000,,Metal,332,20000000,2500,5,€9000,9%,30%,0.9,,",
    "k4,Eastfield,US,USD,3000000,20,Metal,332,2000000,10,3,$9000,15%,,,,",
    "k5,Divided,US,USD,9000000,90,Metal,332,6000000,700,0,$9000,10%,,,,",
    "k6,Wasted,US,USD,9000000,90,Metal,332,6000000,700,4,$550,10%,,,,",
    "k7,Oversized,US,USD,900000,90,Metal,332,60000,700,4,$9000,10%,,,,",
    "k8,Hospital,US,USD,80000000,5000,Hospital,622,50000000,5000,9,$9000,8%,,,,",
    "k9,Clinic,US,USD,80000000,300,Hospital,622,50000000,5000,9,$9000,8%,,,,",
    "l1,Twin B,US,USD,5000000,60,Metal,332,3000000,900,4,$9000,10%,,,,",
    "l0,Twin A,US,USD,5000000,60,Metal,332,3000000,900,4,$9000,10%,,,,",
    "l2,Real,US,USD,70000000,,Metal,332,40000000,3000,6,$9000,7%,20%,,3%,real",
)
REJECTED = (
    "m1,Blank,US,USD,5000000,60,Metal,332,3000000,,4,$9000,10%,,,,",
    "m2,Words,US,USD,5000000,60,Metal,332,many,5,4,$9000,10%,,,,",
)


def write_case(folder: Path, rows: Sequence[str] = ROWS, product: str = PRODUCT) -> tuple[Path, Path]:
    """The list and the profile as files."""
    (folder / "list.csv").write_text("\n".join((HEADER, *rows)) + "\n", "utf-8")
    (folder / "product.yaml").write_text(product, "utf-8")
    return folder / "list.csv", folder / "product.yaml"
