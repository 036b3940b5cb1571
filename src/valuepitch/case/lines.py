"""The rows of a product profile as lines: an amount, when it falls due, and what tax makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from valuepitch.case import forms
from valuepitch.case.inputs import CONVERSION, EXCHANGE
from valuepitch.case.timing import Borrowed, Churned, LeasePaid, Listed, Once, Ramped, Recurring, Shares, Timing
from valuepitch.finance import depreciation
from valuepitch.formula import Name, Node, Number, Operation, names
from valuepitch.model.benefit import ACCOUNT_BASES, Benefit
from valuepitch.model.cost import Cost
from valuepitch.model.financing import Lease
from valuepitch.model.product import Product
from valuepitch.model.sourced import Formula, Ref, Sourced

# What tax makes of a line's flows.
AS_IT_FLOWS, DEPRECIATED, NEVER = "as_it_flows", "depreciated", "never"
FINANCING = "financing"

_SHARES = ("avoided", "before")
_ALL = Number(1.0)


@dataclass(frozen=True)
class Limit:
    """A tree that may not exceed another.

    Attributes:
        path: where it stands, for messages.
        tree, most: what is limited, and by what.
        of: the name of what it is a part of; "" for a share, of which there is at most 100 %.
    """

    path: str
    tree: Node
    most: Node
    of: str


@dataclass(frozen=True)
class Line:
    """One cost or benefit.

    Attributes:
        path: its place in the product profile, such as ``benefits[0]``.
        side: ``benefit`` or ``cost``.
        kind: the benefit's kind; ``capital``, ``expense`` or ``financing`` for a cost.
        counted: whether the headline measures count it.
        one_time: paid once (a list: its month 0).
        amount: the amount as a tree; a year at full effect where it recurs.
        amount_path: where the amount stands, for messages.
        factors: names of inputs it is multiplied by, each as 1 + sign * input (sign 0: the input itself).
        parts: trees that ``timing`` needs beside named inputs, each under the path by which it asks for them.
        taxed: whether its flows are taxed or deducted as they fall due, by depreciation, or never.
        depreciation: how, where it is depreciated.
        salvage: the input that says what the asset fetches in the last month; None where nothing is stated.
        origin: where a list comes from; the inputs of any other amount say it themselves.
    """

    path: str
    side: str
    kind: str
    counted: bool
    one_time: bool
    amount: Node
    amount_path: str
    factors: tuple[tuple[str, int], ...]
    timing: Timing
    parts: tuple[tuple[str, Node], ...] = ()
    taxed: str = AS_IT_FLOWS
    depreciation: str = depreciation.IMMEDIATE
    salvage: str | None = None
    origin: str | None = None

    @property
    def names(self) -> list[str]:
        """Names that its amount and its parts use."""
        return [name for tree in (self.amount, *(tree for _, tree in self.parts)) for name in names(tree)]


class LineBuilder:
    """Turns rows of a profile into lines; numbers that are not written get a name and a default."""

    def __init__(self, product: Product) -> None:
        self.conventions = product.conventions
        self.defaults: dict[str, float] = {EXCHANGE: 1.0}
        self.bases: dict[str, list[Node]] = {}  # what benefits have taken of a base so far
        self.limits: dict[str, Limit] = {}

    def name(self, written: Sourced | str | None, path: str, default: float) -> str:
        """The input's name: the assumption it refers to, or its path."""
        if isinstance(written, Ref):
            return str(written)
        if written is None:
            self.defaults[path] = default
        return path

    def tree(self, amount: Sourced | str | tuple[float, ...] | None, path: str) -> Node:
        """The tree of an amount: its formula, or the name of its input."""
        if isinstance(amount, Formula):
            return amount.tree
        return Number(1.0) if isinstance(amount, tuple) else Name(path)

    def _parts(self, record: BaseModel, path: str) -> dict[str, Node]:
        """The trees of a form's parts, by key."""
        keys = [key for key in type(record).model_fields if key != "from_month"]
        parts = {key: self.tree(getattr(record, key), f"{path}.{key}") for key in keys}
        for key in _SHARES:
            if key in parts:
                self._limit(f"{path}.{key}", parts[key])
        return parts

    def _limit(self, path: str, tree: Node, most: Node = _ALL, of: str = "") -> None:
        self.limits[path] = Limit(path, tree, most, of)

    # --- benefits ---

    def benefit(self, index: int, item: Benefit) -> Line:
        path = f"benefits[{index}]"
        counted = item.kind in self.conventions.count
        factors = [(f"{path}.risk", -1)] if item.risk else []
        factors += [(f"{path}.attribution", 0)] if item.attribution else []
        factors += [(CONVERSION, 0)] if item.kind == "capacity" and counted else []
        factors += [(EXCHANGE, 0)] if isinstance(item.amount, tuple) else []
        parts: dict[str, Node] = {}
        if item.churn is not None:
            parts = {f"{path}.churn.{key}": tree for key, tree in self._parts(item.churn, f"{path}.churn").items()}
            before = parts[f"{path}.churn.before"]
            self._limit(f"{path}.churn.after", parts[f"{path}.churn.after"], before, "before")
        return Line(
            path,
            "benefit",
            item.kind,
            counted,
            item.kind == "working_capital",
            self._benefit_amount(item, path),
            f"{path}.{item.form}",
            tuple(factors),
            self._benefit_timing(item, path),
            tuple(parts.items()),
            NEVER if item.kind == "working_capital" else AS_IT_FLOWS,
            origin=item.origin,
        )

    def _benefit_amount(self, item: Benefit, path: str) -> Node:
        tree = self._form(item, path)
        if item.contribution_margin is not None:
            margin = self.tree(item.contribution_margin, f"{path}.contribution_margin")
            self._limit(f"{path}.contribution_margin", margin)
            tree = tree if item.price_volume is not None else Operation("*", tree, margin)
        if item.reduces is None:
            return tree
        self._limit(f"{path}.{item.form}", tree, Name(item.reduces), item.reduces)
        earlier = self.bases.setdefault(item.reduces, [])
        tree = forms.after_others(tree, item.reduces, list(earlier))
        earlier.append(tree)
        return tree

    def _form(self, item: Benefit, path: str) -> Node:
        parts: Mapping[str, Node]
        if item.form == "amount":
            return self.tree(item.amount, f"{path}.amount")
        if item.form == "days":
            assert item.account is not None
            days_a_year = Number(float(self.conventions.days_a_year))
            parts = {"base": Name(ACCOUNT_BASES[item.account]), "days_a_year": days_a_year}
            return forms.of_form("days", {**parts, "days": self.tree(item.days, f"{path}.days")})
        if item.form == "loss":
            parts = {key: self.tree(getattr(item, key), f"{path}.{key}") for key in ("loss", "probability")}
            self._limit(f"{path}.probability", parts["probability"])
        else:
            parts = self._parts(getattr(item, item.form), f"{path}.{item.form}")
            margin = self.tree(item.contribution_margin, f"{path}.contribution_margin")
            parts = {"contribution_margin": margin, **parts}
        return forms.of_form(item.form, parts)

    def _benefit_timing(self, item: Benefit, path: str) -> Timing:
        if item.kind == "working_capital":
            month = self.name(item.month, f"{path}.month", 0)
            over = self.name(item.over_months, f"{path}.over_months", 1)
            return Once(month, over, item.reverses)
        if isinstance(item.amount, tuple):
            return Listed(item.amount, item.listed_by)
        if item.churn is not None:
            start = self.name(item.churn.from_month, f"{path}.churn.from_month", 1)
            of = f"{path}.churn"
            return Churned(f"{of}.customers", f"{of}.gained", f"{of}.before", f"{of}.after", start)
        escalation = self.name(item.escalation, f"{path}.escalation", 0)
        if isinstance(item.ramp, tuple):
            return Shares(tuple(f"{path}.ramp[{i}]" for i in range(len(item.ramp))), escalation)
        assert item.ramp is not None
        start = self.name(item.ramp.from_month, f"{path}.ramp.from_month", 1)
        return Ramped(start, self.name(item.ramp.months_to_full, f"{path}.ramp.months_to_full", 1), escalation)

    def effect(self, index: int, item: Benefit) -> Node | None:
        """What a benefit does that is not money: days of working capital, hours avoided, or its stated effect."""
        path = f"benefits[{index}]"
        if item.days is not None:
            return self.tree(item.days, f"{path}.days")
        if item.effect is not None:
            return self.tree(item.effect.amount, f"{path}.effect.amount")
        if item.downtime is not None:
            return forms.substitute(forms.HOURS_AVOIDED, self._parts(item.downtime, f"{path}.downtime"))
        return None

    # --- costs ---

    def cost(self, index: int, item: Cost) -> Line:
        path = f"costs[{index}]"
        timing = self._cost_timing(item, path)
        factors = [(f"{path}.risk", 1)] if item.risk else []
        factors += [(EXCHANGE, 0)] if isinstance(item.amount, tuple) else []
        return Line(
            path,
            "cost",
            "capital" if item.capital else "expense",
            True,
            isinstance(timing, Once) or item.capital,
            self.tree(item.amount, f"{path}.amount"),
            f"{path}.amount",
            tuple(factors),
            timing,
            (),
            DEPRECIATED if item.capital else AS_IT_FLOWS,
            item.depreciation or depreciation.IMMEDIATE,
            f"{path}.salvage" if item.salvage is not None else None,
            item.origin,
        )

    def _cost_timing(self, item: Cost, path: str) -> Timing:
        if isinstance(item.amount, tuple):
            return Listed(item.amount, item.listed_by)
        if item.every:
            start = self.name(item.from_month, f"{path}.from_month", 1)
            escalation = self.name(item.escalation, f"{path}.escalation", 0)
            return Recurring(item.billed or "monthly", start, escalation, 12 if item.every == "month" else 1)
        return Once(self.name(item.month, f"{path}.month", 0))


def lease_line(item: Lease) -> Line:
    """The payments of a lease: an expense."""
    path = "financing.lease"
    timing = LeasePaid(f"{path}.months", item.billed == "in_advance")
    return Line(path, "cost", FINANCING, True, False, Name(f"{path}.payment"), f"{path}.payment", (), timing)


def loan_line(of: Line) -> Line:
    """A loan over what a capital cost pays, drawn as it pays."""
    path = "financing.loan"
    return replace(
        of,
        path=f"{path} of {of.path}",
        kind=FINANCING,
        one_time=False,
        factors=(*of.factors, (f"{path}.share", 0)),
        timing=Borrowed(of.timing, f"{path}.rate", f"{path}.months"),
        taxed=AS_IT_FLOWS,
        salvage=None,
    )
