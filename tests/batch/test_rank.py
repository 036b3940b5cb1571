"""A ranked list is what the ordinary evaluation of each row gives, in an order that nothing but the figures decide."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from valuepitch import batch
from valuepitch.batch.rank import Ranking, Refused, in_order
from valuepitch.batch.ranked import records
from valuepitch.batch.ranking import rank_list
from valuepitch.case.screen import CHUNK
from valuepitch.errors import InputError
from valuepitch.inputs.load import load_product, validate
from valuepitch.model import Prospect
from valuepitch.model.funnel import CONTACT_LEVELS
from valuepitch.pipeline import evaluate

from .lists import PRODUCT, REJECTED, ROWS, write_case


@pytest.fixture
def ranking(tmp_path: Path) -> Ranking:
    return rank_list(*write_case(tmp_path))[0]


def at_of(ranking: Ranking, key: str) -> int:
    return int(np.flatnonzero(ranking.targets.keys == key)[0])


def prospect_of(ranking: Ranking, at: int) -> Prospect:
    """A row as the prospect that it is."""
    document = ranking.targets.prospect(at)
    if "exchange_rate" in document.data:  # a rate is of a day
        document.data["exchange_rate"]["as_of"] = "2026-11-20"
    found = validate(document, Prospect)
    assert found.model is not None, found.problems
    return found.model


def same(value: float, other: float | None) -> bool:
    return (np.isnan(value) and other is None) or value == pytest.approx(other, rel=1e-9, abs=1e-6)


GOOD = ("k1", "k2", "k3", "k4", "k8", "k9", "l0", "l1", "l2")


@pytest.mark.parametrize("key", GOOD)
def test_every_row_has_the_figures_of_its_ordinary_evaluation(key: str, ranking: Ranking, tmp_path: Path) -> None:
    at = at_of(ranking, key)
    prospect = prospect_of(ranking, at)
    evaluated = evaluate(prospect, load_product(tmp_path / "product.yaml"))
    data, shares = evaluated.data(), evaluated.case.origin_shares
    rate = float(prospect.exchange_rate.value) if prospect.exchange_rate else 1.0
    case = evaluated.case.result
    assert ranking.npv[at] == pytest.approx(case.value("npv", 0) / rate, rel=1e-9)
    assert ranking.conservative[at] == pytest.approx(case.value("npv", 1) / rate, rel=1e-9)
    for values, name in ((ranking.roi, "roi"), (ranking.irr, "irr"), (ranking.payback, "payback_months")):
        expected = case.value(name, 0)
        assert same(float(values[at]), None if np.isnan(expected) else expected)
    unsure = shares.get("estimate", 0.0) + shares.get("unsourced", 0.0)
    assert ranking.on_estimates[at] == pytest.approx(unsure)
    assert ranking.reason(at) == ""
    assert data["measures"]


SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "target-list"


def test_the_rows_of_the_sample_have_the_figures_of_their_ordinary_evaluation() -> None:
    ranking = rank_list(SAMPLE / "targets.csv", SAMPLE / "product.yaml")[0]
    product = load_product(SAMPLE / "product.yaml")
    for at in range(0, ranking.targets.n, 12):
        case = evaluate(prospect_of(ranking, at), product).case
        assert ranking.npv[at] == pytest.approx(case.result.value("npv", 0), rel=1e-9)
        assert ranking.conservative[at] == pytest.approx(case.result.value("npv", 1), rel=1e-9)
        unsure = case.origin_shares.get("estimate", 0.0) + case.origin_shares.get("unsourced", 0.0)
        assert ranking.on_estimates[at] == pytest.approx(unsure)


@pytest.mark.parametrize("key", ["k5", "k6", "k7"])
def test_a_row_without_a_page_has_no_figures_but_a_reason(key: str, ranking: Ranking, tmp_path: Path) -> None:
    at = at_of(ranking, key)
    prospect = prospect_of(ranking, at)
    with pytest.raises(InputError):
        evaluate(prospect, load_product(tmp_path / "product.yaml"))
    for values in (ranking.npv, ranking.conservative, ranking.roi, ranking.irr, ranking.reach, ranking.on_estimates):
        assert np.isnan(values[at])
    assert (
        ranking.reason(at)
        == {
            "k5": "a formula divides by zero",
            "k6": "a share of it is above 100%, or more than all of an amount",
            "k7": "a benefit is larger than the line of the accounts that it touches",
        }[key]
    )


def test_the_order_is_by_reach_then_by_npv_then_what_cannot_be_computed(ranking: Ranking) -> None:
    keys = [str(ranking.targets.keys[at]) for at in ranking.order]
    reach, poor, npv = (values[ranking.order] for values in (ranking.reach, ranking.conservative, ranking.npv))
    worth, lost = int((poor > 0).sum()), int(np.isnan(poor).sum())
    assert 0 < worth < ranking.computed == len(keys) - lost
    assert list(reach[:worth]) == sorted(reach[:worth], reverse=True)
    assert list(npv[worth : ranking.computed]) == sorted(npv[worth : ranking.computed], reverse=True)
    assert (reach[worth : ranking.computed] == 0).all()
    assert keys[ranking.computed :] == ["k5", "k6", "k7"]
    assert keys.index("l0") + 1 == keys.index("l1")  # the same figures: by key
    assert np.allclose(reach[:worth], (ranking.conservative * ranking.likelihood)[ranking.order][:worth])


@pytest.mark.parametrize(
    "key, level, chance",
    [
        ("k1", "owner", 0.05),
        ("k2", "cfo", 0.04),
        ("k3", "cfo", 0.04),  # 40 million in euro at 0.9
        ("k8", "division", 0.03),
        ("k9", "controller", 0.03),  # a mid-size hospital
        ("l2", "cfo", 0.04),
    ],
)
def test_the_level_and_its_likelihood_are_those_of_the_tables(
    key: str, level: str, chance: float, ranking: Ranking
) -> None:
    at = at_of(ranking, key)
    assert CONTACT_LEVELS[ranking.level[at]] == level
    assert ranking.likelihood[at] == pytest.approx(chance)


def plain(ranking: Ranking) -> list[dict[str, object]]:
    """The rows without their place in the file."""
    return [{name: value for name, value in row.items() if name != "row"} for row in records(ranking)]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_rows_changes_nothing(seed: int, ranking: Ranking, tmp_path: Path) -> None:
    shuffled = list(ROWS)
    random.Random(seed).shuffle(shuffled)
    again = rank_list(*write_case(tmp_path, shuffled))[0]
    assert plain(again) == plain(ranking)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_the_number_of_workers_changes_nothing(workers: int, tmp_path: Path) -> None:
    rows = [row.replace(row[:2], f"{row[:2]}-{i}", 1) for i in range(2 * CHUNK // len(ROWS) + 20) for row in ROWS]
    files = write_case(tmp_path, rows)
    one, other = rank_list(*files, workers=workers)[0], rank_list(*files, workers=3)[0]
    assert len(one.order) > 2 * CHUNK
    assert (one.order == other.order).all()
    assert np.array_equal(one.reach, other.reach, equal_nan=True)


def test_rows_of_the_list_that_were_not_accepted_are_kept_with_their_reason(tmp_path: Path) -> None:
    found = rank_list(*write_case(tmp_path, (*ROWS[:2], *REJECTED)))[0]
    assert (found.computed, found.targets.read) == (2, 4)
    said = {(reject.key, reject.column) for reject in found.rejects}
    assert {("m1", "scrap_tonnes"), ("m2", "cost_of_sales")} <= said
    assert {key for key, _ in said} == {"m1", "m2"}


def test_a_list_of_one_row_without_a_hurdle_rate_takes_the_profiles(tmp_path: Path) -> None:
    found = rank_list(*write_case(tmp_path, ROWS[1:2]))[0]
    with_rate = rank_list(*write_case(tmp_path, [ROWS[1].replace("9000,,25%", "9000,12%,25%")]))[0]
    assert found.npv == pytest.approx(with_rate.npv)
    # The profile's rate has a range, the row's own has none.
    assert found.conservative[0] < with_rate.conservative[0]


def test_nothing_is_ranked_where_nothing_was_accepted(tmp_path: Path) -> None:
    found = rank_list(*write_case(tmp_path, REJECTED))[0]
    assert (len(found.order), found.computed, {reject.key for reject in found.rejects}) == (0, 0, {"m1", "m2"})


def test_a_funnel_and_levels_beside_the_profile_are_taken(tmp_path: Path) -> None:
    from valuepitch.inputs.starter import starter_funnel

    files = write_case(tmp_path)
    assert rank_list(*files)[1] == ""
    text = (
        starter_funnel()
        .decode()
        .replace("small: {value: 5%, low: 2%, high: 8%", "small: {value: 8%, low: 2%, high: 8%")
    )
    (tmp_path / "funnel.yaml").write_text(text, "utf-8")
    (tmp_path / "levels.toml").write_text('[[exceptions]]\nsector = "NAICS 332"\nlevel = "owner"\n', "utf-8")
    found, whose = rank_list(*files)
    assert whose == str(tmp_path / "funnel.yaml")
    assert found.likelihood[at_of(found, "k1")] == pytest.approx(0.08)
    assert CONTACT_LEVELS[found.level[at_of(found, "k2")]] == "owner"
    assert CONTACT_LEVELS[found.level[at_of(found, "k9")]] == "controller"


BAD = {
    "levels.toml": ("[levels]\nsmall = 3\n", "levels.small"),
    "funnel.yaml": ("name: Plan\n", "is missing"),
    "product.yaml": ("name: Tally\n", "is missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_with_problems_stops_before_the_list_is_read(name: str, tmp_path: Path) -> None:
    files = write_case(tmp_path)
    (tmp_path / name).write_text(BAD[name][0], "utf-8")
    with pytest.raises(InputError) as raised:
        rank_list(*files)
    assert any(BAD[name][1] in str(problem) for problem in raised.value.problems)
    assert all(str(tmp_path / name) in str(problem) for problem in raised.value.problems)


def test_a_column_that_the_formulas_need_is_asked_for(tmp_path: Path) -> None:
    files = write_case(tmp_path, product=PRODUCT.replace("scrap_tonnes", "waste_tonnes"))
    with pytest.raises(InputError) as raised:
        rank_list(*files)
    assert "waste_tonnes" in " ".join(map(str, raised.value.problems))


def test_ties_are_ordered_by_key_whatever_is_tied() -> None:
    keys = np.array(["d", "c", "b", "a", "f", "e"], dtype=object)
    nan = float("nan")
    npv = np.array([1.0, 1.0, 5.0, 5.0, nan, nan])
    poor = np.array([2.0, 2.0, -1.0, -1.0, nan, nan])
    reach = np.array([1.0, 1.0, 0.0, 0.0, nan, nan])
    assert [keys[at] for at in in_order(keys, npv, poor, reach)] == ["c", "d", "a", "b", "e", "f"]
    assert in_order(keys[:0], npv[:0], poor[:0], reach[:0]).shape == (0,)


def test_the_codes_of_refusals_are_no_reasons_of_measures() -> None:
    from valuepitch.finance import Why

    assert not {int(code) for code in Refused} & {int(code) for code in Why}
    assert max(Refused) <= np.iinfo(np.int8).max
    assert batch.__doc__


def test_a_profile_that_does_not_hold_together_is_refused_at_its_place(tmp_path: Path) -> None:
    files = write_case(tmp_path, product=PRODUCT.replace("reduces: waste", "reduces: scrap"))
    with pytest.raises(InputError) as raised:
        rank_list(*files)
    assert [(p.file, p.path) for p in raised.value.problems] == [(str(files[1]), "benefits[2].reduces")]


def test_texts_that_a_ranking_does_not_print_stop_nothing(tmp_path: Path) -> None:
    files = write_case(tmp_path, product=PRODUCT.replace("replacing the machine", "replacing {sites} machines"))
    assert rank_list(*files)[0].computed == 9
