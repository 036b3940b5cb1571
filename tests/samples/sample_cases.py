"""The samples, each written out as plain sums by month, apart from the program."""

from __future__ import annotations

from arithmetic import Line, Sample, Values, billed_in_advance, billed_monthly, once, ramped, released

# --- quickstart: three years, a network for 14 sites ---


def quickstart_lines(v: Values) -> list[Line]:
    """Lines of the site network case."""
    h = 36
    circuits = v["circuit_spend"] * v["rate_reduction"] * (1 - 0.05)
    outages = v["outage_hours"] * v["outage_margin"] * v["outage_cut"] * (1 - 0.25)
    administration = v["admin_hours"] * v["hourly_cost"] * v["admin_cut"] * (1 - 0.30)
    start = v["first_month"]
    return [
        Line("Circuit and carrier charges avoided", "benefit", "cash", ramped(circuits, start, 6, h), origin="quote"),
        Line(
            "Production hours lost to outages, avoided",
            "benefit",
            "avoidance",
            ramped(outages, start, 6, h),
            origin="benchmark",
        ),
        Line(
            "Network administration time released",
            "benefit",
            "capacity",
            ramped(administration, start, 6, h),
            counted=False,
        ),
        Line("Equipment and installation", "cost", "capital", once(318_000, 0, h), one_time=True),
        Line("Own project team and training", "cost", "expense", once(86_000, 0, h), one_time=True),
        Line("Annual service fee", "cost", "expense", billed_monthly(258_000, 1, h)),
    ]


QUICKSTART = Sample(
    folder="quickstart",
    prospect="Northfield Components, Inc.",
    product="Managed site network",
    currency="USD",
    horizon=36,
    rate=0.11,
    inputs={
        "circuit_spend": (2_140_000, 2_140_000, 2_140_000),
        "outage_hours": (61, 61, 61),
        "admin_hours": (5_200, 5_200, 5_200),
        "hourly_cost": (58, 58, 58),
        "rate_reduction": (0.22, 0.27, 0.33),
        "outage_margin": (7_000, 9_400, 12_000),
        "outage_cut": (0.45, 0.55, 0.65),
        "first_month": (3, 3, 6),
        "admin_cut": (0.35, 0.35, 0.35),
    },
    lines=quickstart_lines,
    not_costed=["parallel_running"],
)


# --- receivables: three years, days of sales on filed accounts ---


def receivables_lines(v: Values) -> list[Line]:
    """Lines of the working-capital case."""
    h = 36
    release = released(v["revenue"], v["days_cut"]) * (1 - 0.20)
    saved = v["bought_in"] * v["bought_in_cut"] * (1 - 0.10)
    time = v["collector_hours"] * v["hour_cost"] * v["hours_cut"] * (1 - 0.30)
    return [
        Line(
            "Receivables released",
            "benefit",
            "working_capital",
            once(release, v["release_month"], h, over=18),
            origin="evidence",
        ),
        Line("Bought-in invoice work saved", "benefit", "cash", ramped(saved, 10, 9, h), origin="estimate"),
        Line("Collection time released", "benefit", "capacity", ramped(time, 6, 12, h), counted=False),
        Line("Set-up and first wave", "cost", "capital", once(v["costs[0].amount"], 0, h), one_time=True),
        Line("Second wave", "cost", "expense", once(9_500_000 * (1 + 0.10), 9, h), one_time=True),
        Line("Own project team and training", "cost", "expense", once(8_000_000, 0, h), one_time=True),
        Line("Annual service fee", "cost", "expense", billed_in_advance(4_700_000, 4, h, rise=0.03)),
    ]


RECEIVABLES = Sample(
    folder="receivables",
    prospect="Colgate-Palmolive Company",
    product="Ledgerline Collect",
    currency="USD",
    horizon=36,
    rate=0.09,
    inputs={
        "revenue": (20_382_000_000, 20_382_000_000, 20_382_000_000),
        "days_cut": (1.4, 2, 2.6),
        "release_month": (6, 7, 10),
        "bought_in": (25_000_000, 30_000_000, 34_000_000),
        "bought_in_cut": (0.15, 0.20, 0.24),
        "collector_hours": (410_000, 410_000, 410_000),
        "hour_cost": (42, 42, 42),
        "hours_cut": (0.22, 0.22, 0.22),
        "costs[0].amount": (14_000_000, 15_000_000, 18_500_000),
    },
    lines=receivables_lines,
    not_costed=["process_redesign", "exit"],
)


