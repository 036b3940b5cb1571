"""How each reported figure is made: by the program's own functions, in the units in which it was printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from valuepitch import Measured, measure
from valuepitch.finance import depreciation, effective_rate, irr_roots
from valuepitch.finance import working_capital as capital
from valuepitch.finance.churn import customers, customers_kept
from valuepitch.finance.measures import mirr_parts

from . import studies
from .profiles import after_tax_macrs, by_year, cash_released, margin_of_customers_kept
from .published import Published, published

Check = Callable[[Published], Any]


# --- flows ---


def measured(case: Published, flows: Any = None, **more: Any) -> Measured:
    """The measures of a case's flows, with the rates and dates that it gives."""
    raw = case.raw
    given: dict[str, Any] = {key: raw[key] for key in ("finance_rate", "reinvest_rate") if key in raw}
    if raw["periodicity"].startswith("monthly, nominal"):
        given |= {"nominal": True, "periods_per_year": 12}
    else:
        given |= {"periods_per_year": 1}
    if "costs" in raw:
        return measure(rate=case.rate, costs=raw["costs"], benefits=raw["benefits"], **given)
    if flows is None:
        flows = raw["values"] if "values" in raw else raw["cashflows"]
    if case.dates:
        given = {"dates": case.dates}
    return measure(flows, **{"rate": case.rate, **given, **more})


def figure(name: str, times: float = 1.0) -> Check:
    """A measure, times 100 where it is printed in percent."""
    return lambda case: times * measured(case).data()[name]


def root(index: int = 0, of: int = 1, times: float = 1.0, flows: str | None = None) -> Check:
    """One of the internal rates of return; a case that has another number of them does not pass."""

    def found(case: Published) -> float:
        rates = measured(case, None if flows is None else case[flows]).data()["irr"]
        assert len(rates) == of, f"{case.id} has the rates {rates}"
        return times * float(rates[index])

    return found


def roots(case: Published) -> list[float]:
    """Every internal rate of return in percent."""
    return [100 * rate for rate in measured(case).data()["irr"]]


def no_root(row: int) -> Check:
    """'nan' where a flow has no internal rate of return."""
    return lambda case: str([*irr_roots(case["cashflows"][row], 1), "nan"][0])


def pv_inflows(case: Published) -> float:
    return float(measured(case).flows.pv_benefits[0])


def npv_from_period_1(case: Published) -> float:
    """NPV where the first flow stands at the end of period 1, as spreadsheets have it."""
    return float(measured(case, [0, *case["cashflows"]]).data()["npv"])


def npv_profile(case: Published) -> list[float]:
    return [measured(case, rate=percent / 100).data()["npv"] for percent in case["rates_pct"]]


def mirr_at(rate: int, periods: int) -> Check:
    """MIRR in percent of the first periods, at one of the reinvestment rates."""
    return lambda case: (
        100
        * measured(case, case["cashflows"][: periods + 1], reinvest_rate=case["reinvest_rates"][rate]).data()["mirr"]
    )


def pv_at_reinvestment_rate(case: Published) -> float:
    return float(measured(case, rate=case["reinvest_rate"]).flows.pv_benefits[0])


def discounted(case: Published) -> list[float]:
    return measured(case).discounted()


def cumulative_discounted(case: Published) -> list[float]:
    flows = measure(discounted(case), 0.0, periods_per_year=1).flows
    return [float(so_far) for so_far in flows.cumulative[0]]


def year_of_discounted_payback(case: Published) -> str:
    periods = measured(case).data()["discounted_payback_periods"]
    return "during the 1st year" if 0 < periods < 1 else f"after {periods} years"


def sign_of_every_rate(case: Published) -> str:
    return "negative" if max(roots(case)) < 0 else "not negative"


def span_of_the_rates(case: Published) -> str:
    """The tens of percent between which all four rates lie."""
    found = roots(case)
    assert len(found) == 4
    return f"search for IRRs between {found[0] // 10 * 10:g} percent and {-(-found[-1] // 10 * 10):g} percent"


def index_of_projects(case: Published) -> list[float]:
    """Projects of which the outlay and the NPV are known: flows without a discount that have that NPV."""
    projects = case["projects"].values()
    flows = [[-item["investment"], item["investment"], item["npv"]] for item in projects]
    return [measure(flow, 0.0, periods_per_year=1).data()["profitability_index"] for flow in flows]


