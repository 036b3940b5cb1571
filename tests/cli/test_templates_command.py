"""``valuepitch templates``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from valuepitch.render.template import load_template

Run = Callable[..., tuple[int, str, str]]

BUILD = ("build", "prospect.yaml", "-p", "product.yaml", "--date", "2026-11-23", "-o", "acme.pdf")


def test_list_names_every_template_and_whose_it_is(folder: Path, run: Run) -> None:
    code, out, err = run("templates", "list")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("onepager        One page for a CFO")
    run("templates", "eject", "tokens.css")
    _, out, _ = run("templates", "list", "--templates", "templates")
    assert "(1 file of templates/onepager)" in out
    _, out, _ = run("templates", "list", "--json")
    assert json.loads(out)[0]["digest"] == load_template().digest


def test_show_lists_blocks_and_files_and_marks_yours(folder: Path, run: Run) -> None:
    run("templates", "eject", "decision")
    code, out, _ = run("templates", "show", "--templates", "templates")
    assert code == 0
    assert "  blocks  title, summary, measures" in out
    assert "  yours   partials/decision.html.j2" in out
    assert "          page.css" in out
    _, out, _ = run("templates", "show", "onepager", "--json")
    assert "decision" in json.loads(out)["blocks"]


@pytest.mark.parametrize(
    "part, file",
    [
        ("decision", "partials/decision.html.j2"),
        ("page.css", "page.css"),
        ("page.html.j2", "page.html.j2"),
        ("charts/cash.svg.j2", "charts/cash.svg.j2"),
        ("template.toml", "template.toml"),
    ],
)
def test_an_ejected_part_says_where_it_comes_from_and_changes_no_page(
    part: str, file: str, case: Path, run: Run
) -> None:
    run(*BUILD)
    before = (case / "acme.pdf").read_bytes()
    code, out, _ = run("templates", "eject", part)
    assert (code, out) == (0, f"templates/onepager/{file}\n")
    first = (case / "templates" / "onepager" / file).read_text().splitlines()[0]
    assert f"onepager/{file} of valuepitch 0.1.0" in first
    code, out, err = run(*BUILD)
    assert (code, err) == (0, "")
    assert "template: onepager with 1 file of templates/onepager" in out
    assert len((case / "acme.pdf").read_bytes()) == pytest.approx(len(before), rel=0.01)


def test_a_part_that_is_there_is_not_written_over(folder: Path, run: Run) -> None:
    run("templates", "eject", "page.css")
    (folder / "templates" / "onepager" / "page.css").write_text("mine")
    code, out, err = run("templates", "eject", "page.css")
    assert (code, out) == (2, "")
    assert "is there already" in err
    assert (folder / "templates" / "onepager" / "page.css").read_text() == "mine"
    assert run("templates", "eject", "page.css", "--force")[0] == 0


@pytest.mark.parametrize(
    "words, code, said",
    [
        (("eject", "desision"), 3, "template onepager has no part desision\n  did you mean decision?"),
        (("eject", "decision", "--from", "nope"), 3, "there is no template nope"),
        (("show", "nope"), 3, "there is no template nope"),
        (("list", "--templates", "nope"), 3, "nope is no folder of templates"),
        (("new", "onepager"), 3, "onepager cannot be the name of a template of yours"),
        (("new", "Acme Corp"), 3, "Acme Corp cannot be the name"),
    ],
)
def test_wrong_use_says_what_is_wrong(words: tuple[str, ...], code: int, said: str, folder: Path, run: Run) -> None:
    ended, out, err = run("templates", *words)
    assert (ended, out) == (code, "")
    assert said in err


def test_a_template_of_ones_own_is_made_and_used(case: Path, run: Run) -> None:
    code, out, _ = run("templates", "new", "own/acme")
    assert code == 0
    assert out.splitlines()[-1] == "  valuepitch build PROSPECT -p PRODUCT --templates own --template acme"
    code, out, err = run(*BUILD, "--templates", "own", "--template", "acme")
    assert (code, err) == (0, "")
    assert "template: acme with " in out
    assert run("verify", "acme.pdf", "--templates", "own")[0] == 0
    assert run("templates", "new", "own/acme")[0] == 2


def test_context_names_every_variable_with_its_meaning(folder: Path, run: Run) -> None:
    code, out, _ = run("templates", "context")
    assert code == 0
    assert "  title           str                     The page's message in one sentence." in out
    _, out, _ = run("templates", "context", "--json")
    found = {(item["part"], item["name"]) for item in json.loads(out)}
    assert {("PageContext", "measures"), ("BrandPart", "legal"), ("SourceRow", "tag")} <= found
    _, out, _ = run("templates", "context", "--example")
    page = json.loads(out)
    assert set(page) == {name for part, name in found if part == "PageContext"}
    assert page["measures"][0]["value"]


def test_check_makes_pages_with_a_template_and_says_that_it_holds(folder: Path, run: Run) -> None:
    run("templates", "eject", "page.css")
    run("templates", "new", "templates/acme")
    assert run("templates", "check", "templates") == (0, "acme, onepager: 0 problems, 0 warnings\n", "")


FAULTS = {
    "onepager/partials/title.html.j2": "<h1>{{ page.titel }}</h1>",
    "acme/template.toml": "name = 3",
    "brand.yaml": "colours: {accent: green}",
}


@pytest.mark.parametrize(
    "file, said",
    [
        ("onepager/partials/title.html.j2", "partials/title.html.j2:1:13  page has no titel; did you mean title?"),
        ("acme/template.toml", "acme/template.toml: name: Input should be a valid string"),
        ("brand.yaml", "templates/brand.yaml:1:19  colours.accent  is green, not a colour"),
    ],
)  # fmt: skip
def test_check_says_what_is_wrong_and_ends_with_3(file: str, said: str, folder: Path, run: Run) -> None:
    path = folder / "templates" / file
    path.parent.mkdir(parents=True)
    path.write_text(FAULTS[file])
    code, out, _ = run("templates", "check", "templates")
    assert code == 3
    assert said in out
    code, out, _ = run("templates", "check", "templates", "--json")
    assert code == 3
    assert json.loads(out)[0]["severity"] == "error"


def test_check_of_a_folder_without_a_template_is_refused(folder: Path, run: Run) -> None:
    (folder / "empty").mkdir()
    assert run("templates", "check", "empty")[0] == 3
    assert run("templates", "check", "nope")[0] == 3