# --- packaging-line: five years, one line in place of two ---


def packaging_lines(v: Values) -> list[Line]:
    """Lines of the capital purchase."""
    h, start = 60, v["first_month"]
    margin = v["declined_cases"] * v["share_won"] * v["case_price"] * v["contribution_margin"] * (1 - 0.20)
    overtime = v["overtime_hours"] * v["overtime_cost"] * v["overtime_cut"]
    waste = v["packaging_spend"] * v["waste_cut"]
    stops = v["stop_hours"] * v["stop_cost"] * v["stop_cut"] * (1 - 0.20)
    changeovers = v["changeover_hours"] * v["crew_cost"] * v["changeover_cut"] * (1 - 0.30)
    return [
        Line("Cases no longer declined", "benefit", "margin", ramped(margin, start, 15, h), origin="prospect"),
        Line(
            "Overtime and packaging waste",
            "benefit",
            "cash",
            ramped((overtime + waste) * (1 - 0.10), start, 12, h),
            origin="prospect",
        ),
        Line("Unplanned stops avoided", "benefit", "avoidance", ramped(stops, start, 12, h), origin="quote"),
        Line("Changeover time released", "benefit", "capacity", ramped(changeovers, start, 12, h), counted=False),
        Line("Line, 60% with the order", "cost", "capital", once(1_140_000, 0, h), one_time=True),
        Line("Line, 40% on acceptance", "cost", "capital", once(760_000, 9, h), one_time=True),
        Line(
            "Installation and training",
            "cost",
            "expense",
            once(v["costs[2].amount"] * (1 + 0.15), 4, h),
            one_time=True,
        ),
        Line("Service contract", "cost", "expense", billed_in_advance(78_000, 10, h, rise=0.03)),
    ]


PACKAGING = Sample(
    folder="packaging-line",
    prospect="Duinmeer Sauzen B.V.",
    product="Tarnholt FL 420",
    currency="EUR",
    horizon=60,
    rate=0.10,
    inputs={
        "declined_cases": (260_000, 260_000, 260_000),
        "case_price": (9.60, 9.60, 9.60),
        "contribution_margin": (0.31, 0.31, 0.31),
        "overtime_hours": (11_400, 11_400, 11_400),
        "overtime_cost": (43, 43, 43),
        "packaging_spend": (7_850_000, 7_850_000, 7_850_000),
        "stop_hours": (720, 720, 720),
        "stop_cost": (640, 640, 640),
        "changeover_hours": (5_600, 5_600, 5_600),
        "crew_cost": (34, 34, 34),
        "share_won": (0.35, 0.70, 0.85),
        "first_month": (5, 6, 10),
        "overtime_cut": (0.45, 0.60, 0.70),
        "waste_cut": (0.016, 0.016, 0.016),
        "stop_cut": (0.40, 0.55, 0.65),
        "changeover_cut": (0.40, 0.40, 0.40),
        "costs[2].amount": (310_000, 360_000, 480_000),
    },
    lines=packaging_lines,
    not_costed=["exit"],
)


# --- makine-tr: three years in lira, where prices rise and the hurdle is high ---


def makine_lines(v: Values) -> list[Line]:
    """Lines of the tool-monitoring case; prices rise from the second year of effect on."""
    h, start = 36, v["ilk_ay"]
    spend = v["takim_gideri"] * v["takim_dususu"] + v["hurda_gideri"] * v["hurda_dususu"]
    repairs = v["carpma_sayisi"] * v["onarim_bedeli"] * v["carpma_dususu"] * (1 - 0.25)
    checks = v["kontrol_saati"] * v["saat_maliyeti"] * v["kontrol_dususu"] * (1 - 0.30)
    return [
        Line(
            "Takım ve hurda giderinde azalma",
            "benefit",
            "cash",
            ramped(spend * (1 - 0.15), start, 6, h, rise=v["benefits[0].escalation"]),
            origin="evidence",
        ),
        Line(
            "Önlenen iş mili onarımları",
            "benefit",
            "avoidance",
            ramped(repairs, start, 6, h, rise=v["benefits[1].escalation"]),
            origin="benchmark",
        ),
        Line("Takım kontrolünden artan zaman", "benefit", "capacity", ramped(checks, start, 6, h), counted=False),
        Line("Algılayıcı, yazılım ve montaj", "cost", "capital", once(8_640_000, 0, h), one_time=True),
        Line(
            "Proje ekibi ve operatör eğitimi",
            "cost",
            "expense",
            once(1_500_000 * (1 + 0.10), 2, h),
            one_time=True,
        ),
        Line(
            "Yıllık yazılım ve bakım bedeli",
            "cost",
            "expense",
            billed_in_advance(1_350_000, 1, h, rise=v["costs[2].escalation"]),
        ),
    ]


