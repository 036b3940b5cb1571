"""Other ways to pay for the capital costs of a case: a loan, a lease."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from valuepitch.model.base import Fault, Record
from valuepitch.model.sourced import Length, LoanRate, Price, Share
from valuepitch.model.texts import Flag, Source


class Loan(Record):
    """The capital costs, or a share of them, borrowed when they fall due and repaid in level monthly payments."""

    share: Share = Field(Share.model_validate({"value": "100%"}), description="The share that is borrowed.")
    rate: LoanRate = Field(description="Nominal rate a year, paid by the month, as lenders quote it.")
    months: Length = Field(description="Number of monthly payments.")
    source: Source | None = None
    internal: Flag = Field(False, description="Its source is for the seller alone; --redact leaves it out.")


class Lease(Record):
    """Level monthly payments in place of the capital costs; the asset goes back at the end."""

    payment: Price = Field(description="A month.")
    months: Length = Field(description="Number of payments.")
    billed: Literal["in_advance", "in_arrears"] = "in_advance"
    source: Source | None = None
    internal: Flag = Field(False, description="Its source is for the seller alone; --redact leaves it out.")


class Financing(Record):
    """The same case paid for in other ways, side by side with buying."""

    loan: Loan | None = None
    lease: Lease | None = None

    @classmethod
    def check(cls, raw: dict[str, Any]) -> Iterator[Fault]:
        if not raw:
            yield Fault((), "is empty", "add loan, lease or both, or remove it")
