"""A million accounts from Parquet, ranked by a profile with eight ranges: a whole command, its seconds and memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl

from lines import Line

ACCOUNTS = 1_000_000
LAUNCH = Path(__file__).resolve().parent / "launch.py"

PROFILE = """\
name: Managed site network
seller: Meridian Networks
plain_name: one managed network for all sites
action: Consolidating site networks
currency: USD
conventions: {hurdle_rate: 12%}
assumptions:
  rate_reduction: {value: 27%, low: 22%, high: 33%, source: Quote, origin: quote}
  outage_margin: {value: 940, low: 700, high: 1_200, unit: money_per_hour, source: Median, origin: benchmark}
  outage_cut: {value: 55%, low: 45%, high: 65%, source: Sites, origin: evidence}
  first_month: {value: 3, low: 3, high: 6, unit: month, source: Plan, origin: estimate}
  admin_cut: {value: 35%, low: 30%, high: 40%, source: Sites, origin: evidence}
costs:
  - {name: Equipment, amount: {value: 31_800, low: 28_000, high: 40_000}, month: 0}
  - {name: Training, amount: {value: 8_600, low: 8_000, high: 12_000}, month: 0}
  - {name: Fee, amount: 25_800, every: year, billed: monthly}
benefits:
  - name: Circuit charges avoided
    kind: cash
    amount: circuit_spend * rate_reduction
    risk: {value: 5%, low: 0%, high: 10%}
    ramp: {from_month: first_month, months_to_full: 6}
    touches: operating_expense
  - name: Production hours no longer lost
    kind: avoidance
    amount: outage_hours * outage_margin * outage_cut
    risk: 25%
    ramp: {from_month: first_month, months_to_full: 6}
  - name: Administration time released
    kind: capacity
    amount: admin_hours * hourly_cost * admin_cut
    ramp: {from_month: first_month, months_to_full: 6}
"""


def write_list(path: Path, rows: int) -> None:
    """Accounts of every size with figures of their own."""
    rng = np.random.default_rng(20_261_125)
    revenue = np.exp(rng.normal(17, 1.5, rows))
    columns = {
        "Account ID": [f"A{i:07d}" for i in range(rows)],
        "Account Name": [f"Company {i} Incorporated" for i in range(rows)],
        "Billing Country": rng.choice(["US", "DE", "TR", "GB"], rows),
        "Industry": rng.choice(["Manufacturing", "Retail", "Hospitals", "Government"], rows),
        "Annual Revenue": revenue.round(),
        "Employees": np.maximum((revenue / 200_000).round(), 1),
        "circuit_spend": (revenue * rng.uniform(0.005, 0.03, rows)).round(),
        "outage_hours": rng.uniform(10, 100, rows).round(),
        "admin_hours": rng.uniform(500, 9_000, rows).round(),
        "hourly_cost": rng.uniform(30, 60, rows).round(2),
        "operating_expense": (revenue * rng.uniform(0.1, 0.3, rows)).round(),
        "hurdle_rate": rng.uniform(0.08, 0.15, rows).round(3),
    }
    pl.DataFrame(columns).write_parquet(path)


def rank_lines(folder: Path) -> list[Line]:
    """The command from a cold start to the table, and to a CSV of every row."""
    accounts, profile = folder / "accounts.parquet", folder / "rank.yaml"
    write_list(accounts, ACCOUNTS)
    profile.write_text(PROFILE, "utf-8")
    command = [sys.executable, "-m", "valuepitch", "rank", str(accounts), "--product", str(profile)]
    found = {
        name: _run([*command, *more]) for name, more in (("table", []), ("csv", ["-o", str(folder / "order.csv")]))
    }
    for name, (cpu, wall, memory) in found.items():
        print(f"      rank of {ACCOUNTS:,} rows, {name}: {wall:.1f} s, {cpu:.1f} s CPU, {memory:.0f} MB at most")
    return [
        Line("rank 1,000,000 rows with eight ranges, wall", found["table"][1], "s", 25),
        Line("its peak memory", found["table"][2], "MB", 1000),
        Line("the same into a CSV of every row, wall", found["csv"][1], "s", 25),
        Line("its peak memory", found["csv"][2], "MB", 1000),
    ]


def _run(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak megabytes of a command."""
    launch = [sys.executable, "-I", "-S", str(LAUNCH), *command]
    done = subprocess.run(launch, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
    cpu, wall, memory = map(float, done.stdout.split())
    return cpu, wall, memory
