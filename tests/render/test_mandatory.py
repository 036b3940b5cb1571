"""A template that drops or hides what a page owes its reader stops the build and the check, with the text's place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.cli.main import cli
from valuepitch.errors import TemplateFaults

FILES = (ROOT / "samples" / "quickstart" / "prospect.yaml", ROOT / "samples" / "quickstart" / "product.yaml")
DAY = date(2026, 11, 23)

EMPTY = "{% block BLOCK %}{% endblock %}"
# What a page has to say, and the block that a template leaves out to be silent about it.
DROPPED = {
    "the measures": ("measures", "measures[0].value: “$662K” is not on the page"),
    "the costs": ("cash_flow", "Equipment and installation"),
    "what is not counted": ("cash_flow", "Network administration time released"),
    "what has to go wrong": ("wrong", "wrong.rows[0].value"),
    "the sources": ("sources", "Quote Q-2291"),
    "what is asked for": ("decision", "approve $404K for installation"),
    "the seller's interest": ("footer", "footer.text"),
    "the doubt": ("sensitivity", "sensitivity"),
}
HIDDEN = {
    "display": ".footer { display: none }",
    "colour": ".footer { color: #ffffff }",
    "size": ".footer { font-size: 3pt }",
    "position": ".footer { left: -900pt }",
    "cover": ".decision { position: absolute; left: 0; right: 0; bottom: 0; height: 40pt; background: #fff }",
}


def page(folder: Path, text: str) -> Path:
    (folder / "onepager").mkdir(exist_ok=True)
    (folder / "onepager" / "page.html.j2").write_text('{% extends "base.html.j2" %}' + text)
    return folder


@pytest.mark.parametrize("dropped", DROPPED)
def test_a_part_that_is_dropped_stops_the_build(dropped: str, tmp_path: Path) -> None:
    block, said = DROPPED[dropped]
    with pytest.raises(TemplateFaults) as error:
        pipeline.build(*FILES, tmp_path / "a.pdf", date=DAY, templates=page(tmp_path, EMPTY.replace("BLOCK", block)))
    assert said in str(error.value)
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("way", HIDDEN)
def test_a_part_that_is_hidden_stops_the_build(way: str, tmp_path: Path) -> None:
    styles = (ROOT / "templates" / "onepager" / "page.css").read_text()
    (tmp_path / "onepager").mkdir()
    (tmp_path / "onepager" / "page.css").write_text(styles + HIDDEN[way])
    with pytest.raises(TemplateFaults, match=r"footer\.text"):
        pipeline.build(*FILES, date=DAY, templates=tmp_path)


def test_the_check_says_it_too_and_ends_with_3(tmp_path: Path) -> None:
    found = CliRunner().invoke(cli, ["templates", "check", str(page(tmp_path, EMPTY.replace("BLOCK", "footer")))])
    assert found.exit_code == 3
    assert "is not on the page" in found.output


def test_a_page_whose_parts_are_all_there_is_built(tmp_path: Path) -> None:
    moved = "{% block decision %}{{ super() }}<p>Figures that you correct are worked out again.</p>{% endblock %}"
    assert pipeline.build(*FILES, date=DAY, templates=page(tmp_path, moved)).pdf.startswith(b"%PDF")
