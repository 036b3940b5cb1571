"""``valuepitch build``: one PDF, replaced whole or not at all, and an exit code that says what happened."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from valuepitch.errors import RenderError
from valuepitch.pipeline import pages as drawing
from valuepitch.render.attachments import read
from valuepitch.render.check import check_pdf

Run = Callable[..., tuple[int, str, str]]

BUILD = ("build", "prospect.yaml", "-p", "product.yaml", "--date", "2026-11-23")
# What a check finds that expects no attachment: nothing but those.
CARRIED = ["it has an attachment figures.json", "it has an attachment workbook.xlsx"]
OLD = b"%PDF-1.7 the page of last week"


def mend(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def pages(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix not in (".yaml", ""))


def page_text(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_bounded())


def test_build_in_a_process_of_its_own_prints_path_and_measures(case: Path, shell: Run) -> None:
    code, out, err = shell(*BUILD)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "northfield-components-inc.pdf"
    assert [" ".join(line.split()) for line in lines[1:5]] == [
        "Net present value $662K",
        "Internal rate of return 98%",
        "Payback 16 months",
        "Return on investment 62%",
    ]
    assert check_pdf((case / "northfield-components-inc.pdf").read_bytes()) == CARRIED
    assert "23 November 2026" in page_text(case / "northfield-components-inc.pdf")


@pytest.mark.parametrize(
    "output, made",
    [
        ("pages/2027/acme.pdf", "pages/2027/acme.pdf"),
        ("there", "there/northfield-components-inc.pdf"),
    ],
)
def test_the_output_is_a_file_or_a_folder_and_its_folders_are_made(
    output: str, made: str, case: Path, run: Run
) -> None:
    (case / "there").mkdir()
    code, out, _ = run(*BUILD, "-o", output)
    assert code == 0
    assert out.splitlines()[0] == made
    assert pages(case) == [made]


@pytest.mark.parametrize("page, size", [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_a4_or_letter(page: str, size: tuple[int, int], case: Path, run: Run) -> None:
    assert run(*BUILD, "-o", "acme.pdf", "--page", page)[0] == 0
    with pdfium.PdfDocument(case / "acme.pdf") as document:
        assert tuple(round(side) for side in document[0].get_size()) == size


def test_json_says_what_was_made(case: Path, run: Run) -> None:
    mend(case, "prospect.yaml", "hurdle_basis: before_tax", "hurdle_basis: after_tax")
    code, out, err = run(*BUILD, "-o", "acme.pdf", "--json")
    made = json.loads(out)
    assert (code, err) == (0, "")
    assert list(made) == [
        "file",
        "workbook",
        "attachments",
        "fingerprint",
        "fill",
        "fitted",
        "measures",
        "warnings",
    ]
    assert made["file"] == "acme.pdf"
    assert made["measures"]["Payback"] == "16 months"
    assert 0.5 < made["fill"] <= 1
    assert [warning["path"] for warning in made["warnings"]] == ["hurdle_basis"]
    assert made["fingerprint"] in page_text(case / "acme.pdf")


def test_warnings_go_to_standard_error_and_the_page_is_made(case: Path, run: Run) -> None:
    mend(case, "prospect.yaml", "hurdle_basis: before_tax", "hurdle_basis: after_tax")
    code, out, err = run(*BUILD, "-o", "acme.pdf")
    assert code == 0
    assert err.startswith("warning: prospect.yaml:10:15  hurdle_basis  is after tax")
    assert out.startswith("acme.pdf\n")
    assert pages(case) == ["acme.pdf"]


@pytest.mark.parametrize("day", ["2026-13-01", "2026-02-30", "23.11.2026", "today", "", "2026"])
def test_another_date_is_refused(day: str, case: Path, run: Run) -> None:
    code, out, err = run("build", "prospect.yaml", "-p", "product.yaml", "--date", day)
    assert (code, out) == (2, "")
    assert f"Invalid value for --date: {day} is not a date; write 2026-12-15" in err
    assert pages(case) == []


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("build", "prospect.yaml"), 2, "Missing option '--product'"),
        (("build", "-p", "product.yaml"), 2, "Missing argument 'PROSPECT'"),
        ((*BUILD, "--page", "a5"), 2, "'a5' is not one of 'a4', 'letter'"),
        (("build", "nope.yaml", "-p", "product.yaml"), 1, "error: nope.yaml does not exist\n  check the path\n"),
        (("build", "prospect.yaml", "-p", "nope.yaml"), 1, "error: nope.yaml does not exist\n  check the path\n"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, case: Path, run: Run) -> None:
    ended, out, err = run(*words)
    assert (ended, out) == (code, "")
    assert said in err
    assert pages(case) == []


def test_problems_of_both_files_end_with_1_and_nothing_is_written(case: Path, run: Run) -> None:
    mend(case, "prospect.yaml", "value: 11%", "value: 11")
    mend(case, "product.yaml", "month: 0, capital", "mnth: 0, capital")
    mend(case, "product.yaml", "circuit_spend * rate_reduction", "circuit_spend * rate_reductoin")
    code, out, err = run(*BUILD, "-o", "new/acme.pdf")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "product.yaml:21:5  costs[0]  does not say when it is paid; "
        "month: 0 for a one-time cost; every: year, billed: monthly for a recurring one",
        "product.yaml:21:57  costs[0].mnth  is not a known key; did you mean month?",
        "product.yaml:27:29  benefits[0].amount  names rate_reductoin, which neither file gives; "
        "did you mean rate_reduction? else give it under facts in prospect.yaml or assumptions in product.yaml",
        "prospect.yaml:9:22  hurdle_rate.value  is 11; write 11% or 0.11",
        "4 problems; nothing was written",
    ]  # fmt: skip
    assert not (case / "new").exists()


def test_a_character_that_no_font_has_ends_with_1_and_is_named(case: Path, run: Run) -> None:
    mend(case, "prospect.yaml", "Northfield Components, Inc.", "株式会社 Northfield")
    code, out, err = run(*BUILD)
    assert (code, out) == (1, "")
    assert err.startswith("prospect.yaml:2:7  name  has 株 (U+682A")
    assert pages(case) == []


def break_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(drawing, "render", broken)


def a_problem(case: Path, _: pytest.MonkeyPatch) -> None:
    mend(case, "prospect.yaml", "value: 11%", "value: 11")


def a_division_by_zero(case: Path, _: pytest.MonkeyPatch) -> None:
    mend(case, "product.yaml", "circuit_spend * rate_reduction", "circuit_spend / (sites - 14)")


def another_template(case: Path, _: pytest.MonkeyPatch) -> None:
    mend(case, "product.yaml", "currency: USD", "currency: USD\ntemplate: twopager")


def a_long_title(case: Path, _: pytest.MonkeyPatch) -> None:
    mend(case, "prospect.yaml", "facts:\n", "facts:\n  s: {value: 148_000_000, unit: count}\n")
    mend(case, "product.yaml", "Consolidating {sites} site networks", f'"{"{s}" * 20}"')


def a_fault(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_with(monkeypatch, ZeroDivisionError("float division by zero"))


def a_page_that_does_not_draw(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_with(monkeypatch, RenderError("the finished page does not pass: it has no title"))


def an_interrupt(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_with(monkeypatch, KeyboardInterrupt())


def a_full_disk(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)


@pytest.mark.parametrize(
    "failure, code, said",
    [
        (a_problem, 1, "hurdle_rate.value  is 11; write 11% or 0.11\n1 problem; nothing was written\n"),
        (a_division_by_zero, 1, "product.yaml:27:13  benefits[0].amount  divides by zero; "),
        (another_template, 3, "error: there is no template twopager\n  known: board, onepager, owner\n"),
        (a_long_title, 4, "at most 140 fit; remove "),
        (a_fault, 70, "ZeroDivisionError: float division by zero"),
        (a_page_that_does_not_draw, 70, "error: the finished page does not pass: it has no title"),
        (an_interrupt, 130, "interrupted"),
        (a_full_disk, 1, "error: acme.pdf cannot be written (No space left on device)"),
    ],
)
@pytest.mark.parametrize("old", [OLD, None], ids=["over an old page", "new page"])
def test_a_failing_build_has_its_exit_code_and_leaves_an_old_page_byte_for_byte(
    old: bytes | None,
    failure: Callable[[Path, pytest.MonkeyPatch], None],
    code: int,
    said: str,
    case: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = case / "acme.pdf"
    if old is not None:
        path.write_bytes(old)
    failure(case, monkeypatch)
    ended, out, err = run(*BUILD, "-o", "acme.pdf")
    monkeypatch.undo()
    assert (ended, out) == (code, "")
    assert said in err
    assert (path.read_bytes() if path.exists() else None) == old
    assert sorted(item.name for item in case.iterdir() if item != path) == ["product.yaml", "prospect.yaml"]


@pytest.mark.parametrize("failure", [a_fault, a_page_that_does_not_draw])
def test_a_fault_of_ours_is_shown_whole_with_what_to_report(
    failure: Callable[[Path, pytest.MonkeyPatch], None], case: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure(case, monkeypatch)
    _, _, err = run(*BUILD)
    assert err.startswith("Traceback (most recent call last):\n")
    assert "This is a fault of valuepitch" in err
    assert "Please report it" in err


def test_the_users_own_mistakes_show_no_traceback(case: Path, run: Run) -> None:
    mend(case, "prospect.yaml", "value: 11%", "value: 11")
    assert "Traceback" not in run(*BUILD)[2]


def test_the_title_that_is_too_long_names_its_field_and_how_much_to_remove(
    case: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_long_title(case, monkeypatch)
    _, _, err = run(*BUILD)
    assert err.startswith("error: product.yaml:5:9  action  makes a title of ")


def test_a_good_build_replaces_the_old_page(case: Path, run: Run) -> None:
    (case / "acme.pdf").write_bytes(OLD)
    assert run(*BUILD, "-o", "acme.pdf")[0] == 0
    assert check_pdf((case / "acme.pdf").read_bytes()) == CARRIED


def test_a_link_in_the_place_of_the_page_is_refused(case: Path, run: Run) -> None:
    (case / "secret").write_bytes(OLD)
    (case / "acme.pdf").symlink_to(case / "secret")
    code, _, err = run(*BUILD, "-o", "acme.pdf")
    assert (code, err) == (1, "error: acme.pdf is a symbolic link\n  name the file itself\n")
    assert (case / "secret").read_bytes() == OLD


@pytest.mark.parametrize("output", ["prospect.yaml", "./product.yaml"])
def test_a_page_is_never_written_over_one_of_its_own_inputs(output: str, case: Path, run: Run) -> None:
    before = (case / output).read_bytes()
    code, _, err = run(*BUILD, "-o", output)
    assert (case / output).read_bytes() == before
    assert code in (1, 2)
    assert Path(output).name in err


@pytest.mark.parametrize(
    "output, said", [("prospect.yaml/acme.pdf", "cannot be made"), ("a" * 300 + ".pdf", "File name too long")]
)
def test_an_output_that_cannot_be_written_ends_with_1(output: str, said: str, case: Path, run: Run) -> None:
    code, out, err = run(*BUILD, "-o", output)
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


SLOW = """
import time
from valuepitch.pipeline import pages as drawing
from valuepitch.cli import main