def gross_roi(case: Published) -> float:
    """Benefit over cost in percent: what this publisher calls a ROI."""
    given = case["inputs"]
    benefits = [given["saved"], given["new_revenue"]]
    found = measure(rate=0.0, costs=[given["cost"], 0], benefits=benefits, periods_per_year=1)
    return 100 * float(found.data()["benefit_cost_ratio"])


def effective(nominal: float, times_a_year: int) -> Check:
    """An effective rate in percent. The source's rates are not among the data: 10% monthly, 10.1% twice a year."""
    return lambda case: 100 * float(effective_rate(nominal, times_a_year))


# --- depreciation and tax ---


def table_of(method: str) -> Check:
    """A depreciation table as it is kept, in percent."""
    return lambda case: list(depreciation.MACRS[method])


def percentages(method: str) -> Check:
    return lambda case: [100 * float(share) for share in depreciation.shares(method)]


def sum_of_percentages(method: str) -> Check:
    return lambda case: 100 * float(depreciation.shares(method).sum())


def straight_line(case: Published) -> float:
    cost, salvage, years = case["inputs"]["sln"]
    return float(cost * depreciation.shares(f"straight_line_{years}", salvage / cost)[0])


def declining_balance(case: Published) -> list[float]:
    cost, salvage, years = case["inputs"]["ddb"]
    return [cost * float(share) for share in depreciation.shares(f"declining_balance_{years}", salvage / cost)]


def of_the_asset(name: str, view: str, times: float = 1.0) -> Check:
    """A measure of the asset that is written off, before or after tax."""
    return lambda case: times * after_tax_macrs(view).result.value(name)


def year_of_the_asset(year: int) -> Check:
    return lambda case: by_year(after_tax_macrs("after_tax").result.net)[year]


# --- working capital and churn ---


def days_of(balance: str, base: str) -> Check:
    """Days outstanding of an average balance."""
    return lambda case: capital.days_outstanding(
        case["inputs"][balance], case["inputs"][base], case["inputs"].get("days", 365)
    )


def cycle(case: Published) -> float:
    parts = (("avg_receivables", "credit_sales"), ("avg_inventory", "cogs"), ("avg_payables", "cogs"))
    return float(capital.cash_conversion_cycle(*(days_of(*part)(case) for part in parts)))


def inventory_days(year: int) -> Check:
    """Days of the average of what stands at the beginning and at the end of a year."""

    def found(case: Published) -> float:
        average = float(np.mean(case["inputs"]["inventory"][year : year + 2]))
        return float(capital.days_outstanding(average, case["inputs"]["cogs"][year]))

    return found


def turned(name: str) -> Check:
    return lambda case: capital.days_of_turns(case["inputs"][name])


def revenue_a_day(case: Published) -> float:
    return float(capital.a_day(case["inputs"]["revenue"]))


def receivables(days: str) -> Check:
    """What days of revenue tie up."""
    return lambda case: capital.balance(case["inputs"][days], case["inputs"]["revenue"])


def twenty_days_of_receivables(case: Published) -> float:
    return cash_released("receivables", 20, {"revenue": case["inputs"]["revenue"]})


def saved_by_receivables(rate: int) -> Check:
    """What twenty days save in a year at one of the rates."""
    return lambda case: capital.financing_saving(
        twenty_days_of_receivables(case), case["inputs"]["rates_inferred"][rate]
    )


def fifteen_days_of_inventory(case: Published) -> float:
    """The source's round figures are those of a year of 360 days."""
    return cash_released("inventory", 15, {"cost_of_sales": case["inputs"]["cogs"]}, days_a_year=360)


def saved_by_inventory(case: Published) -> float:
    """What fifteen days save in a year; the rate is not among the data: 5%."""
    return float(capital.financing_saving(fifteen_days_of_inventory(case), 0.05))


def ten_days_of_sales(case: Published) -> float:
    """One day of sales is given: the sales of a year of one day."""
    return float(capital.balance(case["inputs"]["days"], case["inputs"]["one_day_of_sales"], days_a_year=1.0))


def revenue_with_churn(which: int) -> Check:
    """Revenue of months 1 to 12: customers stay and go, and each pays the same."""

    def found(case: Published) -> list[float]:
        given = case["inputs"]
        gained, churn = np.array([given["new_customers_per_month"]]), np.array([given["churn"][which]])
        return [given["arpu"] * float(count) for count in customers(12, np.zeros(1), gained, churn)[0, 1:]]

    return found


def customers_kept_in_month_12(case: Published) -> float:
    given = case["inputs"]
    gained, before, after = (np.array([number]) for number in (given["new_customers_per_month"], *given["churn"]))
    return float(customers_kept(12, np.zeros(1), gained, before, after)[0, 12])


