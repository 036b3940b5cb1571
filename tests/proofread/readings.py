"""Two files over which nothing is to be said, to which a test adds what it is about, and what is found in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from valuepitch.errors import Problem
from valuepitch.page.compose import ChartSizes, Composer, Shown
from valuepitch.page.parts import listed
from valuepitch.pipeline import Evaluation
from valuepitch.render.template import Template

DAY = date(2026, 11, 23)

# Ten lines, over which nothing is to be said.
PROSPECT = """\
name: Northfield
currency: USD
hurdle_rate: {value: 11%, source: Capital plan, origin: prospect}
contact: {name: Dana Whitfield, title: Treasurer}
preparer: {name: Lee Okan, title: Analyst}
sector: {name: Car parts}
objectives:
  - {id: scrap, text: Halve the scrap}
pressures:
  - {text: the lease ends, date: 2027-02-01}
"""
# The benefit begins in line 9, the decision in line 27.
PRODUCT = """\
name: Tally
seller: Maker
plain_name: one press
action: Replacing the press
currency: USD
costs:
  - {name: Press, amount: 1_000, month: 0, source: Quote 7, origin: quote}
benefits:
  - name: Less scrap
    kind: cash
    amount: {value: 1_200, low: 900, high: 1_300, source: Plant log, origin: benchmark, as_of: 2025-06-30}
    ramp: {from_month: 1, months_to_full: 1}
    objective: scrap
    proof: {line: Ledger 5000, months: [6, 12]}
    contract: Clause 4
no_cost:
  internal_labour: none
  process_redesign: none
  integration: none
  migration: none
  training: none
  dip_in_output: none
  parallel_running: none
  administration: none
  renewal_uplift: none
  exit: none
decision: {ask: approve the order, by: 2026-12-15, because: the lease ends soon}
"""

Changes = Mapping[str, str]


def written(changes: Changes | None = None) -> tuple[Path, Path]:
    """Both files in this folder, with parts replaced: ``{old: new}``."""
    missed = set(changes or {})
    files = Path("prospect.yaml"), Path("product.yaml")
    for path, text in zip(files, (PROSPECT, PRODUCT), strict=True):
        for old, new in (changes or {}).items():
            missed -= {old} if old in text else set()
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    assert not missed, missed
    return files


def composer_of(evaluated: Evaluation, day: date = DAY) -> Composer:
    sizes = ChartSizes(290.0, 200.0, 118.0)
    return Composer(evaluated.case, evaluated.language, day, "7F3A-91C2", sizes, evaluated.reader)


def page_of(evaluated: Evaluation, day: date = DAY) -> dict[str, Any]:
    """The plain context of a page with every input listed."""
    composer = composer_of(evaluated, day)
    return composer.page(Shown(len(listed(composer.figures)))).plain()


Read = Callable[..., list[Problem]]
Made = Callable[[Mapping[str, str]], Template]
SUMMARY = "partials/summary.html.j2"


def said(problems: list[Problem] | tuple[Problem, ...]) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in problems]


def paths(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.severity, problem.file, problem.path) for problem in problems]
