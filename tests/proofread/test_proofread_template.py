"""The words of a template: found with their file and line, beside its code, tags and styles."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import DAY, SUMMARY, Made, Read, said, written

from valuepitch import build
from valuepitch.errors import ERROR, InputError
from valuepitch.render.spoken import words_of
from valuepitch.render.template import load_template


def test_the_default_template_has_no_words_of_its_own() -> None:
    # A dot between two figures is no word.
    assert [text for _, text in load_template().words if any(map(str.isalpha, text))] == []


@pytest.mark.parametrize(
    "source, place, phrase",
    [
        ("<p>A world-class page</p>", "1:6", "world-class"),
        ("{% set x = 1 %}\n<p>\n  best in class {{ page.title }}</p>", "3:3", "best in class"),
        ("<p>Save <b>big</b>, act now</p>", "1:21", "act now"),
        ('<img alt="A world-class press" src="a.svg"/>', "1:13", "world-class"),
        ("<img\n alt='world-class' src='a.svg'/>", "2:7", "world-class"),
        ('<svg aria-label="world-class"></svg>', "1:18", "world-class"),
        ('<p title="world-class">x</p>', "1:11", "world-class"),
        ("<svg><title>world-class</title></svg>", "1:13", "world-class"),
        ("<p>{% if page.title %}world-class{% endif %}</p>", "1:23", "world-class"),
        ("{# x #}\n<!-- y -->\n<p>world-class</p>", "3:4", "world-class"),
    ],
    ids=["text", "after code", "after a tag", "alt", "alt on a line of its own", "aria-label", "title attribute",
         "title of a chart", "inside a condition", "after comments"],
)  # fmt: skip
def test_words_of_a_template_are_found_with_file_and_line(
    source: str, place: str, phrase: str, read: Read, template: Made
) -> None:
    found = [problem for problem in read(template=template({SUMMARY: source})) if problem.severity == ERROR]
    assert [str(problem).partition(",")[0] for problem in found] == [f"onepager/{SUMMARY}:{place}  says “{phrase}”"]


@pytest.mark.parametrize(
    "source",
    [
        '{{ "world-class" }}',
        "{% if page.title == 'world-class' %}<p>x</p>{% endif %}",
        "{# a world-class\n comment #}",
        "<!-- a world-class\n comment -->",
        "<style>\n.world-class { color: red }\n</style>",
        "<script>world-class</script>",
        '<p class="world-class" id="best-in-class" data-x="unrivalled">x</p>',
        "<p\n  class='world-class'\n>x</p>",
        "<world-class>x</world-class>",
        '<img alt="{{ page.world_class }} {# world-class #}" src="a.svg"/>',
    ],
    ids=["an expression", "a condition", "a comment of Jinja", "a comment", "a style", "a script", "attributes",
         "attributes over lines", "tags", "code in alt"],
)  # fmt: skip
def test_code_tags_and_styles_of_a_template_are_not_read(source: str, read: Read, template: Made) -> None:
    assert said(read(template=template({SUMMARY: source}))) == []


def test_a_phrase_that_a_template_breaks_over_two_lines_is_found(read: Read, template: Made) -> None:
    found = read(template=template({SUMMARY: "<p>\nThis press is best in\nclass.\n</p>"}))
    assert [(problem.file, problem.line) for problem in found] == [(f"onepager/{SUMMARY}", 2)]


def test_drawings_are_read_and_style_sheets_and_settings_are_not(read: Read, template: Made) -> None:
    files = {
        "logo.svg": "<svg><text>world-class</text></svg>",
        "charts/own.svg.j2": "<svg>\n<text>unrivalled</text></svg>",
        "extra.css": "/* world-class */ .best-in-class {}",
        "extra.toml": 'x = "world-class"',
    }
    assert [(problem.file, problem.line) for problem in read(template=template(files))] == [
        ("onepager/charts/own.svg.j2", 2),
        ("onepager/logo.svg", 1),
    ]


def test_a_template_that_sells_stops_the_build() -> None:
    file = Path("mine/onepager/partials/decision.html.j2")
    file.parent.mkdir(parents=True)
    file.write_text('<p class="decision">A world-class page</p>')
    with pytest.raises(InputError) as stopped:
        build(*written(), "page.pdf", date=DAY, templates="mine")
    assert [str(problem).partition(",")[0] for problem in stopped.value.problems] == [
        "onepager/partials/decision.html.j2:1:23  says “world-class”"
    ]
    assert not Path("page.pdf").exists()


def test_words_of_a_template_stand_where_they_stood() -> None:
    files = {"a.html.j2": b'<p>one</p>\n\n{{ two }}\n<b alt="three">four</b>\n', "b.css": b"five", "c.svg": b"six"}
    assert list(words_of(files)) == [
        ("a.html.j2", "   one    \n\n         \n        three  four    \n"),
        ("c.svg", "six"),
    ]
