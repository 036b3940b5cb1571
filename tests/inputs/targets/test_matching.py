"""Which column gives which field: by the mapping, by the names that CRMs use, by what stands in brackets."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.inputs.targets.conftest import Read, Said, product, rejected

from valuepitch.inputs.load import load, pair, validate
from valuepitch.inputs.targets import columns_for
from valuepitch.inputs.targets.fields import folded, known_fields, wanted_by
from valuepitch.model import Product, Prospect


def taken(read: Read, header: str, row: str = "", **asked: str) -> dict[str, str]:
    width = header.count(",")
    targets = read(f"{header}\n{row or 'Acme' + ',' * width}\n", **asked)
    return {one.field: one.column for one in targets.understood if one.field}


@pytest.mark.parametrize(
    "header",
    [
        "Account Name,Annual Revenue,Employees,Industry,Billing Country,Website,Account ID",
        "Name,AnnualRevenue,NumberOfEmployees,Industry,BillingCountry,Website,Id",
        "Company name,Annual Revenue,Number of Employees,Industry,Country/Region,Website URL,Record ID",
        "name,annualrevenue,numberofemployees,industry,country,website,hs_object_id",
        "name,revenue,numberofemployees,industrycode,address1_country,websiteurl,accountid",
    ],
    ids=["Salesforce labels", "Salesforce API", "HubSpot labels", "HubSpot API", "Dynamics"],
)
def test_what_crms_export_is_understood(header: str, read: Read) -> None:
    names = ["name", "revenue", "employees", "sector", "country", "website", "id"]
    assert taken(read, header) == dict(zip(names, header.split(","), strict=True))


def test_the_strongest_name_wins_and_the_others_are_said(read: Read) -> None:
    targets = read("Name,BillingCountry,BillingCountryCode,ShippingCountry\nAcme,France,FR,Spain\n")
    assert list(targets.texts["country"]) == ["FR"]
    unused = {one.column: one.how for one in targets.understood if not one.field}
    assert unused == {
        "BillingCountry": "country comes from BillingCountryCode",
        "ShippingCountry": "not a known column",
    }


@pytest.mark.parametrize(
    "header, cell, value",
    [
        ("Revenue (USD)", "5", 5.0), ("Revenue ($)", "5", 5.0), ("Revenue ($M)", "1.5", 1_500_000.0),
        ("Revenue (USD millions)", "1.5", 1_500_000.0), ("Revenue [USD, 000]", "15", 15_000.0),
        ("Revenue (thousands)", "15", 15_000.0), ("Net Sales ($ mn)", "2", 2_000_000.0), ("Ciro (bin TL)", "2", 2000.0),
    ],
)  # fmt: skip
def test_brackets_of_a_header_are_understood(header: str, cell: str, value: float, read: Read) -> None:
    currency = "TRY" if "TL" in header else "USD"
    targets = read(f'name,"{header}"\nAcme,{cell}\n', currency=currency)
    assert targets.numbers["revenue"].tolist() == [value]


def test_brackets_that_say_something_else_make_another_column(read: Read) -> None:
    assert taken(read, "name,Revenue (last year)") == {"name": "name"}


def test_a_header_in_another_currency_than_the_rows_is_refused(said: Said) -> None:
    (line,) = said("name,currency,Revenue (EUR)\nAcme,USD,5\n")
    assert "the column Revenue (EUR) is in EUR, rows in USD" in line


def test_a_currency_that_the_list_does_not_say_is_the_profiles_with_a_word(read: Read) -> None:
    targets = read("name,revenue\nAcme,5\n", needs="revenue")
    assert list(targets.texts["currency"]) == ["USD"]
    assert [word.reason for word in targets.warnings] == ["does not say its currency; taken as USD, the profile's"]
    assert read("name,revenue\nAcme,5\n", needs="revenue", currency="USD").warnings == ()


def test_another_currency_than_the_profiles_needs_an_exchange_rate(read: Read, said: Said) -> None:
    (line,) = said("name,revenue\nAcme,5\n", needs="revenue", currency="EUR")
    assert "is in EUR, the profile in USD; add a column exchange_rate" in line
    targets = read("name,currency,revenue\nAcme,EUR,5\nBeta,USD,6\n", needs="revenue")
    assert [(row, column, said) for row, column, said, _ in rejected(targets)] == [
        (2, "currency", "is EUR, the profile in USD")
    ]


def test_a_currency_that_is_none_is_refused(said: Said) -> None:
    assert "the currency is 'dollar'" in said("name\nA\n", currency="dollar")[0].replace("dollar", "'dollar'", 1)


# --- facts ---


def test_facts_that_formulas_name_are_columns(read: Read) -> None:
    header = "name,Admin Hours,Circuit spend (USD),Share of sites"
    targets = read(f"{header}\nAcme,5,$7,12%\n", needs="admin_hours * circuit_spend * share_of_sites", currency="USD")
    assert {name: column.tolist() for name, column in targets.numbers.items()} == {
        "admin_hours": [5.0], "circuit_spend": [7.0], "share_of_sites": [0.12],
    }  # fmt: skip
    facts = targets.prospect(0).data["facts"]
    assert {name: (fact["value"], fact["unit"]) for name, fact in facts.items()} == {
        "admin_hours": (5, "count"), "circuit_spend": (7, "money"), "share_of_sites": ("12%", "rate"),
    }  # fmt: skip


def test_employees_stand_among_the_facts_where_a_formula_names_them(read: Read) -> None:
    content = "name,currency,employees\nAcme,USD,40\n"
    data = read(content, needs="employees * 2").prospect(0).data
    assert data["employees"] == {"value": 40, "origin": "estimate", "source": "list.csv, employees"}
    assert data["facts"]["employees"] == {**data["employees"], "unit": "count"}
    assert "facts" not in read(content).prospect(0).data
    pair_up = pair(
        validate(read(content, needs="employees * 2").prospect(0), Prospect), load(Path("product.yaml"), Product)
    )
    assert pair_up.prospect.facts["employees"].value == 40


def test_a_row_is_not_told_that_the_files_of_its_list_are_not_read(read: Read) -> None:
    row = read("name,currency,revenue\nAcme,USD,40\n", needs="revenue * 2").prospect(0)
    path = Path("product.yaml")
    path.write_text(path.read_text("utf-8") + "mapping: mapping.yaml\nbenchmarks: benchmarks.csv\n", "utf-8")
    profile = load(path, Product)
    assert pair(validate(row, Prospect), profile).warnings == ()
    Path("prospect.yaml").write_text("name: Acme\ncurrency: USD\nfinancials: {revenue: 40}\n", "utf-8")
    told = [warning.path for warning in pair(load(Path("prospect.yaml"), Prospect), profile).warnings]
    assert sorted(told) == ["benchmarks", "mapping"]


def test_columns_are_all_or_those_of_numbers(read: Read) -> None:
    with pytest.raises(ValueError, match="it is 'all' or 'numbers'"):
        read("name\nAcme\n", columns="few")


def test_units_in_brackets_are_those_of_facts(read: Read) -> None:
    targets = read("name,admin hours [hours]\nAcme,5\n", needs="admin_hours * 2")
    assert targets.prospect(0).data["facts"]["admin_hours"]["unit"] == "hours"


def test_a_needed_column_that_is_missing_names_the_nearest(said: Said) -> None:
    found = said("name,site count\nAcme,5\n", needs="sites_count * revenue")
    assert found == [
        "list.csv:1:1  has no column revenue, which the formulas need; "
        "add it, map a column to it, or name benchmarks that give it: revenue",
        "list.csv:1:1  has no column sites_count, which the formulas need; "
        "did you mean site count? then map it: columns: {sites_count: site count}",
    ]


def test_a_row_that_lacks_what_the_formulas_need_is_rejected(read: Read) -> None:
    targets = read("name,revenue,sites\nAcme,5,2\nBeta,,2\nGamma,6,\n", needs="revenue * sites")
    assert rejected(targets) == [
        (3, "revenue", "is blank, and the formulas need revenue", "fill it, or name benchmarks that give it"),
        (4, "sites", "is blank, and the formulas need sites", "fill it, or name benchmarks that give it"),
    ]


def test_a_line_that_follows_from_others_is_not_missing(read: Read) -> None:
    targets = read("name,revenue,gross margin\nAcme,100,40\n", needs="cost_of_sales * 0.01")
    assert targets.rejects == ()
    assert targets.complete()["cost_of_sales"].tolist() == [60.0]
    assert "cost_of_sales" not in targets.numbers


def test_a_profile_without_a_hurdle_rate_asks_the_list_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    profile = product("revenue * sites")
    assert wanted_by(profile).inputs == ("revenue", "sites")
    bare = profile.model_copy(update={"conventions": profile.conventions.model_copy(update={"hurdle_rate": None})})
    assert wanted_by(bare).inputs == ("revenue", "sites", "hurdle_rate")
    assert [column.name for column in columns_for(bare) if column.needed] == ["name", "revenue", "sites", "hurdle_rate"]


def test_no_alias_stands_for_two_fields() -> None:
    owner: dict[str, str] = {}
    for name, one in known_fields().items():
        for alias in {folded(alias) for alias in (name, *one.aliases)}:
            assert owner.setdefault(alias, name) == name, alias


def test_every_known_field_says_what_it_is() -> None:
    assert all(one.meaning and one.aliases for one in known_fields().values())
    assert {column.name for column in columns_for(None)} == set(known_fields())