def remaining(month: int) -> Check:
    """How many of 100 customers are left."""
    return lambda case: float(
        customers(month, np.array([100.0]), np.zeros(1), np.array([case["inputs"]["monthly_churn"]]))[0, month]
    )


# --- the table ---

NPV, IRR, IRR_PCT = {"npv": figure("npv")}, {"irr": root()}, {"irr_pct": root(times=100)}
MIRR = {"mirr": figure("mirr")}
PAYBACK = {"payback_years": figure("payback_periods")}

FLOWS: dict[str, dict[str, Check]] = {
    "openstax-fin-sams-npv": {**NPV, "pv_inflows": pv_inflows},
    "openstax-fin-sams-npv-profile": {"npv_profile": npv_profile},
    "openstax-fin-sams-pi": {"pi": figure("profitability_index")},
    "openstax-fin-sams-discounted-payback": {"discounted_payback_years": figure("discounted_payback_periods")},
    "openstax-fin-heavy-duty": {**NPV, **IRR_PCT},
    "openstax-fin-30000-seven-years": NPV,
    "openstax-fin-southwest-pi-ranking": {"pi": index_of_projects},
    "openstax-acct-40000-uneven": PAYBACK,
    "openstax-acct-bgm-even": PAYBACK,
    "openstax-acct-bgm-uneven": PAYBACK,
    "openstax-acct-xray-uneven": {**NPV, "pv_inflows": pv_inflows},
    "openstax-acct-welding-irr": IRR_PCT,
    "openstax-acct-option-b-irr": IRR_PCT,
    "powcoder-roi-sheet": {
        **NPV,
        "pv_benefits": figure("pv_benefits"),
        "pv_costs": figure("pv_costs"),
        "roi_pct": figure("roi", 100),
        "discounted_cf": discounted,
        "cumulative_discounted": cumulative_discounted,
        "payback_text": year_of_discounted_payback,
    },
    "financetutor-payback": PAYBACK,
    "hpmuseum-irr": IRR_PCT,
    "qammunity-irr": IRR_PCT,
    "homeworksource-irr": IRR_PCT,
    "yaguru-manzer-irr-2": IRR_PCT,
    "yaguru-manzer-irr-1": {**IRR_PCT, "irr_lower_pct": root(times=100, flows="second_cashflows")},
    "oil-pump-1600": {"irr_excel_pct": root(0, of=2, times=100)},
    "wizedu-mine-50": {"irrs_pct": roots},
    "ross-four-irrs": {"hint": span_of_the_rates},
    "opentuition-negative-irr": {"irr_sign": sign_of_every_rate, "npv_at_zero": figure("npv")},
    "beckanderson-roi-gross": {"roi_pct": gross_roi},
    "comparevoucher-effective-annual": {"a": effective(0.10, 12), "b": effective(0.101, 2)},
    "excel97-mirr-help": {"mirr_5y_pct": mirr_at(0, 5), "mirr_3y_pct": mirr_at(1, 3), "mirr_5y_14_pct": mirr_at(2, 5)},
    "excel-npv-example1": {"npv_excel": npv_from_period_1},
    "dax-xnpv-2014": {"xnpv": figure("npv")},
    "formulajs-xirr-2008": {"xirr": root(), "xnpv": figure("npv")},
    "npf-irr-1": IRR,
    "npf-irr-2": IRR,
    "npf-irr-5": {"irr": root(1, of=3)},
    "npf-irr-gh39": {"irr": root(1, of=2), "second_root_in_pr61": root(0, of=2)},
    "npf-irr-gh44": {"irr": root(1, of=2)},
    "npf-irr-no-solution": {"irr_all_positive": no_root(0), "irr_all_negative": no_root(1)},
    "npf-npv-doc": NPV,
    "npf-npv-test": NPV,
    "npf-mirr-1": MIRR,
    "pyxirr-irr-3": {"irr": root(1, of=2)},
    "pyxirr-irr-4": {"irr": root(1, of=2)},
    "pyxirr-npv-start": {"npv_start_zero": figure("npv"), "npv_start_one": npv_from_period_1},
    "pyxirr-mirr": MIRR,
    "pyxirr-xirr-daycount": {"act_365F": root()},
    "raymon1-financial-npv": {"npv_excel": npv_from_period_1},
    "openoffice-mirr": {"mirr_pct": figure("mirr", 100)},
    "pvwave-mirr": MIRR,
    "greytrout-irr-two-signs": {
        "irr_guess0": root(0, of=2),
        "irr_conventional": root(flows="second_cashflows"),
    },
    "ti-ba2plus-pro-unequal": {
        **NPV,
        **IRR_PCT,
        **PAYBACK,
        "nfv": figure("net_future_value"),
        "discounted_payback_years": figure("discounted_payback_periods"),
        "mirr_pct": figure("mirr", 100),
    },
    "hp12c-duplex": NPV,
    "hp12c-mirr-monthly": {
        "pv_positive": pv_at_reinvestment_rate,
        "fv_positive": lambda case: float(mirr_parts(measured(case).flows)[0][0]),
        "pv_negative": lambda case: -float(mirr_parts(measured(case).flows)[1][0]),
        "mirr_monthly_pct": figure("mirr_nominal", 100 / 12),
        "mirr_annual_pct": figure("mirr_nominal", 100),
    },
}

