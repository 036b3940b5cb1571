"""What the workbook is, who made it when, on which conventions it stands, and how to check it."""

from __future__ import annotations

from valuepitch.locale import _
from valuepitch.page import parts
from valuepitch.workbook.audit import SHEETS, Audit
from valuepitch.workbook.checks import OK

_WHAT = {
    "inputs": _("every assumption with its range, origin and source"),
    "calculation": _("each line by month, one formula for a row"),
    "cash_flow": _("the same by year, as on the page, and by month with a chart"),
    "measures": _("every measure as a formula, beside the page’s figure"),
    "further": _("what else the page says: a full year, objectives, origins, ways to pay"),
    "cases": _("one row for each case, and the number of the case that is shown"),
    "checks": _("differences that have to be nil"),
}
_STEPS = (
    _("1. Look at Checks: every line reads OK."),
    _("2. Compare Measures with the page: the same figures, each with its formula."),
    _("3. On Inputs, find the figures that are yours, and put right what is not."),
    _("4. Follow one line on Calculation from its amount to its months."),
    _("5. On Cases, type another number in the framed cell: all sheets show that case."),
    _("6. Compare the case number above with the one at the foot of the page."),
)


def write_about(audit: Audit) -> None:
    """Write the sheet; the others come first."""
    say, sheet, case, f = audit.say, audit.sheets["about"], audit.case, audit.figures
    sheet.text(0, 0, say("The sums behind the page"), "title")
    facts = [
        (_("Prospect"), case.prospect.name),
        (_("About"), f.text(case.product.plain_name)),
        (_("Offered by"), case.product.seller),
        (_("Date"), audit.language.date(audit.stated.day)),
        (_("Case number"), audit.stated.fingerprint),
        (_("Made with"), f"valuepitch {audit.stated.version}"),
    ]
    if audit.stated.redacted:
        facts.append((_("Evidence"), say("kept by {seller} in part", seller=case.product.seller)))
    at = 2
    for name, said in facts:
        sheet.text(at, 0, say(name), "quiet")
        sheet.text(at, 1, said)
        at += 1
    sheet.text(at, 0, say("All checks"), "quiet")
    sheet.formula(at, 1, f"={audit.cells['all_checks']}", say(OK), "bold")
    sections = (
        (_("How to check it"), [say(step) for step in _STEPS]),
        (_("Conventions"), [parts.footer(f, parts.cash_flow(f), audit.stated.fingerprint).text]),
    )
    at += 2
    for title, lines in sections:
        sheet.text(at, 0, say(title), "bold")
        for line in lines:
            at += 1
            sheet.page.merge_range(at, 0, at, 1, "", audit.book.style("wrap"))
            sheet.text(at, 0, line, "wrap")
            if len(line) > 120:
                sheet.page.set_row(at, 14 * (len(line) // 120 + 1))
        at += 2
    sheet.text(at, 0, say("Sheets"), "bold")
    for key, what in _WHAT.items():
        at += 1
        sheet.text(at, 0, say(SHEETS[key]))
        sheet.text(at, 1, say(what), "quiet")
    sheet.widths({"A": 22, "B": 88})
    sheet.printed(landscape=False)
