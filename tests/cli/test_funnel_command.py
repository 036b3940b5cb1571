"""``valuepitch funnel``."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.inputs.starter import LANGUAGES, starter_funnel

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_funnel_is_written_and_makes_its_page(language: str, folder: Path, run: Run) -> None:
    code, out, err = run("funnel", "funnel.yaml", "--new", "--language", language)
    assert (code, err) == (0, "")
    assert (folder / "funnel.yaml").read_bytes() == starter_funnel(language)
    program, *words = shlex.split(out.splitlines()[-1].removeprefix("Next: "))
    assert program == "valuepitch"
    code, out, err = run(*words, "--date", "2026-11-23")
    assert (code, err) == (0, "")
    assert "\nfunnel.pdf\n" in out
    assert (folder / "funnel.pdf").read_bytes().startswith(b"%PDF-")


def test_a_funnel_that_is_there_is_not_written_over(folder: Path, run: Run) -> None:
    (folder / "funnel.yaml").write_text("mine")
    code, out, err = run("funnel", "funnel.yaml", "--new")
    assert (code, out) == (1, "")
    assert "funnel.yaml is there already" in err
    assert (folder / "funnel.yaml").read_text() == "mine"


def test_the_table_has_both_lists_side_by_side(run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    code, out, _ = run("funnel", "funnel.yaml")
    assert code == 0
    rows = {line[:25].strip(): line[25:].split() for line in out.splitlines()}
    assert rows["Sales"] == ["0.6", "1.9", "6.8", "0.5", "2.7", "6.9"]
    assert rows["Revenue an hour"] == ["£17", "£118", "£813", "£43.50", "£428", "£2,000"]
    assert rows["Calls that a sale takes"] == ["1,000", "317", "89", "370", "74", "29"]


def test_json_has_every_figure_and_what_moves_the_better_list(run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    code, out, _ = run("funnel", "funnel.yaml", "--json", "-o", "page.pdf", "--date", "2026-11-23")
    data = json.loads(out)
    assert code == 0
    assert data["lists"]["top_down"]["sales"] == pytest.approx(
        {"conservative": 0.54, "expected": 2.7, "favourable": 6.93}
    )
    assert data["lists"]["bottom_up"]["first_sale"]["conservative"] is None
    assert (data["better"], data["file"]) == ("top_down", "page.pdf")
    assert data["moves"][0]["input"] == "closing_rate"


def test_the_same_funnel_makes_the_same_bytes(folder: Path, run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    for name in ("one.pdf", "two.pdf"):
        run("funnel", "funnel.yaml", "-o", name, "--date", "2026-11-23")
    assert (folder / "one.pdf").read_bytes() == (folder / "two.pdf").read_bytes()


def test_a_folder_gets_a_file_by_the_plans_name(folder: Path, run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    code, out, _ = run("funnel", "funnel.yaml", "-o", "pages/", "--date", "2026-11-23")
    assert code == 0
    assert "\npages/calling-plan-first-half-year.pdf\n" in out


FAULTS = {
    "closing_rate: {value: 25%, low: 15%": ("closing_rate: {value: 25, low: 15%", "top_down.closing_rate.value  is 25"),
    "closing_rate: {value: 15%": ("closing_rate: {value: 150%", "bottom_up.closing_rate.value  is 150%"),
    "cycle: {value: 9, low: 6": ("cycle: {value: 9, low: 10", "bottom_up.cycle.low  is 10, above the value 9"),
    "calls: {value: 600": ("calls: {value: 0", "bottom_up.calls.value  is 0; it must be 1"),
    "hour_cost: {value: 55, low: 50": ("hour_cost: {value: -5, low: -5", "bottom_up.hour_cost.value  is -5"),
    "  controller:\n": ("  controler:\n", "likelihood.controler  is not a known key; did you mean controller?"),
    "top_down:\n": ("topdown:\n", "top_down  is missing"),
}


@pytest.mark.parametrize("written", FAULTS)
def test_a_fault_is_said_at_its_place(written: str, folder: Path, run: Run) -> None:
    text = starter_funnel().decode()
    assert written in text
    wrong, said = FAULTS[written]
    (folder / "funnel.yaml").write_text(text.replace(written, wrong, 1))
    code, out, err = run("funnel", "funnel.yaml", "-o", "page.pdf")
    assert (code, out) == (1, "")
    assert said in err
    assert err.startswith("funnel.yaml:")
    assert not (folder / "page.pdf").exists()


def test_every_fault_is_said_at_once(folder: Path, run: Run) -> None:
    text = starter_funnel().decode()
    for written, (wrong, _) in FAULTS.items():
        if "down" not in written:
            text = text.replace(written, wrong, 1)
    (folder / "funnel.yaml").write_text(text)
    _, _, err = run("funnel", "funnel.yaml")
    assert all(said in err for written, (_, said) in FAULTS.items() if "down" not in written)


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("funnel", "none.yaml"), 1, "none.yaml does not exist"),
        (("funnel", "x.yaml", "--new", "--language", "xx"), 2, "there are en, tr"),
        (("funnel", "funnel.yaml", "-o", "funnel.yaml"), 1, "is the file that the page is made of"),
        (("funnel", "funnel.yaml", "--date", "today", "-o", "x.pdf"), 2, "today is not a date"),
        (("funnel", "funnel.yaml", "--templates", "none", "-o", "x.pdf"), 3, "none is no folder of templates"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    ended, _, err = run(*words)
    assert ended == code
    assert said in err


def test_a_letter_that_no_font_has_is_named(folder: Path, run: Run) -> None:
    (folder / "funnel.yaml").write_text(starter_funnel().decode().replace("Calder Systems", "株 Systems"), "utf-8")
    code, _, err = run("funnel", "funnel.yaml", "-o", "x.pdf")
    assert code == 1
    assert "株" in err or "U+682A" in err


def test_words_of_sellers_are_refused_on_the_page(folder: Path, run: Run) -> None:
    (folder / "funnel.yaml").write_text(
        starter_funnel().decode().replace("Calling plan,", "World-class plan,"), "utf-8"
    )
    code, _, err = run("funnel", "funnel.yaml", "-o", "x.pdf")
    assert code == 1
    assert "World-class" in err or "world-class" in err


def test_sources_that_are_too_long_for_the_page_are_named(folder: Path, run: Run) -> None:
    long = "To be counted in the second quarter by the team of the north"
    (folder / "funnel.yaml").write_text(starter_funnel().decode().replace("To be counted", long), "utf-8")
    code, _, err = run("funnel", "funnel.yaml", "-o", "x.pdf", "--page", "letter")
    assert code == 4
    assert "points too long" in err
    assert "has 60 characters" in err


def test_the_template_of_a_funnel_makes_no_page_of_a_prospect(case: Path, run: Run) -> None:
    code, _, err = run("build", "prospect.yaml", "-p", "product.yaml", "--template", "funnel")
    assert code == 3
    assert "the template funnel makes the page of a funnel\n  known: onepager, board, owner" in err


def test_a_part_of_the_template_can_be_ones_own(folder: Path, run: Run) -> None:
    run("funnel", "funnel.yaml", "--new")
    code, out, _ = run("templates", "eject", "decision", "--from", "funnel")
    assert (code, out) == (0, "templates/funnel/partials/decision.html.j2\n")
    assert run("templates", "check", "templates") == (0, "funnel: 0 problems, 0 warnings\n", "")
    code, out, err = run("funnel", "funnel.yaml", "-o", "own.pdf", "--templates", "templates")
    assert (code, err) == (0, "")
    path = folder / "templates" / "funnel" / "partials" / "decision.html.j2"
    path.write_text("<p>{{ page.cash.heading }}</p>")
    assert run("templates", "check", "templates")[0] == 3
    code, _, err = run("funnel", "funnel.yaml", "-o", "own.pdf", "--templates", "templates")
    assert code == 3
    assert "cash" in err


def test_the_variables_of_its_template_are_listed(run: Run) -> None:
    code, out, _ = run("templates", "context", "--of", "funnel")
    assert code == 0
    assert out.startswith("page\n  language")
    assert "RangeBar\n" in out
    _, out, _ = run("templates", "context", "--of", "funnel", "--example")
    page = json.loads(out)
    assert len(page["results"]["rows"]) == 10