TAX: dict[str, dict[str, Check]] = {
    "formulajs-depreciation": {"sln": straight_line, "ddb": declining_balance},
    "macrs-halfyear-3y": {"percentages": percentages("macrs_3"), "sum_pct": sum_of_percentages("macrs_3")},
    "macrs-halfyear-7y": {"percentages": percentages("macrs_7"), "sum_pct": sum_of_percentages("macrs_7")},
    "macrs-halfyear-pub946-json": {"five": table_of("macrs_5"), "seven": table_of("macrs_7")},
    "macrs-after-tax-npw-3y": {
        "npv_before_tax": of_the_asset("npv", "before_tax"),
        "irr_before_tax_pct": of_the_asset("irr", "before_tax", 100),
        "cf_year1": year_of_the_asset(1),
        "cf_year2": year_of_the_asset(2),
        "cf_year5": year_of_the_asset(5),
        "npv_after_tax": of_the_asset("npv", "after_tax"),
        "irr_after_tax_pct": of_the_asset("irr", "after_tax", 100),
    },
}

DAYS = {
    "inventory_days": days_of("avg_inventory", "cogs"),
    "receivable_days": days_of("avg_receivables", "credit_sales"),
    "payable_days": days_of("avg_payables", "cogs"),
    "ccc_days": cycle,
}

WORKING_CAPITAL: dict[str, dict[str, Check]] = {
    "openstax-fin-ksp-ccc-1": DAYS,
    "openstax-fin-ksp-ccc-2": DAYS,
    "openstax-acct-bww-dso": {"dso_2017": turned("ar_turnover_2017"), "dso_2018": turned("ar_turnover_2018")},
    "openstax-acct-dsi": {"dsi_y1": inventory_days(0), "dsi_y2": inventory_days(1)},
    "maxcredible-dso-40-to-20": {
        "daily_revenue": revenue_a_day,
        "ar_before": receivables("dso_before"),
        "ar_after": receivables("dso_after"),
        "cash_released": twenty_days_of_receivables,
        "annual_saving_low": saved_by_receivables(0),
        "annual_saving_high": saved_by_receivables(1),
    },
    "portfoliopartnership-5-days": {"daily_revenue": revenue_a_day},
    "cfo-scorecard-10-days": {"cash_released": ten_days_of_sales},
    "eaglerock-dio-60-to-45": {
        "dio_days": days_of("avg_inventory", "cogs"),
        "turns": lambda case: capital.turns(case["inputs"]["avg_inventory"], case["inputs"]["cogs"]),
        "tied_up_at_60": lambda case: capital.balance(case["inputs"]["dio_before"], case["inputs"]["cogs"]),
        "cash_released": fifteen_days_of_inventory,
        "carrying_cost_per_year": saved_by_inventory,
    },
    "knowmba-churn-8-to-4": {
        "cumulative_delta": margin_of_customers_kept,
        "mrr8": revenue_with_churn(0),
        "mrr4": revenue_with_churn(1),
        "delta_customers_m12": customers_kept_in_month_12,
    },
    "churntap-retention": {"remaining_12m_pct": remaining(12), "remaining_24m_pct": remaining(24)},
}

STUDIES: dict[str, dict[str, Check]] = {
    case.id: {name: check for name, check in studies.CHECKS.items() if name in case.reported}
    for case in studies.studies()
}

CHECKS: dict[str, dict[str, Check]] = {**STUDIES, **FLOWS, **TAX, **WORKING_CAPITAL}


def found(id: str, name: str) -> Any:
    """What the program gives for a reported figure."""
    return CHECKS[id][name](published()[id])
