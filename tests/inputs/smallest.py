"""Two files, each the smallest that is valid; what a test adds comes after."""

from __future__ import annotations

from collections.abc import Callable

from valuepitch.inputs.wording import Vocabulary

# Three lines: what a test adds begins in line 4.
PROSPECT = """\
name: Acme
currency: USD
hurdle_rate: 11%
"""
# Five lines: what a test adds begins in line 6.
PRODUCT = """\
name: Tool
seller: Maker
plain_name: a tool
action: Using a tool
currency: USD
"""
BENEFITS = """\
benefits:
  - {name: Gain, kind: cash, amount: 100, ramp: {from_month: 1, months_to_full: 1}}
"""

Own = Callable[[str], Vocabulary]
