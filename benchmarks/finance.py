"""The kernel against its peers: IRR, a full evaluation of many prospects, a simulation; speed, memory, accuracy."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy_financial as npf
import pyxirr

from lines import Line, in_turns
from valuepitch.case.inputs import Inputs, collect, expected_rows
from valuepitch.case.plan import Plan, make_plan
from valuepitch.case.screen import CHUNK, screen
from valuepitch.case.simulation import simulate
from valuepitch.finance import Array, irr, irr_roots
from valuepitch.inputs.load import load_product, load_prospect
from valuepitch.model import Product

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "quickstart"
FLOWS = 36
ROWS = 65_536
PROSPECTS = 1_000_000
TURNS = 9

_RNG = np.random.default_rng(20_261_123)


def conventional(rows: int) -> Array:
    """Flows of 36 months: an outlay, then net cash that returns it in one to three years."""
    outlay = _RNG.uniform(300, 700, (rows, 1))
    return np.concatenate([-outlay, _RNG.uniform(1, 40, (rows, FLOWS))], axis=1)


def irr_lines() -> list[Line]:
    """IRR of 36-month flows, one case, against pyxirr and numpy-financial, and how near to nil NPV is there."""
    flows = conventional(ROWS)
    for_pyxirr, for_npf = list(flows[:4096]), list(flows[:128])
    spent = in_turns(
        TURNS,
        ours=lambda: irr(flows),
        pyxirr=lambda: [pyxirr.irr(flow) for flow in for_pyxirr],
        npf=lambda: [npf.irr(flow) for flow in for_npf],
    )
    ours = spent["ours"] / ROWS * 1000
    theirs, financial = spent["pyxirr"] / len(for_pyxirr) * 1000, spent["npf"] / len(for_npf) * 1000
    print(
        f"      IRR of 36 months, CPU a case: {ours:.3f} us; pyxirr {theirs:.2f} us, numpy-financial {financial:.0f} us"
    )
    return [
        Line("IRR: kernel / pyxirr", ours / theirs, "x", 0.1),
        Line("IRR: kernel / numpy-financial", ours / financial, "x", 0.002),
        Line("IRR: largest NPV there / gross flow, one change of sign", _worst(flows), "", 1e-9),
        Line("the same, 2 to 12 changes of sign, every root", _worst_of_many(), "", 1e-9),
    ]


def _worst(flows: Array) -> float:
    monthly = np.log1p(irr(flows)) / 12
    value = (flows * np.exp(-monthly[:, None] * np.arange(FLOWS + 1))).sum(axis=1)
    return float(np.abs(value / np.abs(flows).sum(axis=1)).max())


def _worst_of_many() -> float:
    """Every root of flows with many changes of sign, against the discounted gross flow.

    Rates of -99 % a year and below are left out: a rate near -100 % cannot be written finely enough to test it.
    """
    worst = 0.0
    for _ in range(400):
        flow = _RNG.normal(0, 100, _RNG.integers(4, FLOWS + 2))
        for rate in irr_roots(flow):
            if rate > -0.99:
                factors = (1 + rate) ** (-np.arange(len(flow)) / 12)
                worst = max(worst, abs(float((flow * factors).sum())) / float(np.abs(flow * factors).sum()))
    return worst


def _case() -> tuple[Plan, Inputs, Product]:
    prospect, product = load_prospect(SAMPLE / "prospect.yaml"), load_product(SAMPLE / "product.yaml")
    return make_plan(product), collect(prospect, product), product


def prospects(inputs: Inputs, rows: int) -> Iterator[dict[str, Array]]:
    """A target list, a chunk at a time: every prospect with figures and a hurdle rate of its own."""
    own = ("circuit_spend", "outage_hours", "admin_hours", "hourly_cost", "hurdle_rate")
    for start in range(0, rows, CHUNK):
        n = min(CHUNK, rows - start)
        table = expected_rows(inputs, n)
        yield {name: values * _RNG.uniform(0.5, 1.5, n) if name in own else values for name, values in table.items()}


def screen_seconds(rows: int) -> float:
    """Wall seconds of a full evaluation: six formulas, every measure but slip, on two cores."""
    plan, inputs, _product = _case()
    for _ in screen(plan, prospects(inputs, 2 * CHUNK)):
        pass
    start = time.perf_counter()
    for _ in screen(plan, prospects(inputs, rows)):
        pass
    return time.perf_counter() - start


def screen_lines() -> list[Line]:
    """A million prospects in chunks: time, memory, and how both grow with the rows."""
    found = {rows: _in_a_process(rows) for rows in (1_000, 10_000, 100_000, PROSPECTS)}
    for rows, (seconds, memory) in found.items():
        print(
            f"      {rows:>9,} prospects: {seconds:.3f} s, {seconds / rows * 1e6:.2f} us each, {memory:.0f} MB at most"
        )
    each = {rows: seconds / rows for rows, (seconds, _) in found.items()}
    return [
        Line("full evaluation of 1,000,000 prospects, wall", found[PROSPECTS][0], "s", 15),
        Line("its peak memory", found[PROSPECTS][1], "MB", 600),
        Line("memory: 1,000,000 / 100,000 prospects", found[PROSPECTS][1] / found[100_000][1], "x", 1.1),
        Line("time a prospect: 1,000,000 / 10,000 prospects (linear: 1)", each[PROSPECTS] / each[10_000], "x", 1.5),
    ]


def _in_a_process(rows: int) -> tuple[float, float]:
    """Wall seconds of the evaluation, and peak megabytes of a process of its own."""
    command = [sys.executable, str(Path(__file__)), str(rows)]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)


def simulation_lines() -> list[Line]:
    """10,000 draws of one case."""
    plan, inputs, product = _case()
    jobs: dict[str, Callable[[], object]] = {"draws": lambda: simulate(plan, inputs, product)}
    return [Line("10,000 draws of one case, CPU", in_turns(TURNS, **jobs)["draws"], "ms", 50)]


def main() -> None:
    seconds = screen_seconds(int(sys.argv[1]))
    # Not ru_maxrss: a process begins with the peak of the one that started it.
    peak = next(line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmHWM"))
    print(seconds, int(peak.split()[1]) / 1024)


if __name__ == "__main__":
    main()
