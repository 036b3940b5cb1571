"""Why a measure has no value, or what to say beside it: small integers, one per row.

The words belong to the page (``page/reasons.py``); the kernel only counts.
"""

from __future__ import annotations

from enum import IntEnum


class Why(IntEnum):
    """A reason code; :attr:`code` is its name in JSON."""

    NONE = 0
    # the measure has no value
    NO_COSTS = 1
    NO_BENEFITS = 2
    ALL_ZERO = 3
    NO_SIGN_CHANGE = 4
    NO_REAL_ROOT = 5
    NOT_UNIQUE = 6
    NOT_WITHIN_HORIZON = 7
    NO_OUTLAY = 8
    NO_ONE_TIME_COST = 9
    NO_NEGATIVE_FLOW = 10
    NO_POSITIVE_FLOW = 11
    SHORT_HORIZON = 12
    WAITING_COSTS_NOTHING = 13
    NOT_FINITE = 14
    RATE_OUT_OF_RANGE = 15
    LOST_AGAIN = 16
    BEYOND_RANGE = 17
    # the measure has a value that needs a word
    IMMEDIATE = 20
    COST_OF_FUNDS = 21
    NOT_MEANINGFUL = 22
    NPV_NEGATIVE = 23
    ANY_DELAY = 24
    # the row could not be computed
    DIVISION_BY_ZERO = 30
    NOT_A_NUMBER = 31

    @property
    def code(self) -> str:
        """The name that programs read."""
        return self.name.lower()
