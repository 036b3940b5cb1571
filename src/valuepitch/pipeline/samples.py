"""Pages of the starter files: an example of what a template sees, and a template tried out."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from valuepitch.documents import read_yaml
from valuepitch.errors import InputError, PageOverflowError, Problem, TemplateError
from valuepitch.inputs.funnel import funnel_of
from valuepitch.inputs.load import validate
from valuepitch.inputs.starter import starter_files, starter_funnel
from valuepitch.locale import ENGLISH, languages
from valuepitch.model import Product, Prospect
from valuepitch.page.compose import Shown
from valuepitch.page.parts import listed
from valuepitch.pipeline.evaluation import Evaluation, evaluate_loaded
from valuepitch.pipeline.funnel import FunnelEvaluation, composed, read_funnel, render_funnel
from valuepitch.pipeline.pages import PAGES, composer_of, guarded, making_of, render
from valuepitch.pipeline.templates import chosen, said_of, templates_in
from valuepitch.render.template import Template, load_template

DAY = date(2026, 12, 1)  # of a page that nobody gets


@functools.cache
def starter(language: str = ENGLISH) -> Evaluation:
    """The case of the starter files in a language."""
    files = starter_files(language)
    prospect = validate(read_yaml(files["prospect.yaml"], "the starter's prospect.yaml"), Prospect)
    product = validate(read_yaml(files["product.yaml"], "the starter's product.yaml"), Product)
    return evaluate_loaded(prospect, product)


@functools.cache
def starter_plan(language: str = ENGLISH) -> FunnelEvaluation:
    """The funnel of the starter file in a language."""
    return read_funnel(funnel_of(read_yaml(starter_funnel(language), "the starter's funnel.yaml"))[0])


def warm_up() -> None:
    """Draw a page that nobody gets.

    *Why:* a page of a user's template is drawn in a child of this process, which has what this one has: fonts, and
    the files of the built-in templates compiled. Without it each child makes them anew.
    """
    render(starter(), PAGES[0], DAY, template=load_template())


def example_context(kind: str = "prospect") -> dict[str, Any]:
    """What a template sees of the starter's page, of a prospect or of a funnel."""
    if kind == "funnel":
        return composed(starter_plan(), PAGES[0], DAY, load_template(kind)).plain()
    evaluated, template = starter(), load_template()
    composer = composer_of(evaluated, making_of(evaluated, PAGES[0], DAY, template), template, attached=True)
    return composer.page(Shown(len(listed(composer.figures)))).plain()


def check_folder(folder: Path) -> tuple[list[str], list[Problem]]:
    """Every template that a folder changes or holds, and what is wrong with each.

    Raises:
        TemplateError: the folder is none, or holds no template.
    """
    names = templates_in(folder)
    if not names:
        raise TemplateError(f"{folder} holds no template", "onepager/ in it changes that template, brand.yaml all")
    return names, [problem for name in names for problem in _check(folder, name)]


def _check(folder: Path, name: str) -> Iterator[Problem]:
    try:
        template = chosen(name, None, folder)
    except InputError as error:
        yield from error.problems
        return
    except TemplateError as error:
        yield Problem(error.message, error.hint)
        return
    yield from said_of(template)
    for language in languages():
        for paper in PAGES:
            yield from _page(template, language, paper)


def _page(template: Template, language: str, paper: str) -> Iterator[Problem]:
    """What is wrong with one page, and what is worth a word."""
    place = f"{template.config.name} on {paper}, {language}"
    try:
        if template.config.kind == "funnel":
            guarded(template, lambda: render_funnel(starter_plan(language), paper, DAY, template))
            return
        built = guarded(template, lambda: render(starter(language), paper, DAY, template=template))
    except InputError as error:
        yield from (problem if problem.file else replace(problem, file=place) for problem in error.problems)
    except (TemplateError, PageOverflowError) as error:
        yield Problem(error.message, error.hint, file=place)
    else:
        yield from (Problem(p.message, p.hint, p.path, place, severity=p.severity) for p in built.warnings)
