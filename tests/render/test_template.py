"""A template folder is read once into a closed map; what is wrong with it is said."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from valuepitch.errors import TemplateError
from valuepitch.render import template as module
from valuepitch.render.glyphs import PLAIN, covered, missing, named
from valuepitch.render.template import Template, built_in_names, folder_of_templates, load_template, template_of

BUILT_IN = folder_of_templates()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates with one that is sound."""
    one = tmp_path / "mine"
    one.mkdir()
    for name in ("template.toml", "tokens.css", "page.css"):
        (one / name).write_bytes((folder_of_templates() / "onepager" / name).read_bytes())
    monkeypatch.setattr(module, "folder_of_templates", lambda: tmp_path)
    load_template.cache_clear()
    return one


@pytest.fixture(autouse=True)
def _forget() -> None:
    load_template.cache_clear()


def test_an_unknown_template_names_the_known_ones() -> None:
    with pytest.raises(TemplateError, match="there is no template onepage; known: onepager, board, funnel, owner"):
        load_template("onepage")


@pytest.mark.parametrize("name", ["../onepager", "/etc", "", "One"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(TemplateError, match="there is no template"):
        load_template(name)


def test_a_symlink_is_not_read(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.css"
    outside.write_text("p {}")
    (folder / "secret.css").symlink_to(outside)
    assert "secret.css" not in load_template("mine").files


def test_a_file_of_another_kind_is_not_read(folder: Path) -> None:
    (folder / "macro.py").write_text("print('x')")
    assert "macro.py" not in load_template("mine").files


def test_a_wrong_setting_is_named(folder: Path) -> None:
    path = folder / "template.toml"
    path.write_text(path.read_text().replace('engine = "weasyprint"', 'engin = "weasyprint"'))
    with pytest.raises(TemplateError, match=r"mine/template.toml: (engine|engin)"):
        load_template("mine")


def test_what_is_no_toml_is_said(folder: Path) -> None:
    (folder / "template.toml").write_text("name = ")
    with pytest.raises(TemplateError, match="not TOML"):
        load_template("mine")


def test_an_unknown_token_is_named(template: Template) -> None:
    broken = replace(template, files={**template.files, "page.css": b"p { color: var(--inkk) }"})
    with pytest.raises(TemplateError, match="--inkk"):
        broken.stylesheet("a4")


def test_the_digest_follows_the_content(folder: Path) -> None:
    before = load_template("mine").digest
    (folder / "page.css").write_text("p { color: #000 }")
    load_template.cache_clear()
    assert load_template("mine").digest != before


def test_a_template_takes_what_it_lacks_from_its_base(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN / "onepager", tmp_path / "onepager")
    (folder / "template.toml").write_text('base = "onepager"\n' + (folder / "template.toml").read_text())
    (folder / "page.css").write_text("p { color: var(--ink) }")
    (folder / "tokens.css").write_text(":root { --ink: #010203; }")
    made, base = load_template("mine"), load_template("onepager")
    assert made.files["partials/title.html.j2"] == base.files["partials/title.html.j2"]
    assert made.tokens == {**base.tokens, "ink": "#010203"}
    css = made.stylesheet("a4")
    assert css.index("@font-face") < css.index("p { color: #010203 }")
    assert made.digest != base.digest


def test_the_digest_follows_the_base(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(BUILT_IN / "onepager", tmp_path / "onepager")
    (folder / "template.toml").write_text('base = "onepager"\n' + (folder / "template.toml").read_text())
    before = load_template("mine").digest
    (tmp_path / "onepager" / "partials" / "title.html.j2").write_text("<h1/>")
    load_template.cache_clear()
    assert load_template("mine").digest != before


@pytest.mark.parametrize("line", ['base = "../onepager"', 'shows = ["price"]', 'without = ["measures"]'])
def test_a_template_neither_builds_on_a_path_nor_leaves_out_what_a_page_must_have(folder: Path, line: str) -> None:
    (folder / "template.toml").write_text(f"{line}\n{(folder / 'template.toml').read_text()}")
    with pytest.raises(TemplateError, match=f"mine/template.toml: {line.partition(' ')[0]}"):
        load_template("mine")


@pytest.mark.parametrize("name", sorted(path.parent.name for path in folder_of_templates().glob("*/template.toml")))
def test_a_built_in_template_is_called_as_its_folder(name: str) -> None:
    config = load_template(name).config
    assert config.name == name
    assert set(config.pages) == {"a4", "letter"}
    assert set(config.fit.row) == {*config.fit.steps, *([config.fit.last] if config.fit.last else [])}
    if config.fit.estimate is not None:
        assert set(config.fit.estimate.base) == set(config.fit.steps)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('start = "normal"', 'start = "usual"', "start is usual, none of the steps wide, normal, close, narrow"),
        ('last = "smallest"', 'last = "least"', "row has no number for least"),
        ("base = { wide = 260.0, ", "base = { ", "estimate.base has no number for wide"),
        (
            'drops = ["objectives", ',
            'drops = ["costs", ',
            "Input should be 'objectives', 'pressures', 'asides' or 'notes'",
        ),
    ],
)
def test_a_template_that_makes_room_in_a_way_that_is_not_there_is_refused(old: str, new: str, said: str) -> None:
    files = load_template().own
    text = files["template.toml"].decode()
    assert old in text
    with pytest.raises(TemplateError, match=said):
        template_of({**files, "template.toml": text.replace(old, new).encode()}, "mine")


def test_built_in_templates_are_told_apart_by_the_page_that_they_make() -> None:
    assert built_in_names("prospect") == ("onepager", "board", "owner")
    assert built_in_names("funnel") == ("funnel",)
    assert built_in_names() == ("onepager", "board", "funnel", "owner")


def test_a_template_of_another_kind_takes_styles_and_macros_of_its_base_alone() -> None:
    template = load_template("funnel")
    assert "macros/text.html.j2" in template.files
    assert "partials/cash_flow.html.j2" not in template.files
    assert template.files["page.css"].startswith(load_template("onepager").files["page.css"])


def test_a_prospects_template_without_an_estimate_is_refused(folder: Path) -> None:
    text = (folder / "template.toml").read_text()
    start = text.index("[fit.estimate]")
    (folder / "template.toml").write_text(text[:start])
    with pytest.raises(TemplateError, match=r"fit\.estimate is missing"):
        load_template("mine")


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the Web Content Accessibility Guidelines define it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("text", ["ink", "accent", "quiet"])
@pytest.mark.parametrize("ground", ["paper", "tint", "band"])
@pytest.mark.parametrize("name", ["board", "onepager", "owner"])
def test_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    template = load_template(name)
    assert contrast(template.tokens[text], template.tokens[ground]) >= 4.5


def test_every_letter_that_pages_need_is_in_the_fonts(template: Template) -> None:
    assert missing("ğ Ğ ş Ş ı İ ç ö ü ₺ € £ $ − – ≥ ≤ × ÷ · ’ “ ”", template) == []


def test_what_is_taken_for_granted_is_in_the_fonts(template: Template) -> None:
    assert covered(template) >= PLAIN


def test_a_letter_that_no_font_has_is_named(template: Template) -> None:
    assert missing("Rocket 🚀 株", template) == ["🚀", "株"]
    assert named("株") == "株 (U+682A, CJK UNIFIED IDEOGRAPH-682A)"