MAKINE = Sample(
    folder="makine-tr",
    prospect="İncedağ & Şimşir Makine San. ve Tic. A.Ş.",
    product="Duyargan T4",
    currency="TRY",
    horizon=36,
    rate=0.38,
    inputs={
        "takim_gideri": (31_500_000, 31_500_000, 31_500_000),
        "hurda_gideri": (18_600_000, 18_600_000, 18_600_000),
        "carpma_sayisi": (9, 9, 9),
        "onarim_bedeli": (640_000, 640_000, 640_000),
        "kontrol_saati": (7_800, 7_800, 7_800),
        "saat_maliyeti": (420, 420, 420),
        "takim_dususu": (0.11, 0.16, 0.20),
        "hurda_dususu": (0.15, 0.22, 0.28),
        "carpma_dususu": (0.45, 0.60, 0.75),
        "kontrol_dususu": (0.35, 0.35, 0.35),
        "ilk_ay": (3, 4, 7),
        "costs[2].escalation": (0.24, 0.24, 0.24),
        "benefits[0].escalation": (0.14, 0.20, 0.24),
        "benefits[1].escalation": (0.24, 0.24, 0.24),
    },
    lines=makine_lines,
    not_costed=["process_redesign"],
)


# --- joinery-owner: four years, one saw for a small shop ---


def joinery_lines(v: Values) -> list[Line]:
    """Lines of the beam saw case."""
    h, start = 48, v["first_month"]
    board = v["board_spend"] * v["less_waste"] * (1 - 0.10)
    agency = v["agency_hours"] * v["agency_cost"] * v["hours_cut"] * (1 - 0.15)
    remakes = v["remakes"] * v["remakes_cut"] * (1 - 0.25)
    return [
        Line("Less sheet material wasted", "benefit", "cash", ramped(board, start, 6, h), origin="evidence"),
        Line("Agency hours no longer bought", "benefit", "cash", ramped(agency, start, 6, h), origin="prospect"),
        Line("Parts no longer cut twice", "benefit", "cash", ramped(remakes, start, 6, h), origin="unsourced"),
        Line("Beam saw and delivery", "cost", "capital", once(46_800, 0, h), one_time=True),
        Line(
            "Fitting and training",
            "cost",
            "expense",
            once(v["costs[1].amount"] * (1 + 0.10), 1, h),
            one_time=True,
        ),
        Line("Service and blades", "cost", "expense", billed_in_advance(1_980, 13, h, rise=0.04)),
    ]


JOINERY = Sample(
    folder="joinery-owner",
    prospect="Pellow & Hart Joinery Ltd",
    product="Corran BS 32",
    currency="GBP",
    horizon=48,
    rate=0.12,
    inputs={
        "board_spend": (260_000, 284_000, 300_000),
        "agency_hours": (1_150, 1_150, 1_150),
        "agency_cost": (24.50, 24.50, 24.50),
        "remakes": (13_600, 13_600, 13_600),
        "less_waste": (0.02, 0.03, 0.04),
        "hours_cut": (0.35, 0.50, 0.60),
        "remakes_cut": (0.40, 0.40, 0.40),
        "first_month": (3, 3, 5),
        "costs[1].amount": (5_500, 6_200, 8_500),
    },
    lines=joinery_lines,
    not_costed=["dip_in_output"],
)

ALL = [QUICKSTART, RECEIVABLES, PACKAGING, MAKINE, JOINERY]
# Purchases that lose money when every input comes in at its poor end.
THIN = (PACKAGING, MAKINE, JOINERY)
