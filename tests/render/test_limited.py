"""A template that never ends, or asks for all memory, is stopped and named; what it raises comes back."""

from __future__ import annotations

import io
import mmap
import os
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import ROOT
from valuepitch import pipeline
from valuepitch.errors import TemplateError
from valuepitch.pipeline import templates
from valuepitch.render import limited as limits
from valuepitch.render.limited import limited

FILES = (ROOT / "samples" / "quickstart" / "prospect.yaml", ROOT / "samples" / "quickstart" / "product.yaml")
DAY = date(2026, 11, 23)

LOOP = (
    '{% extends "base.html.j2" %}{% block title %}'
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}{% endblock %}"
)
BOXES = (
    '{% extends "base.html.j2" %}{% block title %}'
    + '<div style="display: flex"><div style="display: flex">' * 9
    + "<p>deep</p>"
    + "</div></div>" * 9
    + "{% endblock %}"
)
LONG = '{% extends "base.html.j2" %}{% block title %}{{ "x" * 3000000000 }}{% endblock %}'


def page(folder: Path, text: str) -> Path:
    (folder / "onepager").mkdir()
    (folder / "onepager" / "page.html.j2").write_text(text)
    return folder


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 2)
    monkeypatch.setattr(limits, "WALL", 12.0)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a rule had missed it: what a template does is stopped all the same."""
    monkeypatch.setattr(templates, "said_of", lambda template: [])


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("text", [LOOP, BOXES, LONG], ids=["loop", "boxes in boxes", "a long text"])
def test_a_template_without_end_is_stopped_and_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as error:
        pipeline.build(*FILES, tmp_path / "acme.pdf", date=DAY, templates=page(tmp_path, text))
    assert "takes more than 2 seconds" in str(error.value) or "takes more memory" in str(error.value)
    assert not (tmp_path / "acme.pdf").exists()


def test_what_is_raised_in_the_child_comes_back(tmp_path: Path) -> None:
    text = '{% extends "base.html.j2" %}{% block title %}{{ page.titel }}{% endblock %}'
    with pytest.raises(TemplateError, match="titel"):
        pipeline.build(*FILES, date=DAY, templates=page(tmp_path, text))


def test_it_is_another_process_that_writes_no_large_file(tmp_path: Path) -> None:
    def work() -> tuple[int, str]:
        try:
            (tmp_path / "note.txt").write_bytes(bytes(limits.LARGEST_FILE + 1))
        except OSError as error:
            return os.getpid(), str(error.strerror)
        return os.getpid(), "written"

    process, said = limited(work)
    assert process != os.getpid()
    assert said == "File too large"


def test_what_is_too_deep_to_be_sent_is_said() -> None:
    def work() -> list[object]:
        deep: list[object] = []
        for _ in range(5000):
            deep = [deep]
        return deep

    with pytest.raises(TemplateError, match="nests deeper"):
        limited(work)


def test_a_large_process_leaves_room_to_draw(tmp_path: Path) -> None:
    with mmap.mmap(-1, 3 * limits.MEMORY):  # addresses alone, as a virtual machine in the process takes them
        text = '{% extends "base.html.j2" %}{% block decision %}{{ super() }}<p>ours</p>{% endblock %}'
        built = pipeline.build(*FILES, date=DAY, templates=page(tmp_path, text))
    assert built.pdf.startswith(b"%PDF")


def test_a_child_that_ends_without_a_word_is_a_fault_of_ours() -> None:
    with pytest.raises(Exception, match="drawing ended by itself with 7"):
        limited(lambda: os._exit(7))


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize(
    "body, said",
    [
        ('<p style="letter-spacing: 1000000000px">x</p>', "cannot be drawn"),
        ('<style>li::marker { content: "x" }</style><ul><li>x</li></ul>', "cannot be drawn (TypeError"),
        ("<div>" * 500 + "x" + "</div>" * 500, "template"),
        (
            '<a href="javascript:alert(1)">x</a>',
            "the page that the template onepager makes: it links to javascript:alert(1)",
        ),
        (
            '<a href="file:///etc/passwd">x</a>',
            "the page that the template onepager makes: it links to file:///etc/passwd",
        ),
        (
            '<a href="http://127.0.0.1/">x</a>',
            "the page that the template onepager makes: it links to http://127.0.0.1/",
        ),
    ],
)
def test_what_a_template_breaks_is_a_fault_of_the_template(body: str, said: str, tmp_path: Path) -> None:
    text = '{% extends "base.html.j2" %}{% block decision %}{{ super() }}' + body + "{% endblock %}"
    with pytest.raises(TemplateError) as error:
        pipeline.build(*FILES, date=DAY, templates=page(tmp_path, text))
    assert said in str(error.value)


def test_links_to_https_and_mail_may_stand(tmp_path: Path) -> None:
    links = '<p><a href="https://example.com/a">a</a> <a href="mailto:a@example.com">b</a></p>'
    text = '{% extends "base.html.j2" %}{% block decision %}{{ super() }}' + links + "{% endblock %}"
    built = pipeline.build(*FILES, date=DAY, templates=page(tmp_path, text))
    with pikepdf.open(io.BytesIO(built.pdf)) as document:
        found = {str(note.A.URI) for note in document.pages[0].Annots}
    assert found == {"https://example.com/a", "mailto:a@example.com"}
