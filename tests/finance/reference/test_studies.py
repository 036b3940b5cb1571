"""The analyst studies line by line: what the program makes of the rows, against what the study prints of them."""

from __future__ import annotations

import pytest

from valuepitch.model.product import MOST_ROWS

from .profiles import by_year
from .published import Published
from .studies import HALF, SIDES, adjusted, lines_of, printed, rounding, run, studies

# A present value is rounded, and so are the figures of its four years, of which the later ones count for less.
PV_OF_A_LINE = HALF * (1 + 1 + 1 / 1.1 + 1 / 1.21 + 1 / 1.331)

# The calculation has a figure in the initial column that the table of costs does not carry (the case's notes).
NOT_CARRIED = {("tei-o365-firstline-2017", "Ht"), ("tei-o365-firstline-2017", "It")}
# Lines that are printed with a present value, but without the figures before the risk, or with truncated ones.
WITHOUT_ADJUSTMENT = {
    "tei-m365-e5-2018": 2,
    "tei-o365-firstline-2017": 2,
    "tei-ems-2015": 1,
    "tei-o365-government-2015": 12,
    "tei-o365-media-2016": 11,
}
# Lines that have no row in the table of present values.
WITHOUT_PV = {("tei-o365-e5-2018", "Jt")}

each_study = pytest.mark.parametrize("study", studies(), ids=lambda study: study.id)


@each_study
@pytest.mark.parametrize("side", SIDES)
def test_the_lines_add_up_to_the_printed_totals_by_year(study: Published, side: str) -> None:
    lines = [line for line in lines_of(study) if line.side == side]
    assert 1 < len(lines) <= MOST_ROWS
    result = run(study.id).result
    ours = by_year(result.benefits if side == "benefit" else result.costs)
    assert ours == pytest.approx(printed(study, side), abs=rounding(len(lines)), rel=0)


@each_study
def test_net_flows_by_year(study: Published) -> None:
    within = rounding(len(lines_of(study)))
    assert by_year(run(study.id).result.net) == pytest.approx(study["net_as_printed"], abs=within, rel=0)


@each_study
def test_the_present_value_of_each_line(study: Published) -> None:
    result, place = run(study.id).result, dict.fromkeys(SIDES, 0)
    for line in lines_of(study):
        ours = result.lines[f"{line.side}s[{place[line.side]}]"].pv[0]
        place[line.side] += 1
        if line.pv is None:
            assert (study.id, line.ref) in WITHOUT_PV
        else:
            assert ours == pytest.approx(line.pv, abs=PV_OF_A_LINE, rel=0), line


@each_study
def test_each_adjustment_that_is_printed_is_that_of_a_line(study: Published) -> None:
    """No risk is left unused, and no line is taken as printed where its risk is known."""
    lines = lines_of(study)
    shown = {row["ref"] for side in SIDES for row in adjusted(study, side)}
    used = {line.ref for line in lines}
    assert shown - used == {ref for id, ref in NOT_CARRIED if id == study.id}
    assert sum(line.ref not in shown for line in lines) == WITHOUT_ADJUSTMENT.get(study.id, 0)