def slow(*_, **__):
    print("drawing", flush=True)
    time.sleep(30)

drawing.render = slow
main()
"""


def test_ctrl_c_ends_with_130_and_writes_nothing(case: Path) -> None:
    (case / "acme.pdf").write_bytes(OLD)
    command = [sys.executable, "-c", SLOW, *BUILD, "-o", "acme.pdf"]
    with subprocess.Popen(command, cwd=case, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "drawing\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.strip() == "interrupted"
    assert (case / "acme.pdf").read_bytes() == OLD
    assert pages(case) == ["acme.pdf"]


def test_the_workbook_alone_and_beside_the_page(case: Path, run: Run) -> None:
    assert run(*BUILD, "--workbook", "acme.xlsx") == (0, "acme.xlsx\n", "")
    assert pages(case) == ["acme.xlsx"]
    alone = (case / "acme.xlsx").read_bytes()
    code, out, _ = run(*BUILD, "--workbook", "beside.xlsx", "-o", "acme.pdf", "--json")
    assert code == 0
    assert json.loads(out)["workbook"] == "beside.xlsx"
    # The page carries the very file that is written alone.
    assert (case / "beside.xlsx").read_bytes() == alone == read((case / "acme.pdf").read_bytes()).files["workbook.xlsx"]


def test_where_the_page_does_not_fit_no_workbook_is_written(
    case: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_long_title(case, monkeypatch)
    assert run(*BUILD, "--workbook", "acme.xlsx", "-o", "acme.pdf")[0] == 4
    assert pages(case) == []


def test_without_attachments_there_are_none(case: Path, run: Run) -> None:
    code, out, _ = run(*BUILD, "-o", "acme.pdf", "--no-attachments", "--json")
    assert (code, json.loads(out)["attachments"]) == (0, [])
    assert read((case / "acme.pdf").read_bytes()).files == {}


def test_a_workbook_over_an_input_is_refused(case: Path, run: Run) -> None:
    code, out, err = run(*BUILD, "--workbook", "product.yaml")
    assert (code, out) == (1, "")
    assert "product.yaml is one of the two files that the workbook is made of" in err


def test_redact_keeps_a_source_back(case: Path, run: Run) -> None:
    mend(case, "product.yaml", "source: Median of 22", "internal: true, source: Median of 22")
    _, _, err = run(*BUILD, "-o", "plain.pdf")
    assert "product.yaml:17:88  assumptions.outage_cut.internal  is true, and the source goes out" in err
    code, out, err = run(*BUILD, "-o", "acme.pdf", "--redact", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["fingerprint"].endswith("-R")
    assert "Median of 22" not in page_text(case / "acme.pdf")


def test_a_full_disk_leaves_the_old_workbook(case: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (case / "acme.xlsx").write_bytes(OLD)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, out, err = run(*BUILD, "--workbook", "acme.xlsx")
    assert (code, out) == (1, "")
    assert "No space left on device" in err
    assert (case / "acme.xlsx").read_bytes() == OLD
    assert pages(case) == ["acme.xlsx"]
