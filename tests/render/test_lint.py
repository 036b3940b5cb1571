"""Each rule over templates, with one that breaks it and one that does not; the built-in templates break none."""

from __future__ import annotations

import pytest

from valuepitch.errors import Problem
from valuepitch.render.lint import LONGEST, RULES, lint
from valuepitch.render.template import folder_of_templates, load_template

FILE = "partials/summary.html.j2"


def found(files: dict[str, str]) -> list[Problem]:
    return lint({name: text.encode() for name, text in files.items()}, "mine")


def said(source: str, file: str = FILE) -> list[str]:
    return [str(problem) for problem in found({file: source})]


@pytest.mark.parametrize("name", sorted(path.parent.name for path in folder_of_templates().glob("*/template.toml")))
def test_the_built_in_templates_break_no_rule(name: str) -> None:
    assert lint(load_template(name).files, name) == []


OF_FUNNEL = {"template.toml": 'kind = "funnel"\nblocks = ["title"]'}


def test_variables_are_those_of_the_kind_of_page_that_a_template_makes() -> None:
    cash, hour = "<p>{{ page.cash.heading }}</p>", "<p>{{ page.hour.heading }}</p>"
    assert not found({FILE: cash})
    assert [p.message for p in found({FILE: hour})] == ["page has no hour"]
    assert not found({**OF_FUNNEL, FILE: hour})
    assert [p.message for p in found({**OF_FUNNEL, FILE: cash})] == ["page has no cash"]
    # A folder that changes files of the built-in one has its kind without a template.toml.
    assert not lint({FILE: hour.encode()}, "funnel")
    assert [p.message for p in lint({FILE: cash.encode()}, "funnel")] == ["page has no cash"]


def nested(count: int, tag: str = '<div style="display: flex">', end: str = "</div>") -> str:
    return tag * count + "x" + end * count


