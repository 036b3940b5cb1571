"""Templates as their users change them: files of a folder over the built-in ones, the first folder first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.audit import verify
from valuepitch.errors import TemplateError
from valuepitch.render.folders import find_template
from valuepitch.render.template import load_template

QUICKSTART = ROOT / "samples" / "quickstart"
FILES = (QUICKSTART / "prospect.yaml", QUICKSTART / "product.yaml")
DAY = date(2026, 11, 23)

BLOCK = '{% extends "base.html.j2" %}{% block decision %}{{ super() }}<p class="below">Over a block</p>{% endblock %}'
PARTIAL = '{% include "default:partials/footer.html.j2" %}<p class="below">Round a partial</p>'


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder of templates with files of onepager: the dots of names are written __."""
    for name, text in files.items():
        path = tmp_path / "templates" / "onepager" / name.replace("__", ".").replace("--", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "templates"


def text_of(pdf: bytes) -> str:
    return " ".join(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().split())


@pytest.mark.parametrize(
    "files, said",
    [
        ({"page__html__j2": BLOCK}, ["Over a block"]),
        ({"partials--footer__html__j2": PARTIAL}, ["Round a partial"]),
        ({"page__html__j2": BLOCK, "partials--footer__html__j2": PARTIAL}, ["Over a block", "Round a partial"]),
    ],
)
def test_a_block_is_overridden_and_a_partial_wrapped(files: dict[str, str], said: list[str], tmp_path: Path) -> None:
    templates = folder(tmp_path, **files)
    built = pipeline.build(*FILES, date=DAY, templates=templates)
    text = text_of(built.pdf)
    assert all(words in text for words in said)
    assert "Decision requested: approve $404K" in text
    assert "Prepared by Meridian Networks" in text
    count = f"{len(files)} file{'s' if len(files) > 1 else ''}"
    assert built.fitted[0] == f"template: onepager with {count} of {templates / 'onepager'}"


def test_a_changed_template_has_a_case_number_of_its_own_and_is_verified_with_its_folder(tmp_path: Path) -> None:
    templates = folder(tmp_path, page__html__j2=BLOCK)
    plain, own = pipeline.build(*FILES, date=DAY), pipeline.build(*FILES, date=DAY, templates=templates)
    assert own.fingerprint != plain.fingerprint
    assert verify(own.pdf, "page.pdf", templates).reproduced
    without = verify(own.pdf, "page.pdf")
    assert not without.reproduced
    assert "with --templates where the template is the sender's" in without.problem


def test_the_first_folder_wins_and_the_built_in_file_stands_under_all(tmp_path: Path) -> None:
    first = folder(tmp_path / "a", page__css="/* a */")
    second = folder(tmp_path / "b", page__css="/* b */", tokens__css=":root { --ink: #000000; }")
    template = find_template("onepager", [first, second])
    assert template.files["page.css"] == b"/* a */"
    assert template.tokens["ink"] == "#000000"
    assert template.files["base.html.j2"] == load_template().files["base.html.j2"]
    assert template.originals["page.css"] == load_template().files["page.css"]
    assert template.changed == ("page.css", "tokens.css")


def test_a_folder_with_nothing_in_it_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "onepager").mkdir()
    template = find_template("onepager", [tmp_path])
    assert (template.digest, template.changed, template.folders) == (load_template().digest, (), ())


def test_a_template_of_ones_own_is_found_by_its_name(tmp_path: Path) -> None:
    for file, body in load_template().own.items():
        path = tmp_path / "acme" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.replace(b'name = "onepager"', b'name = "acme"'))
    template = find_template("acme", [tmp_path])
    assert template.config.name == "acme"
    built = pipeline.build(*FILES, date=DAY, template="acme", templates=tmp_path)
    assert verify(built.pdf, "page.pdf", tmp_path).reproduced
    (tmp_path / "acme" / "template.toml").unlink()
    with pytest.raises(TemplateError, match=r"acme has no template\.toml"):
        find_template("acme", [tmp_path])


def test_templates_beside_the_files_are_used_by_themselves(tmp_path: Path) -> None:
    folder(tmp_path, page__html__j2=BLOCK)
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    built = pipeline.build(tmp_path / "prospect.yaml", tmp_path / "product.yaml", date=DAY)
    assert "Over a block" in text_of(built.pdf)
    assert built.fitted[0].startswith("template: onepager with 1 file of ")


def test_templates_of_the_users_settings_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = folder(tmp_path / "valuepitch", page__html__j2=BLOCK)
    assert settings == tmp_path / "valuepitch" / "templates"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert "Over a block" in text_of(pipeline.build(*FILES, date=DAY).pdf)
    named = folder(tmp_path / "named", page__html__j2=BLOCK.replace("Over a block", "The one that was named"))
    text = text_of(pipeline.build(*FILES, date=DAY, templates=named).pdf)
    assert "The one that was named" in text
    assert "Over a block" not in text


@pytest.mark.parametrize("name", ["nope", "../onepager", "", "One", "x" * 5000])
def test_a_template_that_there_is_not_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="there is no template"):
        find_template(name, [tmp_path])


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="is no folder of templates"):
        pipeline.build(*FILES, date=DAY, templates=tmp_path / "nope")


def _link(place: Path) -> None:
    (place / "logo.png").symlink_to("/etc/passwd")


def _linked_folder(place: Path) -> None:
    (place / "partials").symlink_to("/etc")


def _program(place: Path) -> None:
    (place / "hook.py").write_text("print(1)")


def _large(place: Path) -> None:
    for number in range(11):
        (place / f"{number}.png").write_bytes(b"x" * 1_950_000)


def _many(place: Path) -> None:
    for number in range(401):
        (place / f"{number}.png").write_bytes(b"x")


@pytest.mark.parametrize(
    "make, said",
    [
        (_link, "logo.png is a symbolic link"),
        (_linked_folder, "partials is a symbolic link"),
        (_program, "hook.py is of no kind that a template holds"),
        (_large, "holds too much"),
        (_many, "holds too much"),
    ],
)
def test_what_no_template_holds_is_refused(make: Any, said: str, tmp_path: Path) -> None:
    place = tmp_path / "onepager"
    place.mkdir()
    make(place)
    with pytest.raises(TemplateError, match=said.replace(".", r"\.")):
        find_template("onepager", [tmp_path])


def test_notes_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "onepager"
    (place / ".git").mkdir(parents=True)
    (place / ".git" / "config").write_text("x")
    (place / "README.md").write_text("ours")
    template = find_template("onepager", [tmp_path])
    assert (template.digest, template.changed, template.folders) == (load_template().digest, (), ())


@pytest.mark.parametrize(
    "files, said",
    [
        ({"page__html__j2": "{% extends 'base.html.j2' %}{% block title %}{{ page.titel }}{% endblock %}"}, "titel"),
        ({"partials--title__html__j2": "{% if %}"}, "partials/title.html.j2:1"),
        ({"partials--title__html__j2": "<p>unclosed"}, "title.html.j2:1:1  <p> is never closed; write </p>"),
        ({"page__html__j2": '{% extends "page.html.j2" %}'}, "page.html.j2:1:13  it extends itself without end"),
        ({"template__toml": "name = 3"}, "onepager/template.toml"),
    ],
)
def test_a_fault_of_a_template_is_said_with_its_place(files: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=said.replace(".", r"\.")):
        pipeline.build(*FILES, date=DAY, templates=folder(tmp_path, **files))
