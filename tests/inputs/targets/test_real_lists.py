"""Lists as CRMs and publishers really export them, read in place.

They lie outside of the repository, since the rights in them are their publishers': where the folder is not there, these
tests are skipped, and say so.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from valuepitch.errors import InputError
from valuepitch.inputs.load import validate
from valuepitch.inputs.targets import Targets, inspect_list, read_targets
from valuepitch.model import Prospect

FOLDER = Path(os.environ.get("VALUEPITCH_LISTS", Path(__file__).resolve().parents[4] / "shared" / "data" / "lists"))

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the lists are not here: {FOLDER}")


def every_row_is_a_prospect(targets: Targets) -> None:
    assert targets.n
    for i in range(targets.n):
        assert validate(targets.prospect(i), Prospect).problems == ()


def test_accounts_of_salesforce_under_api_names() -> None:
    targets = read_targets(FOLDER / "salesforce_account_export.csv", None, currency="USD")
    assert (targets.n, targets.rejects) == (14, ())
    assert targets.numbers["revenue"][0] == 139_000_000
    assert int(np.isnan(targets.numbers["revenue"]).sum()) == 6
    assert targets.texts["country"][:3].tolist() == ["US", "US", "FR"]
    assert targets.rows[1] == 7  # addresses have several lines
    assert {targets.marks[mark].origin for mark in targets.origins["revenue"] if mark >= 0} == {"estimate"}
    every_row_is_a_prospect(targets)


def test_the_default_view_of_hubspot() -> None:
    targets = read_targets(FOLDER / "hubspot_default_view.csv", None, currency="USD")
    assert targets.texts["name"].tolist() == ["Example Publishing", "ExampleOrg", "HubSpot", "HubSpot"]
    assert [(reject.row, reject.reason) for reject in targets.rejects] == [(4, "company is empty")]
    assert len(set(targets.keys)) == 4
    every_row_is_a_prospect(targets)


def test_revenue_in_words() -> None:
    targets = read_targets(FOLDER / "inc5000_2019.csv", None, currency="USD")
    assert (targets.n, targets.rejects) == (5012, ())
    assert targets.numbers["revenue"][0] == 36_900_000
    assert targets.numbers["revenue"].max() > 1e9
    every_row_is_a_prospect(targets)


def test_a_turkish_list_needs_its_encoding_and_its_decimal_mark() -> None:
    path = FOLDER / "iso500_2020_cp1254_semicolon.csv"
    with pytest.raises(InputError) as error:
        read_targets(path, None)
    assert "--encoding cp1254" in str(error.value.problems[0])
    with pytest.raises(InputError) as error:
        read_targets(path, None, encoding="cp1254")
    assert "ambiguous decimal mark: 5.401" in str(error.value.problems[0])
    targets = read_targets(path, None, encoding="cp1254", decimal=",")
    assert (targets.n, len(targets.rejects)) == (479, 21)
    assert targets.texts["name"][0] == "TÜPRAŞ-Türkiye Petrol Rafinerileri A.Ş."
    assert targets.numbers["revenue"][0] == 63_566_548_523
    assert targets.numbers["employees"][0] == 5401
    assert set(targets.texts["currency"]) == {"TRY"}
    every_row_is_a_prospect(targets)


@pytest.mark.parametrize("name", ["salesforce_account_export.csv", "hubspot_default_view.csv", "inc5000_2019.csv"])
def test_each_is_inspected_without_a_word_about_it(name: str) -> None:
    found = inspect_list(FOLDER / name, None)
    assert found.missing == ()
    assert {taken.field for taken in found.columns} >= {"name", "sector"}