# What breaks a rule, where, what is said of it; and what does not.
BROKEN = {
    "syntax": ("<p>\n{% if %}</p>", "2:1", "Jinja cannot read it", "<p>\n{% if page %}x{% endif %}</p>"),
    "syntax, never closed": ("<p>\n{% if page %}\n</p>", "3:1", "Jinja cannot read it", "{% if page %}x{% endif %}"),
    "safe": ("<p>{{ page.title | safe }}</p>", "1:20", "|safe prints a text as markup", "<p>{{ page.title }}</p>"),
    "safe filter": ("{% filter safe %}x{% endfilter %}", "1:11", "|safe", "{% filter upper %}x{% endfilter %}"),
    "autoescape": (
        "\n{% autoescape false %}x{% endautoescape %}",
        "2:4",
        "autoescape is switched off",
        "{% autoescape true %}x{% endautoescape %}",
    ),
    "autoescape by a variable": ("{% autoescape page.title == 'x' %}x{% endautoescape %}", "1:4", "autoescape", "x"),
    "block": (
        "{% block sumary %}x{% endblock %}",
        "1:10",
        "sumary is no block of the page, so nothing of it is printed; did you mean summary?",
        "{% block summary %}x{% endblock %}",
    ),
    "own name": (
        f'{{% extends "{FILE}" %}}',
        "1:13",
        f'it extends itself without end; write "default:{FILE}"',
        f'{{% extends "default:{FILE}" %}}',
    ),
    "own name included": (
        f'{{% include ["x.j2", "{FILE}"] %}}',
        "1:22",
        "it includes itself",
        f'{{% include "default:{FILE}" %}}',
    ),
    "own name imported": (f'{{% from "{FILE}" import x %}}', "1:10", "it imports itself", '{% from "x.j2" import x %}'),
    "field": ("{{ page.sumary }}", "1:9", "page has no sumary; did you mean summary?", "{{ page.summary }}"),
    "field of a part": (
        "{{ page.cash.headin }}",
        "1:14",
        "page.cash has no headin; did you mean heading?",
        "{{ page.cash.heading }}",
    ),
    "field by its name": (
        "{{ page['titel'] }}",
        "1:10",
        "page has no titel; did you mean title?",
        "{{ page['title'] }}",
    ),
    "field of an item": (
        "{{ page.measures[0].vale }}",
        "1:21",
        "page.measures[0] has no vale; did you mean value?",
        "{{ page.measures[0].value }}",
    ),
    "field in a loop": (
        "{% for row in page.sources.rows %}\n{{ row.tga }}{% endfor %}",
        "2:8",
        "row has no tga; did you mean tag?",
        "{% for row in page.sources.rows %}{{ row.tag }}{{ loop.index }}{% endfor %}",
    ),
    "field of a loop": ("{% for row in page.charts %}{{ loop.indx }}{% endfor %}", "1:37", "loop has no indx", ""),
    "field after a filter": (
        "{{ (page.measures | sort(attribute='name') | first).vlue }}",
        "1:53",
        "has no vlue",
        "{{ (page.measures | sort(attribute='name') | first).value }}",
    ),
    "field in a filter": (
        "{{ page.measures | map(attribute='nme') | join }}",
        "1:35",
        "has no nme; did you mean name?",
        "{{ page.measures | map(attribute='name') | join }}",
    ),
    "field in a test": (
        "{{ page.measures | selectattr('idd', 'eq', 'npv') | list | length }}",
        "1:32",
        "has no idd",
        "{{ page.measures | selectattr('id', 'eq', 'npv') | list | length }}",
    ),
    "field of a set variable": (
        "{% set part = page.wrong %}{{ part.rws }}",
        "1:36",
        "part has no rws; did you mean rows?",
        "{% set part = page.wrong %}{{ part.rows }}",
    ),
    "field of what may be None": ("{{ page.objectives.heding }}", "1:20", "page.objectives has no heding", ""),
    "token": ("{{ tokens.inkk }}", "1:11", "tokens has no inkk; did you mean ink?", "{{ tokens.ink }}"),
    "variable": ("{{ pge.title }}", "1:4", "pge is not known here; did you mean page?", "{{ spacing }}{{ version }}"),
    "variable of a macro": (
        "{% macro a(b) %}{{ c }}{% endmacro %}{{ a(1) }}",
        "1:20",
        "c is not known here",
        "{% macro a(b) %}{{ b }}{% endmacro %}{{ a(1) }}",
    ),
    "quotes": ("<p class=a>x</p>", "1:4", "attribute class is not quoted", "<p class='a'>x</p>"),
    "quotes of a value": (
        '<img alt={{ page.title }} src="a.svg"/>',
        "1:6",
        "attribute alt is not quoted",
        '<img alt="{{ page.title }}" src="a.svg"/>',
    ),
    "no value": (
        "<p hidden>x</p>",
        "1:4",
        "attribute hidden has no value",
        '<p{% if page %} class="a"{% endif %}>x</p>',
    ),
    "never closed": ("<p>x</p>\n<div>x", "2:1", "<div> is never closed; write </div>", "<div>x</div>"),
    "not closed in a branch": (
        "{% if page %}<b>{% endif %}<p>x",
        "1:28",
        "",
        "{% if page %}<p>{% else %}<p>{% endif %}x</p>",
    ),
    "void": ("<p>a<br>b</p>", "1:10", "</p> closes nothing: <br> is open", "<p>a<br/>b</p>"),
    "closed twice": ("<p>x</p></p>", "1:9", "</p> closes nothing: nothing is open", "<p>x</p>"),
    "crossed": ("<b><i>x</b></i>", "1:8", "</b> closes nothing: <i> is open", "<b><i>x</i></b>"),
    "entity": ("<p>a&nbsp;b</p>", "1:5", "&nbsp; is not known in XML; write &#160;", "<p>a&#160;b &amp; c</p>"),
    "ampersand": ("<p>a & b</p>", "1:6", "& is not well-formed XML here; write &amp;", "<p>a &amp; b</p>"),
    "less than": ("<p>a < b</p>", "1:6", "< is not well-formed XML here; write &lt;", "<p>{{ 1 if 1 < 2 else 3 }}</p>"),
    "deep": (nested(120, "<i>", "</i>"), "1:304", "elements stand more than 100 deep", nested(90, "<i>", "</i>")),
    "svg": (
        '<svg><rect width="1"/></svg>',
        "1:1",
        "a drawing has no <title>; write <title>{{ alt }}</title>",
        '<svg><title>{{ page.title }}</title><rect width="1"/></svg>',
    ),
    "svg, empty title": (
        "<svg><title> </title></svg>",
        "1:1",
        "a drawing has no <title>",
        "<svg><title>x</title></svg>",
    ),
    "svg, title within": (
        "<svg><g><title>x</title></g></svg>",
        "1:1",
        "a drawing has no <title>",
        "<svg><title>x</title><svg><g/></svg></svg>",
    ),
    "svg, label": ('<svg aria-label="x" role="img"></svg>', "1:1", "a drawing has no <title>", ""),
    "img": ('<img src="a.svg"/>', "1:1", "an image has no alt text", '<img src="a.svg" alt="A press"/>'),
    "img, empty": ('<img src="a.svg" alt=""/>', "1:1", "CSS background", '<img src="a.svg" alt="{{ page.title }}"/>'),
    "headings": (
        "<h1>a</h1>\n<h3>b</h3>",
        "2:1",
        "<h3> after <h1> skips a level; write <h2>",
        "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>",
    ),
    "first heading": (
        '<html lang="en"><h2>a</h2></html>',
        "1:17",
        "<h2> first skips a level; write <h1>",
        '<html lang="en"><h1>a</h1></html>',
    ),
    "table": (
        "<table><tr><td>a</td><td>b</td></tr>\n<tr><td>c</td></tr></table>",
        "2:1",
        "a row has 1 cells, the first one 2",
        '<table><tr><td>a</td><td>b</td></tr><tr><td colspan="2">c</td></tr></table>',
    ),
    "table, empty row": (
        "<table><tr><th>a</th></tr><tr></tr></table>",
        "1:27",
        "a row has 0 cells",
        "<table><tr>{% for c in page.charts %}<td>x</td>{% endfor %}</tr><tr><td>a</td></tr></table>",
    ),
    "flex": (nested(6), "1:136", "display: flex stands more than 5 deep", nested(5)),
    "link": (
        '<a href="http://example.com">x</a>',
        "1:1",
        "a link goes to http://example.com",
        '<a href="https://example.com">x</a><a href="mailto:a@b.example">x</a><a href="#b">x</a>',
    ),
    "link to code": ('<a href="javascript:alert(1)">x</a>', "1:1", "a link goes to javascript:alert(1)", ""),
    "link to a file": ('<a href="terms.html">x</a>', "1:1", "a link goes to terms.html", ""),
    "link by a variable": (
        '<a href="{{ page.title }}">x</a>',
        "1:1",
        "a link goes wherever a variable says",
        '<a href="https://example.com/{{ page.reader }}">x</a>',
    ),
    "raster": (
        '<img src="a.png" alt="x"/>',
        "1:1",
        "a.png would be smoothed; write image-rendering: crisp-edges",
        '<img src="a.png" alt="x" style="image-rendering: pixelated"/>',
    ),
    "raster in a drawing": (
        '<svg><title>x</title><image href="a.jpg"/></svg>',
        "1:22",
        "a.jpg would be smoothed",
        '<svg style="image-rendering: pixelated"><title>x</title><image href="a.jpg"/></svg>',
    ),
    "another host": (
        '<img src="https://x.example/a.svg" alt="x"/>',
        "1:1",
        "asks for https://x.example/a.svg, which no page may fetch",
        '<img src="a.svg" alt="x"/>',
    ),
    "data": ('<img src="data:image/svg+xml,x" alt="x"/>', "1:1", "asks for data:image/svg+xml,x", ""),
    "style sheet": (
        '<link rel="stylesheet" href="//x.example/a.css"/>',
        "1:1",
        "asks for //x.example/a.css",
        '<link rel="stylesheet" href="a.css"/>',
    ),
    "script": ("<script>x &lt; 1</script>", "1:1", "a page has no scripts; leave <script> out", "<p>script</p>"),
    "event": ('<p onload="x()">x</p>', "1:1", "a page has no scripts, and onload is one", '<p class="onload">x</p>'),
    "inline opacity": (
        '<p style="opacity: 0.5">x</p>',
        "1:11",
        "opacity breaks the tags",
        '<p style="color: rgba(0, 0, 0, 0.5); opacity: 1">x</p>',
    ),
    "opacity in a style element": (
        "<style>\np { opacity: .9 }</style>",
        "2:5",
        "opacity breaks",
        "<style>p { top: 0 }</style>",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_rule_that_is_broken_and_one_that_is_not(name: str) -> None:
    source, place, message, sound = BROKEN[name]
    lines = said(source)
    expected = [line for line in lines if line.startswith(f"mine/{FILE}:{place}  ") and message in line]
    assert len(expected) == 1 or not message, lines
    assert said(sound) == []


STYLES = {
    "opacity": (
        "p {\n  opacity: 50%\n}",
        "2:3",
        "opacity breaks the tags of the page (PDF/UA-1); write a colour with alpha",
        "p { color: rgba(0, 0, 0, 0.5); opacity: 1 }",
    ),
    "opacity in disguise": ("p { O\\70 acity: 0 }", "1:5", "opacity breaks", "/* p { opacity: 0 } */ p { color: red }"),
    "opacity in a media rule": (
        "@media print {\n p { opacity: 0 } }",
        "2:6",
        "opacity breaks",
        "@media print { p { top: 0 } }",
    ),
    "opacity in a margin box": ("@page { @top-left { opacity: 0 } }", "1:21", "opacity breaks", ""),
    "fixed": (
        "p { position: fixed }",
        "1:5",
        "position: fixed takes a text out of the page's flow",
        "p { position: absolute }",
    ),
    "import": (
        "@import url(https://x.example/a.css);",
        "1:13",
        "imports https://x.example/a.css, which no page may fetch",
        "@import url(a.css);",
    ),
    "import of a text": ('@import "//x.example/a.css";', "1:10", "imports //x.example/a.css", '@import "a.css";'),
    "another host": (
        "p { background: url(http://x.example/a.svg) }",
        "1:5",
        "asks for http://x.example/a.svg",
        "p { background: url(a.svg) }",
    ),
    "data": ('p { background: red url("data:image/png;base64,x") }', "1:5", "asks for data:image/png;base64,x", ""),
    "font": (
        "@font-face { font-family: x; src: url(file:///a.ttf) }",
        "1:30",
        "asks for file:///a.ttf",
        "@font-face { font-family: x; src: url(fonts/a.ttf) }",
    ),
    "raster": (
        "p { background: url(a.png) }",
        "1:5",
        "a.png would be smoothed",
        "p { background: url(a.png); image-rendering: pixelated }",
    ),
    "raster as content": (
        "p::before { content: url('a.jpg') }",
        "1:13",
        "a.jpg would be smoothed",
        "html { image-rendering: crisp-edges } p::before { content: url('a.jpg') }",
    ),
}


@pytest.mark.parametrize("name", STYLES)
def test_a_style_that_breaks_a_rule_and_one_that_does_not(name: str) -> None:
    source, place, message, sound = STYLES[name]
    lines = said(source, "page.css")
    assert len(lines) == 1
    assert lines[0].startswith(f"mine/page.css:{place}  ")
    assert message in lines[0]
    assert said(sound, "page.css") == []


def test_blocks_are_those_of_the_template_itself() -> None:
    toml = 'blocks = ["pricing"]'
    assert found({"template.toml": toml, "base.html.j2": "{% block pricing %}x{% endblock %}"}) == []
    assert [p.message for p in found({"template.toml": toml, "base.html.j2": "{% block title %}x{% endblock %}"})] == [
        "title is no block of the page, so nothing of it is printed"
    ]


def test_tokens_are_those_of_the_template_itself() -> None:
    files = {"tokens.css": ":root { --brand: #123456 }", "a.html.j2": "{{ tokens.brand }}{{ tokens.ink }}"}
    assert [problem.message for problem in found(files)] == ["tokens has no ink"]


def test_a_variable_that_another_file_sets_is_known() -> None:
    files = {"a.html.j2": '{% set mine = 1 %}{% include "b.html.j2" %}', "b.html.j2": "{{ mine }}"}
    assert found(files) == []
    assert [problem.message for problem in found({"b.html.j2": "{{ mine }}"})] == ["mine is not known here"]


def test_what_a_template_asks_whether_it_is_there_may_be_missing() -> None:
    assert said("{% if page.fax is defined %}x{% endif %}{{ page.fax | default('') }}") == []


def test_flex_by_a_style_sheet() -> None:
    boxes = nested(6, '<div class="row">')
    assert found({"page.css": ".row { display: flex }", "a.html.j2": boxes})[0].message.startswith(
        "display: flex stands more"
    )
    assert found({"page.css": ".row { display: grid }", "a.html.j2": boxes}) == []


def test_images_by_a_style_sheet() -> None:
    image = '<p><img class="logo" src="a.png" alt="x"/></p>'
    assert found({"page.css": ".logo { image-rendering: crisp-edges }", "a.html.j2": image}) == []
    assert found({"page.css": "p { image-rendering: crisp-edges }", "a.html.j2": image}) == []
    assert len(found({"page.css": ".other { image-rendering: crisp-edges }", "a.html.j2": image})) == 1


def test_an_image_file_needs_no_title_and_may_not_be_broken() -> None:
    assert said('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9"/></svg>', "logo.svg") == []
    assert (
        "never closed" in said('<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>'.replace("</svg>", ""), "a.svg")[0]
    )
    assert "no scripts" in said("<svg><script>x</script></svg>", "logo.svg")[0]


@pytest.mark.parametrize(
    "source",
    [
        "x" * (LONGEST + 1),
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "<i>" * 20000,
        "<style>" * 5000,
        '<a b="' * 5000,
    ],
    ids=["long", "deep expressions", "deep elements", "styles without end", "quotes without end"],
)
def test_what_is_made_to_keep_a_reader_busy_is_refused(source: str) -> None:
    assert said(source)


def test_every_rule_is_tested_here() -> None:
    # A rule whose findings no test expects would not be missed.
    words = " ".join(message for _, _, message, _ in [*BROKEN.values(), *STYLES.values()])
    assert len(RULES) == 20
    assert all(
        word in words for word in ("safe", "block", "itself", "title", "alt", "level", "cells", "flex", "smoothed")
    )
