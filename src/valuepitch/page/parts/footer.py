"""The conventions, each once; the seller's interest; the fingerprint."""

from __future__ import annotations

from valuepitch.locale import _
from valuepitch.page import terms
from valuepitch.page.context import CashFlowPart, FooterPart
from valuepitch.page.figures import Figures
from valuepitch.page.parts.cash_flow import adds_up

_DISCOUNTING = {
    "monthly": _("Monthly flows discounted at {rate} a year, {source}."),
    "annual_end": _("Yearly flows discounted at the year’s end at {rate} a year, {source}."),
    "mid_year": _("Yearly flows discounted at mid-year at {rate} a year, {source}."),
}


def footer(f: Figures, table: CashFlowPart, fingerprint: str, *, attached: bool = False) -> FooterPart:
    """The conventions, each once; the seller's interest; the fingerprint."""
    product, prospect = f.case.product, f.case.prospect
    basis = f.say("nominal") if product.conventions.price_basis == "nominal" else f.say("real")
    said = [f.say("{currency}, {basis}, {tax}.", currency=prospect.currency, basis=basis, tax=terms.tax_view(f))]
    if text := terms.exchange(f):
        said.append(text)
    said.append(f.say(_DISCOUNTING[f.case.plan.discounting], rate=f.rate.text, source=terms.rate_source(f)))
    if f.horizon != 36:
        said.append(f.say("The case runs over {span}.", span=f.span))
    if not adds_up(table):
        said.append(f.say("Rounded figures may not add up."))
    if attached:
        said.append(f.say("Every sum is a live formula in the workbook attached to this file."))
    said.append(_prepared(f))
    case = f.say("Case {fingerprint} · 1 of 1", fingerprint=fingerprint)
    return FooterPart(" ".join(said), case)


def _prepared(f: Figures) -> str:
    product, preparer = f.case.product, f.case.prospect.preparer
    who = ", ".join([part for part in (preparer.name, preparer.title) if part]) if preparer else ""
    seller = f"{who}, {product.seller}" if who else product.seller
    return f.say("Prepared by {seller}, which sells {thing}.", seller=seller, thing=product.name)
