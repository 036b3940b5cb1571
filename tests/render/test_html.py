"""Templates are hostile input: a closed sandbox that sees plain data, and clear errors."""

from __future__ import annotations

from typing import Any

import pytest

from valuepitch.errors import TemplateError
from valuepitch.render.html import to_html
from valuepitch.render.template import load_template

from .conftest import Changed

HOSTILE = {
    "dunder": "{{ ''.__class__ }}",
    "attribute filter": "{{ ''|attr('__class__') }}",
    "format": "{{ '{0.__class__}'.format('x') }}",
    "absolute include": "{% include '/etc/passwd' %}",
    "include out of the folder": "{% include '../template.toml' %}",
    "font as a template": "{% include 'fonts/sans-regular.ttf' %}",
    "changing the context": "{{ page.measures.append(1) }}",
    "large range": "{% for x in range(1000000) %}x{% endfor %}",
    "removed helper": "{{ lipsum() }}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_template_may_not_do_is_a_template_error(name: str, page: dict[str, Any], changed: Changed) -> None:
    template = changed({"partials/summary.html.j2": HOSTILE[name]})
    with pytest.raises(TemplateError):
        to_html(page, template, "normal")


def test_a_misspelt_variable_is_named(page: dict[str, Any], changed: Changed) -> None:
    template = changed({"partials/summary.html.j2": "<p>{{ page.sumary }}</p>"})
    with pytest.raises(TemplateError, match="sumary"):
        to_html(page, template, "normal")


def test_a_syntax_error_has_file_and_line(page: dict[str, Any], changed: Changed) -> None:
    template = changed({"partials/summary.html.j2": "<p>\n{% if %}</p>"})
    with pytest.raises(TemplateError, match=r"partials/summary\.html\.j2:2"):
        to_html(page, template, "normal")


def test_too_much_html_is_refused(page: dict[str, Any], changed: Changed) -> None:
    template = changed({"partials/summary.html.j2": "<p>{{ 'x' * 3000000 }}</p>"})
    with pytest.raises(TemplateError, match="2,000,000"):
        to_html(page, template, "normal")


def test_texts_are_escaped_wherever_they_stand(page: dict[str, Any], changed: Changed) -> None:
    hostile = "<b>\"x\" & 'y'</b>"
    html = to_html({**page, "title": hostile, "document_title": hostile}, changed({}), "normal")
    assert "<b>&#34;" not in html
    assert "&lt;b&gt;&#34;x&#34; &amp; &#39;y&#39;&lt;/b&gt;" in html


# What a template asks for by `shows`, with one that does; every other field is needed by all.
SHOWN = {"lowest": "owner", "tables": "board"}


def test_every_field_of_the_context_is_needed(page: dict[str, Any], changed: Changed) -> None:
    template = changed({})
    for field in page.keys() - {"lowest", "tables"}:  # what only templates show that ask for it
        without = {name: value for name, value in page.items() if name != field}
        with pytest.raises(TemplateError, match=field):
            to_html(without, load_template(SHOWN[field]) if field in SHOWN else template, "normal")


@pytest.mark.parametrize("name", ["owner", "board"])
def test_every_part_is_needed_by_every_template(page: dict[str, Any], name: str) -> None:
    whole = {**page, "lowest": {**page["measures"][0], "id": "lowest_cash"}}
    to_html(whole, load_template(name), "normal")
    # A template may set the order of the charts itself.
    for field in whole.keys() - SHOWN.keys() - {"charts"}:
        without = {key: value for key, value in whole.items() if key != field}
        with pytest.raises(TemplateError, match=field):
            to_html(without, load_template(name), "normal")
