"""A template reads its own files and nothing else, whichever way it asks."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from valuepitch.errors import TemplateError
from valuepitch.render.engine import Options
from valuepitch.render.template import Template
from valuepitch.render.weasy import WeasyEngine

from .conftest import SAMPLE, Changed

FOREIGN = "http://127.0.0.1:9/x.png"

# Every way that WeasyPrint follows an address, as a piece of the page's body.
BODY_CHANNELS = {
    "img": f'<img src="{FOREIGN}" alt="x"/>',
    "img file": '<img src="file:///etc/passwd" alt="x"/>',
    "img FILE in capitals": '<img src="FILE:///etc/passwd" alt="x"/>',
    "img out of the folder": '<img src="../../../../etc/passwd" alt="x"/>',
    "img escaped": '<img src="%2e%2e/%2e%2e/etc/passwd" alt="x"/>',
    "img data": '<img src="data:image/png;base64,AAAA" alt="x"/>',
    "img ftp": '<img src="ftp://127.0.0.1:9/x.png" alt="x"/>',
    "img protocol-relative": '<img src="//127.0.0.1:9/x.png" alt="x"/>',
    "embed": f'<embed src="{FOREIGN}" type="image/png"/>',
    "object": f'<object data="{FOREIGN}" type="image/png"></object>',
    "inline style": f'<p style="background: url({FOREIGN})">x</p>',
    "svg image": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
        f'<image href="{FOREIGN}" width="9" height="9"/></svg>'
    ),
    "attachment": '<a rel="attachment" href="file:///etc/passwd">x</a>',
    "style element": f"<style>p {{ background: url({FOREIGN}) }}</style>",
    "style import": f"<style>@import url({FOREIGN});</style>",
    "style font": f"<style>@font-face {{ font-family: x; src: url({FOREIGN}) }} p {{ font-family: x }}</style>",
    "list image": f'<ul style="list-style-image: url({FOREIGN})"><li>x</li></ul>',
    "border image": f'<p style="border: 1px solid; border-image: url({FOREIGN}) 1">x</p>',
    "content": f"<style>p::before {{ content: url({FOREIGN}) }}</style>",
    "linked stylesheet": f'<link rel="stylesheet" href="{FOREIGN}"/>',
    "linked attachment": '<link rel="attachment" href="file:///etc/passwd"/>',
}


def asked_for(engine: WeasyEngine, page: dict[str, Any], template: Template) -> str:
    """What was denied while a page was made, however it was said."""
    try:
        laid = engine.lay_out(page, template, Options())
        laid.pdf()
    except TemplateError as error:
        return error.message
    return ", ".join(laid.denied)


@pytest.mark.parametrize("channel", BODY_CHANNELS)
def test_a_foreign_address_is_refused_by_name(
    channel: str, engine: WeasyEngine, page: dict[str, Any], changed: Changed
) -> None:
    template = changed({"partials/decision.html.j2": BODY_CHANNELS[channel]})
    asked = asked_for(engine, page, template)
    assert any(part in asked for part in ("127.0.0.1", "passwd", "data:")), f"{channel} was let through: {asked}"


@pytest.mark.parametrize(
    "rule",
    [
        "@import url(http://127.0.0.1:9/x.css);",
        "p { background: url(file:///etc/passwd) }",
        "@font-face { font-family: x; src: url(http://127.0.0.1:9/x.ttf) } p { font-family: x }",
    ],
)
def test_a_foreign_address_in_the_stylesheet_is_refused(
    rule: str, engine: WeasyEngine, page: dict[str, Any], changed: Changed
) -> None:
    template = changed({"page.css": rule})
    assert any(part in asked_for(engine, page, template) for part in ("127.0.0.1", "passwd"))


def test_a_stylesheet_is_no_picture_and_a_template_no_asset(
    engine: WeasyEngine, page: dict[str, Any], changed: Changed
) -> None:
    template = changed({"partials/decision.html.j2": '<img src="base.html.j2" alt="x"/>'})
    with pytest.raises(TemplateError, match=r"base\.html\.j2"):
        engine.lay_out(page, template, Options())


HERMETIC = """
import sys, datetime
from valuepitch import pipeline
folder = sys.argv[1]
evaluated = pipeline.evaluate(folder + "/prospect.yaml", folder + "/product.yaml")
pipeline.render(evaluated, "a4", datetime.date(2026, 11, 23))  # what is read once has been read
seen = []
def watch(event, arguments):
    if event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        seen.append((event, str(arguments[0])))
sys.addaudithook(watch)
pipeline.render(evaluated, "a4", datetime.date(2026, 11, 24))
print(seen)
"""


def test_a_page_is_made_without_opening_a_file_or_a_connection() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HERMETIC, str(SAMPLE)], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]", done.stdout


FOLDER = """
import sys, datetime
from pathlib import Path
from valuepitch import pipeline
from valuepitch.render.folders import find_template
folder, templates = sys.argv[1:]
evaluated = pipeline.evaluate(folder + "/prospect.yaml", folder + "/product.yaml")
template = find_template("onepager", [Path(templates)])
pipeline.render(evaluated, "a4", datetime.date(2026, 11, 23), template=template)
seen = []
def watch(event, arguments):
    if event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        seen.append((event, str(arguments[0])))
sys.addaudithook(watch)
pipeline.render(evaluated, "a4", datetime.date(2026, 11, 24), template=template)
print(seen)
"""


@pytest.mark.parametrize("name", ["brand", "partial", "block"])
def test_a_template_of_ones_own_is_read_once_and_opens_nothing(name: str) -> None:
    command = [sys.executable, "-c", FOLDER, str(SAMPLE), str(SAMPLE.parent / "templates" / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stdout
