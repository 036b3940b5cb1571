"""The doctor names what is missing, what it costs and the line that mends it."""

from __future__ import annotations

import pytest

from valuepitch.errors import TemplateError
from valuepitch.render import doctor, template


def test_a_sound_machine_has_nothing_to_mend() -> None:
    assert {finding.state for finding in doctor.examine()} == {"ok"}


def without(monkeypatch: pytest.MonkeyPatch, name: str) -> dict[str, doctor.Finding]:
    monkeypatch.setattr(doctor, "_library", lambda library: library != name)
    return {finding.what: finding for finding in doctor.examine()}


def test_missing_font_subsetting_is_slow_and_has_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = without(monkeypatch, "harfbuzz-subset")["Font subsetting"]
    assert finding.state == doctor.SLOW
    assert finding.remedy == "apt-get install libharfbuzz-subset0"


def test_missing_pango_stops_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = without(monkeypatch, "pango-1.0")["Pango"]
    assert finding.state == doctor.MISSING
    assert "libpango-1.0-0" in finding.remedy


def test_missing_fonts_stop_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str = "onepager") -> template.Template:
        raise TemplateError("the fonts of font_source_sans_pro are not installed")

    monkeypatch.setattr(template, "load_template", refuse)
    finding = next(finding for finding in doctor.examine() if finding.what == "Fonts")
    assert finding.state == doctor.MISSING
    assert "pip install font-source-sans-pro" in finding.remedy


def test_figures_that_differ_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy_financial

    monkeypatch.setattr(numpy_financial, "irr", lambda flow: 0.5)
    finding = next(finding for finding in doctor.examine() if finding.what == "Figures")
    assert finding.state == doctor.MISSING
